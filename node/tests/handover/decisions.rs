//! An offer is accepted, refused, withdrawn or left unanswered: the first decision wins, and what came back is as it was.

use super::Offered;
use crate::desk::region;
use node::{
    domain::{
        handover::{HandoverState, Problem, Refusal},
        text::{FreeText, Note},
    },
    storage::outbox::OutboxState,
    workflow::{
        ErrorKind, WorkflowError,
        accept_handover::accept_handover,
        apply_handover_outcome::{apply_handover_outcome, offer_was_refused},
        offer_handover::offer_handover,
        refuse_handover::refuse_handover,
        withdraw_consent::withdraw_consent,
    },
};
use protocol::{Message as _, latest::Decision};
use vocabulary::{Personal, Purpose};

#[tokio::test]
async fn an_outcome_that_is_read_again_changes_nothing() {
    let mut offered = Offered::and_received().await;
    offered.accept().await;
    let accepted = {
        offered.network.deliver(&offered.zeeland, false).await;
        [offered.network.outcome(offered.handover, &region("AM24")), {
            offered.network.outcome(offered.handover, &region("AM25"))
        }]
    };
    for _ in 0..3 {
        apply_handover_outcome(&offered.zeeland.context, accepted[0].clone()).await.unwrap();
        apply_handover_outcome(&offered.brabant.context, accepted[1].clone()).await.unwrap();
    }
    offered.settle().await;
    let audit = offered.zeeland.audit();
    apply_handover_outcome(&offered.zeeland.context, accepted[0].clone()).await.unwrap();
    apply_handover_outcome(&offered.brabant.context, accepted[1].clone()).await.unwrap();
    offered.check_handed_over().await;
    assert_eq!(offered.zeeland.audit().iter().filter(|action| **action == "case.take-in").count(), 1);
    assert_eq!(audit.len() + 1, offered.zeeland.audit().len(), "one more read of the file, and nothing else");
}

#[tokio::test]
async fn an_accept_without_three_fitting_signatures_is_not_believed() {
    let mut offered = Offered::and_received().await;
    offered.accept().await;
    offered.network.deliver(&offered.zeeland, false).await;
    let mut forged = offered.network.outcome(offered.handover, &region("AM25"));
    let receipt = forged.receipt.as_mut().unwrap();
    receipt.receiver_signature[0] ^= 1;
    for lie in [forged, {
        let mut none = offered.network.outcome(offered.handover, &region("AM25"));
        none.receipt = None;
        none
    }] {
        let refused = apply_handover_outcome(&offered.brabant.context, lie).await.unwrap_err();
        assert!(matches!(refused, WorkflowError::Untrusted { .. }), "{refused}");
        assert!(offered.at(&offered.brabant).progress.owns_here());
    }
    // The contrast: the true one is believed.
    offered.network.ask(&offered.brabant).await;
    assert!(!offered.at(&offered.brabant).progress.owns_here());
}

#[tokio::test]
async fn the_first_decision_wins_when_accept_and_withdraw_cross() {
    for accept_first in [true, false] {
        let mut offered = Offered::and_received().await;
        offered.accept().await;
        offered.withdraw().await.unwrap();
        let order = [&offered.zeeland, &offered.brabant];
        let order = if accept_first { order } else { [order[1], order[0]] };
        for desk in order {
            offered.network.deliver(desk, true).await;
        }
        offered.settle().await;
        if accept_first {
            offered.check_handed_over().await;
        } else {
            offered.check_back(HandoverState::Withdrawn);
            assert!(offered.at(&offered.zeeland).progress.state == HandoverState::Withdrawn);
        }
    }
}

#[tokio::test]
async fn a_refusal_comes_back_with_its_note_and_the_case_moves_again() {
    let mut offered = Offered::and_received().await;
    let zeeland = &offered.zeeland;
    let refuse = |note: Option<&str>| {
        let note = Personal::new(note.map(|text| Note::new(text).unwrap()));
        refuse_handover(&zeeland.context, &zeeland.adviser, offered.handover, Refusal::Other, note)
    };
    assert_eq!(refuse(None).await.unwrap_err().kind(), ErrorKind::Conflict, "another reason needs a note");
    refuse(Some("Belt u mij even")).await.unwrap();
    offered.settle().await;
    offered.check_back(HandoverState::Refused);
    let at_brabant = offered.at(&offered.brabant);
    assert_eq!(at_brabant.progress.refusal, Some(Refusal::Other));
    let note = at_brabant.refusal_note.reveal(Purpose::CaseWork).as_ref().map(FreeText::as_str);
    assert_eq!(note, Some("Belt u mij even"));
    // It can be offered again, and what was written about the person goes with the person.
    let brabant = &offered.brabant;
    let again = offer_handover(&brabant.context, &brabant.adviser, offered.case, region("AM24")).await;
    offered.handover = again.unwrap();
    let mut offered = offered.received().await;
    offered.accept().await;
    offered.settle().await;
    offered.check_handed_over().await;
    assert!(!offered.brabant.holds("Belt u mij even"));
}

