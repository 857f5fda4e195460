//! Learning paths: who fits a vacancy now and after training, and which vacancies fit a person so.
//!
//! Who sees no people reads counts only; below ten not even those.

use super::{
    body::{Check, id},
    initiatives::{CostShare, cost_shares},
    list,
};
use crate::{
    matching::{
        explain::Language,
        input::SkillNumber,
        learning::{
            path::{LearningPath, Method, Outcome},
            proposal::{Hole, Proposal},
            readiness::{ReadinessCount, WITHIN_MONTHS},
        },
    },
    web::{
        WebState,
        error::{Refused, WebError},
        learning_words::{PathWords, spoken},
        session::Session,
    },
    workflow::{
        find_matches::MOST_EXPLAINED,
        plan_learning::{Offer, outlook, path_to_occupation, people_by_readiness, vacancies_by_readiness},
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, Date, EscoUri, SkillIndex, VacancyId};

/// How many fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessRecord {
    /// How many fit now; left out when that is fewer than ten and the reader sees no people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit_now: Option<usize>,
    /// How many more fit after training within `withinMonths`; left out as `fitNow` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit_after_training: Option<usize>,
    /// Within how many months.
    pub within_months: i32,
    /// How many people were looked at, the best by score; only for who sees people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<usize>,
}

impl ReadinessRecord {
    fn of(count: ReadinessCount, session: &Session) -> Self {
        let sees_people = session.role.sees_people();
        let (now, after) = if sees_people { count.in_full() } else { count.without_small_ones() };
        Self {
            fit_now: now.number(),
            fit_after_training: after.number(),
            within_months: WITHIN_MONTHS,
            looked_at: sees_people.then_some(count.looked_at),
        }
    }
}

/// Something that no initiative covers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HoleRecord {
    /// The skills that no module teaches, as ESCO URIs; empty when there is no initiative at all.
    pub skills: Vec<String>,
    /// What the employer can pay training of its own from.
    pub choices: Vec<ChoiceRecord>,
}

/// A way to pay.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceRecord {
    /// `sector-fund` or `own-means`.
    pub choice: &'static str,
    /// A sentence for a person, in the language of the request.
    pub sentence: &'static str,
}

/// What there is for a vacancy beside the people.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutlookRecord {
    /// How many fit.
    pub readiness: ReadinessRecord,
    /// Initiatives of the region and the sector, by id; empty says that there is none.
    pub initiatives: Vec<String>,
    /// What is not covered.
    pub hole: Option<HoleRecord>,
}

/// A module of a path.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PathPart {
    /// The module.
    pub module: String,
    /// Its name.
    pub name: String,
    /// The initiative.
    pub initiative: String,
    /// The first day.
    pub starts_on: String,
    /// The last day.
    pub ends_on: String,
    /// The missing skills that it teaches, as ESCO URIs.
    pub teaches: Vec<String>,
    /// Skills that it teaches and that the person has: to ask an exemption for.
    pub held_already: Vec<String>,
}

/// The modules that close a gap.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LearningPathRecord {
    /// `fits-now`, `fits-after` or `not-enough`.
    pub outcome: &'static str,
    /// The modules, one after the other.
    pub parts: Vec<PathPart>,
    /// Weeks of learning.
    pub weeks: u16,
    /// The first day after the last module.
    pub ready_on: String,
    /// In how many weeks that is.
    pub ready_in_weeks: u32,
    /// What it costs, by who pays.
    pub costs: Vec<CostShare>,
    /// Missing essential skills that no module teaches.
    pub not_taught: Vec<String>,
    /// Missing skills that are learnt on the job.
    pub on_the_job: Vec<String>,
    /// Modules that are left out: the person can do what they teach.
    pub exempted: Vec<String>,
    /// `exact`, or `rule-of-thumb` when there may be a shorter path.
    pub method: &'static str,
    /// The path in sentences, in the language of the request.
    pub sentences: Vec<String>,
}

/// A person and how the person comes to fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonPath {
    /// The person, by id.
    pub candidate: String,
    /// The path.
    pub path: LearningPathRecord,
    /// Initiatives of the region and the sector, by id; empty says that there is none.
    pub initiatives: Vec<String>,
    /// What is not covered.
    pub hole: Option<HoleRecord>,
}

