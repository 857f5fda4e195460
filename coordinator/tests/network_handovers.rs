//! A hand-over between two regions: what each of them sees, and what nobody else can do.

use crate::{
    network::{Network, eventually},
    support::files_that_hold,
};
use identity::{envelope, receipt};
use jiff::SignedDuration;
use protocol::latest::{
    Decision, ErrorCode, HandoverClose, HandoverDecision, HandoverState, HandoverStatusRequest,
    MailboxRequest, RefusalReason,
};

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
