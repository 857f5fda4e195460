//! Running numbers: feed, directory, changes, mailboxes, and the leader's time.

use super::row::{failed, signed};
use crate::state::{record::Counter, store::Stored};
use rusqlite::{Connection, OptionalExtension};
use vocabulary::RegionId;

/// The latest time of the leader's that was applied.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn time_ms(connection: &Connection) -> Stored<i64> {
    value(connection, "time_ms")
}

/// When the directory last changed.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn directory_time_ms(connection: &Connection) -> Stored<i64> {
    value(connection, "directory_time_ms")
}

/// A running number of the state.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn counter(connection: &Connection, counter: Counter) -> Stored<u64> {
    value(connection, name(counter)).map(i64::cast_unsigned)
}

/// The newest place in a region's mailbox.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn mailbox_sequence(connection: &Connection, region: &RegionId) -> Stored<u64> {
    value(connection, &mailbox(region)).map(i64::cast_unsigned)
}

pub(super) fn put_counter(connection: &Connection, counter: Counter, number: u64) -> Stored<()> {
    put(connection, name(counter), signed(number))
}

pub(super) fn put_time_ms(connection: &Connection, time_ms: i64) -> Stored<()> {
    put(connection, "time_ms", time_ms)
}

pub(super) fn put_directory_time_ms(connection: &Connection, time_ms: i64) -> Stored<()> {
    put(connection, "directory_time_ms", time_ms)
}

pub(super) fn put_mailbox_sequence(connection: &Connection, region: &RegionId, number: u64) -> Stored<()> {
    put(connection, &mailbox(region), signed(number))
}

fn mailbox(region: &RegionId) -> String {
    format!("mailbox {region}")
}

const fn name(counter: Counter) -> &'static str {
    match counter {
        Counter::Feed => "feed",
        Counter::Directory => "directory",
        Counter::RegionChange => "region_change",
    }
}

fn value(connection: &Connection, name: &str) -> Stored<i64> {
    let doing = "reading a running number";
    let mut statement =
        connection.prepare_cached("SELECT value FROM counters WHERE name = ?1").map_err(failed(doing))?;
    let found = statement.query_row([name], |row| row.get(0)).optional().map_err(failed(doing))?;
    Ok(found.unwrap_or(0))
}

fn put(connection: &Connection, name: &str, value: i64) -> Stored<()> {
    let doing = "writing a running number";
    let sql = "INSERT INTO counters (name, value) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    statement.execute((name, value)).map_err(failed(doing))?;
    Ok(())
}
