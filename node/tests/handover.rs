//! A case changes hands, is refused, withdrawn or forgotten, with a kill after every step.

use crate::{
    desk::{Desk, candidate, region},
    network::Network,
};
use node::{
    domain::{
        candidate::Candidate,
        case::{Progress, step::StepNumber},
        handover::{HandoverState, Problem, Refusal},
        text::{FreeText, Note},
    },
    federation::case_file::ConsentRecord,
    storage::{cases, handovers, handovers::Handover, outbox::OutboxState},
    workflow::{
        ErrorKind, WorkflowError,
        accept_handover::accept_handover,
        apply_handover_outcome::{apply_handover_outcome, offer_was_refused},
        offer_handover::offer_handover,
        receive_offer::Received,
        refuse_handover::refuse_handover,
        register_candidate::register_candidate,
        update_candidate::update_candidate,
        view_candidate::view_candidate,
        withdraw_consent::withdraw_consent,
        withdraw_handover::withdraw_handover,
    },
};
use protocol::{
    Message as _,
    latest::{Decision, HandoverStatement, RegionState},
};
use vocabulary::{CandidateId, CaseId, HandoverId, Personal, Purpose};

const NAME: &str = "Wimaa Dorkem";
const MARKS: [&str; 4] = ["Dorkem", "wimaa.dorkem@", "0118 604021", "Werkt graag met ouderen"];

struct Offered {
    brabant: Desk,
    zeeland: Desk,
    network: Network,
    candidate: CandidateId,
    case: CaseId,
    handover: HandoverId,
}

impl Offered {
    /// A case of West-Brabant is offered to Zeeland and waits in the outbox.
    async fn new() -> Self {
        Self::of(|_| {}).await
    }

    /// As [`Offered::new`], for a person with something special.
    async fn of(special: impl FnOnce(&mut Candidate)) -> Self {
        let mut brabant = Desk::open("AM25");
        let mut zeeland = Desk::open("AM24");
        let network = Network::of(&mut [&mut brabant, &mut zeeland]);
        let mut person = candidate(&brabant.context, NAME);
        special(&mut person);
        let candidate = register_candidate(&brabant.context, &brabant.coach, person).await.unwrap();
        let case = brabant.case_of(candidate).await;
        brabant.consent(candidate, "AM24").await;
        let handover =
            offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap();
        Self { brabant, zeeland, network, candidate, case, handover }
    }

    /// As [`Offered::new`], and the offer has reached Zeeland.
    async fn and_received() -> Self {
        Self::new().await.received().await
    }

    async fn received(mut self) -> Self {
        self.network.deliver(&self.brabant, true).await;
        assert_eq!(self.network.read_mailbox(&self.zeeland).await, [Received::New]);
        self
    }

    async fn settle(&mut self) {
        self.network.settle(&[&self.brabant, &self.zeeland]).await;
    }

    fn at(&self, desk: &Desk) -> Handover {
        let id = self.handover;
        desk.context.storage.read_blocking(|c| handovers::get(c, id)).unwrap().expect("it is known here")
    }

    async fn accept(&self) {
        accept_handover(&self.zeeland.context, &self.zeeland.adviser, self.handover).await.unwrap();
    }

    async fn withdraw(&self) -> Result<(), WorkflowError> {
        withdraw_handover(&self.brabant.context, &self.brabant.adviser, self.handover).await
    }

    fn progress_at_sender(&self) -> Progress {
        let case = self.case;
        let found = self.brabant.context.storage.read_blocking(|c| cases::get(c, case)).unwrap();
        found.expect("the case is here").progress().clone()
    }

    /// The case is Zeeland's, West-Brabant keeps one line, and both have the same receipt.
    async fn check_handed_over(&self) {
        let at_zeeland = self.at(&self.zeeland);
        let at_brabant = self.at(&self.brabant);
        assert_eq!(
            (at_brabant.progress.state, at_zeeland.progress.state),
            (HandoverState::Closed, HandoverState::Closed)
        );
        assert_eq!(at_brabant.receipt, at_zeeland.receipt);
        assert!(at_brabant.receipt.is_some());
        assert_eq!(self.zeeland.count("cases"), 1);
        assert_eq!(self.zeeland.count("candidates"), 1);
        assert_eq!((self.brabant.count("cases"), self.brabant.count("candidates")), (0, 0));
        let here = at_zeeland.candidate.expect("the person is known here");
        let file = view_candidate(&self.zeeland.context, &self.zeeland.adviser, here).await.unwrap();
        assert_eq!(file.candidate.name.reveal(Purpose::CaseWork).as_str(), NAME);
        assert_eq!(file.cases[0].0.owner().region, region("AM24"));
        let gone = view_candidate(&self.brabant.context, &self.brabant.adviser, self.candidate).await;
        assert!(matches!(gone, Err(WorkflowError::Departed { to, .. }) if to == region("AM24")));
        assert_eq!(at_zeeland.envelope, None);
    }

