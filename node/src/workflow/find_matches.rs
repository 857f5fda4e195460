//! Who fits a vacancy, and which vacancies fit a person. Proposes and explains; decides nothing.
//!
//! Matches name people by id only. That somebody looked is logged; names come from `view_candidate`.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::account::Role,
    matching::pool::{Match, Query},
    storage::audit_log,
};
use vocabulary::{CandidateId, Purpose, VacancyId};

/// The best people of this region for a vacancy of any region, best first.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the vacancy is not open or not known; [`WorkflowError`] when the role may not
/// or the log cannot be written.
pub async fn people_for_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
    query: Query,
) -> Result<Vec<Match>, WorkflowError> {
    actor.must(|role| role.sees_people() || role.keeps_vacancies(), "see who fits a vacancy")?;
    let (matching, ties) = (context.matching.clone(), context.ties_today());
    let found = off_the_async_threads(move || matching.people_for_vacancy(vacancy, query, ties)).await;
    let found = found.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
    log(context, actor, "match.people", format!("vacancy/{vacancy}"), found.len()).await?;
    Ok(found)
}

/// The best vacancies of all regions for a person of this region, best first.
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
    log(context, actor, "match.vacancies", format!("candidate/{candidate}"), found.len()).await?;
    Ok(found)
}

async fn log(
    context: &Context,
    actor: &Actor,
    action: &str,
    subject: String,
    shown: usize,
) -> Result<(), WorkflowError> {
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::Matching, action, subject, format!("{shown} shown"));
    let append = move |tx: &rusqlite::Transaction<'_>| audit_log::append(tx, &entry).map(drop);
    context.storage.write(append).await.map_err(WorkflowError::Storage)
}

/// A query over a full region takes a tenth of a millisecond, the explanations of its answer some more.
async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
