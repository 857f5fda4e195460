//! Matches in both directions, explained: what is held, what is missing, what the rules say.
//!
//! A match names a person by id only; the name stands in the file, and reading that is logged.

use super::{
    body::id,
    list,
    receipt::{CriteriaReceipt, unknown_parameters},
};
use crate::{
    matching::{
        constraint::Outcome,
        explain::Language,
        input::{Evidence, SkillNumber, Want},
        pool::{Match, Query as MatchQuery, Show},
        receipt::Receipt,
    },
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        find_matches::people_for_vacancy,
        give_receipt::{receipt_for_vacancy, vacancies_with_receipt},
    },
};
use axum::{
    Json,
    extract::{Path, Query, RawQuery, State},
};
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, SkillIndex, VacancyId};

/// How many matches are given when nobody says.
const USUAL: usize = 20;

/// Which matches.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct MatchesQuery {
    /// How many at most, 1 to 200; 20 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
    /// `fitting` (when left out): only those of whom no rule fails; `all`: the others too, with the reason.
    pub show: Option<String>,
}

impl MatchesQuery {
    fn read(&self) -> Result<MatchQuery, WebError> {
        let mut check = super::body::Check::default();
        let show = match self.show.as_deref() {
            None | Some("fitting") => Ok(Show::Fitting),
            Some("all") => Ok(Show::FailingToo),
            Some(_) => Err(Sentence::new("Dit is fitting of all.", "This is fitting or all.")),
        };
        let show = check.take("show", show);
        let show = check.finish(show)?;
        Ok(MatchQuery { limit: list::limit(self.limit, USUAL)?, show })
    }
}

/// A wanted skill that the person has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldSkill {
    /// ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
    /// `essential` or `optional`.
    pub want: &'static str,
    /// How well the person has it, 1 to 4.
    pub level: u8,
    /// Who says so.
    pub evidence: &'static str,
    /// Which share of the score's total it is, 0 to 1.
    pub share: f64,
}

/// A wanted skill that the person does not have, as far as is known.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MissingSkill {
    /// ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
    /// `essential` or `optional`.
    pub want: &'static str,
    /// Whether it can be learnt on the job.
    pub trainable: bool,
    /// Which share of the score's total it is, 0 to 1.
    pub share: f64,
}

/// What came of one rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleOutcome {
    /// `hours`, `travel` or `entryLevel`.
    pub rule: &'static str,
    /// `passed`, `failed` or `notKnown`.
    pub outcome: &'static str,
    /// A sentence for a person, in the language of the request.
    pub sentence: String,
}

/// A person and a vacancy that fit, with the reasons.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MatchRecord {
    /// The person, by id.
    pub candidate: String,
    /// The vacancy, by id.
    pub vacancy: String,
    /// Held weight over total weight, 0 to 1.
    pub score: f64,
    /// What is held, heaviest first.
    pub held: Vec<HeldSkill>,
    /// What is missing, heaviest first.
    pub missing: Vec<MissingSkill>,
    /// What the rules say.
    pub rules: Vec<RuleOutcome>,
}

/// Matches, best first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Matches {
    /// The matches.
    pub items: Vec<MatchRecord>,
    /// What was applied, what was ignored and why, and how many were held back.
    pub receipt: CriteriaReceipt,
}

impl MatchRecord {
    fn of(found: &Match, locale: Locale, name: &impl Fn(SkillNumber) -> (String, String)) -> Self {
        let explanation = &found.explanation;
        let held = explanation.held.iter().map(|held| {
            let (uri, label) = name(held.skill);
            let (want, level, evidence) = (want_word(held.want), held.level, evidence_word(held.evidence));
            HeldSkill { uri, label, want, level, evidence, share: held.share }
        });
        let missing = explanation.missing.iter().map(|missing| {
            let (uri, label) = name(missing.skill);
            let trainable = missing.want == Want::EssentialTrainable;
            MissingSkill { uri, label, want: want_word(missing.want), trainable, share: missing.share }
        });
        let language = match locale {
            Locale::Nl => Language::Dutch,
            Locale::En => Language::English,
        };
        let rules = explanation.verdicts.iter().map(|verdict| RuleOutcome {
            rule: verdict.rule(),
            outcome: outcome_word(verdict.outcome()),
            sentence: verdict.sentence(language),
        });
        Self {
            candidate: found.candidate.to_string(),
            vacancy: found.vacancy.to_string(),
            score: explanation.score.value(),
            held: held.collect(),
            missing: missing.collect(),
            rules: rules.collect(),
        }
    }
}

/// The parameters that are known.
const PARAMETERS: [&str; 2] = ["limit", "show"];

fn shown(state: &WebState, locale: Locale, found: &[Match], receipt: &Receipt, raw: Option<&str>) -> Matches {
    let vocabulary = &state.context.vocabulary;
    let language = match locale {
        Locale::Nl => vocabulary::Language::NL,
        Locale::En => vocabulary::Language::EN,
    };
    let name = |skill: SkillNumber| {
        let skill = SkillIndex(skill.0);
        (vocabulary.skill_uri(skill).to_string(), vocabulary.skill_label(skill, language).to_owned())
    };
    let receipt = CriteriaReceipt::new(receipt, unknown_parameters(raw, &PARAMETERS), locale);
    Matches { items: found.iter().map(|found| MatchRecord::of(found, locale, &name)).collect(), receipt }
}

const fn want_word(want: Want) -> &'static str {
    match want {
        Want::Essential | Want::EssentialTrainable => "essential",
        Want::Optional => "optional",
    }
}

const fn evidence_word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Myself => "self",
        Evidence::Employer => "employer",
        Evidence::Certificate => "certificate",
        Evidence::Assessment => "assessment",
    }
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotKnown => "notKnown",
    }
}

/// The people who fit a vacancy of any region best, with the reasons.
///
/// # Errors
/// Not there, or not open.
#[utoipa::path(get, operation_id = "matchVacancy", path = "/v1/vacancies/{id}/matches", tag = "matches",
    params(("id" = String, Path, description = "The vacancy, of this region or another"), MatchesQuery),
    responses((status = 200, description = "Best first", body = Matches), Refused))]
pub async fn for_vacancy(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(vacancy): Path<String>,
    Query(query): Query<MatchesQuery>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Matches>, WebError> {
    let (vacancy, query) = (id::<VacancyId>(&vacancy)?, query.read()?);
    let found = people_for_vacancy(&state.context, &session.actor(), vacancy, query, query.limit).await?;
    let (context, actor) = (&state.context, session.actor());
    let receipt = receipt_for_vacancy(context, &actor, vacancy, query, found.best.len()).await?;
    Ok(Json(shown(&state, locale, &found.best, &receipt, raw.as_deref())))
}

/// The vacancies of all regions that fit a person best, with the reasons.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "matchCandidate", path = "/v1/candidates/{id}/matches", tag = "matches",
    params(("id" = String, Path, description = "The person"), MatchesQuery),
    responses((status = 200, description = "Best first", body = Matches), Refused))]
pub async fn for_candidate(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Query(query): Query<MatchesQuery>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Matches>, WebError> {
    let (candidate, query) = (id::<CandidateId>(&candidate)?, query.read()?);
    let (found, receipt) = vacancies_with_receipt(&state.context, &session.actor(), candidate, query).await?;
    Ok(Json(shown(&state, locale, &found, &receipt, raw.as_deref())))
}