    /// The case is West-Brabant's and moves; Zeeland keeps nothing that could be read.
    fn check_back(&self, state: HandoverState) {
        assert_eq!(self.at(&self.brabant).progress.state, state);
        assert_eq!(self.progress_at_sender(), Progress::Open);
        assert_eq!((self.zeeland.count("cases"), self.zeeland.count("candidates")), (0, 0));
        assert_eq!(self.network.owner(self.handover), region("AM25"));
        assert_eq!(self.zeeland.count("handovers WHERE envelope IS NOT NULL OR preview IS NOT NULL"), 0);
    }
}

#[tokio::test]
async fn a_case_changes_hands_and_the_former_owner_keeps_one_line() {
    let mut offered = Offered::and_received().await;
    assert!(!offered.zeeland.holds("Dorkem"), "the file is closed before the accept");
    offered.accept().await;
    offered.settle().await;
    offered.check_handed_over().await;
    // What the matching of each region holds follows.
    assert_eq!(offered.brabant.context.matching.size().0, 0);
    assert_eq!(offered.zeeland.context.matching.size().0, 1);
    for action in ["handover.offer", "handover.outcome", "case.given-away", "handover.erase"] {
        assert!(offered.brabant.audit().contains(&action.to_owned()), "{action}");
    }
    for action in ["handover.receive", "handover.accept", "case.take-in"] {
        assert!(offered.zeeland.audit().contains(&action.to_owned()), "{action}");
    }
}

#[tokio::test]
async fn nothing_personal_is_left_in_any_file_of_the_former_owner() {
    let mut offered = Offered::and_received().await;
    for mark in MARKS {
        assert!(offered.brabant.holds(mark), "{mark}");
    }
    offered.accept().await;
    offered.settle().await;
    for mark in MARKS {
        assert!(!offered.brabant.holds(mark), "{mark} is left at the former owner");
        assert!(offered.zeeland.holds(mark), "{mark} did not arrive");
    }
}

#[tokio::test]
async fn a_kill_after_every_step_leaves_one_owner_and_loses_nothing() {
    let mut offered = Offered::new().await;
    let owner_by_log = |offered: &Offered| offered.network.owner(offered.handover);
    offered.brabant.restart().await;
    assert_eq!(offered.at(&offered.brabant).progress.state, HandoverState::Drafted);
    // The answer is lost once at each message: it is sent again and has its effect once.
    offered.network.deliver(&offered.brabant, false).await;
    offered.brabant.restart().await;
    offered.network.deliver(&offered.brabant, true).await;
    assert_eq!(offered.at(&offered.brabant).progress.state, HandoverState::Offered);
    assert_eq!(owner_by_log(&offered), region("AM25"));

    offered.network.read_mailbox(&offered.zeeland).await;
    offered.zeeland.restart().await;
    assert_eq!(offered.network.read_mailbox(&offered.zeeland).await, [Received::Known]);
    offered.accept().await;
    offered.zeeland.restart().await;
    assert!(!offered.at(&offered.zeeland).progress.owns_here(), "asking is not owning");
    offered.network.deliver(&offered.zeeland, false).await;
    offered.zeeland.restart().await;
    assert_eq!(owner_by_log(&offered), region("AM24"));
    assert!(!offered.at(&offered.zeeland).progress.owns_here(), "the answer was lost");
    assert!(matches!(offered.progress_at_sender(), Progress::Offered { .. }), "nobody works on it meanwhile");

    offered.network.deliver(&offered.zeeland, true).await;
    offered.zeeland.restart().await;
    assert!(offered.at(&offered.zeeland).progress.owns_here());
    offered.network.ask(&offered.brabant).await;
    offered.brabant.restart().await;
    assert!(!offered.at(&offered.brabant).progress.owns_here());
    offered.settle().await;
    offered.brabant.restart().await;
    offered.zeeland.restart().await;
    offered.settle().await;
    offered.check_handed_over().await;
}

