//! What the coordinator's log says of a hand-over is read and takes effect here: at the sender the case comes
//! back or goes, at the receiver the file is opened and stored. Reading the same thing again changes nothing.

use super::{
    Actor, Context, WorkflowError, advance_case::apply, offer_handover::subject, publish_vacancies::enqueue,
    refresh_matching, refuse_handover::off_the_wire, withdraw_handover::end_at_sender,
};
use crate::{
    domain::{
        case::{
            Case, CaseOwner,
            deadline::{Deadline, today},
            transition::CaseEvent,
        },
        handover::{HandoverEffect, HandoverState as Local, Outcome, Problem, Side},
        text::{FreeText, Line},
    },
    federation::case_file::CaseFile,
    storage::{
        audit_log, candidates,
        cases::{self, CaseHappening},
        handovers::{self, DepartedCase, Handover},
        outbox,
    },
};
use identity::{EnvelopeContext, RegionKeys, envelope, receipt};
use jiff::Timestamp;
use protocol::{
    kind,
    latest::{HandoverClose, HandoverOutcome, HandoverReceipt, HandoverState, HandoverStatement},
};
use rusqlite::Transaction;
use std::sync::Arc;
use vocabulary::{CandidateId, CaseId, HandoverId, MessageId, Personal, Purpose, RegionId, Vocabulary};

/// The most bytes of a statement.
const STATEMENT_LIMIT_BYTES: usize = 1024;

/// What has to be done in memory once the transaction is committed.
#[derive(Default)]
struct Afterwards {
    came: Option<crate::matching::input::CandidateProfile>,
    went: Option<CandidateId>,
    erased: bool,
}

/// What the transaction needs of the context.
struct Region {
    keys: Arc<RegionKeys>,
    network_key: Option<[u8; 32]>,
    region: RegionId,
    vocabulary: Arc<Vocabulary>,
}

/// Takes in how a hand-over stands.
///
/// # Errors
/// [`WorkflowError::Untrusted`] when an accept comes without a receipt that fits; nothing changes then.
pub async fn apply_handover_outcome(
    context: &Context,
    outcome: HandoverOutcome,
) -> Result<(), WorkflowError> {
    take_in_and_settle(context, outcome, None).await
}

/// Takes in how a hand-over stands as the answer to a message of the outbox, and that the message was delivered,
/// in one transaction.
///
/// # Errors
/// As [`apply_handover_outcome`].
pub async fn apply_handover_answer(
    context: &Context,
    outcome: HandoverOutcome,
    message: MessageId,
) -> Result<(), WorkflowError> {
    take_in_and_settle(context, outcome, Some(message)).await
}

async fn take_in_and_settle(
    context: &Context,
    outcome: HandoverOutcome,
    delivered: Option<MessageId>,
) -> Result<(), WorkflowError> {
    let here = Region {
        keys: context.signer.clone().ok_or(WorkflowError::NotJoined)?,
        network_key: context.network_key,
        region: context.region.clone(),
        vocabulary: context.vocabulary.clone(),
    };
    let now = context.clock.now();
    let afterwards = context
        .storage
        .write(move |tx| {
            let afterwards = take_in(tx, &here, &outcome, now)?;
            if let Some(message) = delivered {
                outbox::mark_delivered(tx, message, now)?;
            }
            Ok::<_, WorkflowError>(afterwards)
        })
        .await?;
    if let Some(profile) = afterwards.came {
        context.matching.candidate_changed(&profile);
        context.wake.wake();
    }
    if let Some(candidate) = afterwards.went {
        context.matching.candidate_removed(candidate);
    }
    if afterwards.erased {
        let storage = context.storage.clone();
        context.storage.read(move |_| storage.settle_blocking().map_err(WorkflowError::from)).await?;
    }
    Ok(())
}

