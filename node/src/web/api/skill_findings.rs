//! `/v1/candidates/{id}/skill-findings` and `/skill-confirmations`: skills in a person's own words, each with the sentence
//! that it came from, and those that the person confirms.

use super::body::{Body, Check, id};
use crate::{
    domain::{
        candidate::SkillLevel,
        skill_question::{Finding, LONGEST_ANSWER, Question},
    },
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::find_skills::{SkillsFound, confirm_skills, find_skills},
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{EscoUri, Language, Vocabulary};

/// What the person said to one question.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SkillAnswer {
    /// What was asked: `day`, `asked`, `outside`, `tools`, `people` or `learn`; each once.
    pub question: String,
    /// The answer, 4,000 characters at the most.
    pub text: String,
}

/// What the person said.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SkillAnswers {
    /// The language of the answers: `nl` (when left out) or `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The answers. They are kept nowhere.
    pub answers: Vec<SkillAnswer>,
}

impl std::fmt::Debug for SkillAnswers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SkillAnswers").field("answers", &self.answers.len()).finish_non_exhaustive()
    }
}

/// A skill that an answer speaks of. It is a proposal: the person confirms each.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundSkill {
    /// The ESCO URI.
    pub uri: String,
    /// The name in the language of the answers.
    pub name: String,
    /// The words that name it.
    pub words: String,
    /// The sentence that they stand in.
    pub sentence: String,
    /// The level that is known already, 1 to 4.
    pub known_level: Option<u8>,
}

/// What one answer holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnswerFinding {
    /// What was asked.
    pub question: &'static str,
    /// `skills`, `nothing`, `no-text` or `other-language`.
    pub state: &'static str,
    /// Whether the answer tells what the person wants to learn: such skills are not confirmed.
    pub is_wish: bool,
    /// The skills that are not named by an answer before, the likeliest first.
    pub skills: Vec<FoundSkill>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkillFindings {
    /// The revision of the file that was read.
    pub revision: u32,
    /// One for each answer.
    pub items: Vec<AnswerFinding>,
}

/// A skill that the person confirms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmedSkill {
    /// The ESCO URI.
    pub uri: String,
    /// How well: 1 beginner, 2 with help, 3 alone, 4 can teach it.
    #[schema(minimum = 1, maximum = 4)]
    pub level: u8,
}

/// The skills that the person confirms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SkillConfirmation {
    /// The revision that was read; a file that changed since is left as it is.
    pub revision: u32,
    /// The skills.
    pub skills: Vec<ConfirmedSkill>,
}

/// What came of a confirmation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkillsConfirmed {
    /// How many skills are new; what was known stayed as it was.
    pub added: usize,
}

impl SkillAnswers {
    fn read(self) -> Result<(Language, Vec<(Question, String)>), WebError> {
        let mut check = Check::default();
        let language = match self.language.as_deref() {
            None | Some("nl") => Ok(Language::NL),
            Some("en") => Ok(Language::EN),
            Some(_) => Err(Sentence::new("Dit is nl of en.", "This is nl or en.")),
        };
        let language = check.take("language", language);
        let mut answers: Vec<(Question, String)> = Vec::new();
        for (place, answer) in self.answers.into_iter().enumerate() {
            let Some(question) = check.read(format!("answers[{place}].question"), &answer.question) else {
                continue;
            };
            if answers.iter().any(|(asked, _)| *asked == question) {
                let twice =
                    Sentence::new("Deze vraag staat er twee keer in.", "This question stands in it twice.");
                check.take::<(), _>(format!("answers[{place}].question"), Err(twice));
            }
            let length = answer.text.chars().count();
            if length > LONGEST_ANSWER {
                let too_long = Sentence::new(
                    format!("De tekst heeft {length} tekens; {LONGEST_ANSWER} is het meeste."),
                    format!("The text has {length} characters; {LONGEST_ANSWER} is the most."),
                );
                check.take::<(), _>(format!("answers[{place}].text"), Err(too_long));
            }
            answers.push((question, answer.text));
        }
        check.finish(language.map(|language| (language, answers)))
    }
}

impl SkillFindings {
    fn of(found: &SkillsFound, vocabulary: &Vocabulary, language: Language) -> Self {
        let skill = |it: &crate::domain::skill_question::Found| FoundSkill {
            uri: it.skill.to_string(),
            name: vocabulary
                .skill(&it.skill)
                .map_or_else(String::new, |skill| vocabulary.skill_label(skill, language).to_owned()),
            words: it.quote.words.clone(),
            sentence: it.quote.sentence(),
            known_level: found
                .candidate
                .skills
                .iter()
                .find(|claim| claim.skill == it.skill)
                .map(|claim| claim.level.get()),
        };
        let item = |finding: &Finding| AnswerFinding {
            question: finding.question.name(),
            state: finding.outcome.name(),
            is_wish: finding.question.is_wish(),
            skills: finding.outcome.skills().iter().map(skill).collect(),
        };
        Self { revision: found.candidate.revision, items: found.findings.iter().map(item).collect() }
    }
}

/// Looks for skills in a person's own words. Nothing is kept and nothing becomes a skill: the person confirms each. That
/// the file was read is logged.
///
/// # Errors
/// Not there, or wrong fields, all of them named.
#[utoipa::path(post, operation_id = "findSkills", path = "/v1/candidates/{id}/skill-findings", tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = SkillAnswers,
    responses((status = 200, description = "What was found", body = SkillFindings), Refused))]
pub async fn find(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(answers): Body<SkillAnswers>,
) -> Result<Json<SkillFindings>, WebError> {
    let (language, answers) = answers.read()?;
    let found = find_skills(&state.context, &session.actor(), id(&candidate)?, language, answers).await?;
    Ok(Json(SkillFindings::of(&found, &state.context.vocabulary, language)))
}

/// Adds the skills that the person confirms, as the person's own word. What is known already stays as it is.
///
/// # Errors
/// Not there; wrong fields, all of them named; somebody else changed the file since (409: read it again); or the case is
/// offered to another region (409).
#[utoipa::path(post, operation_id = "confirmSkills", path = "/v1/candidates/{id}/skill-confirmations",
    tag = "candidates",
    params(("id" = String, Path, description = "The person")), request_body = SkillConfirmation,
    responses((status = 200, description = "Added", body = SkillsConfirmed), Refused))]
pub async fn confirm(
    State(state): State<WebState>,
    session: Session,
    Path(candidate): Path<String>,
    Body(confirmation): Body<SkillConfirmation>,
) -> Result<Json<SkillsConfirmed>, WebError> {
    let mut check = Check::default();
    let each = confirmation.skills.iter().enumerate();
    let skills: Vec<(EscoUri, SkillLevel)> = each
        .filter_map(|(place, skill)| {
            let uri = check.read(format!("skills[{place}].uri"), &skill.uri);
            let level = check.take(format!("skills[{place}].level"), SkillLevel::new(skill.level));
            Some((uri?, level?))
        })
        .collect();
    let skills = check.finish(Some(skills))?;
    let revision = confirmation.revision;
    let added = confirm_skills(&state.context, &session.actor(), id(&candidate)?, revision, &skills).await?;
    Ok(Json(SkillsConfirmed { added }))
}
