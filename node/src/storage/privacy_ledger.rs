//! What was published of the region's people and what it cost. Append-only (triggers refuse anything else) and
//! hash-chained; the rows of the last year are what the budget is reckoned from.
//!
//! Exact counts never come here: a row holds the noisy record that was sent, or nothing.

use super::{
    StorageError,
    sql::{Doing, day, instant, parsed, rows},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use privacy::{Ledger, budget::WINDOW_DAYS};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};
use vocabulary::IsoWeek;

/// One release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The node's running number of the release.
    pub sequence: u64,
    /// SHA-256 of region, table, schema version and period.
    pub release_id: [u8; 32],
    /// The table's name: `S0`, `S1` or `S1b`.
    pub table: String,
    /// The version of the table's key list.
    pub schema_version: u16,
    /// The week.
    pub period: IsoWeek,
    /// What it cost, in millionths of rho.
    pub rho_micro: u32,
    /// The encoded record as it was signed; empty where the release is known from a receipt only.
    pub record: Vec<u8>,
    /// SHA-256 of the record.
    pub record_sha256: [u8; 32],
    /// The region's signature over the record; empty as the record.
    pub signature: Vec<u8>,
    /// When it was drawn, or learnt from its receipt.
    pub created_at: Timestamp,
}

/// A release with what is known of its delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRelease {
    /// The release.
    pub entry: LedgerEntry,
    /// When its receipt came in.
    pub received_at: Option<Timestamp>,
}

/// The ledger is not as it was written: this entry was changed or the one before it removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenAt {
    /// The entry's running number.
    pub sequence: u64,
}

/// Writes a release, in the transaction that draws it.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the number or the release is there already.
pub fn append(transaction: &Transaction<'_>, entry: &LedgerEntry) -> Result<(), StorageError> {
    let previous = last_hash(transaction)?;
    transaction
        .prepare_cached(
            "INSERT INTO dp_release (sequence, release_id, table_name, schema_version, period, period_on,
                 rho_micro, record, record_sha256, signature, created_at_ms, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                stored(entry.sequence),
                entry.release_id,
                entry.table,
                entry.schema_version,
                entry.period.to_string(),
                entry.period.monday().to_string(),
                entry.rho_micro,
                entry.record,
                entry.record_sha256,
                entry.signature,
                entry.created_at.as_millisecond(),
                previous,
                hash(&previous, entry),
            ])
        })
        .doing("write a release into the privacy ledger")?;
    Ok(())
}

/// The release of this id.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn find(connection: &Connection, release_id: [u8; 32]) -> Result<Option<LedgerEntry>, StorageError> {
    connection
        .prepare_cached("SELECT * FROM dp_release WHERE release_id = ?1")
        .and_then(|mut statement| statement.query_row([release_id], entry).optional())
        .doing("read the privacy ledger")
}

/// The release with the highest running number.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn last(connection: &Connection) -> Result<Option<LedgerEntry>, StorageError> {
    connection
        .prepare_cached("SELECT * FROM dp_release ORDER BY sequence DESC LIMIT 1")
        .and_then(|mut statement| statement.query_row([], entry).optional())
        .doing("read the privacy ledger")
}

/// The newest week of which a table was released, whatever its schema version.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn newest_period(connection: &Connection, table: &str) -> Result<Option<IsoWeek>, StorageError> {
    connection
        .prepare_cached("SELECT period FROM dp_release WHERE table_name = ?1 ORDER BY period_on DESC LIMIT 1")
        .and_then(|mut statement| statement.query_row([table], |row| parsed(row, 0)).optional())
        .doing("read the privacy ledger")
}

/// The charges of all tables on the days that share a window of the budget with `on`.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn charges_around(connection: &Connection, on: Date) -> Result<Ledger, StorageError> {
    let reach = i64::from(WINDOW_DAYS).days();
    let charges = rows(
        connection,
        "SELECT period_on, rho_micro FROM dp_release WHERE period_on BETWEEN ?1 AND ?2",
        params![on.saturating_sub(reach).to_string(), on.saturating_add(reach).to_string()],
        |row| Ok((day(row, 0)?, row.get::<_, u32>(1)?)),
    )
    .doing("read the privacy ledger")?;
    let mut ledger = Ledger::default();
    for (on, rho_micro) in charges {
        ledger.record(on, rho_micro);
    }
    Ok(ledger)
}

