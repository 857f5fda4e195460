//! What the last daily round found for people whom somebody here helps. Whoever shows a line logs it for the person
//! first, see `workflow::view_round`.

use super::{
    StorageError,
    case_lists::WorklistOf,
    settings,
    sql::{Doing, parsed, rows},
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, CaseId, Date, Personal, VacancyId};

/// The names of the two moments among the settings.
const BEGAN: &str = "round-began";
const FINISHED: &str = "round-finished";

/// Who is in a round: people with a case under way here whose file does not rest.
const IN_A_ROUND: &str =
    "restricted = 0 AND EXISTS (SELECT 1 FROM cases WHERE cases.candidate = candidates.id
                          AND progress <> 'ended' AND owner_region IS NOT offered_to)";

/// When a round took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundTimes {
    /// When it began.
    pub began_at: Timestamp,
    /// When it was finished.
    pub finished_at: Timestamp,
}

/// A case with vacancies that fit its person now and did not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMatchesLine {
    /// The case.
    pub case: CaseId,
    /// Whose it is.
    pub candidate: CandidateId,
    /// The person's name.
    pub name: Personal<crate::domain::text::Line>,
    /// How many vacancies.
    pub count: u64,
    /// The best of them, best first.
    pub best: Vec<VacancyId>,
}

/// The people of a round.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn people(connection: &Connection) -> Result<Vec<CandidateId>, StorageError> {
    let sql = format!("SELECT id FROM candidates WHERE {IN_A_ROUND} ORDER BY row");
    rows(connection, &sql, [], |row| Ok(CandidateId::from_bytes(row.get(0)?))).doing("read who is in a round")
}

