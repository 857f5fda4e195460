use super::network::{Desk, MARKS, Network, eventually, region};
use identity::receipt;
use jiff::SignedDuration;
use node::{
    domain::handover::{HandoverState, Refusal},
    storage::{cases, handovers, handovers::Handover},
    workflow::{
        accept_handover::accept_handover, offer_handover::offer_handover, refuse_handover::refuse_handover,
        withdraw_handover::withdraw_handover,
    },
};
use vocabulary::{CandidateId, CaseId, HandoverId, Personal};

async fn handover(desk: &Desk, id: HandoverId) -> Option<Handover> {
    desk.context().storage.read(move |connection| handovers::get(connection, id)).await.unwrap()
}

async fn comes_to(desk: &Desk, id: HandoverId, state: HandoverState) -> Handover {
    eventually(&format!("{state}"), async || {
        handover(desk, id).await.filter(|known| known.progress.state == state)
    })
    .await
}

async fn offered(network: &Network) -> (CandidateId, CaseId, HandoverId) {
    let (person, case) = network.case_with_consent().await;
    let brabant = &network.brabant;
    let id = offer_handover(brabant.context(), &brabant.adviser, case, region("AM24")).await.unwrap();
    (person, case, id)
}

/// Exactly one region says that the case is its own, as far as each has read. Only called where nobody has yet to read
/// an accept: between its commit and the readings the log alone says whose the case is.
async fn has_one_owner(network: &Network, id: HandoverId) {
    let mut owners = 0;
    for desk in [&network.brabant, &network.zeeland] {
        owners += usize::from(handover(desk, id).await.is_some_and(|known| known.progress.owns_here()));
    }
    assert_eq!(owners, 1, "owners");
}

