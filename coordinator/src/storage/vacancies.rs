//! The vacancy feed and the message ids that regions have used.

use super::row::{failed, optional, parsed, signed, unsigned};
use crate::state::{
    record::{Blob, FeedVacancy, SeenMessage},
    store::Stored,
    view::OccupationDemand,
};
use protocol::{
    ProtocolVersion,
    latest::{FeedEntry, SignedVacancy, VacancyStatus},
};
use rusqlite::{Connection, Row, params};
use vocabulary::{MessageId, RegionId, VacancyId};

/// What follows in the feed after a place, in order, up to `most_bytes` of records but at least one entry.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn feed_after(connection: &Connection, after: u64, most_bytes: usize) -> Stored<Vec<FeedEntry>> {
    let doing = "reading the vacancy feed";
    let sql = "SELECT sequence, region, record_version, record, signature FROM vacancies
               WHERE sequence > ?1 ORDER BY sequence";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        let vacancy = SignedVacancy {
            region: parsed(row, 1)?,
            record_version: ProtocolVersion(row.get(2)?),
            record: row.get(3)?,
            signature: row.get(4)?,
        };
        Ok(FeedEntry { sequence: unsigned(row, 0)?, vacancy })
    };
    // An asker may name any number; one beyond the last place gets nothing.
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let rows = statement.query_map([after], read).map_err(failed(doing))?;
    let mut entries = Vec::new();
    let mut size_bytes = 0;
    for row in rows {
        let entry = row.map_err(failed(doing))?;
        size_bytes += entry.vacancy.record.len() + entry.vacancy.signature.len() + 32;
        if size_bytes > most_bytes && !entries.is_empty() {
            break;
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Open vacancies by region and occupation.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn demand(connection: &Connection) -> Stored<Vec<OccupationDemand>> {
    let doing = "counting open vacancies";
    let sql = "SELECT region, occupation, COUNT(*) FROM vacancies WHERE open = 1
               GROUP BY region, occupation ORDER BY region, occupation";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        Ok(OccupationDemand { region: parsed(row, 0)?, occupation: parsed(row, 1)?, open: unsigned(row, 2)? })
    };
    let rows = statement.query_map([], read).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

pub(super) fn find(connection: &Connection, id: VacancyId) -> Stored<Option<(RegionId, u64)>> {
    let doing = "reading a vacancy";
    let mut statement = connection
        .prepare_cached("SELECT region, revision FROM vacancies WHERE vacancy = ?1")
        .map_err(failed(doing))?;
    optional(doing, statement.query_row([id.to_bytes()], |row| Ok((parsed(row, 0)?, unsigned(row, 1)?))))
}

pub(super) fn put(connection: &Connection, vacancy: &FeedVacancy) -> Stored<()> {
    let doing = "writing a vacancy";
    let sql = "INSERT OR REPLACE INTO vacancies
               (vacancy, sequence, region, revision, open, occupation, record_version, record, signature,
                received_at_ms)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let FeedVacancy { sequence, region, put, received_at_ms } = vacancy;
    let Blob(record) = &put.record;
    let values = params![
        put.vacancy.to_bytes(),
        signed(*sequence),
        region.as_str(),
        // A revision is the node's number: whatever it says, only its order counts.
        i64::try_from(put.revision).unwrap_or(i64::MAX),
        put.status == VacancyStatus::Open,
        put.occupation.as_str(),
        put.record_version.0,
        record,
        put.signature,
        received_at_ms,
    ];
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    statement.execute(values).map_err(failed(doing))?;
    Ok(())
}

pub(super) fn remove_tombstones_before(connection: &Connection, time_ms: i64) -> Stored<()> {
    let sql = "DELETE FROM vacancies WHERE open = 0 AND received_at_ms < ?1";
    connection.execute(sql, [time_ms]).map_err(failed("removing closed vacancies"))?;
    Ok(())
}

pub(super) fn message_is_known(
    connection: &Connection,
    region: &RegionId,
    message: MessageId,
) -> Stored<bool> {
    let doing = "reading a message id";
    let sql = "SELECT 1 FROM messages WHERE region = ?1 AND message = ?2";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    statement.exists(params![region.as_str(), message.to_bytes()]).map_err(failed(doing))
}

pub(super) fn put_message(connection: &Connection, seen: &SeenMessage) -> Stored<()> {
    let sql = "INSERT OR IGNORE INTO messages (region, message, at_ms) VALUES (?1, ?2, ?3)";
    let values = params![seen.region.as_str(), seen.message.to_bytes(), seen.at_ms];
    connection.execute(sql, values).map_err(failed("writing a message id"))?;
    Ok(())
}

pub(super) fn forget_messages_before(connection: &Connection, time_ms: i64) -> Stored<()> {
    let sql = "DELETE FROM messages WHERE at_ms < ?1";
    connection.execute(sql, [time_ms]).map_err(failed("forgetting message ids"))?;
    Ok(())
}