#[tokio::test]
async fn the_longest_note_arrives_whatever_its_letters_and_a_longer_one_is_none() {
    let mut offered = Offered::and_received().await;
    // Four bytes each.
    let longest = "\u{1F9ED}".repeat(1_000);
    assert!(Note::new(&format!("{longest}.")).is_err());
    let note = Personal::new(Some(Note::new(&longest).unwrap()));
    let (context, adviser) = (&offered.zeeland.context, &offered.zeeland.adviser);
    refuse_handover(context, adviser, offered.handover, Refusal::Other, note).await.unwrap();
    let decision = &offered.zeeland.outbox()[0].message.payload;
    assert!(decision.len() <= protocol::latest::HandoverDecision::LIMIT_BYTES, "{}", decision.len());
    offered.settle().await;
    let outcome = offered.network.outcome(offered.handover, &region("AM25"));
    let answer = protocol::encode(&outcome).unwrap();
    assert!(answer.len() <= protocol::latest::HandoverOutcome::LIMIT_BYTES, "{}", answer.len());
    let at_brabant = offered.at(&offered.brabant);
    let note = at_brabant.refusal_note.reveal(Purpose::CaseWork).as_ref().map(FreeText::as_str);
    assert_eq!(note, Some(longest.as_str()));
}

#[tokio::test]
async fn a_refused_offer_leaves_only_unreadable_bytes_at_the_receiver() {
    let mut offered = Offered::and_received().await;
    assert!(offered.zeeland.holds("GM0758"), "the preview says where the person lives");
    let note = Personal::new(None);
    let (context, adviser) = (&offered.zeeland.context, &offered.zeeland.adviser);
    refuse_handover(context, adviser, offered.handover, Refusal::NoCapacity, note).await.unwrap();
    offered.settle().await;
    offered.check_back(HandoverState::Refused);
    assert!(!offered.zeeland.holds("GM0758"));
}

#[tokio::test]
async fn an_offer_that_nobody_answers_comes_back() {
    let mut offered = Offered::and_received().await;
    offered.network.expire(offered.handover);
    offered.settle().await;
    offered.check_back(HandoverState::Expired);
    let late = accept_handover(&offered.zeeland.context, &offered.zeeland.adviser, offered.handover).await;
    assert!(matches!(late, Err(WorkflowError::Ask(_))));
}

#[tokio::test]
async fn an_offer_that_the_coordinator_refuses_for_good_comes_back() {
    let offered = Offered::new().await;
    let reason = "region AM24 is suspended".to_owned();
    offer_was_refused(&offered.brabant.context, offered.handover, reason).await.unwrap();
    offered.check_back(HandoverState::Withdrawn);
    assert_eq!(offered.at(&offered.brabant).problem, Some(Problem::OfferNotTaken));
}

#[tokio::test]
async fn withdrawing_consent_takes_back_an_offer_that_never_left() {
    let mut offered = Offered::new().await;
    let consent = offered.at(&offered.brabant).consent.unwrap();
    withdraw_consent(&offered.brabant.context, &offered.brabant.coach, offered.candidate, consent)
        .await
        .unwrap();
    let outbox = offered.brabant.outbox();
    assert!(matches!(outbox[0].state, OutboxState::Cancelled(..)) && outbox[0].message.payload.is_empty());
    offered.settle().await;
    assert!(offered.network.log.is_empty(), "nothing left the region");
    offered.check_back(HandoverState::Withdrawn);
    let again =
        offer_handover(&offered.brabant.context, &offered.brabant.adviser, offered.case, region("AM24"));
    assert!(matches!(again.await, Err(WorkflowError::NoConsent { .. })));
}

#[tokio::test]
async fn withdrawing_consent_withdraws_an_offer_that_left() {
    let mut offered = Offered::and_received().await;
    let consent = offered.at(&offered.brabant).consent.unwrap();
    withdraw_consent(&offered.brabant.context, &offered.brabant.coach, offered.candidate, consent)
        .await
        .unwrap();
    assert!(offered.brabant.outbox().iter().any(|entry| {
        protocol::decode::<protocol::latest::HandoverDecision>(&entry.message.payload, 1 << 20)
            .is_ok_and(|sent| sent.decision == Decision::Withdraw)
    }));
    offered.settle().await;
    offered.check_back(HandoverState::Withdrawn);
}
