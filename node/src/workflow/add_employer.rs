//! An employer becomes known to this region.

use super::{Actor, Context, WorkflowError, error::Conflict};
use crate::{
    domain::{account::Role, employer::Employer},
    storage::{audit_log, employers},
};
use vocabulary::{EmployerId, Purpose};

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
