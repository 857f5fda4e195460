//! What a person can still learn, likes to do, and what tests found, as it is sent. The document of a test result is
//! one and the same in `/v1`, on the page that takes one, and in a file of people.

use super::body::Check;
use crate::{
    domain::{
        candidate::SkillLevel,
        passport::TermKind,
        profile::{Capacity, Interests, Likings, Potential},
        test_result::{Competence, MOST_COMPETENCES, TestResult},
    },
    web::error::Sentence,
    workflow::nearest_term::{NearestTerm, mistyped_term},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, EscoUri, TestResultId, Timestamp, Vocabulary};

/// How well a person can still learn (*ontwikkelpotentie*): 1 small steps with much help, 2 with help, 3 as most
/// people do, 4 quickly, 5 quickly and by oneself.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PotentialFields {
    /// To learn what the work itself asks.
    #[schema(minimum = 1, maximum = 5)]
    pub hard_skills: u8,
    /// To learn how one works with others.
    #[schema(minimum = 1, maximum = 5)]
    pub soft_skills: u8,
    /// Who says so: `coach` or `test`.
    pub source: String,
    /// Since when it is known, ISO 8601.
    pub assessed_on: String,
}

impl PotentialFields {
    pub(super) fn of(potential: &Potential) -> Self {
        Self {
            hard_skills: potential.hard_skills.get(),
            soft_skills: potential.soft_skills.get(),
            source: potential.source.name().to_owned(),
            assessed_on: potential.assessed_on.to_string(),
        }
    }

    pub(super) fn read(&self, check: &mut Check) -> Option<Potential> {
        let hard_skills = check.take("potential.hardSkills", Capacity::new(self.hard_skills));
        let soft_skills = check.take("potential.softSkills", Capacity::new(self.soft_skills));
        let source = check.read("potential.source", &self.source);
        let assessed_on = check.read("potential.assessedOn", &self.assessed_on);
        Some(Potential {
            hard_skills: hard_skills?,
            soft_skills: soft_skills?,
            source: source?,
            assessed_on: assessed_on?,
        })
    }
}

/// How much a person likes each kind of work (Holland's six kinds): 0 not at all to 4 very much.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LikingFields {
    /// With hands, tools, animals, out of doors.
    #[schema(minimum = 0, maximum = 4)]
    pub realistic: u8,
    /// Finding out how things are.
    #[schema(minimum = 0, maximum = 4)]
    pub investigative: u8,
    /// Making something new.
    #[schema(minimum = 0, maximum = 4)]
    pub artistic: u8,
    /// Helping and teaching people.
    #[schema(minimum = 0, maximum = 4)]
    pub social: u8,
    /// Leading, selling, organising.
    #[schema(minimum = 0, maximum = 4)]
    pub enterprising: u8,
    /// Keeping things in order.
    #[schema(minimum = 0, maximum = 4)]
    pub conventional: u8,
}

impl LikingFields {
    pub(super) fn of(likings: Likings) -> Self {
        let each: Vec<u8> = likings.each().map(|(_, liking)| liking).collect();
        let [realistic, investigative, artistic, social, enterprising, conventional] =
            each.try_into().expect("there are six kinds of work");
        Self { realistic, investigative, artistic, social, enterprising, conventional }
    }

    fn read(self, check: &mut Check, field: &str) -> Option<Likings> {
        let all = [
            self.realistic,
            self.investigative,
            self.artistic,
            self.social,
            self.enterprising,
            self.conventional,
        ];
        check.take(field, Likings::new(all))
    }
}

/// What kind of work a person likes, and who says so.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InterestFields {
    /// How much each kind of work is liked.
    pub likings: LikingFields,
    /// Who says so: `self` or `test`.
    pub source: String,
}

impl InterestFields {
    pub(super) fn of(interests: &Interests) -> Self {
        let source = interests.source.name().to_owned();
        Self { likings: LikingFields::of(interests.likings), source }
    }

    pub(super) fn read(&self, check: &mut Check) -> Option<Interests> {
        let likings = self.likings.read(check, "interests.likings");
        let source = check.read("interests.source", &self.source);
        Some(Interests { likings: likings?, source: source? })
    }
}