#[tokio::test]
async fn the_sender_erases_only_after_the_receiver_has_stored_the_file() {
    let mut offered = Offered::and_received().await;
    offered.accept().await;
    let handover = offered.handover;
    // The accept is committed; Zeeland has not read it yet.
    let decision = offered.zeeland.outbox().remove(0).message;
    let decision: protocol::latest::HandoverDecision = protocol::decode(&decision.payload, 1 << 20).unwrap();
    offered.network.decide(handover, decision.decision, crate::desk::begin());
    offered.network.ask(&offered.brabant).await;
    assert!(!offered.at(&offered.brabant).progress.owns_here());
    assert_eq!(offered.brabant.count("candidates"), 1, "the only copy so far stays");
    let locked = view_candidate(&offered.brabant.context, &offered.brabant.coach, offered.candidate).await;
    let candidate = locked.unwrap().candidate;
    let changed = update_candidate(&offered.brabant.context, &offered.brabant.coach, candidate).await;
    assert!(matches!(changed, Err(WorkflowError::Conflict { .. })), "and stands still");
    offered.settle().await;
    offered.check_handed_over().await;
}

#[tokio::test]
async fn a_file_that_finds_the_disk_full_is_taken_in_later() {
    let long = FreeText::new(&"Vertelt veel. ".repeat(700)).unwrap();
    let talkative = |person: &mut Candidate| person.remarks = Personal::new(Some(long));
    let mut offered = Offered::of(talkative).await.received().await;
    offered.accept().await;
    offered.network.deliver(&offered.zeeland, false).await;
    offered.zeeland.leave_room(0);
    let outcome = offered.network.outcome(offered.handover, &region("AM24"));
    let full = apply_handover_outcome(&offered.zeeland.context, outcome).await.unwrap_err();
    assert_eq!(full.kind(), ErrorKind::Unavailable, "{full:?}");
    assert_eq!(offered.zeeland.count("candidates"), 0);
    assert_eq!(
        offered.at(&offered.zeeland).progress.state,
        HandoverState::Offered,
        "nothing of it was saved"
    );
    assert_eq!(offered.network.owner(offered.handover), region("AM24"));
    offered.zeeland.restart().await;
    offered.settle().await;
    offered.check_handed_over().await;
}

#[tokio::test]
async fn a_file_that_does_not_open_is_shown_to_the_operator_and_stays_at_the_sender() {
    let mut offered = Offered::and_received().await;
    offered.accept().await;
    offered.network.deliver(&offered.zeeland, false).await;
    let mut wrong = offered.network.outcome(offered.handover, &region("AM24"));
    wrong.coordinator_share = Some([9; 32]);
    apply_handover_outcome(&offered.zeeland.context, wrong).await.unwrap();
    let at_zeeland = offered.at(&offered.zeeland);
    assert_eq!(at_zeeland.problem, Some(Problem::CannotBeOpened));
    assert!(at_zeeland.envelope.is_some() && at_zeeland.case.is_none());
    offered.network.ask(&offered.brabant).await;
    assert_eq!(offered.brabant.count("candidates"), 1, "not stored there, so not erased here");
    offered.settle().await;
    offered.check_handed_over().await;
    assert_eq!(offered.at(&offered.zeeland).problem, None);
}

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
async fn what_the_person_agreed_to_is_kept_with_the_case_as_both_regions_signed_it() {
    let mut offered = Offered::and_received().await;
    assert!(offered.at(&offered.zeeland).consent_record.reveal(Purpose::CaseWork).is_none(), "it is sealed");
    offered.accept().await;
    offered.settle().await;
    offered.check_handed_over().await;
    let at_zeeland = offered.at(&offered.zeeland);
    let record = at_zeeland.consent_record.reveal(Purpose::CaseWork).clone().unwrap();
    let statement: HandoverStatement = protocol::decode(&at_zeeland.statement, 1024).unwrap();
    assert_eq!(identity::sha256(record.as_bytes()), statement.consent_sha256);
    let record: ConsentRecord = serde_json::from_str(&record).unwrap();
    assert_eq!((record.region.as_str(), record.fields.len()), ("AM24", 11));
    assert!(offered.at(&offered.brabant).consent_record.reveal(Purpose::CaseWork).is_none());
}

