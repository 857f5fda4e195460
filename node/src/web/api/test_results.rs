//! `/v1/candidates/{id}/test-results` and `/gaps`: what tests found, and what is missing for the work that is wanted.

use super::{
    body::{Body, Check, id},
    profile::TestDocument,
};
use crate::{
    domain::test_result::{Difference, Settled, TestResult},
    matching::explain::Language as Words,
    web::{
        WebState,
        error::{Refused, WebError},
        session::Session,
    },
    workflow::{
        record_test_result::{record_test_result, settle_difference},
        view_candidate::view_candidate,
        view_gaps::{Gap, gaps_of},
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use utoipa::ToSchema;
use vocabulary::{CandidateId, EscoUri, Language, SkillIndex, TestResultId, Vocabulary};

/// A skill of which a test says less than is known. Nothing was lowered: a coach chooses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestDifference {
    /// The ESCO URI.
    pub uri: String,
    /// What is known, 1 to 4.
    pub known_level: u8,
    /// Who says so.
    pub evidence: &'static str,
    /// What the test found, 1 to 4.
    pub tested_level: u8,
}

impl TestDifference {
    fn of(difference: &Difference) -> Self {
        Self {
            uri: difference.skill.to_string(),
            known_level: difference.known.get(),
            evidence: difference.evidence.name(),
            tested_level: difference.tested.get(),
        }
    }
}

/// A result as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestRecord {
    /// The result's id, of this node only.
    pub id: String,
    /// When it came in.
    pub recorded_at: String,
    /// What was found.
    pub result: TestDocument,
    /// Where it says less than is known, and nobody chose yet.
    pub differences: Vec<TestDifference>,
}

/// The results of a person, the newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestRecords {
    /// The results.
    pub items: Vec<TestRecord>,
}

/// What came of a result.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestTaken {
    /// The result's id, of this node only.
    pub id: String,
    /// Where it says less than is known.
    pub differences: Vec<TestDifference>,
}

/// What a coach chooses where a test says less than is known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestChoice {
    /// The ESCO URI.
    pub uri: String,
    /// `kept`: what was known stays; `taken`: what the test says is taken over.
    pub choice: String,
}

/// Takes the result of an objective test in. Its skills become tested facts of the person; where it says less than is
/// known, nothing changes and the difference is told.
///
/// # Errors
/// Not there; wrong fields, all of them named, an unknown skill with the nearest one; the same test of the same day is
/// there already, or the case is offered to another region (409).
#[utoipa::path(post, operation_id = "recordTestResult", path = "/v1/candidates/{id}/test-results",
    tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = TestDocument,
    responses((status = 201, description = "Taken in", body = TestTaken), Refused))]
pub async fn record(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(document): Body<TestDocument>,
) -> Result<(StatusCode, Json<TestTaken>), WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let mut check = Check::default();
    let now = state.context.clock.now();
    let result = document.read(&mut check, &state.context.vocabulary, candidate, now);
    let result = check.finish(result)?;
    let taken = record_test_result(&state.context, &session.actor(), result).await?;
    let differences = taken.differences.iter().map(TestDifference::of).collect();
    Ok((StatusCode::CREATED, Json(TestTaken { id: taken.id.to_string(), differences })))
}

/// What tests found about a person. That the file was read is logged.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "listTestResults", path = "/v1/candidates/{id}/test-results",
    tag = "candidates",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, description = "The newest first", body = TestRecords), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Json<TestRecords>, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let record = |result: &TestResult| TestRecord {
        id: result.id.to_string(),
        recorded_at: result.recorded_at.to_string(),
        result: TestDocument::of(result),
        differences: result.differences(&file.candidate.skills).iter().map(TestDifference::of).collect(),
    };
    Ok(Json(TestRecords { items: file.test_results.iter().map(record).collect() }))
}

/// Chooses between what was known and what a test found.
///
/// # Errors
/// There is no such difference; wrong fields; or the case is offered to another region (409).
#[utoipa::path(post, operation_id = "chooseTestResult",
    path = "/v1/candidates/{id}/test-results/{result}/choices", tag = "candidates",
    params(("id" = String, Path, description = "The person"), ("result" = String, Path, description = "The result")),
    request_body = TestChoice,
    responses((status = 204, description = "Chosen"), Refused))]
pub async fn choose(
    State(state): State<WebState>,
    session: Session,
    Path((candidate, result)): Path<(String, String)>,
    Body(choice): Body<TestChoice>,
) -> Result<StatusCode, WebError> {
    let (candidate, result): (CandidateId, TestResultId) = (id(&candidate)?, id(&result)?);
    let mut check = Check::default();
    let skill: Option<EscoUri> = check.read("uri", &choice.uri);
    let settled: Option<Settled> = check.read("choice", &choice.choice);
    let (skill, settled) = check.finish(skill.zip(settled))?;
    settle_difference(&state.context, &session.actor(), candidate, (result, skill), settled).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A skill by address and name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedSkill {
    /// The ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
}

/// A wanted skill for which a held one stands in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoodIn {
    /// The wanted skill.
    pub wanted: NamedSkill,
    /// The held one.
    pub held: NamedSkill,
    /// Why, as a sentence.
    pub because: String,
}

/// What is held, stands in and is missing for one wanted occupation, heaviest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetGap {
    /// The occupation, ESCO URI.
    pub occupation: String,
    /// Whether the list in use has the occupation; if not, nothing more is known.
    pub is_known: bool,
    /// What is held.
    pub held: Vec<NamedSkill>,
    /// What stands in.
    pub substituted: Vec<StoodIn>,
    /// What is missing.
    pub missing: Vec<NamedSkill>,
}

/// The gaps of a person, in the order of the person's wishes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetGaps {
    /// One for each wanted occupation.
    pub items: Vec<TargetGap>,
}

/// What a person holds of each wanted occupation and what is missing. That the file was read is logged.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewGaps", path = "/v1/candidates/{id}/gaps", tag = "candidates",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, description = "In the order of the wishes", body = TargetGaps), Refused))]
pub async fn gaps(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
) -> Result<Json<TargetGaps>, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let gaps = gaps_of(&state.context, &file.candidate).await;
    let items = gaps.iter().map(|gap| TargetGap::of(gap, &state.context.vocabulary, locale)).collect();
    Ok(Json(TargetGaps { items }))
}

impl TargetGap {
    fn of(gap: &Gap, vocabulary: &Vocabulary, locale: Locale) -> Self {
        let (language, words) = match locale {
            Locale::Nl => (Language::NL, Words::Dutch),
            Locale::En => (Language::EN, Words::English),
        };
        let named = |skill: SkillIndex| NamedSkill {
            uri: vocabulary.skill_uri(skill).to_string(),
            label: vocabulary.skill_label(skill, language).to_owned(),
        };
        let (occupation, is_known) = (gap.target.to_string(), gap.explanation.is_some());
        let (mut held, mut substituted, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(found) = &gap.explanation {
            held.extend(found.held.iter().map(|one| named(one.skill)));
            substituted.extend(found.substituted.iter().map(|one| StoodIn {
                wanted: named(one.wanted),
                held: named(one.by.held),
                because: one.by.because.sentence(vocabulary, words),
            }));
            missing.extend(found.missing.iter().map(|one| named(one.skill)));
        }
        Self { occupation, is_known, held, substituted, missing }
    }
}
