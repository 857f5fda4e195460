//! `/v1/new-matches` and `/v1/reports/few-people`: what the last daily round found. How it stands is in `/v1/status`.

use super::list::{ListPart, Part};
use crate::{
    storage::{case_lists::WorklistOf, round_matches::NewMatchesLine, vacancy_list::Found},
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::view_round::{FewPeople, RoundStanding, view_few_people, view_new_matches},
};
use axum::{
    Json,
    extract::{Query, State},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Vacancies that one line names at most.
const NAMED: usize = 20;

/// How the daily round stands: all vacancies of all regions compared with all people of this one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoundStatus {
    /// The round that is under way; left out when none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<RoundProgress>,
    /// When the last round that was finished began, UTC.
    pub last_began_at: Option<String>,
    /// When the last round was finished, UTC.
    pub last_finished_at: Option<String>,
}

/// How far a round is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoundProgress {
    /// When it began, UTC.
    pub began_at: String,
    /// Vacancies that are done.
    pub vacancies_done: usize,
    /// Vacancies in all.
    pub vacancies: usize,
    /// People with a case who are done.
    pub people_done: usize,
    /// People with a case in all.
    pub people: usize,
}

impl RoundStatus {
    pub(super) fn of(standing: &RoundStanding) -> Self {
        let running = standing.running.map(|running| RoundProgress {
            began_at: running.began_at.to_string(),
            vacancies_done: running.progress.vacancies_done,
            vacancies: running.progress.vacancies,
            people_done: running.progress.people_done,
            people: running.progress.people,
        });
        Self {
            running,
            last_began_at: standing.last.map(|last| last.began_at.to_string()),
            last_finished_at: standing.last.map(|last| last.finished_at.to_string()),
        }
    }
}

/// A case with vacancies that fit now and did not before.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewMatchesRecord {
    /// The case, by id.
    pub case: String,
    /// The person, by id.
    pub candidate: String,
    /// Since which day they are new.
    pub since: String,
    /// How many vacancies.
    pub count: u64,
    /// The best of them by id, best first, at most 20.
    pub vacancies: Vec<String>,
}

impl NewMatchesRecord {
    fn of(line: &NewMatchesLine, since: &str) -> Self {
        Self {
            case: line.case.to_string(),
            candidate: line.candidate.to_string(),
            since: since.to_owned(),
            count: line.count,
            vacancies: line.best.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Open vacancies of this region that fewer than ten people fit now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FewPeopleRecord {
    /// Whether a round was finished since the node began; before that nothing is known.
    pub known: bool,
    /// How many vacancies.
    pub total: usize,
    /// The first 50 of them.
    pub vacancies: Vec<FewPeopleLine>,
}

/// A vacancy that few people fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FewPeopleLine {
    /// The vacancy, by id.
    pub vacancy: String,
    /// How many people fit now; left out for who sees no people, to whom it is fewer than ten, perhaps none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits_now: Option<usize>,
}

impl FewPeopleLine {
    fn of(few: &FewPeople) -> Self {
        let vacancy = match &few.vacancy {
            Found::Own(vacancy, _) => vacancy.id.to_string(),
            Found::Elsewhere(record) => record.vacancy.to_string(),
        };
        Self { vacancy, fits_now: few.fits_now }
    }
}

/// Your cases with vacancies that fit now and did not before the last daily round, the most first. It is logged for
/// each person.
///
/// # Errors
/// Only those who work with people; a limit out of range.
#[utoipa::path(get, operation_id = "listNewMatches", path = "/v1/new-matches", tag = "matches", params(Part),
    responses((status = 200, description = "A part of the list", body = ListPart<NewMatchesRecord>), Refused))]
pub async fn new_matches(
    State(state): State<WebState>,
    session: Session,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<NewMatchesRecord>>, WebError> {
    let (limit, from) = (part.limit()?, part.after::<usize>()?.unwrap_or(0));
    let to = from.saturating_add(limit);
    let of = WorklistOf::Account(session.account);
    let found = view_new_matches(&state.context, &session.actor(), of, from..to, NAMED).await?;
    let since = found.since.map_or_else(String::new, |day| day.to_string());
    Ok(Json(ListPart {
        items: found.lines.iter().map(|line| NewMatchesRecord::of(line, &since)).collect(),
        next: (to < found.total).then(|| to.to_string()),
    }))
}

/// Open vacancies of this region that fewer than ten people fit now, by the last daily round.
///
/// # Errors
/// Only those who work with people or with employers.
#[utoipa::path(get, operation_id = "listFewPeople", path = "/v1/reports/few-people", tag = "matches",
    responses((status = 200, description = "The vacancies", body = FewPeopleRecord), Refused))]
pub async fn few_people(
    State(state): State<WebState>,
    session: Session,
) -> Result<Json<FewPeopleRecord>, WebError> {
    let found = view_few_people(&state.context, &session.actor()).await?;
    let known = found.is_some();
    let (total, listed) = found.unwrap_or_default();
    let vacancies = listed.iter().map(FewPeopleLine::of).collect();
    Ok(Json(FewPeopleRecord { known, total, vacancies }))
}