/// What a sender may have done to a consent before it signed it.
type Change = fn(&mut serde_json::Value);

#[tokio::test]
async fn a_file_that_goes_beyond_its_consent_is_not_taken_in() {
    let doctored: [(&str, Change); 4] = [
        ("is for region AM22", |consent| consent["region"] = "AM22".into()),
        ("holds `birth-date`", |consent| without(consent, "birth-date")),
        ("holds `case-history`", |consent| without(consent, "case-history")),
        // The contrast: whatever the sender signed, it is what the person agreed to.
        ("", |_| {}),
    ];
    for (problem, change) in doctored {
        let mut offered = Offered::new().await;
        offered.network.deliver(&offered.brabant, true).await;
        offered.network.doctor(offered.handover, |file| {
            let mut consent: serde_json::Value =
                serde_json::from_str(file["consent"].as_str().unwrap()).unwrap();
            change(&mut consent);
            file["consent"] = consent.to_string().into();
        });
        assert_eq!(offered.network.read_mailbox(&offered.zeeland).await, [Received::New]);
        offered.accept().await;
        offered.network.deliver(&offered.zeeland, true).await;
        let at_zeeland = offered.at(&offered.zeeland);
        let taken_in = i64::from(problem.is_empty());
        assert_eq!(
            (offered.zeeland.count("candidates"), offered.zeeland.count("cases")),
            (taken_in, taken_in)
        );
        assert_eq!(at_zeeland.case.is_some(), problem.is_empty(), "{problem}");
        if !problem.is_empty() {
            assert_eq!(at_zeeland.problem, Some(Problem::BeyondConsent));
            assert!(offered.zeeland.audit_says("handover.problem", problem), "{problem}");
            assert!(!offered.zeeland.holds(NAME), "nothing of the file is stored");
        }
        assert_eq!(offered.brabant.count("candidates"), 1, "the sender's copy stays");
    }
}

fn without(consent: &mut serde_json::Value, field: &str) {
    consent["fields"].as_array_mut().unwrap().retain(|name| name != field);
}

#[tokio::test]
async fn net_04_a_receiver_that_was_put_back_before_its_accept_has_the_case_taken_on_by_somebody() {
    let mut offered = Offered::and_received().await;
    let backup = offered.zeeland.backup();
    offered.accept().await;
    offered.network.deliver(&offered.zeeland, false).await;
    offered.zeeland.restore(&backup).await;
    offered.network.ask(&offered.zeeland).await;
    let at_zeeland = offered.at(&offered.zeeland);
    assert!(at_zeeland.progress.owns_here() && at_zeeland.waits_for_an_owner());
    assert_eq!(at_zeeland.problem, Some(Problem::NobodyAccepted));
    assert!(offered.zeeland.audit_says("handover.problem", "accept it again"));
    // Whoever accepts again answers for it; the log is not asked twice.
    offered.accept().await;
    assert_eq!(offered.zeeland.outbox().len(), 0);
    offered.settle().await;
    offered.check_handed_over().await;
    assert_eq!(offered.at(&offered.zeeland).problem, None);
}

#[tokio::test]
async fn net_04_a_receiver_that_was_put_back_after_the_close_says_whose_case_is_missing() {
    let mut offered = Offered::and_received().await;
    let backup = offered.zeeland.backup();
    offered.accept().await;
    offered.settle().await;
    offered.check_handed_over().await;
    offered.zeeland.restore(&backup).await;
    offered.network.ask(&offered.zeeland).await;
    let [at_zeeland, at_brabant] = [&offered.zeeland, &offered.brabant].map(|desk| offered.at(desk));
    assert!(at_zeeland.progress.owns_here() && !at_brabant.progress.owns_here(), "one owner, not none");
    assert!(at_zeeland.is_missing() && at_zeeland.envelope.is_none());
    assert_eq!(at_zeeland.problem, Some(Problem::CaseMissing));
    assert!(offered.zeeland.audit_says("handover.problem", "is not in it"));
    assert!(offered.zeeland.audit_says("handover.problem", "ask region AM25"));
    assert_eq!(at_zeeland.receipt, at_brabant.receipt);
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

#[tokio::test]
async fn without_a_live_consent_for_this_region_nothing_is_offered_and_the_attempt_is_logged() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let mut rijnmond = Desk::open("AM22");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland, &mut rijnmond]);
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM22").await;
    let refused = offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap_err();
    assert!(matches!(refused, WorkflowError::NoConsent { .. }));
    assert_eq!(refused.kind(), ErrorKind::Forbidden);
    assert_eq!((brabant.outbox().len(), brabant.count("handovers")), (0, 0));
    assert_eq!(brabant.audit().last().map(String::as_str), Some("handover.no-consent"));
    // The contrast: the region that the consent names.
    offer_handover(&brabant.context, &brabant.adviser, case, region("AM22")).await.unwrap();
}

