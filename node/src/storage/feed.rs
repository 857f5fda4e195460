//! Public vacancies of the other regions, as they came in with the feed.

use super::{
    StorageError, settings,
    sql::{Doing, instant, parsed, rows, unreadable},
    vacancy_list,
};
use jiff::Timestamp;
use protocol::{
    ProtocolVersion,
    latest::{SignedVacancy, VacancyRecord, VacancyStatus},
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{RegionId, VacancyId};

const CURSOR: &str = "feed-cursor";

/// A vacancy of another region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkVacancy {
    /// What the region says.
    pub record: VacancyRecord,
    /// When it came in here.
    pub received_at: Timestamp,
}

/// The last place in the feed that this region has.
///
/// # Errors
/// [`StorageError`] when it cannot be read.
pub fn cursor(connection: &Connection) -> Result<u64, StorageError> {
    settings::number(connection, CURSOR)
}

/// Notes the last place in the feed, in the transaction that stores what stood there.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn set_cursor(transaction: &Transaction<'_>, sequence: u64) -> Result<(), StorageError> {
    settings::set_number(transaction, CURSOR, sequence)
}

/// Keeps a vacancy whose signature was verified, if it is newer than what is there. True: it was.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn upsert_network_vacancy(
    transaction: &Transaction<'_>,
    signed: &SignedVacancy,
    record: &VacancyRecord,
    at: Timestamp,
) -> Result<bool, StorageError> {
    let written = transaction
        .prepare_cached(
            "INSERT INTO network_vacancies
                 (id, region, revision, open, record_version, record, signature, received_at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET revision = ?3, open = ?4, record_version = ?5, record = ?6,
                                            signature = ?7, received_at_ms = ?8
             WHERE region = ?2 AND revision < ?3",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                record.vacancy.to_bytes(),
                record.region.as_str(),
                i64::try_from(record.revision).unwrap_or(i64::MAX),
                record.status == VacancyStatus::Open,
                signed.record_version.0,
                signed.record,
                signed.signature,
                at.as_millisecond(),
            ])
        })
        .doing("save a vacancy of another region")?;
    if written == 0 {
        return Ok(false);
    }
    match record.status {
        VacancyStatus::Open => vacancy_list::put_elsewhere(transaction, record)?,
        VacancyStatus::Closed => vacancy_list::remove(transaction, record.vacancy)?,
    }
    Ok(true)
}

const COLUMNS: &str =
    "SELECT region, record_version, record, signature, received_at_ms FROM network_vacancies";

/// One vacancy of another region.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn network_vacancy(
    connection: &Connection,
    id: VacancyId,
) -> Result<Option<NetworkVacancy>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], vacancy).optional())
        .doing("read a vacancy of another region")
}

/// Open vacancies of other regions in the order of their ids, after one; of one region, or of all.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn open_network_vacancies(
    connection: &Connection,
    region: Option<&RegionId>,
    after: Option<VacancyId>,
    limit: u32,
) -> Result<Vec<NetworkVacancy>, StorageError> {
    rows(
        connection,
        &format!("{COLUMNS} WHERE open = 1 AND (?1 IS NULL OR region = ?1) AND id > ?2 ORDER BY id LIMIT ?3"),
        params![
            region.map(RegionId::as_str),
            after.map(|id| id.to_bytes().to_vec()).unwrap_or_default(),
            limit
        ],
        vacancy,
    )
    .doing("read vacancies of other regions")
}

/// How many open vacancies of other regions there are, by region.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count_open(connection: &Connection) -> Result<Vec<(RegionId, u64)>, StorageError> {
    rows(
        connection,
        "SELECT region, count(*) FROM network_vacancies WHERE open = 1 GROUP BY region ORDER BY region",
        [],
        |row| Ok((parsed(row, 0)?, row.get::<_, i64>(1)?.unsigned_abs())),
    )
    .doing("count vacancies of other regions")
}

/// The version of the record of a vacancy of another region, where there is one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn record_version(
    connection: &Connection,
    id: VacancyId,
) -> Result<Option<ProtocolVersion>, StorageError> {
    connection
        .prepare_cached("SELECT record_version FROM network_vacancies WHERE id = ?1")
        .and_then(|mut statement| {
            statement.query_row([id.to_bytes()], |row| Ok(ProtocolVersion(row.get(0)?))).optional()
        })
        .doing("read the version of a vacancy of another region")
}

/// How many open vacancies of other regions are written in this version.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count_open_in_version(connection: &Connection, version: ProtocolVersion) -> Result<u64, StorageError> {
    connection
        .prepare_cached("SELECT count(*) FROM network_vacancies WHERE open = 1 AND record_version = ?1")
        .and_then(|mut statement| statement.query_row([version.0], |row| row.get::<_, i64>(0)))
        .map(i64::unsigned_abs)
        .doing("count vacancies of other regions")
}

fn vacancy(row: &Row<'_>) -> rusqlite::Result<NetworkVacancy> {
    let signed = SignedVacancy {
        region: parsed(row, 0)?,
        record_version: ProtocolVersion(row.get(1)?),
        record: row.get(2)?,
        signature: row.get(3)?,
    };
    let record = VacancyRecord::from_signed(&signed)
        .map_err(|_| unreadable(2, "a vacancy record that cannot be read"))?;
    Ok(NetworkVacancy { record, received_at: instant(row, 4)? })
}
