//! "This is wrong": a fact of a match is corrected at its source, and the match is scored again.

use super::body::{Body, Check, id};
use crate::{
    domain::{
        candidate::{EducationLevel, SkillLevel, TravelLimit, WeekHours},
        contest::{Correction, Ground, VacancyCorrection, Wanted},
        vacancy::EntryLevel,
    },
    matching::{score::Score, weighting::Fits},
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{contest_match::contest_match, contest_vacancy::contest_vacancy},
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, Date, EscoUri, MunicipalityCode, VacancyId};

/// Which fact is wrong, and what it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestFields {
    /// The vacancy of the match, by id.
    pub vacancy: String,
    /// The revision of the person that was read, for a fact of the person.
    #[serde(default)]
    pub revision: Option<u32>,
    /// The version of the vacancy that was read, for a fact of the vacancy.
    #[serde(default)]
    pub vacancy_version: Option<String>,
    /// A fact of the person: `skillNotHeld`, `skillHeld`, `hours`, `travel`, `education` or `availableFrom`. A fact of the
    /// vacancy: `skillNotWanted`, `skillWanted`, `vacancyHours`, `place`, `entryLevel` or `startsOn`.
    pub claim: String,
    /// The skill, for a claim about one: an ESCO URI.
    #[serde(default)]
    pub skill: Option<String>,
    /// How well, 1 to 4, for `skillHeld`.
    #[serde(default)]
    pub level: Option<u8>,
    /// `essential`, `trainable` (essential, and can be learnt on the job) or `optional`, for `skillWanted`.
    #[serde(default)]
    pub wanted: Option<String>,
    /// The municipality of the work, for `place`.
    #[serde(default)]
    pub municipality: Option<String>,
    /// `hbo` or `wo`, for `entryLevel`; left out when the law asks none.
    #[serde(default)]
    pub entry_level: Option<String>,
    /// The day, for `availableFrom` and `startsOn`.
    #[serde(default)]
    pub day: Option<String>,
    /// Fewest hours a week, for `hours` and `vacancyHours`.
    #[serde(default)]
    pub hours_min: Option<u8>,
    /// Most hours a week, for `hours` and `vacancyHours`.
    #[serde(default)]
    pub hours_max: Option<u8>,
    /// The own limit in minutes, for `travel`.
    #[serde(default)]
    pub max_travel_minutes: Option<u16>,
    /// The highest education, for `education`.
    #[serde(default)]
    pub education: Option<String>,
    /// `written-wrongly`, `outdated`, `person-says-so`, `employer-says-so` or `evidence-seen`.
    pub why: String,
}

/// The score of the match before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContestOutcome {
    /// Between 0 and 1; left out when they shared nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<f64>,
    /// Between 0 and 1; left out when they share nothing any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<f64>,
}

/// A fact of one side as it should be, and what of that side was read.
enum Claim {
    Person(Correction, u32),
    Vacancy(VacancyCorrection, String),
}

fn missing() -> Sentence {
    Sentence::new("Dit veld ontbreekt.", "This field is missing.")
}

impl ContestFields {
    fn claim(&self, check: &mut Check) -> Option<Claim> {
        match self.claim.as_str() {
            "skillNotHeld" | "skillHeld" | "hours" | "travel" | "education" | "availableFrom" => {
                let correction = self.of_person(check);
                let revision = check.take("revision", self.revision.ok_or_else(missing));
                correction.zip(revision).map(|(correction, revision)| Claim::Person(correction, revision))
            }
            "skillNotWanted" | "skillWanted" | "vacancyHours" | "place" | "entryLevel" | "startsOn" => {
                let correction = self.of_vacancy(check);
                let version = check.take("vacancyVersion", self.vacancy_version.clone().ok_or_else(missing));
                correction.zip(version).map(|(correction, version)| Claim::Vacancy(correction, version))
            }
            _ => {
                let known = "skillNotHeld, skillHeld, hours, travel, education, availableFrom, skillNotWanted, \
                             skillWanted, vacancyHours, place, entryLevel";
                let known = Sentence::new(
                    format!("Dit is {known} of startsOn."),
                    format!("This is {known} or startsOn."),
                );
                check.take("claim", Err(known))
            }
        }
    }

