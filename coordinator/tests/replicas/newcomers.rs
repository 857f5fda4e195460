//! What a replica that lags behind tells somebody who joins.

use super::*;

/// A handle on a replica of these tests, with the network's keys.
fn handle(network: &Network, id: ReplicaId, authority: &Arc<NetworkAuthority>) -> CoordinatorHandle {
    let keys = network.folder.path().join(format!("keys-{id}"));
    std::fs::create_dir_all(&keys).unwrap();
    authority.save(&keys).unwrap();
    let authority = NetworkAuthority::load(&keys).unwrap();
    CoordinatorHandle::new(network.replica(id), authority, network.clock.clone(), id.to_string())
}

/// What a newcomer without a certificate is answered: a reply, or the kind of refusal.
async fn answered<R: Request<Reply = EnrolReply>>(
    handle: &CoordinatorHandle,
    request: &R,
) -> Result<EnrolReply, ErrorCode> {
    let header = FrameHeader {
        version: ProtocolVersion::OLDEST,
        kind: R::KIND,
        message_id: vocabulary::MessageId::random(),
    };
    let frame = Frame { header, payload: protocol::encode(request).unwrap() };
    let answer = Newcomers(handle.clone()).handle(&Peer::Anonymous, frame).await;
    if answer.header.kind == EnrolReply::KIND {
        return Ok(protocol::decode(&answer.payload, EnrolReply::LIMIT_BYTES).unwrap());
    }
    Err(protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES).unwrap().code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_lags_behind_tells_no_newcomer_that_its_token_is_unknown() {
    let network = Network::at(BRISK, 3).await;
    let (leader, follower) = network.leader_and_follower();
    let authority = Arc::new(NetworkAuthority::generate(network.clock.now()).unwrap());
    let (ahead, behind) = (handle(&network, leader, &authority), handle(&network, follower, &authority));
    network.wires.cut.lock().unwrap().insert(follower);
    let life = SignedDuration::from_hours(24);
    let token = ahead.invite(region("AM24"), "Zeeland".to_owned(), life, "els").await.unwrap();
    let own_keys = RegionKeys::generate().unwrap();
    let request = identity::enrolment::request(&token, &own_keys).unwrap();
    let Ok(EnrolReply::Pending { enrolment }) = answered(&ahead, &request).await else {
        panic!("not pending")
    };
    let status = EnrolStatusRequest { enrolment, token_secret: token.secret };
    let words = identity::enrolment::verify_request(&request, &token.ca_fingerprint).unwrap().join(" ");
    let (asked, looked, approved) = tokio::join!(
        answered(&behind, &request),
        answered(&behind, &status),
        behind.approve(region("AM24"), &words, "els")
    );
    assert_eq!(asked, Err(ErrorCode::Unavailable));
    assert_eq!(looked, Err(ErrorCode::Unavailable), "not a final no");
    let undecided = approved.unwrap_err();
    assert!(undecided.is_transient(), "{undecided}");

    network.heal().await;
    assert_eq!(answered(&behind, &status).await, Ok(EnrolReply::Pending { enrolment }));
    let stranger = EnrolStatusRequest { enrolment, token_secret: [9; 32] };
    assert_eq!(answered(&behind, &stranger).await, Err(ErrorCode::BadToken), "the contrast: a wrong token");
    behind.approve(region("AM24"), &words, "els").await.unwrap();
    // The other one may not lead any more, and then hears of it a moment later.
    ahead.replica().catch_up().await.unwrap();
    assert!(matches!(answered(&ahead, &status).await, Ok(EnrolReply::Approved { .. })));
}