fn take_in(
    transaction: &Transaction<'_>,
    here: &Region,
    outcome: &HandoverOutcome,
    now: Timestamp,
) -> Result<Afterwards, WorkflowError> {
    let Some(mut handover) = handovers::get(transaction, outcome.handover)? else {
        return Ok(Afterwards::default());
    };
    if outcome.state.belongs_to_receiver() && handover.receipt.is_none() {
        handover.receipt = Some(believed_receipt(here, &handover, outcome)?);
    }
    let before = handover.progress.state;
    let (progress, mut effects) = handover.progress.clone().learn(read(outcome));
    handover.progress = progress;
    if waits_for_its_file(&handover) && !effects.contains(&HandoverEffect::TakeCaseIn) {
        effects.push(HandoverEffect::TakeCaseIn);
    }
    if handover.progress.state != before {
        handover.decided_at = Timestamp::from_millisecond(outcome.decided_at_ms).ok();
        let detail = format!("{before} to {}", handover.progress.state);
        let subject = subject(handover.id);
        let entry = Actor::System.entry(now, Purpose::Handover, "handover.outcome", subject, detail);
        audit_log::append(transaction, &entry)?;
        handover.refusal_note = Personal::new(note(here, &handover, outcome));
    }
    if handover.is_missing() {
        note_missing_case(transaction, &mut handover, now)?;
    }
    let mut afterwards = Afterwards::default();
    for effect in effects {
        carry_out(transaction, here, effect, &mut handover, outcome, &mut afterwards, now)?;
    }
    handovers::save(transaction, &handover)?;
    Ok(afterwards)
}

const fn read(outcome: &HandoverOutcome) -> Outcome {
    match outcome.state {
        HandoverState::Offered => Outcome::Offered,
        HandoverState::Accepted => Outcome::Accepted,
        HandoverState::Refused => Outcome::Refused(match outcome.refusal {
            Some((reason, _)) => Some(off_the_wire(reason)),
            None => None,
        }),
        HandoverState::Withdrawn => Outcome::Withdrawn,
        HandoverState::Expired => Outcome::Expired,
        HandoverState::Closed => Outcome::Closed,
    }
}

/// The receiver owns the case but could not open or store the file the last time.
fn waits_for_its_file(handover: &Handover) -> bool {
    handover.progress.side == Side::Receiver
        && handover.progress.state == Local::Accepted
        && handover.case.is_none()
}

/// The case is this region's, and it is not here: somebody has to be told, and can be helped by a newer copy only. What
/// was shown before the accept stays, for it is all that is known here of the person.
fn note_missing_case(
    transaction: &Transaction<'_>,
    handover: &mut Handover,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    if handover.problem == Some(Problem::CaseMissing) {
        return Ok(());
    }
    let detail = format!(
        "the case was stored here after this copy of the database was made, and is not in it: put a newer copy back, or \
         ask region {} who it was; it has erased the file",
        handover.other_region
    );
    let entry = Actor::System.entry(now, Purpose::Handover, "handover.problem", subject(handover.id), detail);
    audit_log::append(transaction, &entry)?;
    handover.envelope = None;
    handover.problem = Some(Problem::CaseMissing);
    Ok(())
}

/// A case only changes hands on a receipt with all three signatures under the statement that lies here.
fn believed_receipt(
    here: &Region,
    handover: &Handover,
    outcome: &HandoverOutcome,
) -> Result<HandoverReceipt, WorkflowError> {
    let untrusted = |what: &str| WorkflowError::Untrusted { what: what.to_owned() };
    let network_key = here.network_key.ok_or(WorkflowError::NotJoined)?;
    let found = outcome
        .receipt
        .as_ref()
        .ok_or_else(|| untrusted("the coordinator says that a case was accepted and shows no receipt"))?;
    receipt::verify(&network_key, found).map_err(|error| untrusted(&error.to_string()))?;
    if found.statement != handover.statement {
        return Err(untrusted("the receipt of a hand-over is of another one"));
    }
    let own_key = match handover.progress.side {
        Side::Sender => found.sender_key,
        Side::Receiver => found.receiver_key,
    };
    if own_key != here.keys.signing_key() {
        return Err(untrusted("the receipt of a hand-over carries another key for this region"));
    }
    Ok(found.clone())
}

fn note(here: &Region, handover: &Handover, outcome: &HandoverOutcome) -> Option<FreeText> {
    let (_, sealed) = outcome.refusal.as_ref().filter(|(_, sealed)| !sealed.is_empty())?;
    let context = envelope_context(here, handover);
    let note = envelope::open_note(&here.keys, &context, sealed).ok()?;
    FreeText::new(std::str::from_utf8(&note).ok()?).ok()
}

