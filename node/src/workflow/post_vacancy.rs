//! An employer posts a vacancy. A public one goes signed into the outbox, in the same transaction.

use super::{Actor, Context, WorkflowError, publish_vacancies, refresh_matching};
use crate::{
    domain::{account::Role, vacancy::Vacancy},
    storage::{audit_log, employers, vacancies},
};
use vocabulary::{Purpose, VacancyId};

/// Posts a vacancy. The caller draws the id ([`VacancyId::random`]). A public vacancy of a region that has not
/// joined yet stays here, and leaves once it has.
///
/// # Errors
/// [`WorkflowError`] when the role may not, the employer is unknown, a code is in no list, or it cannot be saved.
pub async fn post_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: Vacancy,
) -> Result<VacancyId, WorkflowError> {
    actor.must(Role::keeps_vacancies, "post a vacancy")?;
    check_codes(context, &vacancy)?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "vacancy.post", format!("vacancy/{}", vacancy.id), "");
    let profile = refresh_matching::vacancy_profile(&vacancy, &context.region, &context.vocabulary);
    let id = vacancy.id;
    let signer = context.signer.clone();
    let region = context.region.clone();
    context
        .storage
        .write(move |tx| {
            let employer =
                employers::get(tx, vacancy.employer)?.ok_or(WorkflowError::NotFound { kind: "employer" })?;
            vacancies::insert(tx, &vacancy)?;
            audit_log::append(tx, &entry)?;
            if let Some(keys) = signer.filter(|_| vacancy.is_public()) {
                publish_vacancies::publish(tx, &keys, &region, &[(vacancy, employer)], now)?;
            }
            Ok::<_, WorkflowError>(())
        })
        .await?;
    context.matching.vacancy_changed(&profile);
    context.wake.wake();
    Ok(id)
}

pub(super) fn check_codes(context: &Context, vacancy: &Vacancy) -> Result<(), WorkflowError> {
    if context.geography.municipality(&vacancy.municipality).is_none() {
        return Err(WorkflowError::unknown("municipality", &vacancy.municipality, "municipalities"));
    }
    if context.vocabulary.occupation(&vacancy.occupation).is_none() {
        return Err(WorkflowError::unknown("occupation", &vacancy.occupation, "occupations"));
    }
    for skill in vacancy.essential_skills.iter().chain(&vacancy.optional_skills) {
        if context.vocabulary.skill(skill).is_none() {
            return Err(WorkflowError::unknown("skills", skill, "skills"));
        }
    }
    Ok(())
}
