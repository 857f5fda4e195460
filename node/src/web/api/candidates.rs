//! `/v1/candidates`: people of this region. Reading a file is logged before it is given.

use super::{
    body::{Body, Check, id},
    candidate_fields::CandidateFields,
    list::{self, ListPart},
};
use crate::{
    domain::{
        candidate::{Candidate, EducationGroup},
        consent::{ConsentScope, FileField},
        text::fold,
    },
    storage::{self, candidate_list::ListFilter},
    web::{
        WebState, consent_text,
        error::{FieldError, Refused, Sentence, WebError},
        searching::readable,
        session::Session,
    },
    workflow::{
        find_candidates::{MOST_FOUND, find_candidates},
        record_consent::{RecordConsent, record_consent},
        register_candidate::register_candidate,
        update_candidate::update_candidate,
        view_candidate::view_candidate,
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use service::web::{locale::Locale, translator::Translator};
use std::{collections::BTreeSet, sync::Arc};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, Purpose};

/// All that is known of a person, in place of what was known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidateChange {
    /// The revision that was read; a file that changed since is left as it is.
    pub revision: u32,
    /// What is known now.
    pub fields: CandidateFields,
}

/// A person's file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateFile {
    /// The person's id, of this node only.
    pub id: String,
    /// Grows with each change.
    pub revision: u32,
    /// Whether the person asked that nothing more is done with the file.
    pub restricted: bool,
    /// What is known.
    #[serde(flatten)]
    pub fields: CandidateFields,
}

impl CandidateFile {
    fn of(candidate: &Candidate) -> Self {
        Self {
            id: candidate.id.to_string(),
            revision: candidate.revision,
            restricted: candidate.restricted,
            fields: CandidateFields::of(candidate),
        }
    }
}

/// One line of a list of people.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateLine {
    /// The person's id, of this node only.
    pub id: String,
    /// The name.
    pub name: String,
    /// The municipality.
    pub municipality: String,
    /// The present or last occupation, ESCO URI.
    pub occupation: Option<String>,
}

impl CandidateLine {
    fn of(line: &storage::candidate_list::CandidateLine) -> Self {
        Self {
            id: line.id.to_string(),
            name: line.name.reveal(Purpose::CaseWork).to_string(),
            municipality: line.municipality.to_string(),
            occupation: line.occupation.as_ref().map(ToString::to_string),
        }
    }
}

/// Which part of the list. A name is searched for with `POST /v1/candidate-searches`, so that it stands in no
/// address; here it is refused.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CandidateQuery {
    /// How many at most, 1 to 49; 25 when left out.
    #[param(minimum = 1, maximum = 49)]
    pub limit: Option<usize>,
    /// The `next` of the part before.
    pub after: Option<String>,
    /// Only people with this education: a level such as `mbo3`, or `mbo` for level 1 to 4.
    pub education: Option<String>,
}

/// Whom to search for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidateSearch {
    /// A name or parts of one; typing errors are forgiven.
    pub name: String,
    /// How many at most, 1 to 49; 25 when left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 49)]
    pub limit: Option<usize>,
    /// Only people with this education: a level such as `mbo3`, or `mbo` for level 1 to 4.
    #[serde(default)]
    pub education: Option<String>,
}

impl std::fmt::Debug for CandidateSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CandidateSearch").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Made {
    /// The id.
    pub id: String,
}

/// Consent of a person to hand the case to another region.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentFields {
    /// The receiving region, such as `AM24`.
    pub region: String,
    /// The parts of the file that may go along: `name`, `contact`, `birth-date`, `municipality`, `availability`,
    /// `education`, `occupations`, `languages`, `skills`, `remarks`, `case-history`.
    pub fields: Vec<String>,
    /// How it was given: `in-person`, `by-phone` or `in-writing`.
    pub channel: String,
    /// The language in which the node's consent text was read out or shown: `nl` (when left out) or `en`.
    #[serde(default)]
    pub language: Option<String>,
}

fn filter(education: Option<&str>) -> Result<ListFilter, WebError> {
    let mut check = Check::default();
    let education: Option<EducationGroup> = check.read_if_there("education", education);
    check.finish(Some(ListFilter { education, ..ListFilter::default() }))
}