/// Keeps the coordinator's receipt of a release. Nothing happens when there is one.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the release is unknown.
pub fn keep_receipt(
    transaction: &Transaction<'_>,
    release_id: [u8; 32],
    receipt: &[u8],
    at: Timestamp,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT INTO dp_receipt VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
        .and_then(|mut statement| statement.execute(params![release_id, receipt, at.as_millisecond()]))
        .doing("keep the receipt of a release")?;
    Ok(())
}

/// The running number up to which every release has a receipt: what the coordinator knows beyond it is asked for at
/// each start. A release without one counts as not known there, also when later ones have one: the coordinator may
/// hold the release of a copy of this node in its place, and then publication must stop again.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn receipted_through(connection: &Connection) -> Result<u64, StorageError> {
    connection
        .prepare_cached(
            "SELECT coalesce(
                 (SELECT min(sequence) - 1 FROM dp_release LEFT JOIN dp_receipt USING (release_id)
                  WHERE receipt IS NULL),
                 (SELECT max(sequence) FROM dp_release),
                 0)",
        )
        .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i64>(0)))
        .doing("read the privacy ledger")
        .map(i64::unsigned_abs)
}

/// The releases, newest first, beginning below `before` (0: at the newest).
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn page(connection: &Connection, before: u64, limit: u32) -> Result<Vec<ListedRelease>, StorageError> {
    let before = if before > 0 { stored(before) } else { i64::MAX };
    rows(
        connection,
        "SELECT dp_release.*, received_at_ms FROM dp_release LEFT JOIN dp_receipt USING (release_id)
         WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2",
        params![before, limit],
        |row| {
            let column = row.as_ref().column_index("received_at_ms")?;
            Ok(ListedRelease { entry: entry(row)?, received_at: super::sql::instant_if_any(row, column)? })
        },
    )
    .doing("list the releases")
}

/// Reads the whole ledger and checks every link; the first break, if there is one.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub fn verify(connection: &Connection) -> Result<Option<BrokenAt>, StorageError> {
    let links = rows(connection, "SELECT * FROM dp_release ORDER BY sequence", [], |row| {
        Ok((entry(row)?, row.get::<_, [u8; 32]>("previous")?, row.get::<_, [u8; 32]>("hash")?))
    })
    .doing("verify the privacy ledger")?;
    let mut head = [0; 32];
    for (entry, previous, written) in links {
        let record_fits =
            entry.record.is_empty() || <[u8; 32]>::from(Sha256::digest(&entry.record)) == entry.record_sha256;
        if previous != head || hash(&previous, &entry) != written || !record_fits {
            return Ok(Some(BrokenAt { sequence: entry.sequence }));
        }
        head = written;
    }
    Ok(None)
}

fn last_hash(connection: &Connection) -> Result<[u8; 32], StorageError> {
    connection
        .prepare_cached("SELECT hash FROM dp_release ORDER BY sequence DESC LIMIT 1")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
        .doing("read the privacy ledger")
        .map(Option::unwrap_or_default)
}

fn hash(previous: &[u8; 32], entry: &LedgerEntry) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"schakelnet privacy ledger entry 1");
    hasher.update(previous);
    hasher.update(entry.sequence.to_be_bytes());
    hasher.update(entry.release_id);
    hasher.update((entry.table.len() as u64).to_be_bytes());
    hasher.update(entry.table.as_bytes());
    hasher.update(entry.schema_version.to_be_bytes());
    hasher.update(entry.period.to_string().as_bytes());
    hasher.update(entry.rho_micro.to_be_bytes());
    hasher.update(entry.record_sha256);
    hasher.update(entry.created_at.as_millisecond().to_be_bytes());
    hasher.update(&entry.signature);
    hasher.finalize().into()
}

/// A running number as SQLite has it. Three a week do not reach the end.
fn stored(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<LedgerEntry> {
    let column = |name| row.as_ref().column_index(name);
    Ok(LedgerEntry {
        sequence: row.get::<_, i64>("sequence")?.unsigned_abs(),
        release_id: row.get("release_id")?,
        table: row.get("table_name")?,
        schema_version: row.get("schema_version")?,
        period: parsed(row, column("period")?)?,
        rho_micro: row.get("rho_micro")?,
        record: row.get("record")?,
        record_sha256: row.get("record_sha256")?,
        signature: row.get("signature")?,
        created_at: instant(row, column("created_at_ms")?)?,
    })
}
