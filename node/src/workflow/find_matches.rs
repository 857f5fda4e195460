//! Who fits a vacancy, and which vacancies fit a person. Proposes and explains; decides nothing.
//!
//! Matches name people by id only. For each person shown it is logged; names come from `view_candidate`.

use super::{Actor, Context, WorkflowError, view_candidate::log_each};
use crate::{
    domain::account::Role,
    matching::{
        pool::{Match, Query},
        weighting::Fits,
    },
    storage::{access_log, audit_log},
};
use vocabulary::{CandidateId, Purpose, VacancyId};

/// The most that one search gives to a program (row B08). A person looks further by asking a narrower question.
pub const MOST_FOUND: usize = 100;
/// For so many of them at most one answer gives the reasons (row B08): they are facts of a person, and nobody reads
/// those of a hundred people at a time.
pub const MOST_EXPLAINED: usize = 10;

/// Who fits, best first, and how many more do.
#[derive(Debug, Clone)]
pub struct Found {
    /// The best.
    pub best: Vec<Match>,
    /// How many fit in all, counted up to the most that was asked for.
    pub count: usize,
    /// How many of these fit now, by the words that the weights give their scores.
    pub fits_now: usize,
}

/// The best people of this region for a vacancy of any region: the first `shown` of what the query gives. For each
/// person shown it is logged.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the vacancy is not open or not known; [`WorkflowError`] when the role may not
/// or the log cannot be written.
pub async fn people_for_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
    query: Query,
    shown: usize,
) -> Result<Found, WorkflowError> {
    actor.must(Role::sees_people, "see who fits a vacancy")?;
    let (matching, ties) = (context.matching.clone(), context.ties_today());
    let found = off_the_async_threads(move || matching.people_for_vacancy(vacancy, query, ties)).await;
    let mut best = found.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
    let count = best.len();
    let fits_now = best.iter().filter(|one| one.explanation.fits == Fits::Now).count();
    best.truncate(shown);
    let people = best.iter().map(|one| one.candidate).collect();
    log(context, actor, "match.people", format!("vacancy/{vacancy}"), best.len(), people).await?;
    Ok(Found { best, count, fits_now })
}

/// The best vacancies of all regions for a person of this region, best first. It is logged for the person.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the person is not known; [`WorkflowError`] when the role may not or the log
/// cannot be written.
pub async fn vacancies_for_candidate(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    query: Query,
) -> Result<Vec<Match>, WorkflowError> {
    actor.must(Role::sees_people, "see what fits a person")?;
    let (matching, ties) = (context.matching.clone(), context.ties_today());
    let found = off_the_async_threads(move || matching.vacancies_for_candidate(candidate, query, ties)).await;
    let found = found.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    let subject = access_log::subject(candidate);
    log(context, actor, "match.vacancies", subject, found.len(), vec![candidate]).await?;
    Ok(found)
}

pub(super) async fn log(
    context: &Context,
    actor: &Actor,
    action: &str,
    subject: String,
    shown: usize,
    people: Vec<CandidateId>,
) -> Result<(), WorkflowError> {
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::Matching, action, subject, format!("{shown} shown"));
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            log_each(tx, &actor, now, Purpose::Matching, people, access_log::MATCH)
        })
        .await
}

/// A query over a full region takes a tenth of a millisecond, the explanations of its answer some more.
pub(super) async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
