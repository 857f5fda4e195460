//! Released tables: the record, byte for byte.

use super::row::{failed, optional, parsed, signed, unknown, unsigned};
use crate::state::{
    record::{Blob, ReleasePut, StoredRelease},
    store::{ReleasePlace, Stored},
};
use protocol::latest::TableId;
use rusqlite::{Connection, Row, params};
use vocabulary::RegionId;

const COLUMNS: &str =
    "release_id, region, table_id, period, sequence, rho_micro, record, record_sha256, signature,
                       received_at_ms";

/// All releases, by region, table and week.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn all(connection: &Connection) -> Stored<Vec<StoredRelease>> {
    let doing = "reading the releases";
    let sql = format!("SELECT {COLUMNS} FROM releases ORDER BY region, table_id, period");
    let mut statement = connection.prepare(&sql).map_err(failed(doing))?;
    let rows = statement.query_map([], release).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

/// Releases of a region above a running number, by that number.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn of_region_after(
    connection: &Connection,
    region: &RegionId,
    after: u64,
    most: u32,
) -> Stored<Vec<StoredRelease>> {
    let doing = "reading the releases of a region";
    let sql = format!(
        "SELECT {COLUMNS} FROM releases WHERE region = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
    );
    let mut statement = connection.prepare(&sql).map_err(failed(doing))?;
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![region.as_str(), after, most], release).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

pub(super) fn find(
    connection: &Connection,
    region: &RegionId,
    release_id: &[u8; 32],
) -> Stored<Option<(i64, [u8; 32])>> {
    let sql = "SELECT received_at_ms, record_sha256 FROM releases WHERE region = ?1 AND release_id = ?2";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    optional("reading a release", connection.query_row(sql, params![region.as_str(), release_id], read))
}

pub(super) fn place_is_taken(
    connection: &Connection,
    region: &RegionId,
    place: ReleasePlace,
) -> Stored<bool> {
    let doing = "reading the place of a release";
    let found = match place {
        ReleasePlace::Period(table, period) => connection
            .prepare_cached("SELECT 1 FROM releases WHERE region = ?1 AND table_id = ?2 AND period = ?3")
            .and_then(|mut statement| {
                statement.exists(params![region.as_str(), table_number(table), period.to_string()])
            }),
        ReleasePlace::Sequence(sequence) => connection
            .prepare_cached("SELECT 1 FROM releases WHERE region = ?1 AND sequence = ?2")
            .and_then(|mut statement| statement.exists(params![region.as_str(), signed(sequence)])),
    };
    found.map_err(failed(doing))
}

pub(super) fn put(connection: &Connection, stored: &StoredRelease) -> Stored<()> {
    let sql = format!("INSERT INTO releases ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    let StoredRelease { put, received_at_ms } = stored;
    let Blob(record) = &put.record;
    let values = params![
        put.release_id,
        put.region.as_str(),
        table_number(put.table),
        put.period.to_string(),
        signed(put.sequence),
        put.rho_micro,
        record,
        put.record_sha256,
        put.signature,
        received_at_ms,
    ];
    connection.execute(&sql, values).map_err(failed("writing a release"))?;
    Ok(())
}

/// The number by which a table is kept; never used again for another table.
const fn table_number(table: TableId) -> i64 {
    match table {
        TableId::Total => 0,
        TableId::UnitGroups => 1,
        TableId::SubMajorGroups => 2,
    }
}

pub(super) fn table(row: &Row<'_>, column: usize) -> rusqlite::Result<TableId> {
    let number: i64 = row.get(column)?;
    [TableId::Total, TableId::UnitGroups, TableId::SubMajorGroups]
        .into_iter()
        .find(|table| table_number(*table) == number)
        .ok_or_else(|| unknown(column, "table"))
}

fn release(row: &Row<'_>) -> rusqlite::Result<StoredRelease> {
    let put = ReleasePut {
        release_id: row.get(0)?,
        region: parsed(row, 1)?,
        table: table(row, 2)?,
        period: parsed(row, 3)?,
        sequence: unsigned(row, 4)?,
        rho_micro: row.get(5)?,
        record: Blob(row.get(6)?),
        record_sha256: row.get(7)?,
        signature: row.get(8)?,
    };
    Ok(StoredRelease { put, received_at_ms: row.get(9)? })
}
