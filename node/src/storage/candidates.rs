//! Candidates. Whoever shows one to a person goes through `workflow::view_candidate`, which logs it first.

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows},
    terms,
};
use crate::domain::{
    candidate::{Candidate, Evidence, LanguageSkill, SkillClaim, SkillLevel, TravelLimit, WeekHours},
    profile::{Capacity, Interests, Potential},
    text::fold,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{CandidateId, EmployerId, EscoUri, Personal, Purpose};

/// Whether a change was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is there.
    Yes,
    /// Somebody changed it since it was read; nothing was saved.
    ChangedMeanwhile,
    /// It is not there.
    Gone,
}

/// Saves a new candidate.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the id is taken.
pub fn insert(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
    at: Timestamp,
) -> Result<(), StorageError> {
    let occupation = number_if_any(transaction, candidate.occupation.as_ref())?;
    let row = transaction
        .prepare_cached(
            "INSERT INTO candidates
                 (id, revision, name, name_folded, email, phone, born_on, remarks, present_employer,
                  municipality, hours_fewest, hours_most, max_travel_minutes, education, occupation,
                  years_experience, restricted, registered_at_ms, changed_at_ms, potential_hard, potential_soft,
                  potential_source, potential_on, available_from_on, interests, interests_source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?18,
                     ?19, ?20, ?21, ?22, ?23, ?24, ?25)
             RETURNING row",
        )
        .and_then(|mut statement| {
            bind(&mut statement, candidate, candidate.revision, occupation, at)?;
            statement.raw_query().next()?.map_or(Err(rusqlite::Error::QueryReturnedNoRows), |row| row.get(0))
        })
        .doing("save a candidate")?;
    insert_lists(transaction, row, candidate)
}