/// A vacancy and how the person comes to fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VacancyPath {
    /// The vacancy, by id.
    pub vacancy: String,
    /// The path.
    pub path: LearningPathRecord,
    /// Initiatives of the region and the sector, by id; empty says that there is none.
    pub initiatives: Vec<String>,
    /// What is not covered.
    pub hole: Option<HoleRecord>,
}

/// People by readiness.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePaths {
    /// How many fit.
    pub readiness: ReadinessRecord,
    /// Who fits now, then who fits after training, soonest first.
    pub items: Vec<PersonPath>,
}

/// Vacancies by readiness.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VacancyPaths {
    /// What fits now, then what fits after training, soonest first.
    pub items: Vec<VacancyPath>,
}

/// How many. A path says what somebody cannot do yet: as reasons of matches do, it goes with ten at most.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PathsQuery {
    /// How many at most, 1 to 10; 10 when left out.
    #[param(minimum = 1, maximum = 10)]
    pub limit: Option<usize>,
}

impl PathsQuery {
    fn read(&self) -> Result<usize, WebError> {
        list::limit_up_to("limit", MOST_EXPLAINED, self.limit, MOST_EXPLAINED)
    }
}

fn record(
    state: &WebState,
    locale: Locale,
    offer: &Offer,
    path: &LearningPath,
    today: Date,
) -> LearningPathRecord {
    let uris = |skills: &[SkillNumber]| skill_uris(state, skills);
    let words = PathWords::new(&state.context, &offer.modules, locale);
    let part = |part: &crate::matching::learning::path::ModuleStep| PathPart {
        module: part.module.to_string(),
        name: words.module_name(part.module),
        initiative: part.initiative.to_string(),
        starts_on: part.starts_on.to_string(),
        ends_on: part.ends_on.to_string(),
        teaches: uris(&part.teaches),
        held_already: uris(&part.held_already),
    };
    LearningPathRecord {
        outcome: match path.outcome {
            Outcome::FitsNow => "fits-now",
            Outcome::FitsAfter => "fits-after",
            Outcome::NotEnough => "not-enough",
        },
        parts: path.parts.iter().map(part).collect(),
        weeks: path.weeks,
        ready_on: path.ready_on.to_string(),
        ready_in_weeks: path.ready_in_weeks(today),
        costs: cost_shares(&path.costs),
        not_taught: uris(&path.not_taught),
        on_the_job: uris(&path.on_the_job),
        exempted: path.exempted.iter().map(ToString::to_string).collect(),
        method: match path.method {
            Method::Exact => "exact",
            Method::RuleOfThumb => "rule-of-thumb",
        },
        sentences: path.sentences(today, spoken(locale), &words),
    }
}

fn initiatives(proposal: &Proposal) -> Vec<String> {
    proposal.initiatives.iter().map(ToString::to_string).collect()
}

fn skill_uris(state: &WebState, skills: &[SkillNumber]) -> Vec<String> {
    let vocabulary = &state.context.vocabulary;
    skills.iter().map(|skill| vocabulary.skill_uri(SkillIndex(skill.0)).to_string()).collect()
}

fn hole(state: &WebState, language: Language, hole: &Hole) -> HoleRecord {
    let choices = hole.choices.iter();
    HoleRecord {
        skills: skill_uris(state, &hole.skills),
        choices: choices
            .map(|it| ChoiceRecord { choice: it.name(), sentence: it.sentence(language) })
            .collect(),
    }
}

/// How many fit a vacancy now and after training, which initiatives there are, and what no module teaches.
///
/// # Errors
/// Not there, or not open.
#[utoipa::path(get, operation_id = "viewVacancyOutlook", path = "/v1/vacancies/{id}/outlook", tag = "matches",
    params(("id" = String, Path, description = "The vacancy, of this region or another")),
    responses((status = 200, description = "The outlook", body = OutlookRecord), Refused))]
pub async fn of_vacancy(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(vacancy): Path<String>,
) -> Result<Json<OutlookRecord>, WebError> {
    let found = outlook(&state.context, &session.actor(), id::<VacancyId>(&vacancy)?).await?;
    Ok(Json(OutlookRecord {
        readiness: ReadinessRecord::of(found.count, &session),
        initiatives: initiatives(&found.proposal),
        hole: found.proposal.hole.as_ref().map(|it| hole(&state, spoken(locale), it)),
    }))
}