/// The people of this region, in no particular order.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listCandidates", path = "/v1/candidates",
    tag = "candidates", params(CandidateQuery),
    responses((status = 200, description = "A part of the list", body = ListPart<CandidateLine>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
    Query(query): Query<CandidateQuery>,
) -> Result<Json<ListPart<CandidateLine>>, WebError> {
    let (limit, after) =
        (list::limit_up_to("limit", MOST_FOUND - 1, query.limit, 25)?, list::after(query.after.as_deref())?);
    let filter = filter(query.education.as_deref())?;
    let found = find_candidates(&state.context, &session.actor(), ("", filter), after, limit + 1).await?;
    let lines = found.iter().map(CandidateLine::of).collect();
    Ok(Json(ListPart::cut(lines, limit, |line| line.id.clone())))
}

/// The people whose name is most like the one that is sent, the likest first. There is no next part.
///
/// # Errors
/// Signed out, another role, no name, or a limit out of range.
#[utoipa::path(post, operation_id = "searchCandidates", path = "/v1/candidate-searches",
    tag = "candidates", request_body = CandidateSearch,
    responses((status = 200, description = "The likest", body = ListPart<CandidateLine>), Refused))]
pub async fn search(
    State(state): State<WebState>,
    session: Session,
    Body(wanted): Body<CandidateSearch>,
) -> Result<Json<ListPart<CandidateLine>>, WebError> {
    let limit = list::limit_up_to("limit", MOST_FOUND - 1, wanted.limit, 25)?;
    let name = readable("name", wanted.name)?;
    if fold(&name).is_empty() {
        return Err(WebError::invalid(vec![FieldError::new("name", "Vul een naam in.", "Give a name.")]));
    }
    let query = (name.as_str(), filter(wanted.education.as_deref())?);
    let found = find_candidates(&state.context, &session.actor(), query, None, limit).await?;
    Ok(Json(ListPart { items: found.iter().map(CandidateLine::of).collect(), next: None }))
}

/// Registers a person.
///
/// # Errors
/// Wrong fields, all of them named.
#[utoipa::path(post, operation_id = "registerCandidate", path = "/v1/candidates",
    tag = "candidates", request_body = CandidateFields,
    responses((status = 201, description = "Registered", body = Made), Refused))]
pub async fn register(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<CandidateFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let candidate = fields.read(CandidateId::random(), 1)?;
    let id = register_candidate(&state.context, &session.actor(), candidate).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// A person's file. That it was read, by whom and why is logged before it is given.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewCandidate", path = "/v1/candidates/{id}", tag = "candidates",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, description = "The file", body = CandidateFile), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Json<CandidateFile>, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    Ok(Json(CandidateFile::of(&file.candidate)))
}

/// Changes a person's file: everything that is known is sent, with the revision that was read. That the file was
/// read is logged.
///
/// # Errors
/// Not there; somebody else changed it since (409: read it again); wrong fields, all of them named; or the case is
/// offered to another region.
#[utoipa::path(put, path = "/v1/candidates/{id}", tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = CandidateChange,
    responses((status = 200, description = "Changed", body = CandidateFile), Refused))]
pub async fn change(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(change): Body<CandidateChange>,
) -> Result<Json<CandidateFile>, WebError> {
    let (id, actor) = (id::<CandidateId>(&candidate)?, session.actor());
    let mut candidate = change.fields.read(id, change.revision)?;
    candidate.restricted = view_candidate(&state.context, &actor, id).await?.candidate.restricted;
    update_candidate(&state.context, &actor, candidate).await?;
    let file = view_candidate(&state.context, &actor, id).await?;
    Ok(Json(CandidateFile::of(&file.candidate)))
}

/// Writes down that a person agrees to a hand-over to one region, with these parts of the file.
///
/// # Errors
/// Not there, or wrong fields.
#[utoipa::path(post, operation_id = "recordConsent", path = "/v1/candidates/{id}/consents",
    tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = ConsentFields,
    responses((status = 201, description = "Written down", body = Made), Refused))]
pub async fn consent(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(fields): Body<ConsentFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let mut check = Check::default();
    let region = check.read("region", &fields.region);
    let parts: BTreeSet<FileField> = check.read_each("fields", &fields.fields).into_iter().collect();
    let channel = check.read("channel", &fields.channel);
    let language = fields.language.as_deref().unwrap_or("nl");
    let locale = check.take(
        "language",
        Locale::from_tag(language).ok_or_else(|| Sentence::new("Dit is nl of en.", "This is nl or en.")),
    );
    let translator = |locale| Translator::new(Arc::clone(&state.site.catalogue), locale);
    let consent = || {
        let scope = ConsentScope::Handover { region: region?, fields: parts };
        Some(RecordConsent {
            candidate,
            scope,
            text: consent_text::handover(&translator(locale?)),
            channel: channel?,
        })
    };
    let consent = consent();
    let consent = check.finish(consent)?;
    let id = record_consent(&state.context, &session.actor(), consent).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}
