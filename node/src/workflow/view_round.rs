//! What the last daily round found: new matches for the cases of one person, and vacancies that few people fit.

use super::{Actor, Context, WorkflowError, daily_round::due::news_since, view_candidate::log_each};
use crate::{
    domain::{account::Role, case::deadline::today},
    matching::round::COUNTED,
    storage::{
        StorageError, access_log, audit_log,
        case_lists::WorklistOf,
        round_matches::{self, NewMatchesLine, RoundTimes},
        vacancy_list::{self, Found},
    },
    workflow::daily_round::board::Running,
};
use std::{collections::BTreeMap, ops::Range};
use vocabulary::{Date, Purpose, VacancyId};

/// The most vacancies that a list of those with few people shows.
pub const MOST_LISTED: usize = 50;

/// How the round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundStanding {
    /// The one that is under way.
    pub running: Option<Running>,
    /// The last one that was done, also before the program began.
    pub last: Option<RoundTimes>,
}

/// Vacancies that fit people of cases now and did not before.
#[derive(Debug, Clone)]
pub struct NewMatches {
    /// Since which day they are new; none before the first round.
    pub since: Option<Date>,
    /// How many cases have some.
    pub total: usize,
    /// Those of the part that was asked.
    pub lines: Vec<NewMatchesLine>,
    /// The vacancies that they name.
    pub vacancies: BTreeMap<VacancyId, Found>,
}

/// An open vacancy of this region that few people fit.
#[derive(Debug, Clone)]
pub struct FewPeople {
    /// The vacancy.
    pub vacancy: Found,
    /// How many fit now; none for a reader who sees no people, to whom it is fewer than `FEWEST_SHOWN`.
    pub fits_now: Option<usize>,
}

/// How the round stands. Counts only, for everybody who is signed in.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read.
pub async fn round_standing(context: &Context) -> Result<RoundStanding, WorkflowError> {
    let last = context.storage.read(round_matches::last).await?;
    Ok(RoundStanding { running: context.round.running(), last })
}

/// The cases with new matches at the places `shown`, counted from 0, the most first; of each the best `best` vacancies.
/// For each person shown it is logged.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_new_matches(
    context: &Context,
    actor: &Actor,
    of: WorklistOf,
    shown: Range<usize>,
    best: usize,
) -> Result<NewMatches, WorkflowError> {
    actor.must(Role::sees_people, "see what is new for a person")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::Matching, "match.new", "cases".to_owned(), "");
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let Some(last) = round_matches::last(tx)? else {
                let (lines, vacancies) = (Vec::new(), BTreeMap::new());
                return Ok(NewMatches { since: None, total: 0, lines, vacancies });
            };
            let since = news_since(today(last.began_at));
            let (total, lines) = round_matches::news(tx, of, since, shown, best)?;
            let people: Vec<_> = lines.iter().map(|line| line.candidate).collect();
            audit_log::append(tx, &entry)?;
            log_each(tx, &actor, now, Purpose::Matching, people, access_log::MATCH)?;
            let mut vacancies = BTreeMap::new();
            for id in lines.iter().flat_map(|line| &line.best) {
                if let Some(found) = vacancy_list::find(tx, *id)? {
                    vacancies.insert(*id, found);
                }
            }
            Ok(NewMatches { since: Some(since), total, lines, vacancies })
        })
        .await
}

/// The open vacancies of this region that fewer than ten people fit now, and how many there are; none before the first
/// round since the program began. Who sees people reads those with the fewest first; for others the order tells nothing.
///
/// # Errors
/// [`WorkflowError::NotAllowed`] for operators.
pub async fn view_few_people(
    context: &Context,
    actor: &Actor,
) -> Result<Option<(usize, Vec<FewPeople>)>, WorkflowError> {
    actor.must(|role| role.sees_people() || role.keeps_vacancies(), "see which vacancies few people fit")?;
    let Some(finished) = context.round.finished() else { return Ok(None) };
    let exact = actor.must(Role::sees_people, "see a count").is_ok();
    let read = move |connection: &_| {
        let own = vacancy_list::own(connection)?;
        let few = own.into_iter().filter_map(|id| Some((id, *finished.fits_now.get(&id)?)));
        let mut few: Vec<(VacancyId, usize)> = few.filter(|(_, count)| *count < COUNTED).collect();
        if exact {
            few.sort_by_key(|(_, count)| *count);
        }
        let total = few.len();
        let mut listed = Vec::new();
        for (id, count) in few.into_iter().take(MOST_LISTED) {
            if let Some(vacancy) = vacancy_list::find(connection, id)? {
                listed.push(FewPeople { vacancy, fits_now: exact.then_some(count) });
            }
        }
        Ok::<_, StorageError>(Some((total, listed)))
    };
    Ok(context.storage.read(read).await?)
}
