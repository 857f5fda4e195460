//! An employer becomes known to this region.

use super::{Actor, Context, WorkflowError, error::Conflict};
use crate::{
    domain::{account::Role, employer::Employer},
    storage::{audit_log, employers},
};
use vocabulary::{EmployerId, Purpose};

/// Saves a new employer. Sent twice under the same id it is saved once.
///
/// # Errors
/// As [`add_employer`]; [`Conflict::SentAlready`] when another was saved under this id.
pub async fn add_new_employer(
    context: &Context,
    actor: &Actor,
    employer: Employer,
) -> Result<EmployerId, WorkflowError> {
    let id = employer.id;
    match context.storage.read(move |connection| employers::get(connection, id)).await? {
        Some(stored) if stored == employer => Ok(id),
        Some(_) => Err(WorkflowError::Conflict { reason: Conflict::SentAlready }),
        None => add_employer(context, actor, employer).await,
    }
}

/// Saves an employer, new or changed.
///
/// # Errors
/// [`WorkflowError::Conflict`] when its KvK number belongs to another employer.
pub async fn add_employer(
    context: &Context,
    actor: &Actor,
    employer: Employer,
) -> Result<EmployerId, WorkflowError> {
    actor.must(Role::keeps_vacancies, "add an employer")?;
    if context.geography.municipality(&employer.municipality).is_none() {
        return Err(WorkflowError::unknown("municipality", &employer.municipality, "municipalities"));
    }
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "employer.save", format!("employer/{}", employer.id), "");
    let id = employer.id;
    context
        .storage
        .write(move |tx| {
            if let Some(kvk) = &employer.kvk
                && let Some(other) = employers::by_kvk(tx, kvk)?
                && other.id != employer.id
            {
                let reason = Conflict::KvkTaken { kvk: kvk.clone(), other: other.name };
                return Err(WorkflowError::Conflict { reason });
            }
            employers::save(tx, &employer)?;
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await?;
    Ok(id)
}
