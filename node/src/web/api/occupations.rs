//! What a person could become, explained skill by skill, and the way to one occupation.

use super::{
    body::id,
    list,
    receipt::{CriteriaReceipt, unknown_parameters},
};
use crate::{
    matching::{
        constraint::Outcome,
        explain::Language as Spoken,
        input::{Education, Want},
        transition::{
            explain::Explanation,
            prospects::{Openings, THRESHOLDS},
            score::Feasibility,
        },
    },
    web::{
        WebState,
        error::{FieldError, Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        find_occupations::{Among, MOST_OCCUPATIONS, Possible, occupations_for_candidate, way_to_occupation},
        give_receipt::receipt_for_occupations,
    },
};
use axum::{
    Json,
    extract::{Path, Query, RawQuery, State},
};
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, EscoUri, Language, OccupationIndex, SkillIndex, Vocabulary};

/// How many occupations are given when nobody says.
const USUAL: usize = 10;

/// Which occupations.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OccupationsQuery {
    /// How many at most, 1 to 50; 10 when left out.
    #[param(minimum = 1, maximum = 50)]
    pub limit: Option<usize>,
    /// `all` (when left out): at least a quarter in other sectors; `otherSectors`; `shortageSectors`.
    pub among: Option<String>,
}

/// Which way.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WayQuery {
    /// The occupation that the way leads to, an ESCO URI.
    pub to: String,
}

/// A term of the list, by address and name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Term {
    /// ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
}

/// A skill that an occupation asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AskedSkill {
    /// ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
    /// `essential` or `optional`.
    pub want: &'static str,
    /// `held`, `perhapsHeld` (the present work asks it), `stoodInFor` or `missing`.
    pub state: &'static str,
    /// The skill that stands in; left out otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Term>,
    /// Why it may stand in, as a sentence; left out otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Which share of all that the occupation asks it is, 0 to 1.
    pub share: f32,
}

/// Open vacancies that this node knows.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenVacancies {
    /// Of this region.
    pub own_region: u32,
    /// Of other regions.
    pub other_regions: u32,
    /// Those of both with hours that the person wants.
    pub with_wanted_hours: u32,
    /// Of the whole group of occupations (ISCO-08 unit group), in all regions.
    pub in_group: u32,
}

/// Viable, desirable and safe: each `passed`, `failed` or `notKnown`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Marks {
    /// The change is feasible enough.
    pub viable: &'static str,
    /// The level of the work is no lower, and there is work with wanted hours.
    pub desirable: &'static str,
    /// There are vacancies enough in the group of occupations.
    pub safe: &'static str,
}

/// From when on a mark is given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkThresholds {
    /// Viable: feasibility of at least this.
    pub feasibility: f32,
    /// Desirable: the work lies at most this many levels lower.
    pub levels_down: u8,
    /// Desirable: at least this many open vacancies with wanted hours.
    pub openings_with_wanted_hours: u32,
    /// Safe: at least this many open vacancies in the group of occupations.
    pub openings_in_group: u32,
}

/// An occupation that a person could change to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PossibleOccupation {
    /// ESCO URI.
    pub uri: String,
    /// Its name in the language of the request.
    pub label: String,
    /// How feasible the change is, 0 to 1.
    pub feasibility: f32,
    /// The code of its sector; left out when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Whether that is another sector than the person works in.
    pub in_other_sector: bool,
    /// Whether people are short in that sector.
    pub in_shortage_sector: bool,
    /// The skills that it asks.
    pub skills: Vec<AskedSkill>,
    /// What makes up the score, as sentences.
    pub parts: Vec<String>,
    /// The step in the level of the work, as a sentence; left out when one comes from no occupation. No part of the
    /// score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_gap: Option<String>,
    /// The entry level that the law asks of who teaches, `hbo` or `wo`; left out for other work. No part of the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_level: Option<&'static str>,
    /// Open vacancies.
    pub openings: OpenVacancies,
    /// Viable, desirable, safe.
    pub marks: Marks,
}

/// What a person could become.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PossibleOccupations {
    /// The occupations, most feasible first.
    pub items: Vec<PossibleOccupation>,
    /// The occupation that was started from; left out when none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Term>,
    /// From how many of the person's skills was started.
    pub skills_used: usize,
    /// From when on a mark is given.
    pub thresholds: MarkThresholds,
    /// What was applied and what was ignored.
    pub receipt: CriteriaReceipt,
}

/// One step of a way.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayStep {
    /// The occupation.
    pub occupation: Term,
    /// How feasible this step is, 0 to 1.
    pub feasibility: f32,
}

/// The way of a person to an occupation.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayToOccupation {
    /// The occupation that was started from; left out when none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Term>,
    /// The steps; the last is the occupation asked for.
    pub steps: Vec<WayStep>,
    /// The skills that the occupation asked for asks.
    pub skills: Vec<AskedSkill>,
}

/// Names for one answer.
struct Names<'a> {
    vocabulary: &'a Vocabulary,
    language: Language,
    spoken: Spoken,
}

impl<'a> Names<'a> {
    const fn new(vocabulary: &'a Vocabulary, locale: Locale) -> Self {
        let (language, spoken) = match locale {
            Locale::Nl => (Language::NL, Spoken::Dutch),
            Locale::En => (Language::EN, Spoken::English),
        };
        Self { vocabulary, language, spoken }
    }

    fn occupation(&self, occupation: OccupationIndex) -> Term {
        let label = self.vocabulary.occupation_label(occupation, self.language).to_owned();
        Term { uri: self.vocabulary.occupation_uri(occupation).to_string(), label }
    }

    fn skill(&self, skill: SkillIndex) -> Term {
        let label = self.vocabulary.skill_label(skill, self.language).to_owned();
        Term { uri: self.vocabulary.skill_uri(skill).to_string(), label }
    }

