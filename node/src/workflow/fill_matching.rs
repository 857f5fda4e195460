//! Everybody and everything that is open, from the database into a new pool of matching, on two cores: one makes what
//! people are measured by while the other begins to read, then both read.
//!
//! **Invariant:** the caller keeps changes waiting until the pool is in place. Both cores read with a connection of
//! their own, and what one of them reads a moment later than the other is only nearer to the change that waits.

use super::{
    Context,
    matching_weights::recorded,
    refresh_matching::{
        education, entry_level, evidence, hours, interests, kind_of_work, network_vacancy_profile,
        occupation_in_order, standing, travel_table,
    },
};
use crate::{
    domain::profile::Capacity,
    matching::{
        input::{CandidateProfile, HeldSkill, LineOfWork, Potential, SkillNumber, VacancyProfile},
        interests::KindOfWork,
        pool::{Pool, PoolLoading},
        transition::stand_in::StandIns,
        weighting::Weighting,
        yardstick::Yardstick,
    },
    storage::{
        StorageError, feed,
        matching_rows::{self, PersonRow, VacancyRow, Wanted},
        terms,
    },
};
use rusqlite::Connection;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    thread,
};
use vocabulary::{RegionId, Vocabulary};

/// Vacancies of other regions that are read at a time.
const PAGE: u32 = 1_000;
/// Row numbers of people that a core takes at a time: few enough that both end together, many enough that finding the
/// first takes no part of the time.
const ROWS: i64 = 4_096;

/// A pool with all that the database holds.
///
/// # Errors
/// [`StorageError`] when it cannot be read.
pub(super) fn filled(context: &Context, connection: &Connection) -> Result<Pool, StorageError> {
    let weighting = recorded(connection)?;
    let numbers = Numbers::read(connection, &context.vocabulary)?;
    let travel = travel_table(&context.geography);
    let people = People { next: AtomicI64::new(1), last: matching_rows::last_person(connection)?, numbers };
    let mut others = PoolLoading::new(Arc::clone(&travel));
    let mut loading = PoolLoading::new(travel);
    let yardstick = thread::scope(|scope| {
        let other = scope.spawn(|| {
            context.storage.read_blocking(|connection| {
                read_vacancies(context, connection, &people.numbers, &mut others)?;
                people.read(connection, &mut others)
            })
        });
        // here, where the rows are arranged too: memory that making the stand-ins leaves free is used again then
        let yardstick = yardstick(context, weighting);
        let read = people.read(connection, &mut loading);
        let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read.and(other).map(|()| yardstick)
    })?;
    loading.append(others);
    Ok(loading.finish(yardstick))
}

/// The weights in force, and which skill of the vocabulary stands in for which. The latter takes a second to make for a
/// full list, so what is known of the same list is used again.
fn yardstick(context: &Context, weighting: Weighting) -> Arc<Yardstick> {
    let known = context.matching.yardstick();
    let stand_ins = if known.stand_ins().skill_count() == context.vocabulary.skills().len() {
        if **known.weighting() == weighting {
            return known;
        }
        Arc::clone(known.stand_ins())
    } else {
        Arc::new(StandIns::new(&context.vocabulary))
    };
    Arc::new(Yardstick::new(Arc::new(weighting), stand_ins))
}

fn read_vacancies(
    context: &Context,
    connection: &Connection,
    numbers: &Numbers,
    loading: &mut PoolLoading,
) -> Result<(), StorageError> {
    matching_rows::each_open_vacancy(connection, |row| {
        loading.add_vacancy(&vacancy_profile(row, &context.region, numbers));
    })?;
    let mut after = None;
    loop {
        let page = feed::open_network_vacancies(connection, None, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.record.vacancy);
        for vacancy in &page {
            loading.add_vacancy(&network_vacancy_profile(&vacancy.record, &context.vocabulary));
        }
    }
}

/// The people of the database, of which each core takes some rows at a time.
struct People {
    next: AtomicI64,
    last: i64,
    numbers: Numbers,
}

impl People {
    fn read(&self, connection: &Connection, loading: &mut PoolLoading) -> Result<(), StorageError> {
        let mut skills = Vec::new();
        loop {
            let first = self.next.fetch_add(ROWS, Ordering::Relaxed);
            if first > self.last {
                return Ok(());
            }
            matching_rows::each_person(connection, &(first..=first + ROWS - 1), |row| {
                let profile = candidate_profile(row, &self.numbers, std::mem::take(&mut skills));
                loading.add_candidate(&profile);
                skills = profile.skills;
            })?;
        }
    }
}

/// The vocabulary's numbers of the terms in use, by the term's number in the database. Terms that the vocabulary has
/// no more are left out.
struct Numbers {
    skills: Vec<Option<SkillNumber>>,
    occupations: Vec<Option<u32>>,
    kinds_of_work: Vec<Option<KindOfWork>>,
}

impl Numbers {
    fn read(connection: &Connection, vocabulary: &Vocabulary) -> Result<Self, StorageError> {
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

/// A person as matching sees one; `skills` is room for them, used again and again.
fn candidate_profile(row: PersonRow<'_>, numbers: &Numbers, mut skills: Vec<HeldSkill>) -> CandidateProfile {
    skills.clear();
    skills.extend(row.skills.iter().filter_map(|(number, level, source)| {
        Some(HeldSkill { skill: numbers.skill(*number)?, level: *level, evidence: evidence(*source) })
    }));
    let level = |capacity: Capacity| Some(capacity.get());
    CandidateProfile {
        id: row.id,
        standing: standing(row.restricted),
        municipality: Some(row.municipality),
        max_travel_minutes: Some(row.max_travel_minutes),
        hours: hours(row.hours),
        education: row.education.map(education),
        present_employer: row.present_employer,
        skills,
        potential: row
            .potential
            .map_or(Potential::NOT_KNOWN, |(hard, soft)| Potential::new(level(hard), level(soft))),
        interests: interests(row.likings),
        available_from: row.available_from,
        line_of_work: numbers.line_of_work(row.occupation, row.former_occupation),
    }
}

fn vacancy_profile(row: VacancyRow<'_>, region: &RegionId, numbers: &Numbers) -> VacancyProfile {
    let wanted = |of: &[Wanted]| {
        let skills = row.skills.iter().filter(|(_, want)| of.contains(want));
        skills.filter_map(|(number, _)| numbers.skill(*number)).collect()
    };
    VacancyProfile {
        id: row.id,
        region: region.clone(),
        employer: Some(row.employer),
        hours: hours(row.hours),
        entry_level: row.education_min.map(entry_level),
        essential: wanted(&[Wanted::Essential, Wanted::Trainable]),
        trainable: wanted(&[Wanted::Trainable]),
        optional: wanted(&[Wanted::Optional]),
        kind_of_work: numbers.kind_of_work(row.occupation),
        starts_on: row.starts_on,
        outside: row.outside,
        line_of_work: numbers.line_of_work(Some(row.occupation), None),
        municipality: Some(row.municipality),
    }
}
