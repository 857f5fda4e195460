//! What matching needs of people and of vacancies, in numbers, many at a time: the tables in the order in which they
//! lie, each read once from beginning to end.
//!
//! Not here: one person or one vacancy with all that is known (`candidates`, `vacancies`).

use super::{
    StorageError,
    candidates::{evidence_at, hours},
    sql::{Doing, parsed, parsed_if_any, unreadable},
    vacancies::{ESSENTIAL, TRAINABLE},
};
use crate::domain::{
    candidate::{EducationLevel, Evidence, WeekHours},
    profile::{Capacity, Likings},
    vacancy::EntryLevel,
};
use rusqlite::{Connection, Row, Rows, params};
use std::ops::RangeInclusive;
use vocabulary::{CandidateId, Date, EmployerId, MunicipalityCode, VacancyId};

/// A person in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow<'a> {
    /// The candidate.
    pub id: CandidateId,
    /// Nothing more is done with the file.
    pub restricted: bool,
    /// Where the person lives.
    pub municipality: MunicipalityCode,
    /// Hours a week.
    pub hours: WeekHours,
    /// The travel limit in minutes.
    pub max_travel_minutes: u16,
    /// The level of education, where known.
    pub education: Option<EducationLevel>,
    /// Who employs the person now, where known.
    pub present_employer: Option<EmployerId>,
    /// Term number of the present or last occupation, where known.
    pub occupation: Option<u32>,
    /// Term number of the occupation before that, if any.
    pub former_occupation: Option<u32>,
    /// Term number, level and evidence of each skill.
    pub skills: &'a [(u32, u8, Evidence)],
    /// How well the person can still learn hard and soft skills, where known.
    pub potential: Option<(Capacity, Capacity)>,
    /// From when the person can start, where known.
    pub available_from: Option<Date>,
    /// What kind of work the person likes, where known.
    pub likings: Option<Likings>,
}

/// A vacancy in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacancyRow<'a> {
    /// The vacancy.
    pub id: VacancyId,
    /// The employer.
    pub employer: EmployerId,
    /// Where the work is.
    pub municipality: MunicipalityCode,
    /// Hours a week.
    pub hours: WeekHours,
    /// The entry level that the law asks.
    pub education_min: Option<EntryLevel>,
    /// Term number of the occupation.
    pub occupation: u32,
    /// Term number and want of each skill, see [`Wanted`].
    pub skills: &'a [(u32, Wanted)],
    /// Whether the employer is outside of the network.
    pub outside: bool,
    /// The day on which the employer wishes somebody to begin.
    pub starts_on: Option<Date>,
}

/// How a vacancy wants a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// From the first day.
    Essential,
    /// Needed; it can be learnt on the job.
    Trainable,
    /// It helps.
    Optional,
}

/// The highest row number of a person; people are read by row number.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn last_person(connection: &Connection) -> Result<i64, StorageError> {
    connection
        .query_row("SELECT ifnull(max(row), 0) FROM candidates", [], |row| row.get(0))
        .doing("count candidates for matching")
}

/// Hands every candidate of these row numbers to `each`; those whose case another region took are left out.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn each_person(
    connection: &Connection,
    rows: &RangeInclusive<i64>,
    mut each: impl FnMut(PersonRow<'_>),
) -> Result<(), StorageError> {
    let mut read = || {
        let range = params![rows.start(), rows.end()];
        let mut people = connection.prepare_cached(
            "SELECT row, id, restricted, municipality, hours_fewest, hours_most, max_travel_minutes, education,
                    present_employer, candidates.occupation, former.occupation, potential_hard, potential_soft,
                    available_from_on, interests
             FROM candidates LEFT JOIN candidate_occupations AS former
               ON former.candidate = row AND former.kind = 'former' AND former.place = 0
             WHERE row BETWEEN ?1 AND ?2
               AND id NOT IN (SELECT candidate FROM handovers
                              WHERE side = 'sender' AND state = 'accepted' AND candidate IS NOT NULL)
             ORDER BY row",
        )?;
        // both in order of the row, so that one pass over each does: a statement for each person takes longer
        let mut skills = connection.prepare_cached(
            "SELECT candidate, skill, level, evidence FROM candidate_skills
             WHERE candidate BETWEEN ?1 AND ?2 ORDER BY candidate",
        )?;
        let mut people = people.query(range)?;
        let mut skills = Beside::new(skills.query(range)?, |row| {
            let evidence = evidence_at(row.get(3)?).ok_or_else(|| unreadable(3, "no such evidence"))?;
            Ok((row.get(1)?, row.get(2)?, evidence))
        })?;
        while let Some(row) = people.next()? {
            each(person(row, skills.of(row.get(0)?)?)?);
        }
        Ok(())
    };
    read().doing("read candidates for matching")
}

