//! A case changes hands, with a kill after every step; in `offering` what may be offered and what was agreed to, in
//! `decisions` what the other region decides, and how an offer comes back.

mod decisions;
mod offering;

use crate::{
    desk::{Desk, candidate, region},
    network::Network,
};
use node::{
    domain::{
        candidate::Candidate,
        case::Progress,
        handover::{HandoverState, Problem},
        text::FreeText,
    },
    storage::{cases, handovers, handovers::Handover},
    workflow::{
        ErrorKind, WorkflowError, accept_handover::accept_handover,
        apply_handover_outcome::apply_handover_outcome, offer_handover::offer_handover,
        receive_offer::Received, register_candidate::register_candidate, update_candidate::update_candidate,
        view_candidate::view_candidate, withdraw_handover::withdraw_handover,
    },
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