fn envelope_context(here: &Region, handover: &Handover) -> EnvelopeContext {
    let (own, other) = (here.region.clone(), handover.other_region.clone());
    let (from, to) = match handover.progress.side {
        Side::Sender => (own, other),
        Side::Receiver => (other, own),
    };
    EnvelopeContext { handover: handover.id, from, to }
}

fn carry_out(
    transaction: &Transaction<'_>,
    here: &Region,
    effect: HandoverEffect,
    handover: &mut Handover,
    outcome: &HandoverOutcome,
    afterwards: &mut Afterwards,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    let case = handover.case.map(|id| cases::get(transaction, id)).transpose()?.flatten();
    match effect {
        HandoverEffect::TakeCaseBack => {
            if let Some(case) = case {
                apply(transaction, &Actor::System, case, CaseEvent::TakeBack, now)?;
            }
        }
        HandoverEffect::GiveCaseAway => {
            afterwards.went = handover.candidate;
            if let Some(case) = case {
                apply(transaction, &Actor::System, case, CaseEvent::GiveAway, now)?;
            }
        }
        HandoverEffect::EraseCase => {
            afterwards.went = handover.candidate;
            afterwards.erased = true;
            erase(transaction, handover, now)?;
        }
        HandoverEffect::TakeCaseIn => {
            afterwards.came = take_case_in(transaction, here, handover, outcome, now)?;
        }
        HandoverEffect::DropOffer => {
            afterwards.erased = true;
            handover.envelope = None;
            handover.preview = Personal::new(None);
        }
    }
    Ok(())
}

/// Sender: nothing stays of the person but one line and the receipt.
fn erase(transaction: &Transaction<'_>, handover: &Handover, now: Timestamp) -> Result<(), WorkflowError> {
    let (Some(case), Some(candidate)) = (handover.case, handover.candidate) else { return Ok(()) };
    // The line refers to the hand-over, which is saved as it stands before the change is complete.
    handovers::save(transaction, handover)?;
    candidates::erase(transaction, candidate)?;
    handovers::forget_notes(transaction, candidate)?;
    let on = today(handover.decided_at.unwrap_or(now));
    let to = handover.other_region.clone();
    let departed = DepartedCase { case, candidate, handover: handover.id, to, on };
    handovers::insert_departed(transaction, &departed)?;
    let detail = format!("candidate/{candidate}");
    let entry = Actor::System.entry(now, Purpose::Handover, "handover.erase", subject(handover.id), detail);
    audit_log::append(transaction, &entry)?;
    Ok(())
}

/// Receiver: opens the file with the released share and stores person and case, then tells the coordinator. A
/// file that cannot be taken in leaves a note for the operator; the envelope stays, and the sender's copy too.
fn take_case_in(
    transaction: &Transaction<'_>,
    here: &Region,
    handover: &mut Handover,
    outcome: &HandoverOutcome,
    now: Timestamp,
) -> Result<Option<crate::matching::input::CandidateProfile>, WorkflowError> {
    let opened = open(here, handover, outcome, now);
    let Opened { candidate, case, consent_record } = match opened {
        Ok(opened) => opened,
        Err(NotTakenIn { problem, detail }) => {
            if handover.problem != Some(problem) {
                let subject = subject(handover.id);
                let entry = Actor::System.entry(now, Purpose::Handover, "handover.problem", subject, detail);
                audit_log::append(transaction, &entry)?;
            }
            handover.problem = Some(problem);
            return Ok(None);
        }
    };
    candidates::insert(transaction, &candidate, now)?;
    cases::insert(transaction, &case, now)?;
    let happening = CaseHappening {
        at: now,
        account: handover.account,
        kind: "taken-in".into(),
        from: None,
        to: Some(case.step().number()),
        reason: Line::new(handover.other_region.as_str()).ok(),
    };
    cases::add_happening(transaction, case.id(), &happening)?;
    let (subject_case, subject_handover) = (format!("case/{}", case.id()), subject(handover.id));
    let entry = Actor::System.entry(now, Purpose::Handover, "case.take-in", subject_case, subject_handover);
    audit_log::append(transaction, &entry)?;
    handover.case = Some(case.id());
    handover.candidate = Some(candidate.id);
    handover.envelope = None;
    handover.preview = Personal::new(None);
    handover.problem = None;
    handover.consent_record = Personal::new(Some(consent_record));
    let close = HandoverClose { handover: handover.id };
    enqueue(transaction, now, kind::HANDOVER_CLOSE, &close, subject(handover.id))?;
    Ok(Some(refresh_matching::candidate_profile(&candidate, &here.vocabulary)))
}

