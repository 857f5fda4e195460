//! `/v1/candidates/{id}/proposals` and `/v1/proposal-report`: for what people were proposed, what came of it, and the
//! comparison of the match list with advisers' own ideas. Nothing of it is sent to an employer.

use super::body::{Body, Check, id};
use super::candidates::Made;
use crate::{
    domain::proposal::{Arm, ArmCounts, Finding, Origin, Outcome, Proposal, Share, Unfit, compare},
    web::{
        WebState,
        error::{FieldError, Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        propose_candidate::{ChosenFrom, compare_proposals, find_unfit, propose_candidate, record_outcome},
        view_candidate::view_candidate,
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, ProposalId, Purpose, VacancyId};

/// A person and a vacancy, proposed or found unfit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalFields {
    /// The vacancy, of this region or another, by id.
    pub vacancy: String,
    /// What led to it: `peopleOfVacancy` or `vacanciesOfPerson` (a match list), or `ownIdea`.
    pub from: String,
    /// `propose` or `unfit`.
    pub decision: String,
    /// Why it does not fit; with `unfit` only.
    #[serde(default)]
    pub unfit: Option<UnfitFields>,
}

/// Why it came to nothing. Stays in the person's file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnfitFields {
    /// `skills`, `hours`, `travel`, `wish`, `start-date`, `somebody-else`, `vacancy-filled` or `other`.
    pub reason: String,
    /// What else there is to say; needed with `other`.
    #[serde(default)]
    pub note: Option<String>,
}

impl UnfitFields {
    fn read(&self, check: &mut Check, field: &str) -> Option<Unfit> {
        let reason = check.read(format!("{field}.reason"), &self.reason)?;
        let note = check.read_if_there(format!("{field}.note"), self.note.as_deref());
        let unfit = Unfit::new(reason, note).map_err(|refused| {
            Sentence::new(crate::web::refusal::proposal_in_dutch(refused), refused.to_string())
        });
        check.take(format!("{field}.note"), unfit)
    }
}

/// What came of a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OutcomeFields {
    /// `interview`, `hired` or `not-hired`.
    pub outcome: String,
    /// Why it came to nothing; with `not-hired` only.
    #[serde(default)]
    pub unfit: Option<UnfitFields>,
}

/// A proposal as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposalRecord {
    /// Its id, of this node only.
    pub id: String,
    /// The vacancy, by id.
    pub vacancy: String,
    /// What it was called.
    pub title: String,
    /// `matching` or `manual`.
    pub arm: &'static str,
    /// The place in the match list at that time, from 1.
    pub place: Option<u32>,
    /// The score at that time, 0 to 1.
    pub score: Option<f64>,
    /// The version of the weights at that time.
    pub weights_version: Option<String>,
    /// When it was made.
    pub made_at: String,
    /// `unfit`, `proposed`, `interview`, `hired` or `not-hired`.
    pub stage: &'static str,
    /// Whether there was an interview.
    pub interviewed: bool,
    /// Why it came to nothing, where it did.
    pub unfit: Option<UnfitFields>,
}

impl ProposalRecord {
    fn of(proposal: &Proposal) -> Self {
        let place = match &proposal.origin {
            Origin::Matching(place) => Some(place),
            Origin::Manual => None,
        };
        let unfit = proposal.stage.unfit().map(|unfit| UnfitFields {
            reason: unfit.reason.name().to_owned(),
            note: unfit.note.reveal(Purpose::CaseWork).as_ref().map(ToString::to_string),
        });
        Self {
            id: proposal.id.to_string(),
            vacancy: proposal.vacancy.to_string(),
            title: proposal.title.to_string(),
            arm: proposal.origin.arm().name(),
            place: place.map(|place| place.place),
            score: place.map(|place| place.score),
            weights_version: place.map(|place| place.weights_version.clone()),
            made_at: proposal.made_at.to_string(),
            stage: proposal.stage.name(),
            interviewed: proposal.stage.interviewed(),
            unfit,
        }
    }
}

/// For what a person was proposed or found unfit, the newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Proposals {
    /// The proposals.
    pub items: Vec<ProposalRecord>,
}

/// Proposes a person for a vacancy, or writes down that they do not fit. Place, score and version are read by the node.
///
/// # Errors
/// Not there or not open; proposed already, or the person asked that nothing more is done (409); wrong fields.
#[utoipa::path(post, operation_id = "propose", path = "/v1/candidates/{id}/proposals", tag = "matches",
    params(("id" = String, Path, description = "The person")), request_body = ProposalFields,
    responses((status = 201, description = "Written down", body = Made), Refused))]
pub async fn propose(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(fields): Body<ProposalFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let mut check = Check::default();
    let vacancy: Option<VacancyId> = check.read("vacancy", &fields.vacancy);
    let from = match fields.from.as_str() {
        "peopleOfVacancy" => Ok(ChosenFrom::PeopleOfVacancy),
        "vacanciesOfPerson" => Ok(ChosenFrom::VacanciesOfPerson),
        "ownIdea" => Ok(ChosenFrom::OwnIdea),
        _ => Err(Sentence::new(
            "Dit is peopleOfVacancy, vacanciesOfPerson of ownIdea.",
            "This is peopleOfVacancy, vacanciesOfPerson or ownIdea.",
        )),
    };
    let from = check.take("from", from);
    let decision = match (fields.decision.as_str(), &fields.unfit) {
        ("propose", None) => Ok(None),
        ("unfit", Some(unfit)) => Ok(unfit.read(&mut check, "unfit")),
        _ => Err(Sentence::new(
            "Dit is propose, of unfit met een reden in `unfit`.",
            "This is propose, or unfit with a reason in `unfit`.",
        )),
    };
    let decision = check.take("decision", decision);
    let read = vacancy.zip(from).zip(decision);
    let ((vacancy, from), unfit) = check.finish(read)?;
    let actor = session.actor();
    let made = match unfit {
        None => propose_candidate(&state.context, &actor, candidate, vacancy, from).await?,
        Some(unfit) => find_unfit(&state.context, &actor, candidate, vacancy, from, unfit).await?,
    };
    Ok((StatusCode::CREATED, Json(Made { id: made.to_string() })))
}

