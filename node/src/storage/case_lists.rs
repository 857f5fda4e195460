//! Cases in lists: the worklist and its parts, all cases under way, where a person stands.
//!
//! Not here: one case with its steps (`cases`).

use super::{
    StorageError,
    candidate_list::WISH,
    sql::{Doing, instant, parsed, parsed_if_any, rows, unreadable},
};
use crate::domain::{case::step::StepNumber, text::Line};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use vocabulary::{AccountId, CandidateId, CaseId, Date, EscoUri, MunicipalityCode, Personal};

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Whose way it is.
    pub candidate: CandidateId,
    /// The person's name.
    pub name: Personal<Line>,
    /// Where the person lives.
    pub municipality: MunicipalityCode,
    /// The present or last occupation, where known.
    pub occupation: Option<EscoUri>,
    /// The occupation that the person wants most, where known.
    pub wish: Option<EscoUri>,
    /// Where the person stands.
    pub step: StepNumber,
    /// The last day.
    pub due_on: Date,
    /// Who is responsible.
    pub owner: AccountId,
    /// That person's name.
    pub owner_name: Line,
    /// The region that is asked to take it, while it is offered.
    pub offered_to: Option<vocabulary::RegionId>,
    /// When it was opened.
    pub opened_at: Timestamp,
}

/// Which part of the worklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorklistPart {
    /// The last day has passed.
    Overdue,
    /// The last day is today.
    Today,
    /// Offered to another region.
    WaitingForOthers,
    /// Opened in the last week and still in its first step.
    New,
    /// All others, the nearest day first.
    Ahead,
}

impl WorklistPart {
    /// The parts in the order in which a page shows them.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Today, Self::WaitingForOthers, Self::New, Self::Ahead];

    /// A case is in exactly one part: the first whose condition holds. `?1` is today, `?2` the moment a week ago.
    const fn condition(self) -> &'static str {
        match self {
            Self::Overdue => "progress = 'open' AND due_on < ?1",
            Self::Today => "progress = 'open' AND due_on = ?1",
            Self::WaitingForOthers => "progress = 'offered' AND owner_region <> offered_to",
            Self::New => "progress = 'open' AND due_on > ?1 AND step = 1 AND opened_at_ms >= ?2",
            Self::Ahead => "progress = 'open' AND due_on > ?1 AND NOT (step = 1 AND opened_at_ms >= ?2)",
        }
    }
}

/// Whose cases a worklist shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorklistOf {
    /// One person's.
    Account(AccountId),
    /// The whole region's.
    Everybody,
}

impl WorklistOf {
    fn column(self) -> Option<[u8; 16]> {
        match self {
            Self::Account(account) => Some(account.to_bytes()),
            Self::Everybody => None,
        }
    }
}

/// One part of the worklist: how many cases there are, and those at the places `shown`, counted from 0.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn worklist_part(
    connection: &Connection,
    part: WorklistPart,
    of: WorklistOf,
    today: Date,
    week_ago: Timestamp,
    shown: std::ops::Range<u32>,
) -> Result<(u64, Vec<CaseLine>), StorageError> {
    let condition = part.condition();
    let read = || {
        let count: i64 = connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM cases
                 WHERE {condition} AND ?2 IS NOT NULL AND (?3 IS NULL OR owner_account = ?3)"
            ))?
            .query_row(params![today.to_string(), week_ago.as_millisecond(), of.column()], |row| {
                row.get(0)
            })?;
        let lines = rows(
            connection,
            &format!(
                "{} WHERE {condition} AND ?2 IS NOT NULL AND (?3 IS NULL OR owner_account = ?3)
                 ORDER BY due_on, cases.id LIMIT ?4 OFFSET ?5",
                line_columns()
            ),
            params![
                today.to_string(),
                week_ago.as_millisecond(),
                of.column(),
                shown.end.saturating_sub(shown.start),
                shown.start
            ],
            line,
        )?;
        Ok((count.unsigned_abs(), lines))
    };
    read().doing("read the worklist")
}

fn line_columns() -> String {
    format!(
        "SELECT cases.id, cases.candidate, candidates.name, candidates.municipality, uri, step,
            due_on, owner_account, accounts.name, offered_to, opened_at_ms, {WISH}
        FROM cases JOIN candidates ON candidates.id = cases.candidate
             JOIN accounts ON accounts.id = owner_account
             LEFT JOIN esco_terms ON number = candidates.occupation"
    )
}

