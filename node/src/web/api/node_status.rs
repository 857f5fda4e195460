//! `/v1/status` and `/v1/releases`: how the node is, and what left it.

use super::{
    daily_round::RoundStatus,
    list::{ListPart, Part, one_more},
};
use crate::{
    matching::pool::never_found::PersonCause,
    storage::{self, StorageError, privacy_ledger::ListedRelease},
    web::{
        WebState,
        error::{Refused, WebError},
    },
    workflow::{view_never_found::unreached, view_round::round_standing},
};
use axum::{
    Json,
    extract::{Query, State},
};
use serde::Serialize;
use utoipa::ToSchema;

/// How the node is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeStatus {
    /// The region.
    pub region: String,
    /// The program.
    pub software: String,
    /// The node's clock, UTC.
    pub now: String,
    /// People.
    pub candidates: u64,
    /// Open vacancies of this region.
    pub vacancies: u64,
    /// Open vacancies of other regions that came over the network.
    pub network_vacancies: u64,
    /// What must leave and has not.
    pub outbox: OutboxStatus,
    /// Who can never be found by matching, and what is not known of those who can.
    pub matching: MatchingStatus,
    /// The daily round over all vacancies and people.
    pub round: RoundStatus,
}

/// What must leave and has not.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxStatus {
    /// Messages that wait until the coordinator takes them.
    pub waiting: u64,
}

/// What matching holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MatchingStatus {
    /// People that matching knows.
    pub people: usize,
    /// Vacancies that matching knows, of all regions.
    pub vacancies: usize,
    /// People without any skill: never found.
    pub never_found: usize,
    /// People whose processing is restricted: never found, by right.
    pub restricted: usize,
    /// People who are found although their education is not known.
    pub education_not_known: usize,
}

/// A noisy table that left the node.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseLine {
    /// The running number.
    pub sequence: u64,
    /// Which table.
    pub table: String,
    /// The week, such as `2026-W48`.
    pub period: String,
    /// What it cost of the privacy budget, in millionths of rho (zCDP).
    pub rho_micro: u32,
    /// SHA-256 of the record, hexadecimal.
    pub record_sha256: String,
    /// When it was drawn.
    pub created_at: String,
    /// When the coordinator confirmed it.
    pub received_at: Option<String>,
}

impl ReleaseLine {
    fn of(listed: &ListedRelease) -> Self {
        let entry = &listed.entry;
        Self {
            sequence: entry.sequence,
            table: entry.table.clone(),
            period: entry.period.to_string(),
            rho_micro: entry.rho_micro,
            record_sha256: hex::encode(entry.record_sha256),
            created_at: entry.created_at.to_string(),
            received_at: listed.received_at.map(|at| at.to_string()),
        }
    }
}

/// How the node is: what it holds, what waits, and who can never be found.
///
/// # Errors
/// Signed out.
#[utoipa::path(get, operation_id = "viewStatus", path = "/v1/status", tag = "node",
    responses((status = 200, description = "How the node is", body = NodeStatus), Refused))]
pub async fn status(State(state): State<WebState>) -> Result<Json<NodeStatus>, WebError> {
    let context = &state.context;
    let counts = context.storage.read(|connection| {
        Ok::<_, StorageError>((
            storage::candidates::count(connection)?,
            storage::vacancies::count_open(connection)?,
            storage::feed::count_open(connection)?.iter().map(|(_, count)| count).sum(),
            storage::outbox::waiting(connection)?,
        ))
    });
    let (candidates, vacancies, network_vacancies, waiting) = counts.await?;
    let unreached = unreached(context).await;
    let (people, matched_vacancies) = context.matching.size();
    Ok(Json(NodeStatus {
        region: context.region.to_string(),
        software: format!("schakel-node {}", env!("CARGO_PKG_VERSION")),
        now: context.clock.now().to_string(),
        candidates,
        vacancies,
        network_vacancies,
        outbox: OutboxStatus { waiting },
        matching: MatchingStatus {
            people,
            vacancies: matched_vacancies,
            never_found: unreached.people_with(PersonCause::NoSkills),
            restricted: unreached.people_with(PersonCause::Resting),
            education_not_known: unreached.people_with(PersonCause::EducationNotKnown),
        },
        round: RoundStatus::of(&round_standing(context).await?),
    }))
}

/// The noisy tables that left the node, latest first.
///
/// # Errors
/// Signed out, or a limit out of range.
#[utoipa::path(get, operation_id = "listReleases", path = "/v1/releases", tag = "node", params(Part),
    responses((status = 200, description = "A part of the list", body = ListPart<ReleaseLine>), Refused))]
pub async fn releases(
    State(state): State<WebState>,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<ReleaseLine>>, WebError> {
    let (limit, before) = (part.limit()?, part.after()?.unwrap_or(0));
    let storage = &state.context.storage;
    let listed = storage
        .read(move |connection| storage::privacy_ledger::page(connection, before, one_more(limit)))
        .await?;
    let lines = listed.iter().map(ReleaseLine::of).collect();
    Ok(Json(ListPart::cut(lines, limit, |line| line.sequence.to_string())))
}
