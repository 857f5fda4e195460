//! Two or three people for a vacancy, or vacancies for a person, beside each other. Explains; decides nothing.
//!
//! As in [`super::find_matches`], people are named by id only and it is logged for each of them.

use super::{
    Actor, Context, WorkflowError,
    find_matches::{log, off_the_async_threads},
};
use crate::{domain::account::Role, matching::explain::Explanation, storage::access_log};
use std::collections::BTreeSet;
use vocabulary::{CandidateId, VacancyId};

/// The fewest that are compared.
pub const FEWEST: usize = 2;

/// The most that are compared: more do not stand beside each other on a screen.
pub const MOST: usize = 3;

/// One of those that are compared, and why it fits or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared<T> {
    /// Who or what.
    pub of: T,
    /// Why.
    pub explanation: Explanation,
}

/// People beside each other for a vacancy, in the order of their score. Who may not be shown for it, shares nothing with
/// it or is not there is left out; of the others it is logged for each.
///
/// # Errors
/// [`WorkflowError`] when the role may not or the log cannot be written.
pub async fn compare_people(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
    people: BTreeSet<CandidateId>,
) -> Result<Vec<Compared<CandidateId>>, WorkflowError> {
    actor.must(Role::sees_people, "compare people")?;
    let matching = context.matching.clone();
    let compared =
        off_the_async_threads(move || each(people, |person| matching.explain(person, vacancy))).await;
    let shown = compared.iter().map(|it| it.of).collect();
    log(context, actor, "match.compare", format!("vacancy/{vacancy}"), compared.len(), shown).await?;
    Ok(compared)
}

/// Vacancies beside each other for a person, in the order of their score. Those that may not be shown, share nothing
/// with the person or are not open are left out. It is logged for the person.
///
/// # Errors
/// [`WorkflowError`] when the role may not or the log cannot be written.
pub async fn compare_vacancies(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    vacancies: BTreeSet<VacancyId>,
) -> Result<Vec<Compared<VacancyId>>, WorkflowError> {
    actor.must(Role::sees_people, "compare vacancies for a person")?;
    let matching = context.matching.clone();
    let compared =
        off_the_async_threads(move || each(vacancies, |vacancy| matching.explain(candidate, vacancy))).await;
    let subject = access_log::subject(candidate);
    log(context, actor, "match.compare", subject, compared.len(), vec![candidate]).await?;
    Ok(compared)
}

fn each<T: Copy>(chosen: BTreeSet<T>, explain: impl Fn(T) -> Option<Explanation>) -> Vec<Compared<T>> {
    let explained = |of: T| Some(Compared { of, explanation: explain(of)? });
    let mut compared: Vec<_> = chosen.into_iter().take(MOST).filter_map(explained).collect();
    compared.sort_by_key(|it| std::cmp::Reverse(it.explanation.score));
    compared
}