    fn asked(&self, skill: SkillIndex, want: Want, state: &'static str, share: f32) -> AskedSkill {
        let Term { uri, label } = self.skill(skill);
        let want = if want == Want::Optional { "optional" } else { "essential" };
        AskedSkill { uri, label, want, state, by: None, because: None, share }
    }

    fn skills(&self, explanation: &Explanation) -> Vec<AskedSkill> {
        let held = explanation.held.iter().map(|it| {
            let state = if it.certainty >= 1.0 { "held" } else { "perhapsHeld" };
            self.asked(it.skill, it.want, state, it.share)
        });
        let substituted = explanation.substituted.iter().map(|it| AskedSkill {
            by: Some(self.skill(it.by.held)),
            because: Some(it.by.because.sentence(self.vocabulary, self.spoken)),
            ..self.asked(it.wanted, it.want, "stoodInFor", it.share)
        });
        let missing = explanation.missing.iter().map(|it| self.asked(it.skill, it.want, "missing", it.share));
        held.chain(substituted).chain(missing).collect()
    }

    fn possible(&self, found: &Possible) -> PossibleOccupation {
        let Term { uri, label } = self.occupation(found.destination.occupation);
        let explanation = &found.explanation;
        PossibleOccupation {
            uri,
            label,
            feasibility: explanation.feasibility.value(),
            sector: found.destination.sector.as_ref().map(ToString::to_string),
            in_other_sector: found.destination.in_other_sector,
            in_shortage_sector: found.in_shortage_sector,
            skills: self.skills(explanation),
            parts: explanation.parts.sentences(self.spoken),
            level_gap: explanation.level_gap.map(|gap| gap.sentence(self.spoken)),
            entry_level: explanation.entry_level.map(level),
            openings: open_vacancies(found.openings, found.openings_in_group),
            marks: Marks {
                viable: word(found.prospects.viable),
                desirable: word(found.prospects.desirable),
                safe: word(found.prospects.safe),
            },
        }
    }
}

const fn open_vacancies(here: Openings, in_group: Openings) -> OpenVacancies {
    let Openings { own_region, other_regions, with_wanted_hours } = here;
    OpenVacancies { own_region, other_regions, with_wanted_hours, in_group: in_group.all() }
}

const fn level(education: Education) -> &'static str {
    match education {
        Education::BelowBachelor => "mbo",
        Education::Bachelor => "hbo",
        Education::Master => "wo",
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotKnown => "notKnown",
    }
}

fn among(asked: Option<&str>) -> Result<Among, WebError> {
    match asked {
        None | Some("all") => Ok(Among::All),
        Some("otherSectors") => Ok(Among::OtherSectors),
        Some("shortageSectors") => Ok(Among::ShortageSectors),
        Some(_) => Err(WebError::invalid(vec![FieldError {
            field: "among".to_owned(),
            sentence: Sentence::new(
                "Dit is all, otherSectors of shortageSectors.",
                "This is all, otherSectors or shortageSectors.",
            ),
        }])),
    }
}

/// The occupations that a person could change to, with the reasons.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "findOccupations", path = "/v1/candidates/{id}/occupations", tag = "matches",
    params(("id" = String, Path, description = "The person"), OccupationsQuery),
    responses((status = 200, description = "Most feasible first", body = PossibleOccupations), Refused))]
pub async fn for_candidate(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Query(query): Query<OccupationsQuery>,
    RawQuery(raw): RawQuery,
) -> Result<Json<PossibleOccupations>, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let (among, limit) =
        (among(query.among.as_deref())?, list::limit_up_to("limit", MOST_OCCUPATIONS, query.limit, USUAL)?);
    let found = occupations_for_candidate(&state.context, &session.actor(), candidate, among, limit).await?;
    let names = Names::new(&state.context.vocabulary, locale);
    let unknown = unknown_parameters(raw.as_deref(), &["limit", "among"]);
    let receipt = receipt_for_occupations(&found, among, limit);
    Ok(Json(PossibleOccupations {
        receipt: CriteriaReceipt::new(&receipt, unknown, locale),
        items: found.found.iter().map(|it| names.possible(it)).collect(),
        from: found.from.map(|from| names.occupation(from)),
        skills_used: found.skills_used,
        thresholds: MarkThresholds {
            feasibility: THRESHOLDS.feasibility,
            levels_down: THRESHOLDS.levels_down,
            openings_with_wanted_hours: THRESHOLDS.openings_with_wanted_hours,
            openings_in_group: THRESHOLDS.openings_in_group,
        },
    }))
}

/// The way of a person to an occupation: straight or with one stop, with what is asked skill by skill.
///
/// # Errors
/// Not there, or nothing is known to start from.
#[utoipa::path(get, operation_id = "findWay", path = "/v1/candidates/{id}/way", tag = "matches",
    params(("id" = String, Path, description = "The person"), WayQuery),
    responses((status = 200, description = "The way", body = WayToOccupation), Refused))]
pub async fn way(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Query(query): Query<WayQuery>,
) -> Result<Json<WayToOccupation>, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let mut check = super::body::Check::default();
    let to = check.read::<EscoUri>("to", &query.to);
    let to = check.finish(to)?;
    let way = way_to_occupation(&state.context, &session.actor(), candidate, to).await?;
    let names = Names::new(&state.context.vocabulary, locale);
    let step = |(occupation, feasibility): &(OccupationIndex, Feasibility)| WayStep {
        occupation: names.occupation(*occupation),
        feasibility: feasibility.value(),
    };
    Ok(Json(WayToOccupation {
        from: way.from.map(|from| names.occupation(from)),
        steps: way.steps.iter().map(step).collect(),
        skills: names.skills(&way.explanation),
    }))
}
