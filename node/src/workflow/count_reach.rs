//! How many people of this region a vacancy reaches, and how many more it would if it asked for less: advice for an
//! employer who looks too narrowly (row DEF-10). Only counts; nobody is named, so nobody's file is opened.

use super::{Actor, Context, WorkflowError, refresh_matching::vacancy_profile};
use crate::{
    domain::{
        account::Role,
        employer::Employer,
        vacancy::{Vacancy, reach::Reach},
    },
    matching::{
        input::{SkillNumber, VacancyProfile},
        pool::count::FittingAny,
    },
    storage::vacancy_list::{self, Found},
};
use vocabulary::{SkillIndex, VacancyId};

/// Counts for a vacancy of this region.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or there is no such vacancy of this region.
pub async fn count_reach(context: &Context, actor: &Actor, id: VacancyId) -> Result<Reach, WorkflowError> {
    actor.must(Role::keeps_vacancies, "count who fits a vacancy")?;
    let (vacancy, employer) = read(context, id).await?;
    let profile = vacancy_profile(&vacancy, Some(&employer), &context.region, &context.vocabulary);
    let matching = context.matching.clone();
    let counted = off_the_async_threads(move || matching.count_fitting(&profile)).await;
    let uri = |number: SkillNumber| context.vocabulary.skill_uri(SkillIndex(number.0));
    let more_without = counted.but_for.into_iter().map(|(skill, people)| (uri(skill), people)).collect();
    Ok(Reach { fitting: counted.people, more_without })
}

/// A vacancy of this region with its employer.
pub(super) async fn read(context: &Context, id: VacancyId) -> Result<(Vacancy, Employer), WorkflowError> {
    let found = context.storage.read(move |connection| vacancy_list::find(connection, id)).await?;
    match found {
        Some(Found::Own(vacancy, employer)) => Ok((*vacancy, *employer)),
        Some(Found::Elsewhere(_)) | None => Err(WorkflowError::NotFound { kind: "vacancy" }),
    }
}

/// Counts for vacancies that need not be posted.
pub(super) async fn count_any(context: &Context, profiles: Vec<VacancyProfile>) -> FittingAny {
    let matching = context.matching.clone();
    off_the_async_threads(move || matching.count_fitting_any(&profiles)).await
}

/// Counting looks at every person of the region: some tens of milliseconds for a large one.
async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
