//! `/v1/cases`: one person's way through the seven steps.

use super::{
    body::{Body, Check, id},
    candidates::Made,
    list::{ListPart, Part},
};
use crate::{
    domain::case::{
        Case, Progress,
        deadline::{Deadline, Expectation},
        step::{Aftercare, CaseStep, Coaching, Intake, JobStart, Matching, Selection, StepNumber, Training},
        transition::CaseEvent,
    },
    storage::case_lists::CaseLine as StoredLine,
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        advance_case::advance_case,
        assign_case::assign_case,
        open_case::{OpenCase, open_case},
        view_candidate::view_case,
        view_cases::view_cases_by_id,
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Personal;

/// Opens a case for a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFields {
    /// The person, by id.
    pub candidate: String,
}

/// The step to enter, with what that step needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepFields {
    /// `intake`, `coaching`, `matching`, `selection`, `training`, `job-start` or `aftercare`.
    pub step: String,
    /// The revision of the case that was read; a case that changed since is not moved.
    pub revision: u32,
    /// Why, when a step is skipped or taken again.
    #[serde(default)]
    pub reason: Option<String>,
    /// The vacancy (matching, selection, training).
    #[serde(default)]
    pub vacancy: Option<String>,
    /// The occupation that is aimed at (coaching).
    #[serde(default)]
    pub target_occupation: Option<String>,
    /// The first day (job start).
    #[serde(default)]
    pub starts_on: Option<String>,
    /// The last day (training, aftercare).
    #[serde(default)]
    pub ends_on: Option<String>,
    /// The initiative, by id (training).
    #[serde(default)]
    pub initiative: Option<String>,
}

/// Who becomes responsible.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnerFields {
    /// The account, an adviser or coach of this region.
    pub account: String,
    /// The revision of the case that was read; a case that changed since is left as it is.
    pub revision: u32,
}

/// Until when, and what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgreementFields {
    /// The last day, today or later.
    pub due_on: String,
    /// What is expected; left out together with `success`: what belongs to the step.
    #[serde(default)]
    pub expected: Option<String>,
    /// What counts as success.
    #[serde(default)]
    pub success: Option<String>,
    /// The revision of the case that was read; a case that changed since is left as it is.
    pub revision: u32,
}

/// How and why a case ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndingFields {
    /// `placed`, `stopped-by-person`, `stopped-by-region` or `other-help`.
    pub ending: String,
    /// Why, a sentence.
    pub reason: String,
    /// The revision of the case that was read; a case that changed since is left as it is.
    pub revision: u32,
}

impl StepFields {
    /// Reads the step with what belongs to it, or says all that is wrong. `coach` guides the person in coaching.
    fn read(
        self,
        coach: vocabulary::AccountId,
    ) -> Result<(CaseStep, Option<crate::domain::text::Line>), WebError> {
        let mut check = Check::default();
        let number: Option<StepNumber> = check.read("step", &self.step);
        let reason = check.read_if_there("reason", self.reason.as_deref());
        let vacancy = check.read_if_there("vacancy", self.vacancy.as_deref());
        let target_occupation = check.read_if_there("targetOccupation", self.target_occupation.as_deref());
        let starts_on = check.read_if_there("startsOn", self.starts_on.as_deref());
        let ends_on = check.read_if_there("endsOn", self.ends_on.as_deref());
        let initiative = check.read_if_there("initiative", self.initiative.as_deref());
        let step = number.and_then(|number| {
            Some(match number {
                StepNumber::Intake => CaseStep::Intake(Intake { wish: Personal::new(None) }),
                StepNumber::Coaching => CaseStep::Coaching(Coaching { coach, target_occupation }),
                StepNumber::Matching => CaseStep::Matching(Matching { vacancy }),
                StepNumber::Selection => {
                    let vacancy = check.take("vacancy", vacancy.ok_or_else(vacancy_missing))?;
                    CaseStep::Selection(Selection { vacancy, shadowing: None })
                }
                StepNumber::Training => CaseStep::Training(Training { initiative, vacancy, ends_on }),
                StepNumber::JobStart => {
                    let starts_on = check.take("startsOn", starts_on.ok_or_else(start_missing))?;
                    CaseStep::JobStart(JobStart { starts_on, employer: None })
                }
                StepNumber::Aftercare => {
                    let until = check.take("endsOn", ends_on.ok_or_else(end_missing))?;
                    CaseStep::Aftercare(Aftercare { until })
                }
            })
        });
        check.finish(step.map(|step| (step, reason)))
    }
}

