//! What goes on when a replica stops or is cut off from the others.

use crate::network::{Network, config, eventually};
use coordinator::{
    coordinator::{Coordinator, CoordinatorOptions, Founding, RunningCoordinator},
    storage::state_hash,
};
use protocol::latest::{
    ErrorCode, FeedRequest, HandoverState, HandoverStatusRequest, ReleaseMarksRequest, VacancyChanges,
};

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
