//! What regions get from the coordinator, and what they do not get away with.

use crate::{
    network::{Network, ask, code_of, config, eventually, record, region, version_1},
    support::files_that_hold,
};
use coordinator::{
    coordinator::{Coordinator, CoordinatorOptions, Founding, RunningCoordinator},
    handle::HandleError,
    state::command::StateChange,
    storage::state_hash,
};
use identity::{RegionKeys, envelope, receipt};
use jiff::SignedDuration;
use protocol::{
    Frame, FrameHeader, Message as _, ProtocolVersion, kind,
    latest::{
        Decision, DirectoryRequest, EnrolReply, EnrolStatusRequest, ErrorCode, ErrorReply, FeedRequest,
        HandoverClose, HandoverDecision, HandoverState, HandoverStatusRequest, Hello, MailboxRequest,
        RefusalReason, ReleaseMarksRequest, ReleaseRecord, RenewRequest, VacancyChanges, VacancyRecord,
    },
};
use service::Clock as _;
use vocabulary::{EnrolmentId, MessageId};

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
async fn what_is_not_understood_is_answered_and_the_connection_goes_on() {
    let network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let send = async |version: u16, kind: u16, payload: Vec<u8>| {
        let header = FrameHeader { version: ProtocolVersion(version), kind, message_id: MessageId::random() };
        let answer = zeeland.connection.call_frame(Frame { header, payload }).await.unwrap();
        assert_eq!(answer.header.kind, kind::ERROR);
        assert_eq!(answer.header.message_id, header.message_id);
        protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES).unwrap().code
    };
    assert_eq!(send(3, kind::DIRECTORY_REQUEST, vec![0]).await, ErrorCode::UnknownVersion);
    assert_eq!(send(0, kind::DIRECTORY_REQUEST, vec![0]).await, ErrorCode::UnknownVersion);
    assert_eq!(send(2, 999, vec![0]).await, ErrorCode::UnknownKind);
    assert_eq!(send(2, kind::ENROL_REQUEST, vec![0]).await, ErrorCode::UnknownKind, "not on this connection");
    assert_eq!(send(2, kind::RAFT_APPEND, vec![0]).await, ErrorCode::UnknownKind, "regions are no replicas");
    assert_eq!(send(2, kind::DIRECTORY_REQUEST, vec![]).await, ErrorCode::Malformed, "cut off");
    assert_eq!(send(2, kind::DIRECTORY_REQUEST, vec![0, 0]).await, ErrorCode::Malformed, "a byte too many");
    assert_eq!(
        send(2, kind::FEED_REQUEST, vec![0; 2000]).await,
        ErrorCode::Malformed,
        "too large for its kind"
    );
    let hello = Hello {
        oldest: ProtocolVersion(3),
        newest: ProtocolVersion(4),
        software: String::new(),
        directory_version: 0,
        clock_ms: 0,
    };
    assert_eq!(zeeland.refused(&hello).await, ErrorCode::UnknownVersion);
    zeeland.ask(&DirectoryRequest { known_version: 0 }).await.unwrap();
    // A node that is a version behind asks in its own version and is answered in it.
    let older = Frame {
        header: FrameHeader {
            version: ProtocolVersion::OLDEST,
            kind: kind::FEED_REQUEST,
            message_id: MessageId::random(),
        },
        payload: protocol::encode(&FeedRequest { after_sequence: 0 }).unwrap(),
    };
    let answer = zeeland.connection.call_frame(older).await.unwrap();
    assert_eq!((answer.header.kind, answer.header.version), (kind::FEED_REPLY, ProtocolVersion::OLDEST));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_reaches_the_others_once_as_its_region_signed_it() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let changes = VacancyChanges { vacancies: vec![zeeland.vacancy(1, 1), zeeland.vacancy(2, 1)] };
    let message = MessageId::random();
    let post = || zeeland.connection.call(ProtocolVersion::NEWEST, message, &changes);
    assert!(!post().await.unwrap().known_already);
    assert!(post().await.unwrap().known_already);
    let feed = rijnmond.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!((feed.entries.len(), feed.last_sequence), (2, 2));
    let read = VacancyRecord::from_signed(&feed.entries[0].vacancy).unwrap();
    assert_eq!(read.title, "Verzorgende");
    assert_eq!(feed.entries[0].vacancy, changes.vacancies[0]);
    assert!(rijnmond.ask(&FeedRequest { after_sequence: 2 }).await.unwrap().entries.is_empty());
    let demand = network.running().handle().demand().await.unwrap();
    assert_eq!((demand.len(), demand[0].open), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_upgraded_is_known_by_its_new_versions_at_its_next_greeting() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let hello = |oldest, newest| Hello {
        oldest: ProtocolVersion(oldest),
        newest: ProtocolVersion(newest),
        software: "schakel-node".to_owned(),
        directory_version: 0,
        clock_ms: network.clock.now_ms(),
    };
    let listed = async || {
        let signed = rijnmond.ask(&DirectoryRequest { known_version: 0 }).await.unwrap().newer.unwrap();
        let network_key = network.running().handle().authority().network_key();
        let document = identity::directory::verify(&network_key, &signed).unwrap();
        let newest = document.regions.iter().find(|listed| listed.region == region("AM24")).unwrap().newest;
        (document.version, newest)
    };
    let (before, newest) = listed().await;
    assert_eq!(newest, ProtocolVersion(2));
    assert_eq!(zeeland.ask(&hello(1, 1)).await.unwrap().version, ProtocolVersion(1));
    assert_eq!(listed().await, (before + 1, ProtocolVersion(1)), "a version behind");
    assert_eq!(zeeland.ask(&hello(1, 2)).await.unwrap().version, ProtocolVersion(2));
    assert_eq!(listed().await, (before + 2, ProtocolVersion(2)), "upgraded");
    zeeland.ask(&hello(1, 2)).await.unwrap();
    assert_eq!(listed().await.0, before + 2, "nothing new, no new directory");
    assert_eq!(zeeland.refused(&hello(3, 4)).await, ErrorCode::UnknownVersion);
    assert_eq!(listed().await.0, before + 2, "nothing is noted of what is refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_of_a_region_that_is_a_version_behind_reaches_the_others_as_it_signed_it() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let newest = record(&region("AM24"), 1, 1);
    let signed = zeeland.signed_as(ProtocolVersion(1), protocol::encode(&version_1(newest.clone())).unwrap());
    let changes = VacancyChanges { vacancies: vec![signed.clone()] };
    zeeland.connection.call(ProtocolVersion(1), MessageId::random(), &changes).await.unwrap();
    let feed = rijnmond.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(feed.entries[0].vacancy, signed);
    let read = VacancyRecord::from_signed(&feed.entries[0].vacancy).unwrap();
    assert_eq!(read, VacancyRecord { job_guarantee: false, trainable_skills: Vec::new(), ..newest });
    // The contrast: bytes of version 2 that claim to be of version 1.
    let claimed =
        zeeland.signed_as(ProtocolVersion(1), protocol::encode(&record(&region("AM24"), 2, 1)).unwrap());
    let changes = VacancyChanges { vacancies: vec![claimed] };
    assert_eq!(zeeland.refused(&changes).await, ErrorCode::Malformed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vacancy_that_its_region_did_not_sign_is_refused() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let good = zeeland.vacancy(1, 1);
    let post = |vacancy| VacancyChanges { vacancies: vec![vacancy] };

    let mut changed = good.clone();
    changed.record[20] ^= 1;
    assert_eq!(zeeland.refused(&post(changed)).await, ErrorCode::BadSignature);
    assert_eq!(rijnmond.refused(&post(good.clone())).await, ErrorCode::Forbidden, "another region's");
    let mut stolen = good.clone();
    stolen.region = region("AM22");
    assert_eq!(rijnmond.refused(&post(stolen)).await, ErrorCode::BadSignature);
    let inside = rijnmond.signed(&record(&region("AM24"), 1, 1));
    assert_eq!(
        rijnmond.refused(&post(inside)).await,
        ErrorCode::Forbidden,
        "the record names another region"
    );
    let mut future = good.clone();
    future.record_version = ProtocolVersion(3);
    assert_eq!(zeeland.refused(&post(future)).await, ErrorCode::UnknownVersion);
    let many = VacancyChanges { vacancies: vec![good.clone(); VacancyChanges::MOST + 1] };
    assert_eq!(zeeland.refused(&many).await, ErrorCode::Malformed);

    zeeland.ask(&post(good)).await.unwrap();
    let over = rijnmond.vacancy(1, 2);
    assert_eq!(rijnmond.refused(&post(over)).await, ErrorCode::Forbidden, "the id belongs to another region");
    let feed = zeeland.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(feed.entries.len(), 1, "nothing of the refused ones stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_gets_one_receipt_for_ever_and_other_bytes_get_none() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let network_key = network.running().handle().authority().network_key();
    let delivery = zeeland.release(1, "2026-W47");
    let receipt = zeeland.ask(&delivery).await.unwrap();
    assert!(receipt::verify_release(&network_key, &receipt));
    assert_eq!(receipt.record_sha256, identity::sha256(&delivery.record));
    network.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(zeeland.ask(&delivery).await.unwrap(), receipt, "the same bytes, the same receipt");

    let mut redrawn = zeeland.release(2, "2026-W47");
    assert_eq!(zeeland.refused(&redrawn).await, ErrorCode::Conflict, "a week is released once");
    redrawn.record[40] ^= 1;
    assert_eq!(zeeland.refused(&redrawn).await, ErrorCode::BadSignature);
    assert_eq!(rijnmond.refused(&delivery).await, ErrorCode::BadSignature, "another region's table");

    zeeland.ask(&zeeland.release(2, "2026-W48")).await.unwrap();
    let marks = zeeland.ask(&ReleaseMarksRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(marks.receipts.len(), 2);
    assert_eq!(marks.receipts[0], receipt);
    let marks = zeeland.ask(&ReleaseMarksRequest { after_sequence: 1 }).await.unwrap();
    assert_eq!(marks.receipts.len(), 1);
    assert!(rijnmond.ask(&ReleaseMarksRequest { after_sequence: 0 }).await.unwrap().receipts.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_that_is_not_as_its_table_says_is_refused() {
    let network = Network::start().await;
    let (zeeland, rijnmond) = (network.join("AM24").await, network.join("AM22").await);
    let good = zeeland.release_record(1, "2026-W47");
    let refused = async |what: &str, change: &dyn Fn(&mut ReleaseRecord)| {
        let mut record = good.clone();
        change(&mut record);
        let answer = zeeland.ask(&zeeland.deliver(&record)).await;
        assert_eq!(code_of(answer), ErrorCode::Malformed, "{what}");
    };
    refused("cheaper than it is", &|record| record.rho_micro = 51).await;
    refused("less noise than it has", &|record| record.sigma_centi = 9860).await;
    refused("more noise than it has", &|record| record.sigma_centi = 9862).await;
    refused("other keys", &|record| record.schema_version = 2).await;
    refused("another week's id", &|record| record.period = "2026-W46".parse().unwrap()).await;
    let taken = rijnmond.release_record(1, "2026-W47").release_id;
    refused("another region's id", &move |record| record.release_id = taken).await;
    refused("a cell too few", &|record| record.cells.truncate(42 * 8)).await;
    refused("half a cell", &|record| record.cells.truncate(43 * 8 - 4)).await;
    zeeland.ask(&zeeland.deliver(&good)).await.unwrap();
    rijnmond.ask(&rijnmond.release(1, "2026-W47")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_changes_hands_and_both_sides_hold_the_same_receipt() {
    let network = Network::start().await;
    let (sender, receiver) = (network.join("AM24").await, network.join("AM25").await);
    let network_key = network.running().handle().authority().network_key();
    let (context, offer) = sender.offer(&receiver, b"the whole case", network.now());
    let offered = sender.ask(&offer).await.unwrap();
    assert_eq!((offered.state, offered.coordinator_share), (HandoverState::Offered, None));

    let mailbox = receiver.ask(&MailboxRequest { after_sequence: 0 }).await.unwrap();
    let item = &mailbox.items[0];
    let preview = envelope::open_preview(&receiver.keys, &context, &item.preview).unwrap();
    assert_eq!(preview.as_slice(), b"a welder");
    let status = HandoverStatusRequest { handovers: vec![context.handover] };
    let before = receiver.ask(&status).await.unwrap().outcomes.remove(0);
    assert_eq!(before.coordinator_share, None, "not before the accept");

    let accepted = receiver.ask(&receiver.accept(context.handover, &item.statement)).await.unwrap();
    let share = accepted.coordinator_share.unwrap();
    let case = envelope::open_case(&receiver.keys, &context, &item.envelope, &share).unwrap();
    assert_eq!(case.as_slice(), b"the whole case");
    let told = sender.ask(&status).await.unwrap().outcomes.remove(0);
    assert_eq!((told.state, told.coordinator_share), (HandoverState::Accepted, None), "never to the sender");
    assert_eq!(told.receipt, accepted.receipt);
    let statement = receipt::verify(&network_key, &told.receipt.clone().unwrap()).unwrap();
    assert_eq!(statement.handover, context.handover);

    let closed = receiver.ask(&HandoverClose { handover: context.handover }).await.unwrap();
    assert_eq!((closed.state, closed.coordinator_share), (HandoverState::Closed, None), "the share is gone");
    assert_eq!(closed.receipt, told.receipt, "the receipt stays");
    let mailbox = receiver.ask(&MailboxRequest { after_sequence: 0 }).await.unwrap();
    assert!(mailbox.items.is_empty() && mailbox.last_sequence == 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_decides_for_another_region() {
    let network = Network::start().await;
    let (sender, receiver, third) =
        (network.join("AM24").await, network.join("AM25").await, network.join("AM22").await);
    let (context, offer) = sender.offer(&receiver, b"case", network.now());
    sender.ask(&offer).await.unwrap();
    let id = context.handover;

    assert_eq!(
        sender.refused(&sender.accept(id, &offer.statement)).await,
        ErrorCode::Forbidden,
        "self-accept"
    );
    assert_eq!(third.refused(&third.accept(id, &offer.statement)).await, ErrorCode::Forbidden);
    let refuse = Decision::Refuse { reason: RefusalReason::Other, note: Vec::new() };
    let refuse = HandoverDecision { handover: id, decision: refuse };
    assert_eq!(third.refused(&refuse).await, ErrorCode::Forbidden);
    assert_eq!(sender.refused(&refuse).await, ErrorCode::Forbidden);
    let withdraw = HandoverDecision { handover: id, decision: Decision::Withdraw };
    assert_eq!(receiver.refused(&withdraw).await, ErrorCode::Forbidden);
    assert_eq!(third.refused(&HandoverClose { handover: id }).await, ErrorCode::Forbidden);
    let status = HandoverStatusRequest { handovers: vec![id] };
    assert!(third.ask(&status).await.unwrap().outcomes.is_empty(), "a third region learns nothing");
    assert!(third.ask(&MailboxRequest { after_sequence: 0 }).await.unwrap().items.is_empty());

    let forged = third.accept(id, &offer.statement);
    assert_eq!(receiver.refused(&forged).await, ErrorCode::BadSignature, "signed by another region");
    let (_, itself) = sender.offer(&sender, b"case", network.now());
    assert_eq!(sender.refused(&itself).await, ErrorCode::Forbidden, "an offer to oneself");
    let mut swapped = sender.offer(&receiver, b"case", network.now()).1;
    swapped.envelope[100] ^= 1;
    assert_eq!(sender.refused(&swapped).await, ErrorCode::BadSignature, "not the envelope that was signed");
    let (_, others) = sender.offer(&receiver, b"case", network.now());
    assert_eq!(third.refused(&others).await, ErrorCode::BadSignature, "an offer in another region's name");

    let won = receiver.ask(&receiver.accept(id, &offer.statement)).await.unwrap();
    assert_eq!(won.state, HandoverState::Accepted);
    assert_eq!(
        sender.ask(&withdraw).await.unwrap().state,
        HandoverState::Accepted,
        "too late: told what holds"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_expires_by_the_coordinators_clock() {
    let network = Network::start().await;
    let (sender, receiver) = (network.join("AM24").await, network.join("AM25").await);
    let (context, offer) = sender.offer(&receiver, b"case", network.now());
    sender.ask(&offer).await.unwrap();
    network.clock.advance(SignedDuration::from_hours(7 * 24));
    let status = HandoverStatusRequest { handovers: vec![context.handover] };
    eventually("the offer expires by itself", async || {
        let told = sender.ask(&status).await.unwrap().outcomes.remove(0);
        told.state == HandoverState::Expired
    })
    .await;
    assert!(receiver.ask(&MailboxRequest { after_sequence: 0 }).await.unwrap().items.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_refused_offer_held_leaves_every_file_within_the_hour_and_at_a_start() {
    for restarts in [false, true] {
        let mut network = Network::start().await;
        let (sender, receiver) = (network.join("AM24").await, network.join("AM25").await);
        let (context, offer) = sender.offer(&receiver, b"case", network.now());
        sender.ask(&offer).await.unwrap();
        let share = offer.coordinator_share;
        let holds_share = |network: &Network| !files_that_hold(network.folder.path(), &share).is_empty();
        assert!(holds_share(&network), "as long as it is open");
        let decision = Decision::Refuse { reason: RefusalReason::NoCapacity, note: Vec::new() };
        receiver.ask(&HandoverDecision { handover: context.handover, decision }).await.unwrap();
        assert!(holds_share(&network), "not at once");
        if restarts {
            network.restart().await;
        } else {
            network.clock.advance(SignedDuration::from_hours(1));
        }
        eventually("the share is gone", async || !holds_share(&network)).await;
        let envelope = &offer.envelope[100..164];
        assert!(files_that_hold(network.folder.path(), envelope).is_empty());
    }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restarted_coordinator_goes_on_where_it_was() {
    let mut network = Network::start().await;
    let (sender, receiver) = (network.join("AM24").await, network.join("AM25").await);
    let (context, offer) = sender.offer(&receiver, b"case", network.now());
    sender.ask(&offer).await.unwrap();
    network.restart().await;
    let status = HandoverStatusRequest { handovers: vec![context.handover] };
    eventually("the coordinator is back", async || sender.ask(&status).await.is_ok()).await;
    assert_eq!(sender.ask(&offer).await.unwrap().state, HandoverState::Offered, "sent twice is one offer");
    let accepted = receiver.ask(&receiver.accept(context.handover, &offer.statement)).await.unwrap();
    assert!(accepted.coordinator_share.is_some());
}

/// Two more replicas, which know everything that the first has decided.
async fn others_of(network: &Network) -> Vec<RunningCoordinator> {
    let first = network.running().handle();
    // What a new replica lacks is not in the log any more: it gets a snapshot over QUIC.
    first.replica().compact().await.unwrap();
    let mut others = Vec::new();
    for id in [2, 3] {
        let config = config(network.folder.path(), id, "127.0.0.1:0");
        let clock: service::SharedClock = network.clock.clone();
        let keys = network.folder.path().join("replica-1/keys");
        Coordinator::init(&config, &clock, Founding::KeysFrom(&keys)).unwrap();
        let options = CoordinatorOptions { config, clock, frame_observer: None };
        let other = Coordinator::start(options).await.unwrap();
        let address = other.federation_address().to_string();
        eventually("whoever leads has added the new replica", async || {
            for handle in others.iter().map(RunningCoordinator::handle).chain([first]) {
                if handle.replica().add(id, &address).await.is_ok() {
                    return true;
                }
            }
            false
        })
        .await;
        others.push(other);
    }
    others
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_may_lag_behind_does_not_say_which_releases_there_are() {
    let mut network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let mut others = others_of(&network).await;
    zeeland.ask(&zeeland.release(1, "2026-W47")).await.unwrap();
    let (second, third) = (others.remove(0), others.remove(0));
    let only = vec![second.federation_address().to_string()];
    zeeland.connection.reconnect_with(|options| options.addresses = only).await;
    let request = ReleaseMarksRequest { after_sequence: 0 };
    assert_eq!(zeeland.ask(&request).await.unwrap().receipts.len(), 1, "with a majority it says");
    third.shutdown().await;
    network.stop().await;
    // Cut off from the others it cannot know whether more was released, whatever its own state says.
    assert_eq!(zeeland.refused(&request).await, ErrorCode::Unavailable);
    let known = second.handle().releases().await.unwrap();
    assert_eq!(known.len(), 1, "it could have answered out of its own state");
    second.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_replicas_over_quic_serve_a_region_when_the_leader_is_gone() {
    let mut network = Network::start().await;
    let zeeland = network.join("AM24").await;
    let others = others_of(&network).await;
    zeeland.ask(&VacancyChanges { vacancies: vec![zeeland.vacancy(1, 1)] }).await.unwrap();
    let addresses: Vec<_> = others.iter().map(|other| other.federation_address().to_string()).collect();
    zeeland.connection.reconnect_with(|options| options.addresses = addresses).await;
    network.stop().await;
    eventually("another replica decides", async || {
        zeeland.ask(&VacancyChanges { vacancies: vec![zeeland.vacancy(2, 1)] }).await.is_ok()
    })
    .await;
    let feed = zeeland.ask(&FeedRequest { after_sequence: 0 }).await.unwrap();
    assert_eq!(feed.entries.len(), 2);
    let mut hashes = Vec::new();
    for other in &others {
        other.handle().replica().catch_up().await.unwrap();
        hashes.push(other.handle().readers().read(|connection| state_hash(connection)).await.unwrap());
    }
    assert_eq!(hashes[0], hashes[1]);
    for other in others {
        other.shutdown().await;
    }
}