fn person<'a>(row: &Row<'_>, skills: &'a [(u32, u8, Evidence)]) -> rusqlite::Result<PersonRow<'a>> {
    let capacity = |column| {
        let level: Option<u8> = row.get(column)?;
        let capacity = level.map(Capacity::new).transpose();
        capacity.map_err(|error| unreadable(column, error.to_string()))
    };
    Ok(PersonRow {
        id: CandidateId::from_bytes(row.get(1)?),
        restricted: row.get(2)?,
        municipality: parsed(row, 3)?,
        hours: hours(row, 4)?,
        max_travel_minutes: row.get(6)?,
        education: parsed_if_any(row, 7)?,
        present_employer: row.get::<_, Option<[u8; 16]>>(8)?.map(EmployerId::from_bytes),
        occupation: row.get(9)?,
        former_occupation: row.get(10)?,
        skills,
        potential: capacity(11)?.zip(capacity(12)?),
        available_from: parsed_if_any(row, 13)?,
        likings: parsed_if_any(row, 14)?,
    })
}

/// Hands every open vacancy of this region to `each`.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn each_open_vacancy(
    connection: &Connection,
    mut each: impl FnMut(VacancyRow<'_>),
) -> Result<(), StorageError> {
    let mut read = || {
        let mut vacancies = connection.prepare_cached(
            "SELECT row, vacancies.id, employer, vacancies.municipality, hours_fewest, hours_most, education_min,
                    occupation, in_network, starts_on
             FROM vacancies JOIN employers ON employers.id = employer
             WHERE closed_on IS NULL ORDER BY row",
        )?;
        let mut skills =
            connection.prepare_cached("SELECT vacancy, skill, want FROM vacancy_skills ORDER BY vacancy")?;
        let mut vacancies = vacancies.query([])?;
        let mut skills = Beside::new(skills.query([])?, |row| {
            let want = match row.get(2)? {
                ESSENTIAL => Wanted::Essential,
                TRAINABLE => Wanted::Trainable,
                _ => Wanted::Optional,
            };
            Ok((row.get(1)?, want))
        })?;
        while let Some(row) = vacancies.next()? {
            each(vacancy(row, skills.of(row.get(0)?)?)?);
        }
        Ok(())
    };
    read().doing("read vacancies for matching")
}

fn vacancy<'a>(row: &Row<'_>, skills: &'a [(u32, Wanted)]) -> rusqlite::Result<VacancyRow<'a>> {
    Ok(VacancyRow {
        id: VacancyId::from_bytes(row.get(1)?),
        employer: EmployerId::from_bytes(row.get(2)?),
        municipality: parsed(row, 3)?,
        hours: hours(row, 4)?,
        education_min: parsed_if_any(row, 6)?,
        occupation: row.get(7)?,
        skills,
        outside: !row.get::<_, bool>(8)?,
        starts_on: parsed_if_any(row, 9)?,
    })
}

/// What hangs on rows, read beside them: both in order of the row's number.
struct Beside<'s, T, Read> {
    rows: Rows<'s>,
    read: Read,
    /// What was read last, with the number of its row; none at the end.
    next: Option<(i64, T)>,
    /// What was found, used again for the next row.
    found: Vec<T>,
}

impl<'s, T: Copy, Read: FnMut(&Row<'_>) -> rusqlite::Result<T>> Beside<'s, T, Read> {
    fn new(rows: Rows<'s>, read: Read) -> rusqlite::Result<Self> {
        let mut beside = Self { rows, read, next: None, found: Vec::new() };
        beside.advance()?;
        Ok(beside)
    }

    fn advance(&mut self) -> rusqlite::Result<()> {
        self.next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(())
    }

    /// What hangs on a row; asked for rows in order of their numbers.
    fn of(&mut self, number: i64) -> rusqlite::Result<&[T]> {
        self.found.clear();
        while let Some((row, value)) = self.next.filter(|next| next.0 <= number) {
            if row == number {
                self.found.push(value);
            }
            self.advance()?;
        }
        Ok(&self.found)
    }
}
