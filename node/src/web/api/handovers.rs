//! `/v1/handovers`: a case moves to another region, sealed and with consent.

use super::{
    body::{Body, Check, id},
    candidates::Made,
    list::{self, ListPart},
};
use crate::{
    domain::handover::Refusal,
    storage::{self, handovers::Handover},
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::{
        WorkflowError, accept_handover::accept_handover, offer_handover::offer_handover,
        refuse_handover::refuse_handover, withdraw_handover::withdraw_handover,
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use identity::receipt;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{HandoverId, Personal, Purpose};

/// Offers a case to another region.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferFields {
    /// The case.
    pub case: String,
    /// The receiving region, such as `AM24`. The person's consent to it decides which parts of the file go along.
    pub to_region: String,
}

/// How many of the latest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Latest {
    /// How many at most, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// Refuses an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefusalFields {
    /// `no-capacity`, `nothing-fits`, `wrong-region`, `incomplete` or `other`.
    pub reason: String,
    /// A note for the adviser of the sending region, sealed to that region; at most 1,000 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// A hand-over as this region knows it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandoverRecord {
    /// The hand-over; the same id at both ends.
    pub id: String,
    /// Which end this region is: `sender` or `receiver`.
    pub side: &'static str,
    /// `drafted`, `offered`, `accepted`, `refused`, `expired`, `withdrawn` or `closed`.
    pub state: &'static str,
    /// What this region asked for and has no answer to yet: `accept`, `refuse` or `withdraw`.
    pub asked: Option<&'static str>,
    /// Whether the case is this region's.
    pub owned_here: bool,
    /// The region at the other end.
    pub other_region: String,
    /// The case here, once there is one.
    pub case: Option<String>,
    /// The person here, once there is one.
    pub candidate: Option<String>,
    /// Why it was refused.
    pub refusal: Option<&'static str>,
    /// The note of the region that refused.
    pub refusal_note: Option<String>,
    /// When it was offered.
    pub offered_at: String,
    /// When the offer ends by itself.
    pub expires_at: String,
    /// When it was decided.
    pub decided_at: Option<String>,
    /// Whether the receipt with both signatures is there.
    pub has_receipt: bool,
    /// What an operator has to look at.
    pub problem: Option<String>,
}

impl HandoverRecord {
    fn of(handover: &Handover) -> Self {
        let progress = &handover.progress;
        let note = handover.refusal_note.reveal(Purpose::CaseWork);
        Self {
            id: handover.id.to_string(),
            side: progress.side.name(),
            state: progress.state.name(),
            asked: progress.asked.map(|asked| asked.name()),
            owned_here: progress.owns_here(),
            other_region: handover.other_region.to_string(),
            case: handover.case.map(|id| id.to_string()),
            candidate: handover.candidate.map(|id| id.to_string()),
            refusal: progress.refusal.map(|refusal| refusal.name()),
            refusal_note: note.as_ref().map(ToString::to_string),
            offered_at: handover.offered_at.to_string(),
            expires_at: progress.expires_at.to_string(),
            decided_at: handover.decided_at.map(|at| at.to_string()),
            has_receipt: handover.receipt.is_some(),
            problem: handover.problem.clone(),
        }
    }
}

/// The hand-overs at either end, latest first.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, path = "/v1/handovers", tag = "handovers", params(Latest),
    responses((status = 200, description = "A part of the list", body = ListPart<HandoverRecord>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    Query(query): Query<Latest>,
) -> Result<Json<ListPart<HandoverRecord>>, WebError> {
    let most = u32::try_from(list::limit(query.limit, 50)?).unwrap_or(u32::MAX);
    let storage = &state.context.storage;
    let handovers = storage.read(move |connection| storage::handovers::page(connection, most)).await?;
    let items = handovers.iter().map(HandoverRecord::of).collect();
    Ok(Json(ListPart { items, next: None }))
}

/// Offers a case to another region, sealed and with the person's consent.
///
/// # Errors
/// No such case or consent, a consent for another region, or an offer that is under way.
#[utoipa::path(post, path = "/v1/handovers", tag = "handovers", request_body = OfferFields,
    responses((status = 201, description = "Offered", body = Made), Refused))]
