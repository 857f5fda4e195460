//! `/v1/handovers`: a case moves to another region, sealed and with consent.

use super::{
    body::{Body, Check, id},
    candidate_fields::{Language, Skill},
    candidates::Made,
    list::{ListPart, Part},
};
use crate::{
    domain::handover::{Problem, Refusal},
    federation::case_file::Preview,
    storage::handovers::{Handover, Which},
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::{
        accept_handover::accept_handover,
        offer_handover::offer_handover,
        refuse_handover::refuse_handover,
        view_handovers::{HandoverFile, view_handover, view_handovers, view_receipt as receipt_file},
        withdraw_handover::withdraw_handover,
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{EscoUri, HandoverId, Personal, Purpose};

/// Offers a case to another region.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferFields {
    /// The case.
    pub case: String,
    /// The receiving region, such as `AM24`. The person's consent to it decides which parts of the file go along.
    pub to_region: String,
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
    /// What somebody has to look at: `offer-not-taken`, `decision-not-taken` or `cannot-be-opened`.
    pub problem: Option<&'static str>,
    /// What the receiving region may see before it decides, as far as the consent allows; with one hand-over that
    /// nobody has decided yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<HandoverPreview>,
}

/// What the receiving region may see of a person before it decides; nothing in it names the person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandoverPreview {
    /// Where the person lives.
    pub municipality: Option<String>,
    /// Fewest hours a week.
    pub hours_min: Option<u8>,
    /// Most hours a week.
    pub hours_max: Option<u8>,
    /// The longest way, one way, in minutes.
    pub max_travel_minutes: Option<u16>,
    /// The highest education.
    pub education: Option<String>,
    /// The present or last occupation, ESCO URI.
    pub occupation: Option<String>,
    /// Years in that occupation.
    pub years_experience: Option<u8>,
    /// Occupations before that.
    pub former_occupations: Vec<String>,
    /// Occupations that the person wants to move to.
    pub target_occupations: Vec<String>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Skills.
    pub skills: Vec<Skill>,
}

impl HandoverPreview {
    fn of(preview: Preview) -> Option<Self> {
        if preview == Preview::default() {
            return None;
        }
        let (hours, work) = (preview.availability, preview.occupations);
        let each = |uris: &[EscoUri]| uris.iter().map(ToString::to_string).collect();
        Some(Self {
            municipality: preview.municipality.map(|code| code.to_string()),
            hours_min: hours.as_ref().map(|known| known.hours_fewest),
            hours_max: hours.as_ref().map(|known| known.hours_most),
            max_travel_minutes: hours.map(|known| known.max_travel_minutes),
            education: preview.education,
            occupation: work.as_ref().and_then(|known| known.present.as_ref()).map(ToString::to_string),
            years_experience: work.as_ref().map(|known| known.years_experience),
            former_occupations: work.as_ref().map_or_else(Vec::new, |known| each(&known.former)),
            target_occupations: work.as_ref().map_or_else(Vec::new, |known| each(&known.target)),
            languages: preview
                .languages
                .into_iter()
                .map(|spoken| Language { code: spoken.language, level: spoken.level })
                .collect(),
            skills: preview
                .skills
                .into_iter()
                .map(|claim| Skill {
                    uri: claim.skill.to_string(),
                    level: claim.level,
                    evidence: claim.evidence,
                })
                .collect(),
        })
    }
}

impl HandoverRecord {
    fn of_file(file: HandoverFile) -> Self {
        Self { preview: HandoverPreview::of(file.preview), ..Self::of(&file.line.handover) }
    }

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
            problem: handover.problem.map(Problem::name),
            preview: None,
        }
    }
}

/// The hand-overs at either end, latest first.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listHandovers", path = "/v1/handovers", tag = "handovers", params(Part),
    responses((status = 200, description = "A part of the list", body = ListPart<HandoverRecord>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<HandoverRecord>>, WebError> {
    let (limit, after) = (part.limit()?, part.after()?);
    let (found, more) = view_handovers(&state.context, &session.actor(), Which::All, after, limit).await?;
    let items: Vec<HandoverRecord> = found.iter().map(|line| HandoverRecord::of(&line.handover)).collect();
    let next = if more { items.last().map(|record| record.id.clone()) } else { None };
    Ok(Json(ListPart { items, next }))
}

/// Offers a case to another region, sealed and with the person's consent.
///
/// # Errors
/// No such case or consent, a consent for another region, or an offer that is under way.
#[utoipa::path(post, operation_id = "offerHandover", path = "/v1/handovers",
    tag = "handovers", request_body = OfferFields,
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

/// A hand-over, with what the receiving region may see before it decides. That it was read is logged first.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewHandover", path = "/v1/handovers/{id}", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 200, description = "The hand-over", body = HandoverRecord), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<Json<HandoverRecord>, WebError> {
    let file = view_handover(&state.context, &session.actor(), id(&handover)?).await?;
    Ok(Json(HandoverRecord::of_file(file)))
}

/// Asks to take the case. The region owns it once the answer is there: look again until `state` says so. An accepted
/// case that nobody here answers for, after an older copy of the database was put back, is taken on.
///
/// # Errors
/// Not there, not the receiver, or decided already.
#[utoipa::path(post, operation_id = "acceptHandover", path = "/v1/handovers/{id}/accept", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 202, description = "Asked", body = HandoverRecord), Refused))]
pub async fn accept(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let handover = id(&handover)?;
    accept_handover(&state.context, &session.actor(), handover).await?;
    asked(&state, &session, handover).await
}

/// Asks not to take the case, with a reason.
///
/// # Errors
/// Not there, not the receiver, or decided already.
#[utoipa::path(post, operation_id = "refuseHandover", path = "/v1/handovers/{id}/refuse", tag = "handovers",
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
    asked(&state, &session, handover).await
}

/// Asks to take the offer back.
///
/// # Errors
/// Not there, not the sender, or decided already.
#[utoipa::path(post, operation_id = "withdrawHandover", path = "/v1/handovers/{id}/withdraw",
    tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 202, description = "Asked", body = HandoverRecord), Refused))]
pub async fn withdraw(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let handover = id(&handover)?;
    withdraw_handover(&state.context, &session.actor(), handover).await?;
    asked(&state, &session, handover).await
}

/// The receipt with both signatures, as a file that `schakel-node receipt verify` checks offline.
///
/// # Errors
/// Not there, or not accepted yet.
#[utoipa::path(get, operation_id = "viewReceipt", path = "/v1/handovers/{id}/receipt", tag = "handovers",
    params(("id" = String, Path, description = "The hand-over")),
    responses((status = 200, description = "The receipt", content_type = "application/json"), Refused))]
pub async fn view_receipt(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<impl IntoResponse, WebError> {
    let file = receipt_file(&state.context, &session.actor(), id(&handover)?).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], file))
}

/// What holds after something was asked: the answer of the coordinator follows.
async fn asked(
    state: &WebState,
    session: &Session,
    handover: HandoverId,
) -> Result<(StatusCode, Json<HandoverRecord>), WebError> {
    let file = view_handover(&state.context, &session.actor(), handover).await?;
    Ok((StatusCode::ACCEPTED, Json(HandoverRecord::of_file(file))))
}
