//! Whom and what no question can reach, by the empty field that causes it (first 13), and who they are.

use super::Pool;
use crate::matching::{constraint::CandidateTerms, input::Standing, packed::Packed};
use std::collections::BTreeSet;
use vocabulary::{CandidateId, VacancyId};

/// Why a person is never found, or what is not known of one who is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonCause {
    /// No skill that the list in use has: no vacancy reaches the person.
    NoSkills,
    /// Skills, but none that any open vacancy asks.
    NothingAsked,
    /// The file rests: by right, not by mistake.
    Resting,
    /// Found, although the hours are not known.
    HoursNotKnown,
    /// Found, although the education is not known.
    EducationNotKnown,
    /// Found, although the municipality or the travel limit is not known.
    TravelNotKnown,
}

/// Why nobody is ever found for a vacancy, or what is not known of one for which people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VacancyCause {
    /// It asks no skill that the list in use has.
    NoSkills,
    /// It asks skills, but none that anybody here has.
    NobodyHolds,
    /// People are found, although the hours are not known.
    HoursNotKnown,
    /// People are found, although the municipality is not known.
    MunicipalityNotKnown,
}

impl PersonCause {
    /// Every cause, those for which nobody is found first.
    pub const ALL: [Self; 6] = [
        Self::NoSkills,
        Self::NothingAsked,
        Self::Resting,
        Self::HoursNotKnown,
        Self::EducationNotKnown,
        Self::TravelNotKnown,
    ];

    /// Whether the person is never found because of it.
    #[must_use]
    pub const fn hides(self) -> bool {
        matches!(self, Self::NoSkills | Self::NothingAsked | Self::Resting)
    }

    /// The short name, as addresses and programs write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSkills => "no-skills",
            Self::NothingAsked => "nothing-asked",
            Self::Resting => "resting",
            Self::HoursNotKnown => "hours-not-known",
            Self::EducationNotKnown => "education-not-known",
            Self::TravelNotKnown => "travel-not-known",
        }
    }
}

impl VacancyCause {
    /// Every cause, those for which nobody is found first.
    pub const ALL: [Self; 4] =
        [Self::NoSkills, Self::NobodyHolds, Self::HoursNotKnown, Self::MunicipalityNotKnown];

    /// Whether nobody is ever found because of it.
    #[must_use]
    pub const fn hides(self) -> bool {
        matches!(self, Self::NoSkills | Self::NobodyHolds)
    }

    /// The short name, as addresses and programs write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSkills => "no-skills",
            Self::NobodyHolds => "nobody-holds",
            Self::HoursNotKnown => "hours-not-known",
            Self::MunicipalityNotKnown => "municipality-not-known",
        }
    }
}

/// Everybody and everything with a cause. Somebody who is found may have more than one; who is not found has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unreached {
    /// People in all.
    pub people: usize,
    /// Vacancies in all.
    pub vacancies: usize,
    /// The people, by cause.
    pub of_people: BTreeSet<(PersonCause, CandidateId)>,
    /// The vacancies, by cause.
    pub of_vacancies: BTreeSet<(VacancyCause, VacancyId)>,
}

impl Unreached {
    /// How many people have this cause.
    #[must_use]
    pub fn people_with(&self, cause: PersonCause) -> usize {
        self.of_people.iter().filter(|it| it.0 == cause).count()
    }

    /// How many vacancies have this cause.
    #[must_use]
    pub fn vacancies_with(&self, cause: VacancyCause) -> usize {
        self.of_vacancies.iter().filter(|it| it.0 == cause).count()
    }
}

impl Pool {
    /// Whom and what no question can reach, and why; and who is found although something is not known.
    #[must_use]
    pub fn unreached(&self) -> Unreached {
        let mut found = Unreached {
            people: self.candidates.len(),
            vacancies: self.vacancies.len(),
            ..Unreached::default()
        };
        let held = skills(self.candidates.places().map(|place| self.candidates.details(place)));
        let asked = skills(self.vacancies.places().map(|place| self.vacancies.details(place)));
        for place in self.candidates.places() {
            let (id, own) = (self.candidates.id(place), self.candidates.details(place));
            let causes = of_person(&self.candidates.terms(place).rules, own, &asked);
            found.of_people.extend(causes.into_iter().map(|cause| (cause, id)));
        }
        for place in self.vacancies.places() {
            let (id, wants) = (self.vacancies.id(place), self.vacancies.details(place));
            let terms = &self.vacancies.terms(place).rules;
            let causes = if wants.is_empty() {
                vec![VacancyCause::NoSkills]
            } else if !any_in(wants, &held) {
                vec![VacancyCause::NobodyHolds]
            } else {
                let hours = terms.hours.is_none().then_some(VacancyCause::HoursNotKnown);
                let place = terms.place.is_none().then_some(VacancyCause::MunicipalityNotKnown);
                hours.into_iter().chain(place).collect()
            };
            found.of_vacancies.extend(causes.into_iter().map(|cause| (cause, id)));
        }
        found
    }
}

fn of_person(terms: &CandidateTerms, own: &[u32], asked: &BTreeSet<u32>) -> Vec<PersonCause> {
    if terms.standing == Standing::Restricted {
        return vec![PersonCause::Resting];
    }
    if own.is_empty() {
        return vec![PersonCause::NoSkills];
    }
    if !any_in(own, asked) {
        return vec![PersonCause::NothingAsked];
    }
    let no_way = terms.place.is_none() || terms.max_travel_minutes.is_none();
    [
        terms.hours.is_none().then_some(PersonCause::HoursNotKnown),
        terms.education.is_none().then_some(PersonCause::EducationNotKnown),
        no_way.then_some(PersonCause::TravelNotKnown),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn skills<'a>(all: impl Iterator<Item = &'a [u32]>) -> BTreeSet<u32> {
    all.flatten().map(|bits| Packed::from_bits(*bits).skill()).collect()
}

fn any_in(skills: &[u32], among: &BTreeSet<u32>) -> bool {
    skills.iter().any(|bits| among.contains(&Packed::from_bits(*bits).skill()))
}