fn vacancy_missing() -> Sentence {
    Sentence::new("Een selectie is voor een vacature: noem die.", "A selection is for one vacancy: name it.")
}

fn start_missing() -> Sentence {
    Sentence::new("Een baan begint op een dag: noem die.", "A job starts on a day: name it.")
}

fn end_missing() -> Sentence {
    Sentence::new("Nazorg heeft een laatste dag: noem die.", "Aftercare has a last day: name it.")
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseRecord {
    /// The case.
    pub id: String,
    /// The person, by id.
    pub candidate: String,
    /// Grows with each change.
    pub revision: u32,
    /// The step, such as `coaching`.
    pub step: &'static str,
    /// `open`, `offered` or `ended`.
    pub progress: &'static str,
    /// The region that owns the case.
    pub owner_region: String,
    /// The account that owns it there.
    pub owner_account: String,
    /// The last day on which something is expected of the owner.
    pub due_on: String,
    /// What is expected, where it was agreed.
    pub expected: Option<String>,
    /// What counts as success, where it was agreed.
    pub success: Option<String>,
}

impl CaseRecord {
    fn of(case: &Case) -> Self {
        let (expected, success) = match &case.deadline().expectation {
            Expectation::OfTheStep => (None, None),
            Expectation::Agreed { expected, success } => {
                (Some(expected.to_string()), Some(success.to_string()))
            }
        };
        Self {
            id: case.id().to_string(),
            candidate: case.candidate().to_string(),
            revision: case.revision(),
            step: case.step().number().name(),
            progress: match case.progress() {
                Progress::Open => "open",
                Progress::Offered { .. } => "offered",
                Progress::Ended { .. } => "ended",
            },
            owner_region: case.owner().region.to_string(),
            owner_account: case.owner().account.to_string(),
            due_on: case.deadline().due_on.to_string(),
            expected,
            success,
        }
    }
}

/// Opens a case for a person, at the intake; the one who opens it owns it.
///
/// # Errors
/// No such person, or a case is open already.
#[utoipa::path(post, operation_id = "openCase", path = "/v1/cases", tag = "cases", request_body = CaseFields,
    responses((status = 201, description = "Opened", body = Made), Refused))]
pub async fn open(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<CaseFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let mut check = Check::default();
    let candidate = check.read("candidate", &fields.candidate);
    let candidate = check.finish(candidate)?;
    let case = OpenCase { candidate, owner: None, wish: Personal::new(None), deadline: None };
    let id = open_case(&state.context, &session.actor(), case).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// A case. That it was read is logged with the person's file.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewCase", path = "/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, description = "The case", body = CaseRecord), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
    Path(case): Path<String>,
) -> Result<Json<CaseRecord>, WebError> {
    let (case, _) = view_case(&state.context, &session.actor(), id(&case)?).await?;
    Ok(Json(CaseRecord::of(&case)))
}

/// Enters a step: the next one, another one with a reason.
///
/// # Errors
/// A rule forbids it, or the case is offered to another region.
#[utoipa::path(post, operation_id = "enterStep", path = "/v1/cases/{id}/steps", tag = "cases",
    params(("id" = String, Path, description = "The case")), request_body = StepFields,
    responses((status = 200, description = "Entered", body = CaseRecord), Refused))]
pub async fn advance(
    State(state): State<WebState>,
    session: Session,
    Path(case): Path<String>,
    Body(fields): Body<StepFields>,
) -> Result<Json<CaseRecord>, WebError> {
    let revision = fields.revision;
    let (step, reason) = fields.read(session.account)?;
    let event = CaseEvent::Enter { step, reason, deadline: None };
    let case = advance_case(&state.context, &session.actor(), id(&case)?, revision, event).await?;
    Ok(Json(CaseRecord::of(&case)))
}

/// Makes somebody else of this region responsible.
///
/// # Errors
/// Not there; somebody changed the case since; no adviser or coach; or the case is offered to another region.
#[utoipa::path(post, path = "/v1/cases/{id}/owner", tag = "cases",
    params(("id" = String, Path, description = "The case")), request_body = OwnerFields,
    responses((status = 200, description = "Changed", body = CaseRecord), Refused))]