async fn case_is_here(desk: &Desk, case: CaseId) -> bool {
    desk.context().storage.read(move |connection| cases::get(connection, case)).await.unwrap().is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_changes_hands_and_both_regions_end_with_the_same_receipt() {
    let network = Network::start().await;
    let (_, case, id) = offered(&network).await;
    let received = comes_to(&network.zeeland, id, HandoverState::Offered).await;
    comes_to(&network.brabant, id, HandoverState::Offered).await;
    has_one_owner(&network, id).await;
    for mark in MARKS {
        assert!(!network.zeeland.holds(mark), "{mark} before the accept");
    }
    assert!(received.envelope.is_some());

    accept_handover(network.zeeland.context(), &network.zeeland.adviser, id).await.unwrap();
    let at_receiver = comes_to(&network.zeeland, id, HandoverState::Closed).await;
    let at_sender = comes_to(&network.brabant, id, HandoverState::Closed).await;
    assert!(at_receiver.progress.owns_here() && !at_sender.progress.owns_here());
    assert!(case_is_here(&network.zeeland, at_receiver.case.unwrap()).await);
    assert!(!case_is_here(&network.brabant, case).await);

    let key = network.brabant.context().network_key.unwrap();
    assert_eq!(at_sender.receipt, at_receiver.receipt);
    let statement = receipt::verify(&key, at_sender.receipt.as_ref().unwrap()).unwrap();
    assert_eq!((statement.from.as_str(), statement.to.as_str()), ("AM25", "AM24"));

    assert!(network.wire.len() > 10_000);
    for mark in MARKS {
        assert!(network.zeeland.holds(mark), "{mark} at the receiver");
        assert!(!network.wire.holds(mark.as_bytes()), "{mark} on the wire");
    }
    eventually("nothing is left at the sender", async || {
        (!MARKS.iter().any(|mark| network.brabant.holds(mark))).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_offer_leaves_the_case_with_its_sender_and_nothing_readable_anywhere() {
    let network = Network::start().await;
    let (_, case, id) = offered(&network).await;
    comes_to(&network.zeeland, id, HandoverState::Offered).await;
    let note = Personal::new(Some("Wij hebben geen plek tot maart".parse().unwrap()));
    let zeeland = &network.zeeland;
    refuse_handover(zeeland.context(), &zeeland.adviser, id, Refusal::NoCapacity, note).await.unwrap();
    let at_sender = comes_to(&network.brabant, id, HandoverState::Refused).await;
    assert_eq!(at_sender.progress.refusal, Some(Refusal::NoCapacity));
    assert!(at_sender.progress.owns_here());
    assert!(case_is_here(&network.brabant, case).await);
    let at_receiver = comes_to(zeeland, id, HandoverState::Refused).await;
    assert!(at_receiver.envelope.is_none() && at_receiver.case.is_none());
    assert!(!network.wire.holds(b"geen plek tot maart"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_nobody_answers_ends_by_itself_and_one_that_is_withdrawn_at_once() {
    let network = Network::start().await;
    let (_, case, first) = offered(&network).await;
    comes_to(&network.zeeland, first, HandoverState::Offered).await;
    let brabant = &network.brabant;
    withdraw_handover(brabant.context(), &brabant.adviser, first).await.unwrap();
    comes_to(brabant, first, HandoverState::Withdrawn).await;
    comes_to(&network.zeeland, first, HandoverState::Withdrawn).await;

    let second = offer_handover(brabant.context(), &brabant.adviser, case, region("AM24")).await.unwrap();
    comes_to(&network.zeeland, second, HandoverState::Offered).await;
    network.pass(SignedDuration::from_hours(24 * 15));
    comes_to(brabant, second, HandoverState::Expired).await;
    comes_to(&network.zeeland, second, HandoverState::Expired).await;
    assert!(case_is_here(brabant, case).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn accept_and_withdraw_at_the_same_moment_have_one_winner() {
    let network = Network::start().await;
    let (_, case, id) = offered(&network).await;
    comes_to(&network.zeeland, id, HandoverState::Offered).await;
    comes_to(&network.brabant, id, HandoverState::Offered).await;
    let (brabant, zeeland) = (&network.brabant, &network.zeeland);
    let (accepted, withdrawn) = tokio::join!(
        accept_handover(zeeland.context(), &zeeland.adviser, id),
        withdraw_handover(brabant.context(), &brabant.adviser, id)
    );
    accepted.unwrap();
    withdrawn.unwrap();
    let ended = async |desk: &Desk| {
        eventually("an end", async || {
            handover(desk, id).await.map(|known| known.progress.state).filter(|state| state.has_ended())
        })
        .await
    };
    let states = (ended(brabant).await, ended(zeeland).await);
    let owner_here = case_is_here(brabant, case).await;
    match states {
        (HandoverState::Closed, HandoverState::Closed) => assert!(!owner_here),
        (HandoverState::Withdrawn, HandoverState::Withdrawn) => assert!(owner_here),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_everything_at_each_state_loses_nothing() {
    let mut network = Network::start().await;
    // Drafted, with the coordinator away.
    network.stop_coordinator().await;
    let (_, _, id) = offered(&network).await;
    network.stop_node("AM25").await;
    network.start_node("AM25").await;
    comes_to(&network.brabant, id, HandoverState::Drafted).await;
    network.start_coordinator().await;
    // Offered.
    comes_to(&network.zeeland, id, HandoverState::Offered).await;
    network.restart().await;
    comes_to(&network.zeeland, id, HandoverState::Offered).await;
    has_one_owner(&network, id).await;
    // Accepted at the receiver while the coordinator is away, and then the receiver restarts.
    network.stop_coordinator().await;
    accept_handover(network.zeeland.context(), &network.zeeland.adviser, id).await.unwrap();
    has_one_owner(&network, id).await;
    network.stop_node("AM24").await;
    network.start_node("AM24").await;
    let waiting = handover(&network.zeeland, id).await.unwrap();
    assert_eq!(waiting.progress.state, HandoverState::Offered);
    // The sender is off while the accept is committed.
    network.stop_node("AM25").await;
    network.start_coordinator().await;
    let taken = eventually("the case is in Zeeland", async || {
        handover(&network.zeeland, id).await.filter(|known| known.case.is_some())
    })
    .await;
    network.start_node("AM25").await;
    comes_to(&network.brabant, id, HandoverState::Closed).await;
    network.restart().await;
    assert!(case_is_here(&network.zeeland, taken.case.unwrap()).await);
    has_one_owner(&network, id).await;
}
