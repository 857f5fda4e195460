//! The sender takes an offer back. If the offer has not begun to leave, that is the end of it; otherwise the
//! coordinator's log decides who was first.

use super::{
    Actor, Context, WorkflowError, advance_case::apply, offer_handover::subject, publish_vacancies::enqueue,
};
use crate::{
    domain::{
        account::Role,
        case::transition::CaseEvent,
        handover::{Asked, HandoverEffect, Outcome},
    },
    storage::{
        audit_log, cases,
        handovers::{self, Handover},
        outbox,
    },
};
use jiff::Timestamp;
use protocol::{
    kind,
    latest::{Decision, HandoverDecision},
};
use rusqlite::Transaction;
use vocabulary::{HandoverId, Purpose};

/// Asks for the case back.
///
/// # Errors
/// [`WorkflowError::Ask`] when it is decided already, or this region is not the sender.
pub async fn withdraw_handover(
    context: &Context,
    actor: &Actor,
    id: HandoverId,
) -> Result<(), WorkflowError> {
    actor.must(Role::hands_over, "withdraw an offer")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let handover = handovers::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "hand-over" })?;
            take_back(tx, &actor, handover, now)
        })
        .await?;
    context.wake.wake();
    Ok(())
}

/// Asks for a case back, or takes it back at once when the offer never left. Nothing to do when that is asked
/// already.
pub(super) fn take_back(
    transaction: &Transaction<'_>,
    actor: &Actor,
    mut handover: Handover,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    if handover.progress.asked == Some(Asked::Withdraw) {
        return Ok(());
    }
    let id = handover.id;
    handover.progress = handover.progress.ask(Asked::Withdraw)?;
    let entry = actor.entry(now, Purpose::Handover, "handover.withdraw", subject(id), "");
    audit_log::append(transaction, &entry)?;
    let never_left = outbox::cancel(transaction, &subject(id), kind::HANDOVER_OFFER, now, "withdrawn")?;
    if never_left {
        end_at_sender(transaction, actor, handover, Outcome::Withdrawn, now)
    } else {
        handovers::save(transaction, &handover)?;
        let decision = HandoverDecision { handover: id, decision: Decision::Withdraw };
        enqueue(transaction, now, kind::HANDOVER_DECISION, &decision, subject(id))
    }
}

/// Ends a hand-over at the sender, with the case back in its hands.
pub(super) fn end_at_sender(
    transaction: &Transaction<'_>,
    actor: &Actor,
    mut handover: Handover,
    outcome: Outcome,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    let (progress, effects) = handover.progress.clone().learn(outcome);
    handover.progress = progress;
    handover.decided_at = Some(now);
    handovers::save(transaction, &handover)?;
    if effects.contains(&HandoverEffect::TakeCaseBack)
        && let Some(id) = handover.case
        && let Some(case) = cases::get(transaction, id)?
    {
        apply(transaction, actor, case, CaseEvent::TakeBack, now)?;
    }
    Ok(())
}
