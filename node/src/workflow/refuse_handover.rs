//! The receiver does not take a case, and says why.

use super::{
    Actor, Context, WorkflowError, error::Conflict, offer_handover::subject, publish_vacancies::enqueue,
};
use crate::{
    domain::{
        account::Role,
        handover::{Asked, Refusal},
        text::Note,
    },
    storage::{audit_log, directory, handovers},
};
use identity::{EnvelopeContext, envelope};
use protocol::{
    kind,
    latest::{Decision, HandoverDecision, RefusalReason},
};
use vocabulary::{HandoverId, Personal, Purpose};

/// Asks to leave the case with the sender. The note is sealed to the sender; a refusal for another reason needs
/// one.
///
/// # Errors
/// [`WorkflowError::Ask`] when it is decided or asked already, or this region is not the receiver.
pub async fn refuse_handover(
    context: &Context,
    actor: &Actor,
    id: HandoverId,
    refusal: Refusal,
    note: Personal<Option<Note>>,
) -> Result<(), WorkflowError> {
    let account = actor.must_be_account(Role::hands_over, "refuse a case")?;
    if refusal == Refusal::Other && note.reveal(Purpose::Handover).is_none() {
        return Err(WorkflowError::Conflict { reason: Conflict::RefusalWithoutNote });
    }
    let now = context.clock.now();
    let (actor, to) = (*actor, context.region.clone());
    context
        .storage
        .write(move |tx| {
            let mut handover =
                handovers::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "hand-over" })?;
            handover.progress = handover.progress.ask(Asked::Refuse)?;
            handover.progress.refusal = Some(refusal);
            handover.account = Some(account);
            let note = match note.reveal(Purpose::Handover) {
                None => Vec::new(),
                Some(note) => {
                    let from = handover.other_region.clone();
                    let sender = directory::region(tx, &from)?
                        .ok_or_else(|| WorkflowError::RegionNotApproved { region: from.clone() })?;
                    let context = EnvelopeContext { handover: id, from, to };
                    envelope::seal_note(&sender.sealing_key, &context, note.as_str().as_bytes())
                        .map_err(|error| WorkflowError::Untrusted { what: error.to_string() })?
                }
            };
            handovers::save(tx, &handover)?;
            let entry = actor.entry(now, Purpose::Handover, "handover.refuse", subject(id), refusal.name());
            audit_log::append(tx, &entry)?;
            let decision = Decision::Refuse { reason: on_the_wire(refusal), note };
            let decision = HandoverDecision { handover: id, decision };
            enqueue(tx, now, kind::HANDOVER_DECISION, &decision, subject(id))
        })
        .await?;
    context.wake.wake();
    Ok(())
}

const fn on_the_wire(refusal: Refusal) -> RefusalReason {
    match refusal {
        Refusal::NoCapacity => RefusalReason::NoCapacity,
        Refusal::NothingFits => RefusalReason::NothingFits,
        Refusal::WrongRegion => RefusalReason::WrongRegion,
        Refusal::Incomplete => RefusalReason::Incomplete,
        Refusal::Other => RefusalReason::Other,
    }
}

pub(super) const fn off_the_wire(reason: RefusalReason) -> Refusal {
    match reason {
        RefusalReason::NoCapacity => Refusal::NoCapacity,
        RefusalReason::NothingFits => Refusal::NothingFits,
        RefusalReason::WrongRegion => Refusal::WrongRegion,
        RefusalReason::Incomplete => Refusal::Incomplete,
        RefusalReason::Other => Refusal::Other,
    }
}
