//! A group of employers changes (its name, horizon, members, seats, budget) or comes to an end.

use super::{
    Actor, Context, WorkflowError,
    error::Conflict,
    keep_group::{check_codes, check_stored},
};
use crate::{
    domain::{account::Role, case::deadline::today, employer_group::EmployerGroup},
    storage::{audit_log, candidates::Saved, employer_groups},
};
use rusqlite::Transaction;
use vocabulary::{EmployerGroupId, Purpose};

/// Saves a changed group; `group.revision` is the one that was read. The day from which its horizon counts stays.
///
/// # Errors
/// [`WorkflowError::ChangedMeanwhile`] when somebody else changed it since; [`WorkflowError::Conflict`] when it has ended
/// or another group has the name; as [`super::keep_group::add_group`].
pub async fn change_group(
    context: &Context,
    actor: &Actor,
    group: EmployerGroup,
) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "change a group of employers")?;
    check_codes(context, &group)?;
    let subject = format!("employer-group/{}", group.id);
    let entry = actor.entry(context.clock.now(), Purpose::CaseWork, "employer-group.change", subject, "");
    context
        .storage
        .write(move |tx| {
            changeable(tx, group.id, group.revision)?;
            check_stored(tx, &group)?;
            saved(employer_groups::update(tx, &group)?)?;
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await
}

/// Ends a group; `revision` is the one that was read. It stays to be looked at, and changes no more.
///
/// # Errors
/// As [`change_group`].
pub async fn end_group(
    context: &Context,
    actor: &Actor,
    id: EmployerGroupId,
    revision: u32,
) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "end a group of employers")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "employer-group.end", format!("employer-group/{id}"), "");
    context
        .storage
        .write(move |tx| {
            changeable(tx, id, revision)?;
            saved(employer_groups::end(tx, id, revision, today(now))?)?;
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await
}

fn changeable(tx: &Transaction<'_>, id: EmployerGroupId, revision: u32) -> Result<(), WorkflowError> {
    let stored = employer_groups::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "group" })?;
    if stored.ended_on.is_some() {
        return Err(WorkflowError::Conflict { reason: Conflict::GroupEnded });
    }
    if stored.revision != revision {
        return Err(WorkflowError::ChangedMeanwhile { kind: "group" });
    }
    Ok(())
}

fn saved(saved: Saved) -> Result<(), WorkflowError> {
    match saved {
        Saved::Yes => Ok(()),
        Saved::ChangedMeanwhile | Saved::Gone => Err(WorkflowError::ChangedMeanwhile { kind: "group" }),
    }
}