    fn of_person(&self, check: &mut Check) -> Option<Correction> {
        match self.claim.as_str() {
            "skillNotHeld" => self.skill(check).map(Correction::SkillNotHeld),
            "skillHeld" => {
                let skill = self.skill(check);
                let level = check.take("level", self.level.ok_or_else(missing));
                let level = level.and_then(|level| check.take("level", SkillLevel::new(level)));
                skill.zip(level).map(|(skill, level)| Correction::SkillHeld(skill, level))
            }
            "hours" => self.hours(check).map(Correction::Hours),
            "travel" => {
                let minutes = check.take("maxTravelMinutes", self.max_travel_minutes.ok_or_else(missing));
                let limit = minutes
                    .and_then(|minutes| check.take("maxTravelMinutes", TravelLimit::from_minutes(minutes)));
                limit.map(Correction::Travel)
            }
            "education" => {
                let level = check.take("education", self.education.as_deref().ok_or_else(missing));
                let level = level.and_then(|text| check.read::<EducationLevel>("education", text));
                level.map(Correction::Education)
            }
            _ => self.day(check).map(Correction::AvailableFrom),
        }
    }

    fn of_vacancy(&self, check: &mut Check) -> Option<VacancyCorrection> {
        match self.claim.as_str() {
            "skillNotWanted" => self.skill(check).map(VacancyCorrection::SkillNotWanted),
            "skillWanted" => {
                let skill = self.skill(check);
                let wanted = check.take("wanted", self.wanted.as_deref().ok_or_else(missing));
                let wanted = wanted.and_then(|text| check.read::<Wanted>("wanted", text));
                skill.zip(wanted).map(|(skill, wanted)| VacancyCorrection::SkillWanted(skill, wanted))
            }
            "vacancyHours" => self.hours(check).map(VacancyCorrection::Hours),
            "place" => {
                let place = check.take("municipality", self.municipality.as_deref().ok_or_else(missing));
                let place = place.and_then(|text| check.read::<MunicipalityCode>("municipality", text));
                place.map(VacancyCorrection::Place)
            }
            "entryLevel" => match self.entry_level.as_deref() {
                None => Some(VacancyCorrection::EntryLevel(None)),
                Some(text) => {
                    let level = check.read::<EntryLevel>("entryLevel", text);
                    level.map(|level| VacancyCorrection::EntryLevel(Some(level)))
                }
            },
            _ => self.day(check).map(VacancyCorrection::StartsOn),
        }
    }

    fn skill(&self, check: &mut Check) -> Option<EscoUri> {
        let text = check.take("skill", self.skill.as_deref().ok_or_else(missing))?;
        check.read("skill", text)
    }

    fn hours(&self, check: &mut Check) -> Option<WeekHours> {
        let hours = check.take("hoursMin", self.hours_min.zip(self.hours_max).ok_or_else(missing));
        hours.and_then(|(min, max)| check.take("hoursMin", WeekHours::new(min, max)))
    }

    fn day(&self, check: &mut Check) -> Option<Date> {
        let text = check.take("day", self.day.as_deref().ok_or_else(missing))?;
        check.read("day", text)
    }
}

/// Says that a fact of a match is wrong and what it should be. The fact is corrected where it stands, with the person or
/// with the vacancy, the match is scored again, and it is logged for the person. A vacancy is corrected by who keeps
/// vacancies.
///
/// # Errors
/// Not there, changed since it was read, under way to another region, or a fact of a vacancy of another region (409, the
/// region is named).
#[utoipa::path(post, operation_id = "contestMatch", path = "/v1/candidates/{id}/contests", tag = "matches",
    params(("id" = String, Path, description = "The person")), request_body = ContestFields,
    responses((status = 200, description = "Corrected", body = ContestOutcome), Refused))]
pub async fn contest(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(fields): Body<ContestFields>,
) -> Result<Json<ContestOutcome>, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let mut check = Check::default();
    let vacancy: Option<VacancyId> = check.read("vacancy", &fields.vacancy);
    let claim = fields.claim(&mut check);
    let ground = fields.why.parse::<Ground>().map_err(|_| {
        let known = "written-wrongly, outdated, person-says-so, employer-says-so";
        Sentence::new(
            format!("Dit is {known} of evidence-seen."),
            format!("This is {known} or evidence-seen."),
        )
    });
    let ground = check.take("why", ground);
    let wanted = vacancy.zip(claim).zip(ground);
    let ((vacancy, claim), ground) = check.finish(wanted)?;
    let (context, actor) = (&state.context, session.actor());
    let contested = match claim {
        Claim::Person(correction, revision) => {
            contest_match(context, &actor, candidate, vacancy, revision, correction, ground).await?
        }
        Claim::Vacancy(correction, version) => {
            contest_vacancy(context, &actor, (candidate, vacancy), version, correction, ground).await?
        }
    };
    let value = |score: Option<(Score, Fits)>| score.map(|(score, _)| score.value());
    Ok(Json(ContestOutcome { before: value(contested.before), after: value(contested.after) }))
}
