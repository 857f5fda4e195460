//! Regions, the log of their changes, and the certificates they were given.

use super::row::{failed, optional, parsed, signed, unknown, unsigned};
use crate::state::{
    record::{IssuedCertificate, Region, RegionChange, RegionIdentity},
    store::Stored,
};
use protocol::{ProtocolVersion, latest::RegionState};
use rusqlite::{Connection, Row, params};
use vocabulary::RegionId;

const COLUMNS: &str = "region, name, state, since_ms, signing_key, sealing_key, oldest, newest, agreement";

/// The region with this code.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn find(connection: &Connection, code: &RegionId) -> Stored<Option<Region>> {
    let doing = "reading a region";
    let sql = format!("SELECT {COLUMNS} FROM regions WHERE region = ?1");
    let mut statement = connection.prepare_cached(&sql).map_err(failed(doing))?;
    optional(doing, statement.query_row([code.as_str()], region))
}

/// All regions, by code.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn all(connection: &Connection) -> Stored<Vec<Region>> {
    let doing = "reading the regions";
    let sql = format!("SELECT {COLUMNS} FROM regions ORDER BY region");
    let mut statement = connection.prepare(&sql).map_err(failed(doing))?;
    let rows = statement.query_map([], region).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

/// The last changes, newest first.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn changes(connection: &Connection, most: u32) -> Stored<Vec<RegionChange>> {
    let doing = "reading the changes of regions";
    let sql = "SELECT sequence, at_ms, region, actor, state, reason FROM region_changes
               ORDER BY sequence DESC LIMIT ?1";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        Ok(RegionChange {
            sequence: unsigned(row, 0)?,
            at_ms: row.get(1)?,
            region: parsed(row, 2)?,
            actor: row.get(3)?,
            state: state(row, 4)?,
            reason: row.get(5)?,
        })
    };
    let rows = statement.query_map([most], read).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

/// Serial numbers of certificates that are refused though they have not ended.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn revoked_serials(connection: &Connection) -> Stored<Vec<Vec<u8>>> {
    let doing = "reading the refused certificates";
    let sql = "SELECT serial FROM certificates WHERE revoked = 1 ORDER BY serial";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

/// Whether the certificate with this serial number was issued to the region and is not refused.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn certificate_holds(connection: &Connection, code: &RegionId, serial: &[u8]) -> Stored<bool> {
    let doing = "reading a certificate";
    let sql = "SELECT COUNT(*) FROM certificates WHERE serial = ?1 AND region = ?2 AND revoked = 0";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let found: i64 =
        statement.query_row(params![serial, code.as_str()], |row| row.get(0)).map_err(failed(doing))?;
    Ok(found > 0)
}

/// Whether the region has a certificate that is not refused and ends after `time_ms`.
pub(super) fn has_certificate_after(connection: &Connection, code: &RegionId, time_ms: i64) -> Stored<bool> {
    let doing = "reading the certificates of a region";
    let sql = "SELECT 1 FROM certificates WHERE region = ?1 AND revoked = 0 AND not_after_ms > ?2";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    statement.exists(params![code.as_str(), time_ms]).map_err(failed(doing))
}

/// The certificate of the region that is valid longest.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn newest_certificate(connection: &Connection, code: &RegionId) -> Stored<Option<IssuedCertificate>> {
    let sql = "SELECT serial, certificate, not_after_ms FROM certificates
               WHERE region = ?1 AND revoked = 0 ORDER BY not_after_ms DESC, serial LIMIT 1";
    let read = |row: &Row<'_>| {
        Ok(IssuedCertificate { serial: row.get(0)?, certificate: row.get(1)?, not_after_ms: row.get(2)? })
    };
    optional("reading a certificate", connection.query_row(sql, [code.as_str()], read))
}

pub(super) fn put(connection: &Connection, region: &Region) -> Stored<()> {
    let sql =
        format!("INSERT OR REPLACE INTO regions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    let keys = region.keys.as_ref();
    let values = params![
        region.region.as_str(),
        region.name,
        region.state.name(),
        region.since_ms,
        keys.map(|keys| keys.signing_key),
        keys.map(|keys| keys.sealing_key),
        keys.map(|keys| keys.oldest.0),
        keys.map(|keys| keys.newest.0),
        keys.map(|keys| keys.agreement),
    ];
    connection.execute(&sql, values).map_err(failed("writing a region"))?;
    Ok(())
}

pub(super) fn put_change(connection: &Connection, change: &RegionChange) -> Stored<()> {
    let sql = "INSERT INTO region_changes (sequence, at_ms, region, actor, state, reason)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![
        signed(change.sequence),
        change.at_ms,
        change.region.as_str(),
        change.actor,
        change.state.name(),
        change.reason
    ];
    connection.execute(sql, values).map_err(failed("logging the change of a region"))?;
    Ok(())
}

pub(super) fn put_certificate(
    connection: &Connection,
    code: &RegionId,
    issued: &IssuedCertificate,
) -> Stored<()> {
    let sql = "INSERT OR IGNORE INTO certificates (serial, region, certificate, not_after_ms)
               VALUES (?1, ?2, ?3, ?4)";
    let values = params![issued.serial, code.as_str(), issued.certificate, issued.not_after_ms];
    connection.execute(sql, values).map_err(failed("writing a certificate"))?;
    Ok(())
}

pub(super) fn revoke_certificates(connection: &Connection, code: &RegionId) -> Stored<()> {
    let sql = "UPDATE certificates SET revoked = 1 WHERE region = ?1";
    connection.execute(sql, [code.as_str()]).map_err(failed("refusing certificates"))?;
    Ok(())
}

pub(super) fn forget_certificates_before(connection: &Connection, time_ms: i64) -> Stored<bool> {
    let doing = "forgetting certificates that have ended";
    let sql = "SELECT COUNT(*) FROM certificates WHERE revoked = 1 AND not_after_ms < ?1";
    let revoked: i64 = connection.query_row(sql, [time_ms], |row| row.get(0)).map_err(failed(doing))?;
    connection
        .execute("DELETE FROM certificates WHERE not_after_ms < ?1", [time_ms])
        .map_err(failed(doing))?;
    Ok(revoked > 0)
}

fn state(row: &Row<'_>, column: usize) -> rusqlite::Result<RegionState> {
    let name: String = row.get(column)?;
    let all = [
        RegionState::Pending,
        RegionState::Approved,
        RegionState::Suspended,
        RegionState::Rejected,
        RegionState::Revoked,
    ];
    all.into_iter().find(|state| state.name() == name).ok_or_else(|| unknown(column, "state of a region"))
}

fn region(row: &Row<'_>) -> rusqlite::Result<Region> {
    let keys = match row.get::<_, Option<[u8; 32]>>(4)? {
        None => None,
        Some(signing_key) => Some(RegionIdentity {
            signing_key,
            sealing_key: row.get(5)?,
            oldest: ProtocolVersion(row.get(6)?),
            newest: ProtocolVersion(row.get(7)?),
            agreement: row.get(8)?,
        }),
    };
    Ok(Region {
        region: parsed(row, 0)?,
        name: row.get(1)?,
        state: state(row, 2)?,
        since_ms: row.get(3)?,
        keys,
    })
}