/// The people of this region for a vacancy: who fits now, then who fits after training, with the path.
///
/// # Errors
/// Not there, or not open.
#[utoipa::path(get, operation_id = "planVacancy", path = "/v1/vacancies/{id}/learning-paths", tag = "matches",
    params(("id" = String, Path, description = "The vacancy, of this region or another"), PathsQuery),
    responses((status = 200, description = "Soonest first", body = PeoplePaths), Refused))]
pub async fn for_vacancy(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(vacancy): Path<String>,
    Query(query): Query<PathsQuery>,
) -> Result<Json<PeoplePaths>, WebError> {
    let (vacancy, limit) = (id::<VacancyId>(&vacancy)?, query.read()?);
    let found = people_by_readiness(&state.context, &session.actor(), vacancy, limit).await?;
    let items = found.ready.iter().map(|it| PersonPath {
        candidate: it.of.to_string(),
        path: record(&state, locale, &found.offer, &it.path, found.today),
        initiatives: initiatives(&it.proposal),
        hole: it.proposal.hole.as_ref().map(|it| hole(&state, spoken(locale), it)),
    });
    Ok(Json(PeoplePaths { items: items.collect(), readiness: ReadinessRecord::of(found.count, &session) }))
}

/// The vacancies of all regions for a person: those that fit now, then those that fit after training, with the path.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "planCandidate", path = "/v1/candidates/{id}/learning-paths", tag = "matches",
    params(("id" = String, Path, description = "The person"), PathsQuery),
    responses((status = 200, description = "Soonest first", body = VacancyPaths), Refused))]
pub async fn for_candidate(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Query(query): Query<PathsQuery>,
) -> Result<Json<VacancyPaths>, WebError> {
    let (candidate, limit) = (id::<CandidateId>(&candidate)?, query.read()?);
    let found = vacancies_by_readiness(&state.context, &session.actor(), candidate, limit).await?;
    let items = found.ready.iter().map(|it| VacancyPath {
        vacancy: it.of.to_string(),
        path: record(&state, locale, &found.offer, &it.path, found.today),
        initiatives: initiatives(&it.proposal),
        hole: it.proposal.hole.as_ref().map(|it| hole(&state, spoken(locale), it)),
    });
    Ok(Json(VacancyPaths { items: items.collect() }))
}

/// To which occupation.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OccupationQuery {
    /// The ESCO URI of the occupation.
    pub occupation: String,
}

/// What a person would learn for an occupation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OccupationPath {
    /// The ESCO URI of the occupation.
    pub occupation: String,
    /// The path.
    pub path: LearningPathRecord,
    /// Initiatives of the region and the sector, by id; empty says that there is none.
    pub initiatives: Vec<String>,
    /// What is not covered.
    pub hole: Option<HoleRecord>,
}

/// What a person would learn for an occupation, by modules of this region and online.
///
/// # Errors
/// Not there, or an occupation that is not in the vocabulary.
#[utoipa::path(get, operation_id = "planOccupation", path = "/v1/candidates/{id}/occupation-path", tag = "matches",
    params(("id" = String, Path, description = "The person"), OccupationQuery),
    responses((status = 200, description = "The path", body = OccupationPath), Refused))]
pub async fn to_occupation(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Query(query): Query<OccupationQuery>,
) -> Result<Json<OccupationPath>, WebError> {
    let candidate = id::<CandidateId>(&candidate)?;
    let mut check = Check::default();
    let occupation = check.read::<EscoUri>("occupation", &query.occupation);
    let occupation = check.finish(occupation)?;
    let (found, offer, today) =
        path_to_occupation(&state.context, &session.actor(), candidate, &occupation).await?;
    Ok(Json(OccupationPath {
        occupation: occupation.to_string(),
        path: record(&state, locale, &offer, &found.path, today),
        initiatives: initiatives(&found.proposal),
        hole: found.proposal.hole.as_ref().map(|it| hole(&state, spoken(locale), it)),
    }))
}