/// Keeps the vacancies that fit a person now, best first, in place of those that were kept. Which were not kept before
/// are news of this day, unless the person was in no round before. Keeps nothing for somebody who is in no round any
/// more.
///
/// # Errors
/// [`StorageError`] when the tables cannot be written.
pub fn keep(
    transaction: &Transaction<'_>,
    candidate: CandidateId,
    vacancies: &[VacancyId],
    today: Date,
) -> Result<(), StorageError> {
    let keep = || {
        let sql = format!("SELECT row FROM candidates WHERE id = ?1 AND {IN_A_ROUND}");
        let row: Option<i64> = transaction
            .prepare_cached(&sql)?
            .query_row([candidate.to_bytes()], |row| row.get(0))
            .optional()?;
        let Some(row) = row else { return Ok(()) };
        let is_first = transaction
            .prepare_cached("INSERT INTO round_people VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([row])?
            == 1;
        let mut known = kept(transaction, row)?;
        let news = (!is_first).then(|| today.to_string());
        for (place, vacancy) in (1_i64..).zip(vacancies) {
            // nothing is written of what stays as it is, which is most of it
            if known.remove(&vacancy.to_bytes()) == Some(place) {
                continue;
            }
            transaction
                .prepare_cached(
                    "INSERT INTO round_matches VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (candidate, vacancy) DO UPDATE SET place = ?3",
                )?
                .execute(params![row, vacancy.to_bytes(), place, news])?;
        }
        for vacancy in known.keys() {
            transaction
                .prepare_cached("DELETE FROM round_matches WHERE candidate = ?1 AND vacancy = ?2")?
                .execute(params![row, vacancy])?;
        }
        Ok(())
    };
    keep().doing("keep what a round found")
}

fn kept(transaction: &Transaction<'_>, row: i64) -> rusqlite::Result<BTreeMap<[u8; 16], i64>> {
    let sql = "SELECT vacancy, place FROM round_matches WHERE candidate = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(rows(transaction, sql, [row], read)?.into_iter().collect())
}

/// Notes that a round is finished, and forgets who is in no round any more.
///
/// # Errors
/// [`StorageError`] when the tables cannot be written.
pub fn finish(transaction: &Transaction<'_>, times: RoundTimes) -> Result<(), StorageError> {
    let sql = format!(
        "DELETE FROM round_people WHERE candidate NOT IN (SELECT row FROM candidates WHERE {IN_A_ROUND})"
    );
    transaction.execute(&sql, []).doing("forget who is in no round")?;
    let number = |at: Timestamp| at.as_millisecond().unsigned_abs();
    settings::set_number(transaction, BEGAN, number(times.began_at))?;
    settings::set_number(transaction, FINISHED, number(times.finished_at))
}

/// When the last round that was finished took place; none before the first.
///
/// # Errors
/// [`StorageError`] when the settings cannot be read.
pub fn last(connection: &Connection) -> Result<Option<RoundTimes>, StorageError> {
    let at = |name| {
        let number = settings::number(connection, name)?;
        let moment = i64::try_from(number).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
        moment.ok_or_else(|| StorageError::Corrupt { what: format!("a setting `{name}` that is no moment") })
    };
    if settings::bytes(connection, FINISHED)?.is_none() {
        return Ok(None);
    }
    Ok(Some(RoundTimes { began_at: at(BEGAN)?, finished_at: at(FINISHED)? }))
}

/// A pair that is news: of an open vacancy, for which the person was not proposed and not found unfit either.
const NEWS: &str = "new_on >= ?1
    AND EXISTS (SELECT 1 FROM vacancy_list WHERE vacancy_list.id = round_matches.vacancy)
    AND NOT EXISTS (SELECT 1 FROM proposals WHERE proposals.candidate = round_matches.candidate
                    AND proposals.vacancy = round_matches.vacancy)";

/// How many cases have news since a day, and those at the places `shown`, counted from 0, the most news first; of each
/// the best `best` vacancies.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn news(
    connection: &Connection,
    of: WorklistOf,
    since: Date,
    shown: std::ops::Range<usize>,
    best: usize,
) -> Result<(usize, Vec<NewMatchesLine>), StorageError> {
    let owner = match of {
        WorklistOf::Account(account) => Some(account.to_bytes()),
        WorklistOf::Everybody => None,
    };
    // CROSS JOIN keeps the order: from the few cases of one account to what was found for each
    let found = rows(
        connection,
        &format!(
            "SELECT cases.id, candidates.id, name, count(*), round_matches.candidate FROM cases
             CROSS JOIN candidates ON candidates.id = cases.candidate
             CROSS JOIN round_matches ON round_matches.candidate = row
             WHERE progress <> 'ended' AND owner_region IS NOT offered_to
                   AND (?2 IS NULL OR owner_account = ?2) AND restricted = 0 AND {NEWS}
             GROUP BY cases.id ORDER BY count(*) DESC, name_folded, cases.id"
        ),
        params![since.to_string(), owner],
        |row| {
            let line = NewMatchesLine {
                case: CaseId::from_bytes(row.get(0)?),
                candidate: CandidateId::from_bytes(row.get(1)?),
                name: Personal::new(parsed(row, 2)?),
                count: row.get::<_, i64>(3)?.unsigned_abs(),
                best: Vec::new(),
            };
            Ok((line, row.get::<_, i64>(4)?))
        },
    )
    .doing("read what a round found")?;
    let total = found.len();
    let part = found.into_iter().skip(shown.start).take(shown.end.saturating_sub(shown.start));
    let with_best = |(mut line, row): (NewMatchesLine, i64)| {
        line.best = best_news(connection, row, since, best)?;
        Ok(line)
    };
    Ok((total, part.map(with_best).collect::<Result<_, StorageError>>()?))
}

fn best_news(
    connection: &Connection,
    row: i64,
    since: Date,
    limit: usize,
) -> Result<Vec<VacancyId>, StorageError> {
    rows(
        connection,
        &format!("SELECT vacancy FROM round_matches WHERE candidate = ?2 AND {NEWS} ORDER BY place LIMIT ?3"),
        params![since.to_string(), row, i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| Ok(VacancyId::from_bytes(row.get(0)?)),
    )
    .doing("read what a round found for a person")
}