pub async fn offer(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<OfferFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let mut check = Check::default();
    let case = check.read("case", &fields.case);
    let to = check.read("toRegion", &fields.to_region);
    let (case, to) = check.finish(case.zip(to))?;
    let id = offer_handover(&state.context, &session.actor(), case, to).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// A hand-over.
///
/// # Errors
/// Not there.
#[utoipa::path(get, path = "/v1/handovers/{id}", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 200, description = "The hand-over", body = HandoverRecord), Refused))]
pub async fn view(
    State(state): State<WebState>,
    Path(handover): Path<String>,
) -> Result<Json<HandoverRecord>, WebError> {
    found(&state, id(&handover)?).await.map(|handover| Json(HandoverRecord::of(&handover)))
}

/// Asks to take the case. The region owns it once the answer is there: look again until `state` says so. An accepted
/// case that nobody here answers for, after an older copy of the database was put back, is taken on.
///
/// # Errors
/// Not there, not the receiver, or decided already.
#[utoipa::path(post, path = "/v1/handovers/{id}/accept", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 202, description = "Asked", body = HandoverRecord), Refused))]
pub async fn accept(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let handover = id(&handover)?;
    accept_handover(&state.context, &session.actor(), handover).await?;
    asked(&state, handover).await
}

/// Asks not to take the case, with a reason.
///
/// # Errors
/// Not there, not the receiver, or decided already.
#[utoipa::path(post, path = "/v1/handovers/{id}/refuse", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")), request_body = RefusalFields,
    responses((status = 202, description = "Asked", body = HandoverRecord), Refused))]
pub async fn refuse(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
    Body(fields): Body<RefusalFields>,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let mut check = Check::default();
    let reason: Option<Refusal> = check.read("reason", &fields.reason);
    let note = check.read_if_there("note", fields.note.as_deref());
    let reason = check.finish(reason)?;
    let handover = id(&handover)?;
    refuse_handover(&state.context, &session.actor(), handover, reason, Personal::new(note)).await?;
    asked(&state, handover).await
}

/// Asks to take the offer back.
///
/// # Errors
/// Not there, not the sender, or decided already.
#[utoipa::path(post, path = "/v1/handovers/{id}/withdraw", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 202, description = "Asked", body = HandoverRecord), Refused))]
pub async fn withdraw(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let handover = id(&handover)?;
    withdraw_handover(&state.context, &session.actor(), handover).await?;
    asked(&state, handover).await
}

/// The receipt with both signatures, as a file that `schakel-node receipt verify` checks offline.
///
/// # Errors
/// Not there, or not accepted yet.
#[utoipa::path(get, path = "/v1/handovers/{id}/receipt", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 200, description = "The receipt", content_type = "application/json"), Refused))]
pub async fn view_receipt(
    State(state): State<WebState>,
    Path(handover): Path<String>,
) -> Result<impl IntoResponse, WebError> {
    let handover = found(&state, id(&handover)?).await?;
    let receipt = handover.receipt.ok_or_else(WebError::not_found)?;
    let network_key = state.context.network_key.ok_or(WorkflowError::NotJoined)?;
    let file = receipt::to_json(&network_key, &receipt).map_err(|error| WebError::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], file))
}

async fn found(state: &WebState, handover: HandoverId) -> Result<Handover, WebError> {
    let storage = &state.context.storage;
    let found = storage.read(move |connection| storage::handovers::get(connection, handover)).await?;
    Ok(found.ok_or(WorkflowError::NotFound { kind: "hand-over" })?)
}

/// What holds after something was asked: the answer of the coordinator follows.
async fn asked(
    state: &WebState,
    handover: HandoverId,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let handover = found(state, handover).await?;
    Ok((StatusCode::ACCEPTED, Json(HandoverRecord::of(&handover))))
}
