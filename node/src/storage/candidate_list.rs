//! Candidates as lines of a list. Whoever shows one to a person logs it first, see `workflow::view_candidate`.

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows},
};
use crate::domain::{candidate::EducationGroup, case::step::StepNumber, text::Line};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;
use vocabulary::{AccountId, CandidateId, EscoUri, MunicipalityCode, Personal};

/// A candidate in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateLine {
    /// The candidate.
    pub id: CandidateId,
    /// The name.
    pub name: Personal<Line>,
    /// Where the person lives.
    pub municipality: MunicipalityCode,
    /// The present or last occupation, where known.
    pub occupation: Option<EscoUri>,
    /// The occupation that the person wants most, where known.
    pub wish: Option<EscoUri>,
    /// Nothing more is done with the file.
    pub restricted: bool,
}

/// The occupation that a person wants most, beside a table `candidates`.
pub(super) const WISH: &str =
    "(SELECT wish.uri FROM candidate_occupations AS wanted JOIN esco_terms AS wish ON wish.number = wanted.occupation
      WHERE wanted.candidate = candidates.row AND wanted.kind = 'target' ORDER BY wanted.place LIMIT 1)";

/// The candidate as a line in a list.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn line(connection: &Connection, id: CandidateId) -> Result<Option<CandidateLine>, StorageError> {
    connection
        .prepare_cached(&format!(
            "SELECT id, name, municipality, uri, restricted, {WISH}
             FROM candidates LEFT JOIN esco_terms ON number = candidates.occupation WHERE id = ?1"
        ))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], candidate_line).optional())
        .doing("read a candidate")
}

fn candidate_line(row: &Row<'_>) -> rusqlite::Result<CandidateLine> {
    Ok(CandidateLine {
        id: CandidateId::from_bytes(row.get(0)?),
        name: Personal::new(parsed(row, 1)?),
        municipality: parsed(row, 2)?,
        occupation: parsed_if_any(row, 3)?,
        restricted: row.get(4)?,
        wish: parsed_if_any(row, 5)?,
    })
}

/// What narrows a list of candidates; nothing narrows it when all are left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListFilter {
    /// Only those whose case under way here is in this step.
    pub step: Option<StepNumber>,
    /// Only those whose case under way here has this owner.
    pub owner: Option<AccountId>,
    /// Only those with this education.
    pub education: Option<EducationGroup>,
}

impl ListFilter {
    /// Whether it narrows anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.step.is_none() && self.owner.is_none() && self.education.is_none()
    }

    /// Step, owner and levels, as [`FILTERED`] wants them.
    fn columns(&self) -> (Option<u8>, Option<[u8; 16]>, String) {
        let levels = self.education.map(EducationGroup::levels).unwrap_or_default();
        let levels = levels.iter().map(|level| format!(",{},", level.name())).collect();
        (self.step.map(StepNumber::get), self.owner.map(AccountId::to_bytes), levels)
    }
}

/// What a [`ListFilter`] leaves, with its three columns as parameters 1 to 3.
const FILTERED: &str = "(?3 = '' OR instr(?3, ',' || education || ',') > 0)
     AND ((?1 IS NULL AND ?2 IS NULL) OR EXISTS (
         SELECT 1 FROM cases WHERE cases.candidate = candidates.id AND progress <> 'ended'
             AND owner_region IS NOT offered_to
             AND (?1 IS NULL OR step = ?1) AND (?2 IS NULL OR owner_account = ?2)))";

/// Candidates in the order of their (random) ids, after one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn page(
    connection: &Connection,
    filter: &ListFilter,
    after: Option<CandidateId>,
    limit: u32,
) -> Result<Vec<CandidateLine>, StorageError> {
    let (step, owner, levels) = filter.columns();
    rows(
        connection,
        &format!(
            "SELECT id, name, municipality, uri, restricted, {WISH}
         FROM candidates LEFT JOIN esco_terms ON number = candidates.occupation
         WHERE id > ?4 AND {FILTERED} ORDER BY id LIMIT ?5"
        ),
        params![step, owner, levels, after.map(|id| id.to_bytes().to_vec()).unwrap_or_default(), limit],
        candidate_line,
    )
    .doing("read candidates")
}

/// How many candidates a filter leaves.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count(connection: &Connection, filter: &ListFilter) -> Result<u64, StorageError> {
    let (step, owner, levels) = filter.columns();
    connection
        .prepare_cached(&format!("SELECT count(*) FROM candidates WHERE {FILTERED}"))
        .and_then(|mut statement| {
            statement.query_row(params![step, owner, levels], |row| row.get::<_, i64>(0))
        })
        .doing("count candidates")
        .map(i64::unsigned_abs)
}

/// The rows of the candidates that a filter leaves.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn rows_left(connection: &Connection, filter: &ListFilter) -> Result<BTreeSet<i64>, StorageError> {
    let (step, owner, levels) = filter.columns();
    let sql = format!("SELECT row FROM candidates WHERE {FILTERED}");
    rows(connection, &sql, params![step, owner, levels], |row| row.get(0))
        .doing("read which candidates a filter leaves")
        .map(BTreeSet::from_iter)
}

/// Hands every folded name with its candidate's row to `each`, for a search that forgives typing errors.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn each_name(connection: &Connection, mut each: impl FnMut(i64, &str)) -> Result<(), StorageError> {
    let mut read = || {
        let mut statement = connection.prepare_cached("SELECT row, name_folded FROM candidates")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get_ref(1)?.as_str()?);
        }
        Ok(())
    };
    read().doing("search candidates by name")
}

/// The candidates in these rows, in this order.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn lines_at(connection: &Connection, at: &[i64]) -> Result<Vec<CandidateLine>, StorageError> {
    let read = |row: &i64| {
        connection
            .prepare_cached(
                &format!("SELECT id, name, municipality, uri, restricted, {WISH}
                 FROM candidates LEFT JOIN esco_terms ON number = candidates.occupation WHERE candidates.row = ?1"),
            )?
            .query_row([row], candidate_line)
            .optional()
    };
    at.iter().filter_map(|row| read(row).transpose()).collect::<Result<_, _>>().doing("read candidates")
}