/// What an objective test found about a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestDocument {
    /// What the test is called.
    pub name: String,
    /// Who gives it.
    pub provider: String,
    /// When it was taken, ISO 8601.
    pub date: String,
    /// The skills that were tested, each once, 500 at most.
    #[serde(default)]
    pub competences: Vec<TestedSkill>,
    /// How much the person likes each kind of work, where the test asked.
    #[serde(default)]
    pub interests: Option<LikingFields>,
}

/// One tested skill.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestedSkill {
    /// The ESCO URI.
    pub uri: String,
    /// How well: 1 beginner, 2 with help, 3 alone, 4 can teach it.
    #[schema(minimum = 1, maximum = 4)]
    pub level: u8,
}

impl TestDocument {
    pub(super) fn of(result: &TestResult) -> Self {
        let tested = |competence: &Competence| TestedSkill {
            uri: competence.skill.to_string(),
            level: competence.level.get(),
        };
        Self {
            name: result.name.to_string(),
            provider: result.provider.to_string(),
            date: result.taken_on.to_string(),
            competences: result.competences.iter().map(tested).collect(),
            interests: result.interests.map(LikingFields::of),
        }
    }

    /// Reads every field, or notes all that is wrong.
    pub(in crate::web) fn read(
        &self,
        check: &mut Check,
        vocabulary: &Vocabulary,
        candidate: CandidateId,
        recorded_at: Timestamp,
    ) -> Option<TestResult> {
        let name = check.read("name", &self.name);
        let provider = check.read("provider", &self.provider);
        let taken_on = check.read("date", &self.date);
        let competences = self.read_competences(check, vocabulary);
        let interests = self.interests.and_then(|likings| likings.read(check, "interests"));
        let is_empty = self.competences.is_empty() && self.interests.is_none();
        let empty = Sentence::new(
            "Een uitslag noemt ten minste een skill of interesses.",
            "A result names a skill or interests at least.",
        );
        check.take("competences", if is_empty { Err(empty) } else { Ok(()) })?;
        let id = TestResultId::random();
        Some(TestResult {
            id,
            candidate,
            name: name?,
            provider: provider?,
            taken_on: taken_on?,
            competences,
            interests,
            recorded_at,
        })
    }

    fn read_competences(&self, check: &mut Check, vocabulary: &Vocabulary) -> Vec<Competence> {
        let mut competences: Vec<Competence> = Vec::new();
        if self.competences.len() > MOST_COMPETENCES {
            let too_many = Sentence::new(
                format!("Hoogstens {MOST_COMPETENCES} skills per uitslag."),
                format!("{MOST_COMPETENCES} skills per result at the most."),
            );
            check.take::<(), _>("competences", Err(too_many));
            return competences;
        }
        for (place, tested) in self.competences.iter().enumerate() {
            let field = format!("competences[{place}].uri");
            let skill = check.take(field.clone(), known_skill(vocabulary, &tested.uri));
            let level = check.take(format!("competences[{place}].level"), SkillLevel::new(tested.level));
            let (Some(skill), Some(level)) = (skill, level) else { continue };
            if competences.iter().any(|known| known.skill == skill) {
                let twice =
                    Sentence::new("Deze skill staat er twee keer in.", "This skill stands in it twice.");
                check.take::<(), _>(field, Err(twice));
                continue;
            }
            competences.push(Competence { skill, level, settled: None });
        }
        competences
    }
}

/// A skill of the list in use, or what was probably meant.
fn known_skill(vocabulary: &Vocabulary, text: &str) -> Result<EscoUri, Sentence> {
    let uri = text.parse::<EscoUri>().ok().filter(|uri| vocabulary.skill(uri).is_some());
    uri.ok_or_else(|| match mistyped_term(vocabulary, TermKind::Skill, text) {
        Some(NearestTerm { uri, nl, en }) => Sentence::new(
            format!("Deze skill staat niet in de lijst. Bedoelde u {nl} ({uri})?"),
            format!("This skill is not in the list. Did you mean {en} ({uri})?"),
        ),
        None => Sentence::new(
            "Deze skill staat niet in de lijst. Zoek het adres op bij de skills van een kandidaat.",
            "This skill is not in the list. Look its address up among the skills of a candidate.",
        ),
    })
}
