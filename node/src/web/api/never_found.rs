//! Whom and what no question can reach, by the empty field that causes it. Counts only.

use crate::{
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::view_never_found::view_never_found,
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// How many have a cause.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CauseCount {
    /// Such as `no-skills`.
    pub cause: &'static str,
    /// Whether they are never found because of it; otherwise they are found although something is not known.
    pub never_found: bool,
    /// How many.
    pub count: usize,
}

/// Whom and what no question can reach.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NeverFoundCounts {
    /// People in all.
    pub people: usize,
    /// Vacancies in all, of all regions.
    pub vacancies: usize,
    /// People by cause.
    pub people_by_cause: Vec<CauseCount>,
    /// Vacancies by cause.
    pub vacancies_by_cause: Vec<CauseCount>,
}

/// How many people and vacancies no question can reach, by cause.
///
/// # Errors
/// Only those who work with people, and operators.
#[utoipa::path(get, operation_id = "viewNeverFound", path = "/v1/reports/never-found", tag = "matches",
    responses((status = 200, description = "Counts by cause", body = NeverFoundCounts), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
) -> Result<Json<NeverFoundCounts>, WebError> {
    let report = view_never_found(&state.context, &session.actor()).await?;
    let people = report.of_people.iter().map(|(cause, count)| CauseCount {
        cause: cause.name(),
        never_found: cause.hides(),
        count: *count,
    });
    let vacancies = report.of_vacancies.iter().map(|(cause, count)| CauseCount {
        cause: cause.name(),
        never_found: cause.hides(),
        count: *count,
    });
    Ok(Json(NeverFoundCounts {
        people: report.people,
        vacancies: report.vacancies,
        people_by_cause: people.collect(),
        vacancies_by_cause: vacancies.collect(),
    }))
}