/// Cases under way in the order of their ids, after one.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn page(
    connection: &Connection,
    after: Option<CaseId>,
    limit: u32,
) -> Result<Vec<CaseLine>, StorageError> {
    rows(
        connection,
        &format!(
            "{} WHERE progress <> 'ended' AND owner_region IS NOT offered_to AND cases.id > ?1
             ORDER BY cases.id LIMIT ?2",
            line_columns()
        ),
        params![after.map(|id| id.to_bytes().to_vec()).unwrap_or_default(), limit],
        line,
    )
    .doing("read cases")
}

/// How many cases are under way, and `limit` of them beginning at place `from`, the nearest day first.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn listed(
    connection: &Connection,
    of: WorklistOf,
    step: Option<StepNumber>,
    from: usize,
    limit: usize,
) -> Result<(u64, Vec<CaseLine>), StorageError> {
    const CONDITION: &str = "progress <> 'ended' AND owner_region IS NOT offered_to
                             AND (?1 IS NULL OR owner_account = ?1) AND (?2 IS NULL OR step = ?2)";
    let step = step.map(StepNumber::get);
    let read = || {
        let count: i64 = connection
            .prepare_cached(&format!("SELECT count(*) FROM cases WHERE {CONDITION}"))?
            .query_row(params![of.column(), step], |row| row.get(0))?;
        let place = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let lines = rows(
            connection,
            &format!("{} WHERE {CONDITION} ORDER BY due_on, cases.id LIMIT ?3 OFFSET ?4", line_columns()),
            params![of.column(), step, place(limit), place(from)],
            line,
        )?;
        Ok((count.unsigned_abs(), lines))
    };
    read().doing("list the cases")
}

fn line(row: &Row<'_>) -> rusqlite::Result<CaseLine> {
    Ok(CaseLine {
        id: CaseId::from_bytes(row.get(0)?),
        candidate: CandidateId::from_bytes(row.get(1)?),
        name: Personal::new(parsed(row, 2)?),
        municipality: parsed(row, 3)?,
        occupation: parsed_if_any(row, 4)?,
        step: StepNumber::from_number(row.get(5)?).ok_or_else(|| unreadable(5, "no such step"))?,
        due_on: parsed(row, 6)?,
        owner: AccountId::from_bytes(row.get(7)?),
        owner_name: parsed(row, 8)?,
        offered_to: parsed_if_any(row, 9)?,
        opened_at: instant(row, 10)?,
        wish: parsed_if_any(row, 11)?,
    })
}

/// Where a person's case stands, as far as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The step.
    pub step: StepNumber,
    /// The last day.
    pub due_on: Date,
    /// Who is responsible.
    pub owner: AccountId,
}

/// The case that is under way here for a person, where there is one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn standing(connection: &Connection, candidate: CandidateId) -> Result<Option<Standing>, StorageError> {
    connection
        .prepare_cached(
            "SELECT step, due_on, owner_account FROM cases
             WHERE candidate = ?1 AND progress <> 'ended' AND owner_region IS NOT offered_to",
        )
        .and_then(|mut statement| {
            statement
                .query_row([candidate.to_bytes()], |row| {
                    let step = StepNumber::from_number(row.get(0)?);
                    Ok(Standing {
                        step: step.ok_or_else(|| unreadable(0, "no such step"))?,
                        due_on: parsed(row, 1)?,
                        owner: AccountId::from_bytes(row.get(2)?),
                    })
                })
                .optional()
        })
        .doing("read where a case stands")
}

/// How many cases are under way in each of the seven steps.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count_by_step(connection: &Connection, of: WorklistOf) -> Result<[u64; 7], StorageError> {
    let counted: Vec<(u8, i64)> = rows(
        connection,
        "SELECT step, count(*) FROM cases
         WHERE progress <> 'ended' AND owner_region IS NOT offered_to AND (?1 IS NULL OR owner_account = ?1)
         GROUP BY step",
        [of.column()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .doing("count cases by step")?;
    let mut counts = [0; 7];
    for (step, count) in counted {
        if let Some(place) = step.checked_sub(1).and_then(|place| counts.get_mut(usize::from(place))) {
            *place = count.unsigned_abs();
        }
    }
    Ok(counts)
}