/// For what a person was proposed or found unfit. That the file was read is logged.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "listProposals", path = "/v1/candidates/{id}/proposals", tag = "matches",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, description = "The newest first", body = Proposals), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Json<Proposals>, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    Ok(Json(Proposals { items: file.proposals.iter().map(ProposalRecord::of).collect() }))
}

/// Writes down what came of a proposal.
///
/// # Errors
/// Not there; not under way (409); wrong fields.
#[utoipa::path(post, operation_id = "recordOutcome",
    path = "/v1/candidates/{id}/proposals/{proposal}/outcome", tag = "matches",
    params(("id" = String, Path, description = "The person"),
           ("proposal" = String, Path, description = "The proposal")),
    request_body = OutcomeFields,
    responses((status = 204, description = "Written down"), Refused))]
pub async fn outcome(
    State(state): State<WebState>,
    session: Session,
    Path((candidate, proposal)): Path<(String, String)>,
    Body(fields): Body<OutcomeFields>,
) -> Result<StatusCode, WebError> {
    let (candidate, proposal): (CandidateId, ProposalId) = (id(&candidate)?, id(&proposal)?);
    let mut check = Check::default();
    let outcome = match (fields.outcome.as_str(), &fields.unfit) {
        ("interview", None) => Some(Outcome::Interview),
        ("hired", None) => Some(Outcome::Hired),
        ("not-hired", Some(unfit)) => unfit.read(&mut check, "unfit").map(Outcome::NotHired),
        _ => {
            return Err(WebError::invalid(vec![FieldError::new(
                "outcome",
                "Dit is interview, hired, of not-hired met een reden in `unfit`.",
                "This is interview, hired, or not-hired with a reason in `unfit`.",
            )]));
        }
    };
    let outcome = check.finish(outcome)?;
    record_outcome(&state.context, &session.actor(), candidate, proposal, outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A share with its 95% interval (Wilson).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShareRecord {
    /// The share that was seen, 0 to 1.
    pub seen: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl ShareRecord {
    fn of(share: Share) -> Self {
        Self { seen: share.seen, low: share.low, high: share.high }
    }
}

/// What came of the proposals of one way.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArmRecord {
    /// `matching` or `manual`.
    pub arm: &'static str,
    /// How many were proposed.
    pub proposed: u32,
    /// How many of them had an interview, or started without one.
    pub interviews: u32,
    /// How many of them started.
    pub hired: u32,
    /// The share with an interview; nothing under ten proposals.
    pub interview_share: Option<ShareRecord>,
    /// The share that started; nothing under ten proposals.
    pub hired_share: Option<ShareRecord>,
}

/// The comparison of the two ways.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposalReport {
    /// The match list and the advisers' own ideas.
    pub arms: Vec<ArmRecord>,
    /// What the shares with an interview say: `too-few`, `no-difference-shown`, `matching-better`, `manual-better`.
    pub interviews: &'static str,
    /// The same of those who started.
    pub hired: &'static str,
}

/// What came of proposals from the match list and of advisers' own ideas. Counts only.
///
/// # Errors
/// Signed out, or another role.
#[utoipa::path(get, operation_id = "compareProposals", path = "/v1/proposal-report", tag = "matches",
    responses((status = 200, description = "Both ways", body = ProposalReport), Refused))]
pub async fn report(
    State(state): State<WebState>,
    session: Session,
) -> Result<Json<ProposalReport>, WebError> {
    let counts = compare_proposals(&state.context, &session.actor()).await?;
    let of = |arm: Arm| counts.get(&arm).copied().unwrap_or_default();
    let compared = |share: fn(ArmCounts) -> Option<Share>| {
        finding_name(compare(share(of(Arm::Matching)), share(of(Arm::Manual))))
    };
    let arm = |arm: &Arm| {
        let counts = of(*arm);
        ArmRecord {
            arm: arm.name(),
            proposed: counts.proposed,
            interviews: counts.interviews,
            hired: counts.hired,
            interview_share: counts.interview_share().map(ShareRecord::of),
            hired_share: counts.hired_share().map(ShareRecord::of),
        }
    };
    Ok(Json(ProposalReport {
        arms: Arm::ALL.iter().map(arm).collect(),
        interviews: compared(ArmCounts::interview_share),
        hired: compared(ArmCounts::hired_share),
    }))
}

const fn finding_name(finding: Finding) -> &'static str {
    match finding {
        Finding::TooFew => "too-few",
        Finding::NoDifferenceShown => "no-difference-shown",
        Finding::MatchingBetter => "matching-better",
        Finding::ManualBetter => "manual-better",
    }
}