#[tokio::test]
async fn a_case_is_not_offered_to_itself_to_a_stranger_by_a_coach_or_before_joining() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM24").await;
    let offer = |to: &str, actor| {
        let context = brabant.context.clone();
        let to = region(to);
        async move { offer_handover(&context, &actor, case, to).await.unwrap_err() }
    };
    assert!(matches!(offer("AM24", brabant.adviser).await, WorkflowError::NotJoined));
    let network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let offer = |to: &str, actor| {
        let context = brabant.context.clone();
        let to = region(to);
        async move { offer_handover(&context, &actor, case, to).await.unwrap_err() }
    };
    assert!(matches!(offer("AM25", brabant.adviser).await, WorkflowError::Ask(_)));
    assert!(matches!(offer("AM22", brabant.adviser).await, WorkflowError::RegionNotApproved { .. }));
    assert!(matches!(offer("AM24", brabant.coach).await, WorkflowError::NotAllowed { .. }));
    network.send_directory(&brabant, RegionState::Suspended);
    assert!(matches!(offer("AM24", brabant.adviser).await, WorkflowError::RegionNotApproved { .. }));
    assert_eq!(brabant.outbox().len(), 0);
}

#[tokio::test]
async fn a_full_disk_while_offering_leaves_the_case_as_it_was() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::open("AM24");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let candidate = brabant.person(NAME).await;
    let case = brabant.case_of(candidate).await;
    brabant.consent(candidate, "AM24").await;
    brabant.leave_room(0);
    let full = offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap_err();
    assert_eq!(full.kind(), ErrorKind::Unavailable);
    let found = brabant.context.storage.read_blocking(|c| cases::get(c, case)).unwrap().unwrap();
    assert_eq!((found.progress(), found.step().number()), (&Progress::Open, StepNumber::Intake));
    assert_eq!((brabant.outbox().len(), brabant.count("handovers")), (0, 0));
    brabant.leave_room(1_000);
    offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap();
}

#[tokio::test]
async fn an_offer_that_cannot_be_believed_is_passed_over_and_noted() {
    let offered = {
        let mut offered = Offered::new().await;
        offered.network.deliver(&offered.brabant, true).await;
        offered
    };
    let good = offered.network.item(offered.handover);
    let mut unsigned = good.clone();
    unsigned.sender_signature[3] ^= 1;
    let mut other_envelope = good.clone();
    *other_envelope.envelope.last_mut().unwrap() ^= 1;
    let mut other_preview = good.clone();
    other_preview.preview[0] ^= 1;
    let mut no_statement = good.clone();
    no_statement.statement.truncate(4);
    for bad in [unsigned, other_envelope, other_preview, no_statement] {
        let received = node::workflow::receive_offer::receive_offer(&offered.zeeland.context, bad).await;
        assert!(matches!(received, Ok(Received::Rejected(_))), "{received:?}");
    }
    assert_eq!(offered.zeeland.count("handovers"), 0);
    assert_eq!(offered.zeeland.audit().last().map(String::as_str), Some("handover.reject"));
    // For another region than the one it is addressed to.
    let received = node::workflow::receive_offer::receive_offer(&offered.brabant.context, good.clone()).await;
    assert!(matches!(received, Ok(Received::Rejected(_))));
    let received = node::workflow::receive_offer::receive_offer(&offered.zeeland.context, good).await;
    assert_eq!(received.unwrap(), Received::New);
}

#[tokio::test]
async fn a_case_is_offered_once_at_a_time() {
    let offered = Offered::new().await;
    let brabant = &offered.brabant;
    let twice = offer_handover(&brabant.context, &brabant.adviser, offered.case, region("AM24")).await;
    assert!(matches!(twice, Err(WorkflowError::Step(_))));
    let under_way = brabant.context.storage.read_blocking(handovers::under_way);
    assert_eq!(under_way.unwrap(), [offered.handover]);
}
