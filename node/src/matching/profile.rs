//! From a person or a vacancy of the domain to what matching sees. `number` gives a skill's dense number in the
//! loaded vocabulary; a skill that the vocabulary does not know is left out.

use super::input::{
    CandidateProfile, Education, Evidence, HeldSkill, HoursRange, SkillNumber, Standing, VacancyProfile,
};
use crate::domain::{
    candidate::{self, Candidate, EducationLevel, WeekHours},
    vacancy::{EntryLevel, Vacancy},
};
use vocabulary::{EscoUri, Purpose, RegionId};

/// A person as matching sees one.
#[must_use]
pub fn of_candidate(
    person: &Candidate,
    number: impl Fn(&EscoUri) -> Option<SkillNumber>,
) -> CandidateProfile {
    let held = person.skills.iter().filter_map(|claim| {
        Some(HeldSkill {
            skill: number(&claim.skill)?,
            level: claim.level.get(),
            evidence: of_evidence(claim.evidence),
        })
    });
    CandidateProfile {
        id: person.id,
        standing: if person.restricted { Standing::Restricted } else { Standing::Findable },
        municipality: Some(person.municipality.clone()),
        max_travel_minutes: Some(person.max_travel.minutes()),
        hours: of_hours(person.hours),
        education: person.education.map(of_education),
        present_employer: *person.present_employer.reveal(Purpose::Matching),
        skills: held.collect(),
    }
}

/// A vacancy of this region as matching sees one.
#[must_use]
pub fn of_vacancy(
    vacancy: &Vacancy,
    region: &RegionId,
    number: impl Fn(&EscoUri) -> Option<SkillNumber>,
) -> VacancyProfile {
    let numbers = |skills: &[EscoUri]| skills.iter().filter_map(&number).collect();
    VacancyProfile {
        id: vacancy.id,
        region: region.clone(),
        employer: Some(vacancy.employer),
        municipality: Some(vacancy.municipality.clone()),
        hours: of_hours(vacancy.hours),
        entry_level: vacancy.education_min.map(of_entry_level),
        essential: numbers(&vacancy.essential_skills),
        trainable: numbers(&vacancy.trainable_skills),
        optional: numbers(&vacancy.optional_skills),
    }
}

/// The hours of the domain as matching compares them.
#[must_use]
pub const fn of_hours(hours: WeekHours) -> Option<HoursRange> {
    HoursRange::new(hours.fewest(), hours.most())
}

/// The entry level that the law asks, as matching compares it.
#[must_use]
pub const fn of_entry_level(level: EntryLevel) -> Education {
    match level {
        EntryLevel::Hbo => Education::Bachelor,
        EntryLevel::Wo => Education::Master,
    }
}

const fn of_education(level: EducationLevel) -> Education {
    match level {
        EducationLevel::Basis
        | EducationLevel::Vmbo
        | EducationLevel::Mbo1
        | EducationLevel::Mbo2
        | EducationLevel::Mbo3
        | EducationLevel::Mbo4
        | EducationLevel::Havo
        | EducationLevel::Vwo => Education::BelowBachelor,
        EducationLevel::Hbo => Education::Bachelor,
        EducationLevel::Wo => Education::Master,
    }
}

const fn of_evidence(evidence: candidate::Evidence) -> Evidence {
    match evidence {
        candidate::Evidence::Own => Evidence::Myself,
        candidate::Evidence::Employer => Evidence::Employer,
        candidate::Evidence::Certificate => Evidence::Certificate,
        candidate::Evidence::Assessment => Evidence::Assessment,
    }
}