/// Saves a changed candidate, if nobody changed it since; `candidate.revision` is the one that was read.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn update(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
    at: Timestamp,
) -> Result<Saved, StorageError> {
    let found: Option<(i64, u32)> = transaction
        .prepare_cached("SELECT row, revision FROM candidates WHERE id = ?1")
        .and_then(|mut statement| {
            statement.query_row([candidate.id.to_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .doing("look a candidate up")?;
    let Some((row, revision)) = found else { return Ok(Saved::Gone) };
    if revision != candidate.revision {
        return Ok(Saved::ChangedMeanwhile);
    }
    let occupation = number_if_any(transaction, candidate.occupation.as_ref())?;
    transaction
        .prepare_cached(
            "UPDATE candidates SET revision = ?2, name = ?3, name_folded = ?4, email = ?5, phone = ?6,
                 born_on = ?7, remarks = ?8, present_employer = ?9, municipality = ?10, hours_fewest = ?11,
                 hours_most = ?12, max_travel_minutes = ?13, education = ?14, occupation = ?15,
                 years_experience = ?16, restricted = ?17, changed_at_ms = ?18, potential_hard = ?19,
                 potential_soft = ?20, potential_source = ?21, potential_on = ?22, available_from_on = ?23,
                 interests = ?24, interests_source = ?25
             WHERE id = ?1",
        )
        .and_then(|mut statement| {
            bind(&mut statement, candidate, revision + 1, occupation, at)?;
            statement.raw_execute()
        })
        .doing("save a candidate")?;
    for table in ["candidate_occupations", "candidate_languages", "candidate_skills"] {
        transaction
            .prepare_cached(&format!("DELETE FROM {table} WHERE candidate = ?1"))
            .and_then(|mut statement| statement.execute([row]))
            .doing("save a candidate")?;
    }
    insert_lists(transaction, row, candidate)?;
    Ok(Saved::Yes)
}

fn bind(
    statement: &mut rusqlite::Statement<'_>,
    candidate: &Candidate,
    revision: u32,
    occupation: Option<u32>,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let name = candidate.name.reveal(Purpose::Storage);
    let (potential, interests) = (candidate.potential, candidate.interests);
    let values: [&dyn rusqlite::ToSql; 25] = [
        &candidate.id.to_bytes(),
        &revision,
        &name.as_str(),
        &fold(name.as_str()),
        &candidate.email.reveal(Purpose::Storage).as_ref().map(|email| email.as_str()),
        &candidate.phone.reveal(Purpose::Storage).as_ref().map(|phone| phone.as_str()),
        &candidate.born_on.reveal(Purpose::Storage).map(|day| day.to_string()),
        &candidate.remarks.reveal(Purpose::Storage).as_ref().map(|text| text.as_str()),
        &candidate.present_employer.reveal(Purpose::Storage).map(EmployerId::to_bytes),
        &candidate.municipality.as_str(),
        &candidate.hours.fewest(),
        &candidate.hours.most(),
        &candidate.max_travel.minutes(),
        &candidate.education.map(|level| level.name()),
        &occupation,
        &candidate.years_experience,
        &candidate.restricted,
        &at.as_millisecond(),
        &potential.map(|potential| potential.hard_skills.get()),
        &potential.map(|potential| potential.soft_skills.get()),
        &potential.map(|potential| potential.source.name()),
        &potential.map(|potential| potential.assessed_on.to_string()),
        &candidate.available_from.map(|day| day.to_string()),
        &interests.map(|interests| interests.likings.to_string()),
        &interests.map(|interests| interests.source.name()),
    ];
    for (place, value) in (1_usize..).zip(values) {
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

fn number_if_any(transaction: &Transaction<'_>, uri: Option<&EscoUri>) -> Result<Option<u32>, StorageError> {
    uri.map(|uri| terms::number(transaction, uri)).transpose()
}

fn insert_lists(transaction: &Transaction<'_>, row: i64, candidate: &Candidate) -> Result<(), StorageError> {
    let lists = [("former", &candidate.former_occupations), ("target", &candidate.target_occupations)];
    for (kind, occupations) in lists {
        for (place, uri) in (0_i64..).zip(occupations) {
            let occupation = terms::number(transaction, uri)?;
            transaction
                .prepare_cached("INSERT INTO candidate_occupations VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut statement| statement.execute(params![row, kind, place, occupation]))
                .doing("save the occupations of a candidate")?;
        }
    }
    for skill in &candidate.languages {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO candidate_languages VALUES (?1, ?2, ?3)")
            .and_then(|mut statement| {
                statement.execute(params![row, skill.language.as_str(), skill.level.name()])
            })
            .doing("save the languages of a candidate")?;
    }
    for claim in &candidate.skills {
        let skill = terms::number(transaction, &claim.skill)?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO candidate_skills VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| {
                statement.execute(params![row, skill, claim.level.get(), evidence_place(claim.evidence)])
            })
            .doing("save the skills of a candidate")?;
    }
    Ok(())
}

const fn evidence_place(evidence: Evidence) -> u8 {
    match evidence {
        Evidence::Own => 0,
        Evidence::Employer => 1,
        Evidence::Certificate => 2,
        Evidence::Assessment => 3,
    }
}

pub(super) fn evidence_at(place: u8) -> Option<Evidence> {
    Evidence::ALL.get(usize::from(place)).copied()
}

/// One candidate with all that is known.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn get(connection: &Connection, id: CandidateId) -> Result<Option<Candidate>, StorageError> {
    let read = || {
        let found = connection
            .prepare_cached(
                "SELECT candidates.row, revision, name, email, phone, born_on, remarks, present_employer,
                        municipality, hours_fewest, hours_most, max_travel_minutes, education, uri,
                        years_experience, restricted, potential_hard, potential_soft, potential_source,
                        potential_on, available_from_on, interests, interests_source
                 FROM candidates LEFT JOIN esco_terms ON number = occupation WHERE id = ?1",
            )?
            .query_row([id.to_bytes()], |row| Ok((row.get::<_, i64>(0)?, candidate(id, row)?)))
            .optional()?;
        let Some((row, mut candidate)) = found else { return Ok(None) };
        candidate.former_occupations = occupations(connection, row, "former")?;
        candidate.target_occupations = occupations(connection, row, "target")?;
        candidate.languages = rows(
            connection,
            "SELECT language, level FROM candidate_languages WHERE candidate = ?1",
            [row],
            |row| Ok(LanguageSkill { language: parsed(row, 0)?, level: parsed(row, 1)? }),
        )?;
        candidate.skills = rows(
            connection,
            "SELECT uri, level, evidence FROM candidate_skills JOIN esco_terms ON number = skill
             WHERE candidate = ?1",
            [row],
            claim,
        )?;
        Ok(Some(candidate))
    };
    read().doing("read a candidate")
}

fn candidate(id: CandidateId, row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        id,
        revision: row.get(1)?,
        name: Personal::new(parsed(row, 2)?),
        email: Personal::new(parsed_if_any(row, 3)?),
        phone: Personal::new(parsed_if_any(row, 4)?),
        born_on: Personal::new(parsed_if_any(row, 5)?),
        remarks: Personal::new(parsed_if_any(row, 6)?),
        present_employer: Personal::new(row.get::<_, Option<[u8; 16]>>(7)?.map(EmployerId::from_bytes)),
        municipality: parsed(row, 8)?,
        hours: hours(row, 9)?,
        max_travel: TravelLimit::from_minutes(row.get(11)?).map_err(|error| unreadable(11, error))?,
        education: parsed_if_any(row, 12)?,
        occupation: parsed_if_any(row, 13)?,
        years_experience: row.get(14)?,
        former_occupations: Vec::new(),
        target_occupations: Vec::new(),
        languages: Vec::new(),
        skills: Vec::new(),
        restricted: row.get(15)?,
        potential: potential(row, 16)?,
        available_from: parsed_if_any(row, 20)?,
        interests: interests(row, 21)?,
    })
}

/// Four columns as what somebody can still learn, where it is known.
pub(super) fn potential(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Potential>> {
    let capacity = |column| Capacity::new(row.get(column)?).map_err(|error| unreadable(column, error));
    row.get::<_, Option<u8>>(column)?
        .map(|_| {
            Ok(Potential {
                hard_skills: capacity(column)?,
                soft_skills: capacity(column + 1)?,
                source: parsed(row, column + 2)?,
                assessed_on: parsed(row, column + 3)?,
            })
        })
        .transpose()
}

/// Two columns as what somebody likes, where it is known.
pub(super) fn interests(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Interests>> {
    let likings = parsed_if_any(row, column)?;
    likings.map(|likings| Ok(Interests { likings, source: parsed(row, column + 1)? })).transpose()
}

/// Two columns as hours a week.
pub(super) fn hours(row: &Row<'_>, column: usize) -> rusqlite::Result<WeekHours> {
    WeekHours::new(row.get(column)?, row.get(column + 1)?).map_err(|error| unreadable(column, error))
}

fn unreadable(column: usize, error: impl std::error::Error) -> rusqlite::Error {
    super::sql::unreadable(column, error.to_string())
}

fn claim(row: &Row<'_>) -> rusqlite::Result<SkillClaim> {
    Ok(SkillClaim {
        skill: parsed(row, 0)?,
        level: SkillLevel::new(row.get(1)?).map_err(|error| unreadable(1, error))?,
        evidence: evidence_at(row.get(2)?).ok_or_else(|| super::sql::unreadable(2, "no such evidence"))?,
    })
}

fn occupations(connection: &Connection, row: i64, kind: &str) -> rusqlite::Result<Vec<EscoUri>> {
    rows(
        connection,
        "SELECT uri FROM candidate_occupations JOIN esco_terms ON number = occupation
         WHERE candidate = ?1 AND kind = ?2 ORDER BY place",
        params![row, kind],
        |row| parsed(row, 0),
    )
}

/// Whether there is a candidate with this id.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn exists(connection: &Connection, id: CandidateId) -> Result<bool, StorageError> {
    connection
        .prepare_cached("SELECT 1 FROM candidates WHERE id = ?1")
        .and_then(|mut statement| statement.exists([id.to_bytes()]))
        .doing("look a candidate up")
}

/// Erases a candidate with everything that hangs on it, its ended cases included.
///
/// # Errors
/// [`StorageError`] when the tables cannot be written.
pub fn erase(transaction: &Transaction<'_>, id: CandidateId) -> Result<(), StorageError> {
    for sql in ["DELETE FROM cases WHERE candidate = ?1", "DELETE FROM candidates WHERE id = ?1"] {
        transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([id.to_bytes()]))
            .doing("erase a candidate")?;
    }
    Ok(())
}

/// How many candidates there are.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count(connection: &Connection) -> Result<u64, StorageError> {
    connection
        .query_row("SELECT count(*) FROM candidates", [], |row| row.get::<_, i64>(0))
        .doing("count candidates")
        .map(i64::unsigned_abs)
}
