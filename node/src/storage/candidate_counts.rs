//! What is counted over all people: numbers of terms, never a name. Nothing here is shown of one person.

use super::{
    StorageError,
    sql::{Doing, rows},
};
use rusqlite::Connection;
use vocabulary::CandidateId;

/// The people whose file is not restricted, one row each, with the term number of the occupation that counts for
/// them: the first one wanted, or else the present or last one. All that the summaries read of people.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn primary_occupations(connection: &Connection) -> Result<Vec<(CandidateId, Option<u32>)>, StorageError> {
    rows(
        connection,
        "SELECT id, coalesce(
             (SELECT wanted.occupation FROM candidate_occupations AS wanted
              WHERE wanted.candidate = candidates.row AND wanted.kind = 'target'
              ORDER BY wanted.place LIMIT 1),
             candidates.occupation)
         FROM candidates WHERE restricted = 0",
        [],
        |row| Ok((CandidateId::from_bytes(row.get(0)?), row.get(1)?)),
    )
    .doing("read the occupations of people for the summaries")
}

/// The term numbers of the present or last occupation and of the wanted ones, for every person of whom both are known
/// and whose file is not restricted. Without ids: for counting only.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn wishes(connection: &Connection) -> Result<Vec<(u32, Vec<u32>)>, StorageError> {
    let pairs: rusqlite::Result<Vec<(i64, u32, u32)>> = rows(
        connection,
        "SELECT row, candidates.occupation, wanted.occupation
         FROM candidates JOIN candidate_occupations AS wanted ON wanted.candidate = row AND kind = 'target'
         WHERE restricted = 0 AND candidates.occupation IS NOT NULL
         ORDER BY row, place",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    );
    let pairs = pairs.doing("read where people want to move")?;
    let people = pairs.chunk_by(|(one, ..), (next, ..)| one == next);
    let wish = |person: &[(i64, u32, u32)]| {
        let (_, from, _) = person.first()?;
        Some((*from, person.iter().map(|(_, _, to)| *to).collect()))
    };
    Ok(people.filter_map(wish).collect())
}
