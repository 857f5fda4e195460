//! "This is wrong": which fact of a match somebody contests, and the fact as it should be (first 14).

use super::candidate::{Candidate, EducationLevel, Evidence, SkillClaim, SkillLevel, TravelLimit, WeekHours};
use std::str::FromStr;
use vocabulary::EscoUri;

/// A fact of a person as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// The person does not have this skill.
    SkillNotHeld(EscoUri),
    /// The person has this skill, at this level; a level that was there is replaced, how it is known stays.
    SkillHeld(EscoUri, SkillLevel),
    /// How many hours a week.
    Hours(WeekHours),
    /// How long the way may be.
    Travel(TravelLimit),
    /// The highest education.
    Education(EducationLevel),
}

/// Why a fact is corrected. A choice and no text: it stands in a log that nobody can change or erase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// It was written down wrongly.
    WrittenWrongly,
    /// It was so, and is so no more.
    Outdated,
    /// The person says it is otherwise.
    PersonSaysSo,
    /// A certificate or an assessment was seen.
    EvidenceSeen,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 4] = [Self::WrittenWrongly, Self::Outdated, Self::PersonSaysSo, Self::EvidenceSeen];

    /// The word, as forms, API and log write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrittenWrongly => "written-wrongly",
            Self::Outdated => "outdated",
            Self::PersonSaysSo => "person-says-so",
            Self::EvidenceSeen => "evidence-seen",
        }
    }
}

/// No such ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no ground to correct a fact")]
pub struct NoSuchGround;

impl FromStr for Ground {
    type Err = NoSuchGround;

    fn from_str(text: &str) -> Result<Self, NoSuchGround> {
        Self::ALL.into_iter().find(|ground| ground.name() == text).ok_or(NoSuchGround)
    }
}

impl Correction {
    /// Which fact it is about, as the log names it; no value.
    #[must_use]
    pub const fn fact(&self) -> &'static str {
        match self {
            Self::SkillNotHeld(_) => "a skill is not held",
            Self::SkillHeld(..) => "a skill is held at another level",
            Self::Hours(_) => "hours",
            Self::Travel(_) => "travel limit",
            Self::Education(_) => "education",
        }
    }

    /// The person with the fact corrected; nothing when it says what is there already.
    #[must_use]
    pub fn apply(&self, person: &Candidate) -> Option<Candidate> {
        let mut corrected = person.clone();
        match self {
            Self::SkillNotHeld(skill) => corrected.skills.retain(|claim| claim.skill != *skill),
            Self::SkillHeld(skill, level) => {
                match corrected.skills.iter_mut().find(|claim| claim.skill == *skill) {
                    Some(claim) => claim.level = *level,
                    None => {
                        let (skill, level) = (skill.clone(), *level);
                        corrected.skills.push(SkillClaim { skill, level, evidence: Evidence::Own });
                    }
                }
            }
            Self::Hours(hours) => corrected.hours = *hours,
            Self::Travel(limit) => corrected.max_travel = *limit,
            Self::Education(level) => corrected.education = Some(*level),
        }
        (corrected != *person).then_some(corrected)
    }
}
