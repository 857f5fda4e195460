//! A case moves on: another step, another deadline, another owner, or its end.

use super::{Actor, Context, WorkflowError, error::Conflict, open_case::must_own};
use crate::{
    domain::{
        account::Role,
        case::{
            Case,
            step::CaseStep,
            transition::{CaseEffect, CaseEvent},
        },
    },
    storage::{
        audit_log,
        candidates::Saved,
        cases::{self, CaseHappening, StepChange},
        initiatives,
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use vocabulary::{AccountId, CaseId, Purpose};

/// Moves a case on, or says which rule forbids it. `read_revision` is the revision that the person looked at.
///
/// # Errors
/// [`WorkflowError::Step`] with the rule; [`WorkflowError::ChangedMeanwhile`] when somebody else changed it since.
pub async fn advance_case(
    context: &Context,
    actor: &Actor,
    id: CaseId,
    read_revision: u32,
    event: CaseEvent,
) -> Result<Case, WorkflowError> {
    actor.must(Role::sees_people, "move a case on")?;
    if matches!(event, CaseEvent::Offer(_) | CaseEvent::TakeBack | CaseEvent::GiveAway) {
        return Err(WorkflowError::Conflict { reason: Conflict::ThroughHandoverOnly });
    }
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let case = cases::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "case" })?;
            if case.revision() != read_revision {
                return Err(WorkflowError::ChangedMeanwhile { kind: "case" });
            }
            if let CaseEvent::Assign(account) = &event {
                must_own(tx, *account)?;
            }
            if let CaseEvent::Enter { step: CaseStep::Training(training), .. } = &event
                && let Some(initiative) = training.initiative
                && initiatives::get(tx, initiative)?.is_none()
            {
                return Err(WorkflowError::unknown("initiative", initiative, "initiatives"));
            }
            apply(tx, &actor, case, event, now)
        })
        .await
}

/// Lets an event happen to a case and saves what came of it: the case, its timeline and the audit log.
pub(super) fn apply(
    transaction: &Transaction<'_>,
    actor: &Actor,
    case: Case,
    event: CaseEvent,
    now: Timestamp,
) -> Result<Case, WorkflowError> {
    let read_revision = case.revision();
    let (case, effects) = case.advance(event, now)?;
    if cases::update(transaction, &case, read_revision, StepChange::of(&effects), now)? != Saved::Yes {
        return Err(WorkflowError::ChangedMeanwhile { kind: "case" });
    }
    for effect in &effects {
        let happening = happening(effect, actor.id(), now);
        let subject = format!("case/{}", case.id());
        let action = format!("case.{}", happening.kind);
        audit_log::append(
            transaction,
            &actor.entry(now, Purpose::CaseWork, &action, subject, detail(effect)),
        )?;
        cases::add_happening(transaction, case.id(), &happening)?;
    }
    Ok(case)
}

fn happening(effect: &CaseEffect, account: Option<AccountId>, at: Timestamp) -> CaseHappening {
    let line =
        |kind: &str| CaseHappening { at, account, kind: kind.to_owned(), from: None, to: None, reason: None };
    match effect {
        CaseEffect::Entered { from, to, skipped: _, reason } => {
            CaseHappening { from: Some(*from), to: Some(*to), reason: reason.clone(), ..line("entered") }
        }
        CaseEffect::Noted => line("noted"),
        CaseEffect::DeadlineSet => line("deadline-set"),
        CaseEffect::OwnerChanged { .. } => line("owner-changed"),
        CaseEffect::Offered(_) => line("offered"),
        CaseEffect::TakenBack => line("taken-back"),
        CaseEffect::GivenAway => line("given-away"),
        CaseEffect::Ended(_, reason) => CaseHappening { reason: Some(reason.clone()), ..line("ended") },
    }
}

/// What the audit log keeps of an effect: no words of a person.
fn detail(effect: &CaseEffect) -> String {
    match effect {
        CaseEffect::Entered { from, to, .. } => format!("{from} to {to}"),
        CaseEffect::OwnerChanged { from, to } => format!("from account/{from} to account/{to}"),
        CaseEffect::Offered(region) => format!("to {region}"),
        CaseEffect::Ended(ending, _) => ending.name().to_owned(),
        CaseEffect::Noted | CaseEffect::DeadlineSet | CaseEffect::TakenBack | CaseEffect::GivenAway => {
            String::new()
        }
    }
}
