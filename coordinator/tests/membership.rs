//! How a region comes in, is kept out, and renews its certificate.

use crate::network::{Network, ask, code_of, eventually, region};
use coordinator::{handle::HandleError, state::command::StateChange};
use identity::RegionKeys;
use jiff::SignedDuration;
use protocol::{
    ProtocolVersion,
    latest::{DirectoryRequest, EnrolReply, EnrolStatusRequest, ErrorCode, Hello, RenewRequest},
};
use service::Clock as _;
use vocabulary::EnrolmentId;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_region_joins_with_a_token_and_six_words_and_knows_the_others() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let west_brabant = network.join("AM25").await;
    let hello = Hello {
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
        software: "schakel-node 0.1.0".to_owned(),
        directory_version: 0,
        clock_ms: network.clock.now_ms() + 1500,
    };
    let reply = zeeland.ask(&hello).await.unwrap();
    assert_eq!(reply.version, ProtocolVersion::NEWEST);
    let directory = zeeland.ask(&DirectoryRequest { known_version: 0 }).await.unwrap().newer.unwrap();
    let network_key = network.running().handle().authority().network_key();
    let document = identity::directory::verify(&network_key, &directory).unwrap();
    assert_eq!(document.version, reply.directory_version);
    let keys: Vec<_> = document.regions.iter().map(|listed| listed.sealing_key).collect();
    assert_eq!(keys, [zeeland.keys.sealing_key(), west_brabant.keys.sealing_key()]);
    let known = DirectoryRequest { known_version: document.version };
    assert!(zeeland.ask(&known).await.unwrap().newer.is_none(), "nothing is newer");
    let view = network.running().handle().view().await.unwrap();
    let contact = view.regions[0].contact.clone().unwrap();
    assert_eq!((contact.software.as_str(), contact.clock_difference_ms), ("schakel-node 0.1.0", 1500));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_expired_or_used_token_and_wrong_words_let_nobody_in() {
    let network = Network::start().await;
    let token = network.invite("AM24").await;
    let newcomer = network.newcomer(&token);
    let keys = RegionKeys::generate().unwrap();

    let mut wrong = token.clone();
    wrong.secret = [9; 32];
    let request = identity::enrolment::request(&wrong, &keys).unwrap();
    assert_eq!(code_of(ask(&newcomer, &request).await), ErrorCode::BadToken);

    let mut forged = identity::enrolment::request(&token, &keys).unwrap();
    forged.sealing_key = [1; 32];
    assert_eq!(code_of(ask(&newcomer, &forged).await), ErrorCode::BadSignature);

    let request = identity::enrolment::request(&token, &keys).unwrap();
    let EnrolReply::Pending { enrolment } = ask(&newcomer, &request).await.unwrap() else { panic!() };
    assert_eq!(ask(&newcomer, &request).await.unwrap(), EnrolReply::Pending { enrolment }, "sent again");
    let stranger = identity::enrolment::request(&token, &RegionKeys::generate().unwrap()).unwrap();
    assert_eq!(code_of(ask(&newcomer, &stranger).await), ErrorCode::BadToken, "the token was used");
    let elsewhere = EnrolStatusRequest { enrolment: EnrolmentId::random(), token_secret: token.secret };
    assert_eq!(code_of(ask(&newcomer, &elsewhere).await), ErrorCode::BadToken);

    let handle = network.running().handle();
    let refused = handle.approve(region("AM24"), "abandon ability able about above absent", "els").await;
    let Err(HandleError::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, ErrorCode::Forbidden);
    assert!(refusal.sentence.contains("six words"), "{refusal}");
    let status = EnrolStatusRequest { enrolment, token_secret: token.secret };
    assert_eq!(ask(&newcomer, &status).await.unwrap(), EnrolReply::Pending { enrolment });
    handle.reject(region("AM24"), "the words differed", "els").await.unwrap();
    assert_eq!(ask(&newcomer, &status).await.unwrap(), EnrolReply::Rejected);

    let late = network.invite("AM25").await;
    network.clock.advance(SignedDuration::from_hours(24));
    let request = identity::enrolment::request(&late, &keys).unwrap();
    assert_eq!(code_of(ask(&network.newcomer(&late), &request).await), ErrorCode::BadToken, "expired");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspended_or_revoked_region_is_refused_at_its_next_request() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let handle = network.running().handle();
    let question = DirectoryRequest { known_version: 0 };
    zeeland.ask(&question).await.unwrap();
    handle.change_region(region("AM24"), StateChange::Suspend, "a test", "els").await.unwrap();
    assert_eq!(zeeland.refused(&question).await, ErrorCode::NotAdmitted);
    handle.change_region(region("AM24"), StateChange::Readmit, "a test", "els").await.unwrap();
    zeeland.ask(&question).await.unwrap();
    handle.change_region(region("AM24"), StateChange::Revoke, "a test", "els").await.unwrap();
    assert_eq!(zeeland.refused(&question).await, ErrorCode::NotAdmitted);
    let again = network.join("AM24").await;
    again.ask(&question).await.unwrap();
    assert_eq!(zeeland.refused(&question).await, ErrorCode::NotAdmitted, "the old certificate stays refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_are_renewed_on_both_sides_and_outlive_the_old_ones() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    network.clock.advance(SignedDuration::from_hours(21 * 24));
    let signing_request = zeeland.keys.signing_request(&zeeland.code).unwrap();
    let renewed = zeeland.ask(&RenewRequest { signing_request }).await.unwrap();
    let fresh = network.connect(&renewed.chain, &zeeland.keys);
    // Beyond the life of the first certificates of region and replica.
    network.clock.advance(SignedDuration::from_hours(15 * 24));
    eventually("the coordinator shows a new certificate", async || {
        ask(&fresh, &DirectoryRequest { known_version: 0 }).await.is_ok()
    })
    .await;
    let bad = RenewRequest { signing_request: vec![1, 2, 3] };
    assert_eq!(code_of(ask(&fresh, &bad).await), ErrorCode::Malformed);
}
