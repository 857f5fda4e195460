//! "This is wrong": a fact of a match is corrected at its source, and the match is scored again.

use super::body::{Body, Check, id};
use crate::{
    domain::{
        candidate::{EducationLevel, SkillLevel, TravelLimit, WeekHours},
        contest::{Correction, Ground},
    },
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::contest_match::contest_match,
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, EscoUri, VacancyId};

/// Which fact is wrong, and what it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContestFields {
    /// The vacancy of the match, by id.
    pub vacancy: String,
    /// The revision of the person that was read.
    pub revision: u32,
    /// `skillNotHeld`, `skillHeld`, `hours`, `travel` or `education`.
    pub claim: String,
    /// The skill, for a claim about one: an ESCO URI.
    #[serde(default)]
    pub skill: Option<String>,
    /// How well, 1 to 4, for `skillHeld`.
    #[serde(default)]
    pub level: Option<u8>,
    /// Fewest hours a week, for `hours`.
    #[serde(default)]
    pub hours_min: Option<u8>,
    /// Most hours a week, for `hours`.
    #[serde(default)]
    pub hours_max: Option<u8>,
    /// The own limit in minutes, for `travel`.
    #[serde(default)]
    pub max_travel_minutes: Option<u16>,
    /// The highest education, for `education`.
    #[serde(default)]
    pub education: Option<String>,
    /// `written-wrongly`, `outdated`, `person-says-so` or `evidence-seen`.
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

impl ContestFields {
    fn correction(&self, check: &mut Check) -> Option<Correction> {
        let missing = || Sentence::new("Dit veld ontbreekt.", "This field is missing.");
        let skill = |check: &mut Check| {
            let text = check.take("skill", self.skill.as_deref().ok_or_else(missing))?;
            check.read::<EscoUri>("skill", text)
        };
        match self.claim.as_str() {
            "skillNotHeld" => skill(check).map(Correction::SkillNotHeld),
            "skillHeld" => {
                let skill = skill(check);
                let level = check.take("level", self.level.ok_or_else(missing));
                let level = level.and_then(|level| check.take("level", SkillLevel::new(level)));
                skill.zip(level).map(|(skill, level)| Correction::SkillHeld(skill, level))
            }
            "hours" => {
                let hours = check.take("hoursMin", self.hours_min.zip(self.hours_max).ok_or_else(missing));
                let hours = hours.and_then(|(min, max)| check.take("hoursMin", WeekHours::new(min, max)));
                hours.map(Correction::Hours)
            }
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
            _ => {
                let known = Sentence::new(
                    "Dit is skillNotHeld, skillHeld, hours, travel of education.",
                    "This is skillNotHeld, skillHeld, hours, travel or education.",
                );
                check.take("claim", Err(known))
            }
        }
    }
}

/// Says that a fact of a match is wrong and what it should be. The fact is corrected, the match is scored again, and it
/// is logged for the person.
///
/// # Errors
/// Not there, changed since it was read, or under way to another region.
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
    let correction = fields.correction(&mut check);
    let ground = fields.why.parse::<Ground>().map_err(|_| {
        Sentence::new(
            "Dit is written-wrongly, outdated, person-says-so of evidence-seen.",
            "This is written-wrongly, outdated, person-says-so or evidence-seen.",
        )
    });
    let ground = check.take("why", ground);
    let wanted = vacancy.zip(correction).zip(ground);
    let ((vacancy, correction), ground) = check.finish(wanted)?;
    let actor = session.actor();
    let revision = fields.revision;
    let contested =
        contest_match(&state.context, &actor, candidate, vacancy, revision, correction, ground).await?;
    Ok(Json(ContestOutcome { before: contested.before, after: contested.after }))
}
