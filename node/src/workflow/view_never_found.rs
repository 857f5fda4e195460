//! Whom and what no question can reach, by the empty field that causes it (first 13): how many, and who.

use super::{Actor, Context, WorkflowError, view_candidate::view_names};
use crate::{
    domain::account::Role,
    matching::pool::never_found::{PersonCause, Unreached, VacancyCause},
    storage::candidate_list::CandidateLine,
};
use vocabulary::{CandidateId, Purpose};

/// The most people that a list shows.
pub const MOST_LISTED: usize = 50;

/// How many have a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeverFoundReport {
    /// People in all.
    pub people: usize,
    /// Vacancies in all, of all regions.
    pub vacancies: usize,
    /// People by cause, every cause.
    pub of_people: Vec<(PersonCause, usize)>,
    /// Vacancies by cause, every cause.
    pub of_vacancies: Vec<(VacancyCause, usize)>,
}

/// How many people and vacancies no question can reach, by cause. Counts only: nobody is named.
///
/// # Errors
/// [`WorkflowError::NotAllowed`] for those who work with employers only.
pub async fn view_never_found(context: &Context, actor: &Actor) -> Result<NeverFoundReport, WorkflowError> {
    actor.must(|role| role.sees_people() || role == Role::Operator, "see who is never found")?;
    let found = unreached(context).await;
    Ok(NeverFoundReport {
        people: found.people,
        vacancies: found.vacancies,
        of_people: PersonCause::ALL.map(|cause| (cause, found.people_with(cause))).to_vec(),
        of_vacancies: VacancyCause::ALL.map(|cause| (cause, found.vacancies_with(cause))).to_vec(),
    })
}

/// The people with a cause, at most [`MOST_LISTED`], and how many there are in all. It is logged for each of them.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn list_never_found(
    context: &Context,
    actor: &Actor,
    cause: PersonCause,
) -> Result<(Vec<CandidateLine>, usize), WorkflowError> {
    actor.must(Role::sees_people, "see who is never found")?;
    let found = unreached(context).await;
    let of_cause = found.of_people.iter().filter(|it| it.0 == cause).map(|it| it.1);
    let all: Vec<CandidateId> = of_cause.collect();
    let count = all.len();
    let shown = all.into_iter().take(MOST_LISTED).collect();
    Ok((view_names(context, actor, shown, Purpose::CaseWork).await?, count))
}

/// Whom and what no question can reach: counting goes over everybody, so off the threads that answer.
pub async fn unreached(context: &Context) -> Unreached {
    let matching = context.matching.clone();
    match tokio::task::spawn_blocking(move || matching.unreached()).await {
        Ok(found) => found,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
