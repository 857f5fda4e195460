//! What tests found about people. Whoever shows one to a person logs it first, see `workflow::view_candidate`.

use super::{
    StorageError,
    sql::{Doing, instant, parsed, parsed_if_any, rows, unreadable},
    terms,
};
use crate::domain::{
    candidate::SkillLevel,
    test_result::{Competence, Settled, TestResult},
};
use rusqlite::{Connection, Row, Transaction, params};
use vocabulary::{CandidateId, EscoUri, TestResultId};

/// Saves a new result.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when this result of this person is there already.
pub fn insert(transaction: &Transaction<'_>, result: &TestResult) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO test_results (id, candidate, name, provider, taken_on, interests, recorded_at_ms)
             VALUES (?1, (SELECT row FROM candidates WHERE id = ?2), ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                result.id.to_bytes(),
                result.candidate.to_bytes(),
                result.name.as_str(),
                result.provider.as_str(),
                result.taken_on.to_string(),
                result.interests.map(|likings| likings.to_string()),
                result.recorded_at.as_millisecond(),
            ])
        })
        .doing("save a test result")?;
    for competence in &result.competences {
        let skill = terms::number(transaction, &competence.skill)?;
        let settled = competence.settled.map(Settled::name);
        transaction
            .prepare_cached("INSERT INTO test_result_skills VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| {
                statement.execute(params![result.id.to_bytes(), skill, competence.level.get(), settled])
            })
            .doing("save the skills of a test result")?;
    }
    Ok(())
}

/// Whether this result of this person is there already: the same test of the same provider on the same day.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn is_known(connection: &Connection, result: &TestResult) -> Result<bool, StorageError> {
    connection
        .prepare_cached(
            "SELECT 1 FROM test_results WHERE candidate = (SELECT row FROM candidates WHERE id = ?1)
                 AND name = ?2 AND provider = ?3 AND taken_on = ?4",
        )
        .and_then(|mut statement| {
            statement.exists(params![
                result.candidate.to_bytes(),
                result.name.as_str(),
                result.provider.as_str(),
                result.taken_on.to_string()
            ])
        })
        .doing("look a test result up")
}

/// All results of a person, the newest first.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn of_candidate(
    connection: &Connection,
    candidate: CandidateId,
) -> Result<Vec<TestResult>, StorageError> {
    let read = || {
        let mut results = rows(
            connection,
            "SELECT test_results.id, candidates.id, test_results.name, provider, taken_on, test_results.interests,
                    recorded_at_ms
             FROM test_results JOIN candidates ON candidates.row = candidate
             WHERE candidates.id = ?1 ORDER BY taken_on DESC, recorded_at_ms DESC, test_results.id",
            [candidate.to_bytes()],
            result,
        )?;
        for result in &mut results {
            result.competences = rows(
                connection,
                "SELECT uri, level, settled FROM test_result_skills JOIN esco_terms ON number = skill
                 WHERE test_result = ?1 ORDER BY uri",
                [result.id.to_bytes()],
                competence,
            )?;
        }
        Ok(results)
    };
    read().doing("read the test results of a candidate")
}

/// Writes down what a coach chose where the test said less.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn settle(
    transaction: &Transaction<'_>,
    result: TestResultId,
    skill: &EscoUri,
    settled: Settled,
) -> Result<(), StorageError> {
    let skill = terms::number(transaction, skill)?;
    transaction
        .prepare_cached("UPDATE test_result_skills SET settled = ?3 WHERE test_result = ?1 AND skill = ?2")
        .and_then(|mut statement| statement.execute(params![result.to_bytes(), skill, settled.name()]))
        .doing("save what was chosen about a test result")?;
    Ok(())
}

fn result(row: &Row<'_>) -> rusqlite::Result<TestResult> {
    Ok(TestResult {
        id: TestResultId::from_bytes(row.get(0)?),
        candidate: CandidateId::from_bytes(row.get(1)?),
        name: parsed(row, 2)?,
        provider: parsed(row, 3)?,
        taken_on: parsed(row, 4)?,
        competences: Vec::new(),
        interests: parsed_if_any(row, 5)?,
        recorded_at: instant(row, 6)?,
    })
}

fn competence(row: &Row<'_>) -> rusqlite::Result<Competence> {
    Ok(Competence {
        skill: parsed(row, 0)?,
        level: SkillLevel::new(row.get(1)?).map_err(|error| unreadable(1, error.to_string()))?,
        settled: parsed_if_any(row, 2)?,
    })
}
