//! Matches in both directions, explained: what is held, what is missing, what the rules say.
//!
//! A match names a person by id only; the name stands in the file, and reading that is logged. Every match has its
//! score and what the score means; the reasons, which are facts of a person, go with ten of them at most.

use super::{
    body::id,
    list,
    receipt::{CriteriaReceipt, unknown_parameters},
};
use crate::{
    matching::{
        constraint::Outcome,
        explain::{Explanation, Held, Language, Missing, StoodIn},
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
        find_matches::{MOST_EXPLAINED, MOST_FOUND, people_for_vacancy},
        give_receipt::{receipt_for_vacancy, vacancies_with_receipt},
    },
};
use axum::{
    Json,
    extract::{Path, Query, RawQuery, State},
};
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use std::ops::Range;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, SkillIndex, VacancyId, Vocabulary};

/// How many matches are given when nobody says.
const USUAL: usize = 20;

/// Which matches.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct MatchesQuery {
    /// How many at most, 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
    /// `fitting` (when left out): only those of whom no rule fails; `all`: the others too, with the reason.
    pub show: Option<String>,
    /// From which place on reasons are given, for ten matches at most: 1 to 100; 1, the best, when left out.
    #[param(minimum = 1, maximum = 100)]
    pub reasons_from: Option<usize>,
}

/// What a [`MatchesQuery`] asks.
struct Asked {
    query: MatchQuery,
    /// The places, from 0, of which the reasons are given.
    explained: Range<usize>,
}

impl MatchesQuery {
    fn read(&self) -> Result<Asked, WebError> {
        let mut check = super::body::Check::default();
        let show = match self.show.as_deref() {
            None | Some("fitting") => Ok(Show::Fitting),
            Some("all") => Ok(Show::FailingToo),
            Some(_) => Err(Sentence::new("Dit is fitting of all.", "This is fitting or all.")),
        };
        let show = check.take("show", show);
        let show = check.finish(show)?;
        let limit = list::limit_up_to("limit", MOST_FOUND, self.limit, USUAL)?;
        let from = list::limit_up_to("reasonsFrom", MOST_FOUND, self.reasons_from, 1)? - 1;
        Ok(Asked { query: MatchQuery { limit, show }, explained: from..from + MOST_EXPLAINED })
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
    /// `proven`, `stated` or `beginning`: what it counts for hangs on this.
    pub class: &'static str,
    /// What it adds to the score, 0 to 1.
    pub share: f64,
    /// What it would add if it were proven.
    pub share_at_most: f64,
    /// How it is held, in the language of the request.
    pub sentence: String,
}

/// A wanted skill for which another of the person's skills stands in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoodInSkill {
    /// ESCO URI of the wanted skill.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
    /// `essential` or `optional`.
    pub want: &'static str,
    /// ESCO URI of the skill that stands in.
    pub by_uri: String,
    /// Its name in the language of the request.
    pub by_label: String,
    /// `narrower`, `broader`, `related`, `sameParent`, `sameGroup`, `sameUse` or `sameWords`.
    pub because: &'static str,
    /// `near` or `far`: what it counts for hangs on this.
    pub class: &'static str,
    /// What it adds to the score, 0 to 1.
    pub share: f64,
    /// What the wanted skill itself would add if it were proven.
    pub share_at_most: f64,
    /// Which skill stands in and why, in the language of the request.
    pub sentence: String,
}

/// A factor apart from skills. What is not known counts as the middle.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FactorOutcome {
    /// `potentialHard`, `potentialSoft`, `interests` or `culture`.
    pub factor: &'static str,
    /// Whether it is known.
    pub known: bool,
    /// What it adds to the score, 0 to 1.
    pub share: f64,
    /// What it would add at most.
    pub share_at_most: f64,
    /// What it was judged by, in the language of the request.
    pub sentence: String,
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
    /// What it would add to the score if it were there and proven, 0 to 1.
    pub share_at_most: f64,
}

/// What came of one rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleOutcome {
    /// `hours`, `travel`, `entryLevel` or `start`.
    pub rule: &'static str,
    /// `passed`, `failed` or `notKnown`.
    pub outcome: &'static str,
    /// A sentence for a person, in the language of the request.
    pub sentence: String,
}

/// Why a person and a vacancy fit. Left out beyond the ten matches of which they are asked, see `reasonsFrom`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reasons {
    /// What is held, heaviest first.
    #[schema(required = false)]
    pub held: Vec<HeldSkill>,
    /// What is stood in for, heaviest first.
    #[schema(required = false)]
    pub stood_in: Vec<StoodInSkill>,
    /// What is missing, heaviest first.
    #[schema(required = false)]
    pub missing: Vec<MissingSkill>,
    /// Factors apart from skills.
    #[schema(required = false)]
    pub factors: Vec<FactorOutcome>,
    /// What the rules say.
    #[schema(required = false)]
    pub rules: Vec<RuleOutcome>,
}

/// A person and a vacancy that fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MatchRecord {
    /// The person, by id.
    pub candidate: String,
    /// The vacancy, by id.
    pub vacancy: String,
    /// Whether the vacancy's employer stands outside of the network; such vacancies come after the network's.
    pub outside: bool,
    /// What held skills, skills that stand in and factors add up to, 0 to 1.
    pub score: f64,
    /// What the score means: `now`, `soon` or `notYet`.
    pub fits: &'static str,
    /// How the wanted skills stand, in a sentence in the language of the request.
    pub summary: String,
    /// Why.
    #[serde(flatten)]
    #[schema(value_type = Reasons)]
    pub reasons: Option<Reasons>,
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
    /// A match with its reasons.
    pub(super) fn explained(found: &Match, language: Language, vocabulary: &Vocabulary) -> Self {
        let reasons = Some(Reasons::of(&found.explanation, language, vocabulary));
        Self { reasons, ..Self::without_reasons(found, language) }
    }

    fn without_reasons(found: &Match, language: Language) -> Self {
        Self {
            candidate: found.candidate.to_string(),
            vacancy: found.vacancy.to_string(),
            outside: found.outside,
            score: found.explanation.score.value(),
            fits: found.explanation.fits.name(),
            summary: found.explanation.summary(language),
            reasons: None,
        }
    }
}

