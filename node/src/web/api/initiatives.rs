//! `/v1/initiatives`: the programmes that a node knows.

use super::list::ListPart;
use crate::{
    domain::initiative::Initiative,
    storage,
    web::{
        WebState,
        error::{Refused, WebError},
    },
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// A programme that helps people from one line of work to another.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitiativeRecord {
    /// The initiative; the same name has the same id on every node.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The code of its sector.
    pub sector: String,
    /// The steps that it covers, such as `coaching`; empty while nobody has said so.
    pub steps: Vec<&'static str>,
    /// Where it is named.
    pub source: Option<String>,
}

impl InitiativeRecord {
    fn of(initiative: &Initiative) -> Self {
        Self {
            id: initiative.id.to_string(),
            name: initiative.name.to_string(),
            sector: initiative.sector.to_string(),
            steps: initiative.steps.iter().map(|step| step.name()).collect(),
            source: initiative.source.as_ref().map(ToString::to_string),
        }
    }
}

/// All initiatives, by name. There are some hundred of them in the country: the list comes in one part.
///
/// # Errors
/// Signed out, or another role.
#[utoipa::path(get, path = "/v1/initiatives", tag = "initiatives",
    responses((status = 200, description = "All of them", body = ListPart<InitiativeRecord>), Refused))]
pub async fn list(State(state): State<WebState>) -> Result<Json<ListPart<InitiativeRecord>>, WebError> {
    let all = state.context.storage.read(storage::initiatives::all).await?;
    Ok(Json(ListPart { items: all.iter().map(InitiativeRecord::of).collect(), next: None }))
}