/// What was in the envelope.
struct Opened {
    candidate: crate::domain::candidate::Candidate,
    case: Case,
    consent_record: String,
}

/// Why a file was not taken in.
struct NotTakenIn {
    problem: Problem,
    /// A sentence for the operator, without content.
    detail: String,
}

impl NotTakenIn {
    fn because(problem: Problem) -> impl Fn(&dyn std::fmt::Display) -> Self {
        move |detail| Self { problem, detail: detail.to_string() }
    }
}

/// The person and the case in the envelope, or why they are not taken in.
fn open(
    here: &Region,
    handover: &Handover,
    outcome: &HandoverOutcome,
    now: Timestamp,
) -> Result<Opened, NotTakenIn> {
    let closed = NotTakenIn::because(Problem::CannotBeOpened);
    let share = outcome.coordinator_share.as_ref();
    let share = share.ok_or_else(|| closed(&"the coordinator did not release its share"))?;
    let sealed = handover.envelope.as_ref().ok_or_else(|| closed(&"the envelope is not here"))?;
    let account = handover.account.ok_or_else(|| NotTakenIn {
        problem: Problem::NobodyAccepted,
        detail:
            "the case was accepted after this copy of the database was made, and nobody here answers for it: \
                 accept it again"
                .into(),
    })?;
    let statement: HandoverStatement =
        protocol::decode(&handover.statement, STATEMENT_LIMIT_BYTES).map_err(|error| closed(&error))?;
    let context = envelope_context(here, handover);
    let bytes = envelope::open_case(&here.keys, &context, sealed, share).map_err(|error| closed(&error))?;
    let file = CaseFile::open(&bytes, &statement.consent_sha256).map_err(|error| closed(&error))?;
    let beyond = NotTakenIn::because(Problem::BeyondConsent);
    file.keeps_to_its_consent(&here.region).map_err(|error| beyond(&error))?;
    let candidate = file.candidate(CandidateId::random()).map_err(|error| closed(&error))?;
    let step = file.step(account).map_err(|error| closed(&error))?;
    let deadline = Deadline::of_the_step(step.number(), now);
    let owner = CaseOwner { region: here.region.clone(), account };
    let opened_at = file.opened_at().unwrap_or(now);
    let case = Case::open(CaseId::random(), candidate.id, owner, step, deadline, opened_at);
    Ok(Opened { candidate, case, consent_record: file.consent_text().to_owned() })
}

/// The coordinator refuses an offer for good, for instance because the receiver was suspended meanwhile: the case
/// is back in this region's hands.
///
/// # Errors
/// [`WorkflowError`] when it cannot be saved.
pub async fn offer_was_refused(
    context: &Context,
    id: HandoverId,
    reason: String,
) -> Result<(), WorkflowError> {
    let now = context.clock.now();
    context
        .storage
        .write(move |tx| {
            let Some(mut handover) = handovers::get(tx, id)? else { return Ok(()) };
            if handover.progress.state != Local::Drafted {
                return Ok(());
            }
            handover.problem = Some(Problem::OfferNotTaken);
            let entry =
                Actor::System.entry(now, Purpose::Handover, "handover.not-taken", subject(id), reason);
            audit_log::append(tx, &entry)?;
            end_at_sender(tx, &Actor::System, handover, Outcome::Withdrawn, now)
        })
        .await
}

/// The coordinator refuses for good to decide what was asked; something else can be asked now.
///
/// # Errors
/// [`WorkflowError`] when it cannot be saved.
pub async fn decision_was_refused(
    context: &Context,
    id: HandoverId,
    reason: String,
) -> Result<(), WorkflowError> {
    let now = context.clock.now();
    context
        .storage
        .write(move |tx| {
            let Some(mut handover) = handovers::get(tx, id)? else { return Ok(()) };
            handover.progress.asked = None;
            handover.problem = Some(Problem::DecisionNotTaken);
            handovers::save(tx, &handover)?;
            let entry = Actor::System.entry(
                now,
                Purpose::Handover,
                "handover.decision-not-taken",
                subject(id),
                reason,
            );
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await
}
