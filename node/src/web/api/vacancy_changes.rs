//! `PUT /v1/vacancies/{id}`: other facts of a vacancy of this region.

use super::{
    body::{Body, id},
    vacancies::{VacancyFields, VacancyRecord, view},
};
use crate::{
    domain::case::deadline::today,
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::change_vacancy::change_vacancy,
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::VacancyId;

/// All that is known of a vacancy, in place of what was known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VacancyChange {
    /// The version that was read; a vacancy that changed since is left as it is.
    pub version: String,
    /// What is known now. Its employer stays, and what is public stays public.
    pub fields: VacancyFields,
}

/// Changes an open vacancy of this region: everything that is known is sent, with the version that was read. Every
/// region learns what changed when it is public; matches are scored again at once.
///
/// # Errors
/// Not there; of another region (409, the region is named); somebody else changed it since (409: read it again); or
/// wrong fields, all of them named.
#[utoipa::path(put, operation_id = "changeVacancy", path = "/v1/vacancies/{id}", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")), request_body = VacancyChange,
    responses((status = 200, description = "Changed", body = VacancyRecord), Refused))]
pub async fn change(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
    Body(change): Body<VacancyChange>,
) -> Result<Json<VacancyRecord>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let changed = change.fields.read(vacancy, today(state.context.clock.now()))?;
    change_vacancy(&state.context, &session.actor(), changed, change.version).await?;
    view(State(state), Path(vacancy.to_string())).await
}
