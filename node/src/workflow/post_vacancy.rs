//! An employer posts a vacancy. A public one goes signed into the outbox, in the same transaction.

use super::{
    Actor, Context, WorkflowError,
    error::{Conflict, ValueError},
    nearest_term::{unknown_occupation, unknown_skill},
    publish_vacancies,
    refresh_matching::vacancy_profile,
};
use crate::{
    domain::{
        account::Role,
        vacancy::{
            Vacancy,
            demand::{Demand, demands},
        },
    },
    storage::{audit_log, employers, vacancies},
};
use vocabulary::{EscoUri, Purpose, VacancyId, Vocabulary};

/// Posts a vacancy. The caller draws the id ([`VacancyId::random`]). A public vacancy of a region that has not
/// joined yet stays here, and leaves once it has. One of an employer outside of the network stays here always. Sent
/// twice under the same id it is posted once.
///
/// # Errors
/// [`WorkflowError`] when the role may not, the vacancy names no skill (row DEF-04: demand is described by competence), the employer is unknown, a code is in no list, or it cannot be saved.
pub async fn post_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: Vacancy,
) -> Result<VacancyId, WorkflowError> {
    actor.must(Role::keeps_vacancies, "post a vacancy")?;
    check(context, &vacancy)?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "vacancy.post", format!("vacancy/{}", vacancy.id), "");
    let id = vacancy.id;
    let matched = vacancy.clone();
    let signer = context.signer.clone();
    let region = context.region.clone();
    let employer = context
        .storage
        .write(move |tx| {
            let employer =
                employers::get(tx, vacancy.employer)?.ok_or(WorkflowError::NotFound { kind: "employer" })?;
            match vacancies::get(tx, vacancy.id)? {
                Some(stored) if stored == vacancy => return Ok(employer),
                Some(_) => return Err(WorkflowError::Conflict { reason: Conflict::SentAlready }),
                None => {}
            }
            vacancies::insert(tx, &vacancy)?;
            audit_log::append(tx, &entry)?;
            if let Some(keys) = signer.filter(|_| vacancy.goes_to_the_network(&employer)) {
                publish_vacancies::publish(tx, &keys, &region, &[(vacancy, employer.clone())], now)?;
            }
            Ok(employer)
        })
        .await?;
    let profile = vacancy_profile(&matched, Some(&employer), &context.region, &context.vocabulary);
    context.matching.vacancy_changed(&profile);
    context.wake.wake();
    Ok(id)
}

/// Skills that are suggested to whoever named none.
const SUGGESTED: usize = 5;

/// What a vacancy must hold to, new or changed.
pub(super) fn check(context: &Context, vacancy: &Vacancy) -> Result<(), WorkflowError> {
    check_codes(context, vacancy)?;
    check_skills(context, vacancy)
}

fn check_skills(context: &Context, vacancy: &Vacancy) -> Result<(), WorkflowError> {
    if !demands(vacancy).contains(&Demand::NoSkills) {
        return Ok(());
    }
    let suggested = usual_skills(&context.vocabulary, &vacancy.occupation).take(SUGGESTED).collect();
    Err(WorkflowError::Value { field: "essentialSkills", source: ValueError::NoSkills { suggested } })
}

/// The skills that an occupation cannot do without, by the list of occupations: what to ask instead of a diploma.
pub fn usual_skills(vocabulary: &Vocabulary, occupation: &EscoUri) -> impl Iterator<Item = EscoUri> {
    let skills = vocabulary.occupation(occupation).map(|index| vocabulary.essential_skills(index));
    skills.into_iter().flatten().map(|skill| vocabulary.skill_uri(skill))
}

pub(super) fn check_codes(context: &Context, vacancy: &Vacancy) -> Result<(), WorkflowError> {
    if context.geography.municipality(&vacancy.municipality).is_none() {
        return Err(WorkflowError::unknown("municipality", &vacancy.municipality, "municipalities"));
    }
    if context.vocabulary.occupation(&vacancy.occupation).is_none() {
        return Err(unknown_occupation(&context.vocabulary, "occupation", &vacancy.occupation));
    }
    for skill in vacancy.essential_skills.iter().chain(&vacancy.optional_skills) {
        if context.vocabulary.skill(skill).is_none() {
            return Err(unknown_skill(&context.vocabulary, "skills", skill));
        }
    }
    Ok(())
}
