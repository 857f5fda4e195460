//! A group of employers is changed or ended.

use super::{
    body::{Body, id},
    employer_groups::{GroupFields, GroupRecord, view},
};
use crate::{
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::change_group::{change_group, end_group},
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::EmployerGroupId;

/// All that is known of a group, in place of what was known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupChange {
    /// The revision that was read; a group that changed since is left as it is.
    pub revision: u32,
    /// What is known now: name, horizon, members with their jobs, seats and budget. The day from which the horizon counts
    /// stays.
    pub fields: GroupFields,
}

/// The end of a group.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupEnd {
    /// The revision that was read; a group that changed since is left as it is.
    pub revision: u32,
}

/// Changes a group of employers: everything that is known is sent, with the revision that was read.
///
/// # Errors
/// Not there; ended, or changed by somebody else since (409: read it again); another group has the name; wrong fields.
#[utoipa::path(put, operation_id = "changeEmployerGroup", path = "/v1/employer-groups/{id}", tag = "employers",
    params(("id" = String, Path, description = "The group")), request_body = GroupChange,
    responses((status = 200, description = "Changed", body = GroupRecord), Refused))]
pub async fn change(
    State(state): State<WebState>,
    session: Session,
    Path(group): Path<String>,
    Body(change): Body<GroupChange>,
) -> Result<Json<GroupRecord>, WebError> {
    let id: EmployerGroupId = id(&group)?;
    let group = change.fields.read(id)?.at_revision(change.revision, None);
    change_group(&state.context, &session.actor(), group).await?;
    view(State(state), session, Path(id.to_string())).await
}

/// Ends a group of employers. It stays to be looked at, and changes no more.
///
/// # Errors
/// Not there; ended already, or changed by somebody else since (409: read it again).
#[utoipa::path(post, operation_id = "endEmployerGroup", path = "/v1/employer-groups/{id}/ending", tag = "employers",
    params(("id" = String, Path, description = "The group")), request_body = GroupEnd,
    responses((status = 200, description = "Ended", body = GroupRecord), Refused))]
pub async fn end(
    State(state): State<WebState>,
    session: Session,
    Path(group): Path<String>,
    Body(end): Body<GroupEnd>,
) -> Result<Json<GroupRecord>, WebError> {
    let id: EmployerGroupId = id(&group)?;
    end_group(&state.context, &session.actor(), id, end.revision).await?;
    view(State(state), session, Path(id.to_string())).await
}
