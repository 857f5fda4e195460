//! "This is wrong": which fact of a match somebody contests, and the fact as it should be (first 14). A fact of the
//! person is a [`Correction`], one of the vacancy a [`VacancyCorrection`].

use super::{
    candidate::{
        Candidate, EducationLevel, Evidence, OutOfRange, SkillClaim, SkillLevel, TravelLimit, WeekHours,
        words,
    },
    vacancy::{EntryLevel, Vacancy},
};
use std::{fmt, str::FromStr};
use vocabulary::{Date, EscoUri, MunicipalityCode};

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
    /// From when the person can start.
    AvailableFrom(Date),
}

words! {
    /// How much a vacancy wants a skill.
    Wanted: "one of essential, trainable, optional" {
        /// The work cannot do without it from the first day.
        Essential = "essential",
        /// The work cannot do without it, and it can be learnt on the job.
        Trainable = "trainable",
        /// It helps.
        Optional = "optional",
    }
}

/// A fact of a vacancy as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VacancyCorrection {
    /// The work does not ask this skill.
    SkillNotWanted(EscoUri),
    /// The work asks this skill, this much.
    SkillWanted(EscoUri, Wanted),
    /// How many hours a week.
    Hours(WeekHours),
    /// Where the work is.
    Place(MunicipalityCode),
    /// The entry level that the law asks; none for *it asks none*.
    EntryLevel(Option<EntryLevel>),
    /// The day on which the employer wishes somebody to begin.
    StartsOn(Date),
}

impl VacancyCorrection {
    /// Which fact it is about, as the log names it; no value.
    #[must_use]
    pub const fn fact(&self) -> &'static str {
        match self {
            Self::SkillNotWanted(_) => "a skill is not wanted",
            Self::SkillWanted(..) => "a skill is wanted otherwise",
            Self::Hours(_) => "hours of the vacancy",
            Self::Place(_) => "place of the work",
            Self::EntryLevel(_) => "entry level",
            Self::StartsOn(_) => "starting date",
        }
    }

    /// The vacancy with the fact corrected; nothing when it says what is there already.
    #[must_use]
    pub fn apply(&self, vacancy: &Vacancy) -> Option<Vacancy> {
        let mut corrected = vacancy.clone();
        match self {
            Self::SkillNotWanted(skill) => corrected.stop_wanting(skill),
            Self::SkillWanted(skill, wanted) if corrected.wants(skill) != Some(*wanted) => {
                corrected.stop_wanting(skill);
                match wanted {
                    Wanted::Essential => corrected.essential_skills.push(skill.clone()),
                    Wanted::Trainable => {
                        corrected.essential_skills.push(skill.clone());
                        corrected.trainable_skills.push(skill.clone());
                    }
                    Wanted::Optional => corrected.optional_skills.push(skill.clone()),
                }
            }
            Self::SkillWanted(..) => {}
            Self::Hours(hours) => corrected.hours = *hours,
            Self::Place(municipality) => corrected.municipality = municipality.clone(),
            Self::EntryLevel(level) => corrected.education_min = *level,
            Self::StartsOn(day) => corrected.starts_on = Some(*day),
        }
        (corrected != *vacancy).then_some(corrected)
    }
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
    /// The employer says it is otherwise.
    EmployerSaysSo,
    /// A certificate or an assessment was seen.
    EvidenceSeen,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 5] =
        [Self::WrittenWrongly, Self::Outdated, Self::PersonSaysSo, Self::EmployerSaysSo, Self::EvidenceSeen];

    /// The word, as forms, API and log write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrittenWrongly => "written-wrongly",
            Self::Outdated => "outdated",
            Self::PersonSaysSo => "person-says-so",
            Self::EmployerSaysSo => "employer-says-so",
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
            Self::AvailableFrom(_) => "available from",
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
            Self::AvailableFrom(day) => corrected.available_from = Some(*day),
        }
        (corrected != *person).then_some(corrected)
    }
}
