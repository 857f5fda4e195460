//! What matching holds in memory, made from what the database holds: all of it at start and after a change of
//! the vocabulary (`fill_matching` reads it), one person or vacancy after each change.

use super::{Context, WorkflowError, fill_matching};
use crate::{
    domain::{
        candidate::{self, Candidate, EducationLevel, WeekHours},
        employer::Employer,
        profile,
        vacancy::{EntryLevel, Vacancy},
    },
    matching::{
        input::{
            CandidateProfile, Education, Evidence, HeldSkill, HoursRange, LineOfWork, Potential, SkillNumber,
            Standing, VacancyProfile,
        },
        interests::{Interests, KindOfWork},
        travel::TravelTable,
    },
};
use protocol::latest::VacancyRecord;
use std::sync::Arc;
use vocabulary::{EscoUri, Geography, Purpose, RegionId, Vocabulary};

/// Fills matching anew from the database.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read.
pub async fn refresh_matching(context: &Context) -> Result<(), WorkflowError> {
    let of = context.clone();
    // what the connection sees begins with its first question, and changes wait by then
    let fill = move |connection: &rusqlite::Connection| {
        of.matching.rebuild(|| fill_matching::filled(&of, connection))
    };
    Ok(context.storage.read(fill).await?)
}

/// Travel times between all municipalities of the list.
#[must_use]
pub fn travel_table(geography: &Geography) -> Arc<TravelTable> {
    let centres = geography.municipalities().iter().map(|municipality| {
        (municipality.code.clone(), municipality.centre.latitude, municipality.centre.longitude)
    });
    Arc::new(TravelTable::from_centres(centres))
}

/// A number for an occupation by which those of one ISCO unit group, and those of groups next to each other, follow
/// each other.
pub(super) fn occupation_in_order(uri: &EscoUri, vocabulary: &Vocabulary) -> Option<u32> {
    let occupation = vocabulary.occupation(uri)?;
    let group: u32 = vocabulary.isco(occupation).as_str().parse().unwrap_or(0);
    // a unit group has fewer than 2^16 occupations, and ISCO fewer than 2^16 groups
    Some((group << 16) | (occupation.0 & 0xFFFF))
}

/// What kind of work an occupation is, for interests.
pub(super) fn kind_of_work(occupation: &EscoUri, vocabulary: &Vocabulary) -> Option<KindOfWork> {
    KindOfWork::of(&vocabulary.isco(vocabulary.occupation(occupation)?))
}

fn line_of_work(
    occupation: Option<&EscoUri>,
    former: Option<&EscoUri>,
    vocabulary: &Vocabulary,
) -> LineOfWork {
    let number =
        |uri: Option<&EscoUri>| uri.and_then(|uri| occupation_in_order(uri, vocabulary)).unwrap_or(0);
    LineOfWork { occupation: number(occupation), former: number(former) }
}

/// A person as matching sees one.
#[must_use]
pub fn candidate_profile(candidate: &Candidate, vocabulary: &Vocabulary) -> CandidateProfile {
    CandidateProfile {
        id: candidate.id,
        standing: standing(candidate.restricted),
        municipality: Some(candidate.municipality.clone()),
        max_travel_minutes: Some(candidate.max_travel.minutes()),
        hours: hours(candidate.hours),
        education: candidate.education.map(education),
        present_employer: *candidate.present_employer.reveal(Purpose::Matching),
        skills: candidate
            .skills
            .iter()
            .filter_map(|claim| {
                Some(HeldSkill {
                    skill: SkillNumber(vocabulary.skill(&claim.skill)?.0),
                    level: claim.level.get(),
                    evidence: evidence(claim.evidence),
                })
            })
            .collect(),
        potential: potential(candidate.potential),
        interests: interests(candidate.interests.map(|it| it.likings)),
        available_from: candidate.available_from,
        line_of_work: line_of_work(
            candidate.occupation.as_ref(),
            candidate.former_occupations.first(),
            vocabulary,
        ),
    }
}

