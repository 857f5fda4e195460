//! What matching holds in memory, made from what the database holds: all of it at start and after a change of
//! the vocabulary, one person or vacancy after each change.

use super::{Context, WorkflowError, matching_weights::recorded};
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
        pool::PoolLoading,
        transition::stand_in::StandIns,
        travel::TravelTable,
        yardstick::Yardstick,
    },
    storage::{StorageError, candidates, feed, terms, vacancies},
};
use protocol::latest::VacancyRecord;
use std::sync::Arc;
use vocabulary::{EscoUri, Geography, Purpose, RegionId, Vocabulary};

/// Vacancies of other regions that are read at a time.
const PAGE: u32 = 1_000;

/// Fills matching anew from the database.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read.
pub async fn refresh_matching(context: &Context) -> Result<(), WorkflowError> {
    let context = context.clone();
    let storage = context.storage.clone();
    storage
        .read(move |connection| {
            let yardstick = yardstick(&context, connection)?;
            let fill = |fresh: &mut PoolLoading| fill(&context, connection, fresh);
            Ok(context.matching.rebuild(travel_table(&context.geography), yardstick, fill)?)
        })
        .await
}

/// The weights in force, and which skill of the vocabulary stands in for which. The latter takes seconds to make for
/// a full list, so what is known of the same list is used again.
fn yardstick(context: &Context, connection: &rusqlite::Connection) -> Result<Arc<Yardstick>, StorageError> {
    let weighting = recorded(connection)?;
    let known = context.matching.yardstick();
    let stand_ins = if known.stand_ins().skill_count() == context.vocabulary.skills().len() {
        if **known.weighting() == weighting {
            return Ok(known);
        }
        Arc::clone(known.stand_ins())
    } else {
        Arc::new(StandIns::new(&context.vocabulary))
    };
    Ok(Arc::new(Yardstick::new(Arc::new(weighting), stand_ins)))
}

/// Hands everybody and everything that is open over, one by one: all at once would take the memory twice.
fn fill(
    context: &Context,
    connection: &rusqlite::Connection,
    fresh: &mut PoolLoading,
) -> Result<(), StorageError> {
    let numbers = Numbers::read(connection, &context.vocabulary)?;
    candidates::each_for_matching(connection, |row| fresh.add_candidate(&profile_of_row(&row, &numbers)))?;
    for row in vacancies::all_for_matching(connection)? {
        fresh.add_vacancy(&profile_of_vacancy_row(&row, &context.region, &numbers));
    }
    let mut after = None;
    loop {
        let page = feed::open_network_vacancies(connection, None, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.record.vacancy);
        for vacancy in &page {
            fresh.add_vacancy(&network_vacancy_profile(&vacancy.record, &context.vocabulary));
        }
    }
}

/// Travel times between all municipalities of the list.
#[must_use]
pub fn travel_table(geography: &Geography) -> Arc<TravelTable> {
    let centres = geography.municipalities().iter().map(|municipality| {
        (municipality.code.clone(), municipality.centre.latitude, municipality.centre.longitude)
    });
    Arc::new(TravelTable::from_centres(centres))
}

/// The vocabulary's numbers of the terms in use, by the term's number in the database. Terms that the vocabulary has
/// no more are left out.
struct Numbers {
    skills: Vec<Option<SkillNumber>>,
    occupations: Vec<Option<u32>>,
    kinds_of_work: Vec<Option<KindOfWork>>,
}

impl Numbers {
    fn read(connection: &rusqlite::Connection, vocabulary: &Vocabulary) -> Result<Self, StorageError> {
        let terms = terms::all(connection)?;
        let count = terms.last_key_value().map_or(0, |(number, _)| *number as usize + 1);
        let mut numbers = Self {
            skills: vec![None; count],
            occupations: vec![None; count],
            kinds_of_work: vec![None; count],
        };
        for (number, uri) in terms {
            let number = number as usize;
            numbers.skills[number] = vocabulary.skill(&uri).map(|index| SkillNumber(index.0));
            numbers.occupations[number] = occupation_in_order(&uri, vocabulary);
            numbers.kinds_of_work[number] = kind_of_work(&uri, vocabulary);
        }
        Ok(numbers)
    }