impl Reasons {
    fn of(explanation: &Explanation, language: Language, vocabulary: &Vocabulary) -> Self {
        let rules = explanation.verdicts.iter().map(|verdict| RuleOutcome {
            rule: verdict.rule(),
            outcome: outcome_word(verdict.outcome()),
            sentence: verdict.sentence(language),
        });
        let factors = explanation.factors.iter().map(|factor| FactorOutcome {
            factor: factor.name(),
            known: factor.is_known(),
            share: factor.earned.points.value(),
            share_at_most: factor.earned.of.value(),
            sentence: factor.sentence(language),
        });
        let named = Named { language, vocabulary };
        Self {
            held: explanation.held.iter().map(|held| named.held(held)).collect(),
            stood_in: explanation.stood_in.iter().map(|stood_in| named.stood_in(stood_in)).collect(),
            missing: explanation.missing.iter().map(|missing| named.missing(missing)).collect(),
            factors: factors.collect(),
            rules: rules.collect(),
        }
    }
}

/// The parameters that are known.
const PARAMETERS: [&str; 3] = ["limit", "show", "reasonsFrom"];

/// Turns skills into records with their names.
struct Named<'a> {
    language: Language,
    vocabulary: &'a Vocabulary,
}

impl Named<'_> {
    fn name(&self, skill: SkillNumber) -> (String, String) {
        let language = match self.language {
            Language::Dutch => vocabulary::Language::NL,
            Language::English => vocabulary::Language::EN,
        };
        let skill = SkillIndex(skill.0);
        let label = self.vocabulary.skill_label(skill, language).to_owned();
        (self.vocabulary.skill_uri(skill).to_string(), label)
    }

    fn held(&self, held: &Held) -> HeldSkill {
        let (uri, label) = self.name(held.own.skill);
        HeldSkill {
            uri,
            label,
            want: want_word(held.want),
            level: held.own.level,
            evidence: evidence_word(held.own.evidence),
            class: held.class.name(),
            share: held.earned.points.value(),
            share_at_most: held.earned.of.value(),
            sentence: held.sentence(self.language),
        }
    }

    fn stood_in(&self, stood_in: &StoodIn) -> StoodInSkill {
        let ((uri, label), (by_uri, by_label)) = (self.name(stood_in.skill), self.name(stood_in.by.skill));
        StoodInSkill {
            uri,
            label,
            want: want_word(stood_in.want),
            by_uri,
            by_label,
            because: stood_in.because.name(),
            class: stood_in.class.name(),
            share: stood_in.earned.points.value(),
            share_at_most: stood_in.earned.of.value(),
            sentence: stood_in.sentence(self.vocabulary, self.language),
        }
    }

    fn missing(&self, missing: &Missing) -> MissingSkill {
        let (uri, label) = self.name(missing.skill);
        let trainable = missing.want == Want::EssentialTrainable;
        MissingSkill {
            uri,
            label,
            want: want_word(missing.want),
            trainable,
            share_at_most: missing.of.value(),
        }
    }
}

fn shown(
    state: &WebState,
    locale: Locale,
    found: &[Match],
    explained: &Range<usize>,
    receipt: CriteriaReceipt,
) -> Matches {
    let language = language(locale);
    let record = |(place, found): (usize, &Match)| {
        if explained.contains(&place) {
            MatchRecord::explained(found, language, &state.context.vocabulary)
        } else {
            MatchRecord::without_reasons(found, language)
        }
    };
    Matches { items: found.iter().enumerate().map(record).collect(), receipt }
}

/// The receipt, with the parameters that nobody knows.
fn receipt(receipt: &Receipt, raw: Option<&str>, locale: Locale) -> CriteriaReceipt {
    CriteriaReceipt::new(receipt, unknown_parameters(raw, &PARAMETERS), locale)
}

/// The language in which matching explains.
pub(super) const fn language(locale: Locale) -> Language {
    match locale {
        Locale::Nl => Language::Dutch,
        Locale::En => Language::English,
    }
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

/// The people who fit a vacancy of any region best, with the reasons for ten of them.
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
    let (vacancy, Asked { query, explained }) = (id::<VacancyId>(&vacancy)?, query.read()?);
    let (context, actor) = (&state.context, session.actor());
    let found = people_for_vacancy(context, &actor, vacancy, query, query.limit).await?.best;
    let given = receipt_for_vacancy(context, &actor, vacancy, query, found.len()).await?;
    let receipt = receipt(&given, raw.as_deref(), locale);
    Ok(Json(shown(&state, locale, &found, &explained, receipt)))
}

/// The vacancies of all regions that fit a person best, with the reasons for ten of them.
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
    let (candidate, Asked { query, explained }) = (id::<CandidateId>(&candidate)?, query.read()?);
    let (found, given) = vacancies_with_receipt(&state.context, &session.actor(), candidate, query).await?;
    let receipt = receipt(&given, raw.as_deref(), locale);
    Ok(Json(shown(&state, locale, &found, &explained, receipt)))
}
