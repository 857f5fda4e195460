//! An adviser notes why a vacancy stays open and when the employer wishes somebody to begin. Both stay in the region.

use super::{Actor, Context, WorkflowError, refresh_matching::vacancy_profile};
use crate::{
    domain::{account::Role, vacancy::ShortageCause},
    storage::{audit_log, employers, vacancies, vacancy_changes},
};
use std::collections::BTreeSet;
use vocabulary::{Date, Purpose, VacancyId};

/// Replaces what was noted before; matches know the other date at once. No cause is *not asked yet*.
///
/// # Errors
/// [`WorkflowError`] when the role may not, there is no such vacancy of this region, or it cannot be saved.
pub async fn note_shortage(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    causes: BTreeSet<ShortageCause>,
    starts_on: Option<Date>,
) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "note why a vacancy stays open")?;
    let now = context.clock.now();
    let named: Vec<&str> = causes.iter().map(|cause| cause.name()).collect();
    let detail = if named.is_empty() { "not asked yet".to_owned() } else { named.join(", ") };
    let entry = actor.entry(now, Purpose::CaseWork, "vacancy.shortage", format!("vacancy/{id}"), detail);
    let (vacancy, employer) = context
        .storage
        .write(move |tx| {
            if !vacancy_changes::save_shortage(tx, id, &causes, starts_on)? {
                return Err(WorkflowError::NotFound { kind: "vacancy" });
            }
            audit_log::append(tx, &entry)?;
            let vacancy = vacancies::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            let employer = employers::get(tx, vacancy.employer)?;
            Ok((vacancy, employer))
        })
        .await?;
    if vacancy.is_open() {
        let profile = vacancy_profile(&vacancy, employer.as_ref(), &context.region, &context.vocabulary);
        context.matching.vacancy_changed(&profile);
    }
    Ok(())
}