    fn skill(&self, term: u32) -> Option<SkillNumber> {
        self.skills.get(term as usize).copied().flatten()
    }

    fn kind_of_work(&self, occupation: u32) -> Option<KindOfWork> {
        self.kinds_of_work.get(occupation as usize).copied().flatten()
    }

    fn line_of_work(&self, occupation: Option<u32>, former: Option<u32>) -> LineOfWork {
        let number = |term: u32| self.occupations.get(term as usize).copied().flatten();
        let number = |term: Option<u32>| term.and_then(number).unwrap_or(0);
        LineOfWork { occupation: number(occupation), former: number(former) }
    }
}

/// A number for an occupation by which those of one ISCO unit group, and those of groups next to each other, follow
/// each other.
fn occupation_in_order(uri: &EscoUri, vocabulary: &Vocabulary) -> Option<u32> {
    let occupation = vocabulary.occupation(uri)?;
    let group: u32 = vocabulary.isco(occupation).as_str().parse().unwrap_or(0);
    // a unit group has fewer than 2^16 occupations, and ISCO fewer than 2^16 groups
    Some((group << 16) | (occupation.0 & 0xFFFF))
}

/// What kind of work an occupation is, for interests.
fn kind_of_work(occupation: &EscoUri, vocabulary: &Vocabulary) -> Option<KindOfWork> {
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
        interests: interests(candidate.interests),
        available_from: candidate.available_from,
        line_of_work: line_of_work(
            candidate.occupation.as_ref(),
            candidate.former_occupations.first(),
            vocabulary,
        ),
    }
}

fn profile_of_row(row: &candidates::MatchingRow, numbers: &Numbers) -> CandidateProfile {
    let held = |(number, level, source): &(u32, u8, candidate::Evidence)| {
        Some(HeldSkill { skill: numbers.skill(*number)?, level: *level, evidence: evidence(*source) })
    };
    CandidateProfile {
        id: row.id,
        standing: standing(row.restricted),
        municipality: Some(row.municipality.clone()),
        max_travel_minutes: Some(row.max_travel_minutes),
        hours: hours(row.hours),
        education: row.education.map(education),
        present_employer: row.present_employer,
        skills: row.skills.iter().filter_map(held).collect(),
        potential: potential(row.potential),
        interests: interests(row.interests),
        available_from: row.available_from,
        line_of_work: numbers.line_of_work(row.occupation, row.former_occupation),
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

fn profile_of_vacancy_row(
    row: &vacancies::MatchingRow,
    region: &RegionId,
    numbers: &Numbers,
) -> VacancyProfile {
    let known = |list: &[u32]| list.iter().filter_map(|number| numbers.skill(*number)).collect();
    VacancyProfile {
        id: row.id,
        region: region.clone(),
        employer: Some(row.employer),
        municipality: Some(row.municipality.clone()),
        hours: hours(row.hours),
        entry_level: row.education_min.map(entry_level),
        essential: known(&row.essential),
        trainable: known(&row.trainable),
        optional: known(&row.optional),
        kind_of_work: numbers.kind_of_work(row.occupation),
        starts_on: row.starts_on,
        outside: row.outside,
        line_of_work: numbers.line_of_work(Some(row.occupation), None),
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
fn interests(known: Option<profile::Interests>) -> Option<Interests> {
    let mut scores = [0; 6];
    for (score, (_, liking)) in scores.iter_mut().zip(known?.likings.each()) {
        *score = liking;
    }
    Interests::new(scores)
}

const fn standing(restricted: bool) -> Standing {
    if restricted { Standing::Restricted } else { Standing::Findable }
}

const fn hours(hours: WeekHours) -> Option<HoursRange> {
    HoursRange::new(hours.fewest(), hours.most())
}

const fn education(level: EducationLevel) -> Education {
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

const fn entry_level(level: EntryLevel) -> Education {
    match level {
        EntryLevel::Hbo => Education::Bachelor,
        EntryLevel::Wo => Education::Master,
    }
}

const fn evidence(evidence: candidate::Evidence) -> Evidence {
    match evidence {
        candidate::Evidence::Own => Evidence::Myself,
        candidate::Evidence::Employer => Evidence::Employer,
        candidate::Evidence::Certificate => Evidence::Certificate,
        candidate::Evidence::Assessment => Evidence::Assessment,
    }
}