pub async fn assign(
    State(state): State<WebState>,
    session: Session,
    Path(case): Path<String>,
    Body(fields): Body<OwnerFields>,
) -> Result<Json<CaseRecord>, WebError> {
    let mut check = Check::default();
    let account = check.read("account", &fields.account);
    let account = check.finish(account)?;
    let case = assign_case(&state.context, &session.actor(), id(&case)?, fields.revision, account).await?;
    Ok(Json(CaseRecord::of(&case)))
}

/// Agrees on another day, and on what is expected by then.
///
/// # Errors
/// Not there; somebody changed the case since; a day in the past; or the case is offered to another region.
#[utoipa::path(post, path = "/v1/cases/{id}/agreement", tag = "cases",
    params(("id" = String, Path, description = "The case")), request_body = AgreementFields,
    responses((status = 200, description = "Agreed", body = CaseRecord), Refused))]
pub async fn agree(
    State(state): State<WebState>,
    session: Session,
    Path(case): Path<String>,
    Body(fields): Body<AgreementFields>,
) -> Result<Json<CaseRecord>, WebError> {
    let mut check = Check::default();
    let due_on = check.read("dueOn", &fields.due_on);
    let expectation = if fields.expected.is_none() && fields.success.is_none() {
        Some(Expectation::OfTheStep)
    } else {
        let expected = check.read("expected", fields.expected.as_deref().unwrap_or_default());
        let success = check.read("success", fields.success.as_deref().unwrap_or_default());
        expected.zip(success).map(|(expected, success)| Expectation::Agreed { expected, success })
    };
    let deadline = due_on.zip(expectation).map(|(due_on, expectation)| Deadline { due_on, expectation });
    let event = CaseEvent::Agree(check.finish(deadline)?);
    let case = advance_case(&state.context, &session.actor(), id(&case)?, fields.revision, event).await?;
    Ok(Json(CaseRecord::of(&case)))
}

/// Ends a case, with a reason.
///
/// # Errors
/// Not there; somebody changed the case since; ended already; or the case is offered to another region.
#[utoipa::path(post, path = "/v1/cases/{id}/ending", tag = "cases",
    params(("id" = String, Path, description = "The case")), request_body = EndingFields,
    responses((status = 200, description = "Ended", body = CaseRecord), Refused))]
pub async fn end(
    State(state): State<WebState>,
    session: Session,
    Path(case): Path<String>,
    Body(fields): Body<EndingFields>,
) -> Result<Json<CaseRecord>, WebError> {
    let mut check = Check::default();
    let ending = check.read("ending", &fields.ending);
    let reason = check.read("reason", &fields.reason);
    let (ending, reason) = check.finish(ending.zip(reason))?;
    let event = CaseEvent::End { ending, reason };
    let case = advance_case(&state.context, &session.actor(), id(&case)?, fields.revision, event).await?;
    Ok(Json(CaseRecord::of(&case)))
}

/// One line of the list of cases.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseLine {
    /// The case.
    pub id: String,
    /// The person, by id.
    pub candidate: String,
    /// The step, such as `coaching`.
    pub step: &'static str,
    /// The last day on which something is expected of the owner.
    pub due_on: String,
    /// The account that owns it.
    pub owner_account: String,
    /// The region that it is offered to.
    pub offered_to: Option<String>,
}

impl CaseLine {
    fn of(line: &StoredLine) -> Self {
        Self {
            id: line.id.to_string(),
            candidate: line.candidate.to_string(),
            step: line.step.name(),
            due_on: line.due_on.to_string(),
            owner_account: line.owner.to_string(),
            offered_to: line.offered_to.as_ref().map(ToString::to_string),
        }
    }
}

/// The cases under way, by id.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listCases", path = "/v1/cases", tag = "cases", params(Part),
    responses((status = 200, description = "A part of the list", body = ListPart<CaseLine>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<CaseLine>>, WebError> {
    let (limit, after) = (part.limit()?, part.after()?);
    let (cases, more) = view_cases_by_id(&state.context, &session.actor(), after, limit).await?;
    let items: Vec<CaseLine> = cases.iter().map(CaseLine::of).collect();
    let next = if more { items.last().map(|line| line.id.clone()) } else { None };
    Ok(Json(ListPart { items, next }))
}
