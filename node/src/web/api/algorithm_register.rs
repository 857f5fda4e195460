//! The entry of the Dutch register of algorithms, made from what this node runs with.

use crate::{
    matching::register::entry,
    web::{
        WebState,
        error::{Refused, WebError},
    },
    workflow::describe_matching::describe_matching,
};
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// A field of the entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisterField {
    /// Its name in the standard's interface.
    pub name: &'static str,
    /// Its Dutch title.
    pub title: &'static str,
    /// Its text, in Dutch; empty for what the region has to fill in.
    pub text: String,
    /// Whether the standard requires it.
    pub required: bool,
}

/// The entry in the fields of the *Publicatiestandaard Algoritmeregister* 1.0.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisterEntry {
    /// The fields in the standard's order.
    pub fields: Vec<RegisterField>,
}

/// How people and vacancies are matched here, for the register of algorithms.
///
/// # Errors
/// The list of weights cannot be read.
#[utoipa::path(get, operation_id = "viewAlgorithmRegister", path = "/v1/algorithm-register", tag = "matches",
    security(()),
    responses((status = 200, description = "The entry", body = RegisterEntry), Refused))]
pub async fn view(State(state): State<WebState>) -> Result<Json<RegisterEntry>, WebError> {
    let fields = entry(&describe_matching(&state.context).await?);
    let field = |it: crate::matching::register::Field| RegisterField {
        name: it.name,
        title: it.title,
        text: it.text,
        required: it.is_required,
    };
    Ok(Json(RegisterEntry { fields: fields.into_iter().map(field).collect() }))
}
