//! `/v1/sessions`: signing in and out.

use super::body::Body;
use crate::{
    web::{
        WebState,
        error::{Problem, Refused, WebError},
        session::{ClientAddress, Session},
    },
    workflow,
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Name and password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credentials {
    /// The name of the account.
    pub name: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials")
    }
}

/// A session that has begun.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionToken {
    /// What to send as `Authorization: Bearer`.
    pub token: String,
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken")
    }
}

/// Signs in.
///
/// # Errors
/// A wrong name or password, or too many tries.
#[utoipa::path(post, operation_id = "signIn", path = "/v1/sessions",
    tag = "sessions", security(()), request_body = Credentials,
    responses(
        (status = 201, description = "Signed in", body = SessionToken),
        (status = 401, description = "The name or the password is not right", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many tries", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn sign_in(
    State(state): State<WebState>,
    ClientAddress(from): ClientAddress,
    Body(credentials): Body<Credentials>,
) -> Result<(StatusCode, Json<SessionToken>), WebError> {
    let Credentials { name, password } = credentials;
    let signed_in = workflow::sign_in::sign_in(&state.context, &name, password, &from).await?;
    Ok((StatusCode::CREATED, Json(SessionToken { token: signed_in.token })))
}

/// Signs out: ends the session whose token is sent.
///
/// # Errors
/// Signed out already.
#[utoipa::path(delete, operation_id = "signOut", path = "/v1/sessions", tag = "sessions",
    responses((status = 204, description = "Signed out"), Refused))]
pub async fn sign_out(State(state): State<WebState>, session: Session) -> Result<StatusCode, WebError> {
    workflow::sign_in::sign_out(&state.context, &session.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