/// A vacancy of this region and its employer as matching sees one; none for a vacancy that nobody has posted yet.
#[must_use]
pub fn vacancy_profile(
    vacancy: &Vacancy,
    employer: Option<&Employer>,
    region: &RegionId,
    vocabulary: &Vocabulary,
) -> VacancyProfile {
    VacancyProfile {
        id: vacancy.id,
        region: region.clone(),
        employer: employer.map(|it| it.id),
        municipality: Some(vacancy.municipality.clone()),
        hours: hours(vacancy.hours),
        entry_level: vacancy.education_min.map(entry_level),
        essential: skills(&vacancy.essential_skills, vocabulary),
        trainable: skills(&vacancy.trainable_skills, vocabulary),
        optional: skills(&vacancy.optional_skills, vocabulary),
        kind_of_work: kind_of_work(&vacancy.occupation, vocabulary),
        starts_on: vacancy.starts_on,
        outside: employer.is_some_and(|it| !it.in_network),
        line_of_work: line_of_work(Some(&vacancy.occupation), None, vocabulary),
    }
}

/// A vacancy of another region as matching sees one. Its employer is not one that this node knows.
#[must_use]
pub fn network_vacancy_profile(record: &VacancyRecord, vocabulary: &Vocabulary) -> VacancyProfile {
    VacancyProfile {
        id: record.vacancy,
        region: record.region.clone(),
        employer: None,
        municipality: Some(record.municipality.clone()),
        hours: HoursRange::new(record.hours_min, record.hours_max),
        entry_level: record
            .education_min
            .as_deref()
            .and_then(|level| level.parse::<EntryLevel>().ok())
            .map(entry_level),
        essential: skills(&record.essential_skills, vocabulary),
        trainable: skills(&record.trainable_skills, vocabulary),
        optional: skills(&record.optional_skills, vocabulary),
        kind_of_work: kind_of_work(&record.occupation, vocabulary),
        starts_on: None,
        outside: false,
        line_of_work: line_of_work(Some(&record.occupation), None, vocabulary),
    }
}

fn skills(uris: &[EscoUri], vocabulary: &Vocabulary) -> Vec<SkillNumber> {
    uris.iter().filter_map(|uri| vocabulary.skill(uri).map(|index| SkillNumber(index.0))).collect()
}

/// What is known of how somebody learns; who says so and when plays no part.
fn potential(known: Option<profile::Potential>) -> Potential {
    let level = |capacity: profile::Capacity| Some(capacity.get());
    known.map_or(Potential::NOT_KNOWN, |it| Potential::new(level(it.hard_skills), level(it.soft_skills)))
}

/// What kind of work somebody likes, in the order of the hexagon on both sides.
pub(super) fn interests(likings: Option<profile::Likings>) -> Option<Interests> {
    let mut scores = [0; 6];
    for (score, (_, liking)) in scores.iter_mut().zip(likings?.each()) {
        *score = liking;
    }
    Interests::new(scores)
}

pub(super) const fn standing(restricted: bool) -> Standing {
    if restricted { Standing::Restricted } else { Standing::Findable }
}

pub(super) const fn hours(hours: WeekHours) -> Option<HoursRange> {
    HoursRange::new(hours.fewest(), hours.most())
}

pub(super) const fn education(level: EducationLevel) -> Education {
    match level {
        EducationLevel::Wo => Education::Master,
        EducationLevel::Hbo => Education::Bachelor,
        EducationLevel::Basis
        | EducationLevel::Vmbo
        | EducationLevel::Mbo1
        | EducationLevel::Mbo2
        | EducationLevel::Mbo3
        | EducationLevel::Mbo4
        | EducationLevel::Havo
        | EducationLevel::Vwo => Education::BelowBachelor,
    }
}

pub(super) const fn entry_level(level: EntryLevel) -> Education {
    match level {
        EntryLevel::Hbo => Education::Bachelor,
        EntryLevel::Wo => Education::Master,
    }
}

pub(super) const fn evidence(evidence: candidate::Evidence) -> Evidence {
    match evidence {
        candidate::Evidence::Own => Evidence::Myself,
        candidate::Evidence::Employer => Evidence::Employer,
        candidate::Evidence::Certificate => Evidence::Certificate,
        candidate::Evidence::Assessment => Evidence::Assessment,
    }
}
