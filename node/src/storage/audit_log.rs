//! Who did or read what, when and for which purpose. Append-only (triggers refuse anything else) and
//! hash-chained: a changed or removed row is found by [`verify`].
//!
//! Entries carry ids and kinds of things, never names, contact data or free text.

use super::{
    StorageError,
    sql::{Doing, instant, rows},
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

/// One line of the log, before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: `account/<id>`, `region/AM38`, or `system`.
    pub actor: String,
    /// Why, a word such as `case-work`.
    pub purpose: String,
    /// What, such as `candidate.register`.
    pub action: String,
    /// About what: `candidate/<id>`.
    pub subject: String,
    /// More, without personal data; may be empty.
    pub detail: String,
}

/// One line of the log as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its place, from 1.
    pub sequence: i64,
    /// The line.
    pub entry: AuditEntry,
}

/// How far the log was found whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedLog {
    /// How many entries there are.
    pub entries: u64,
    /// The hash of the last; written elsewhere, it proves later that nothing before it was changed.
    pub head: [u8; 32],
}

/// The log is not as it was written.
#[derive(Debug, thiserror::Error)]
pub enum AuditLogError {
    /// The log cannot be read.
    #[error("could not verify the audit log")]
    Storage(#[source] StorageError),
    /// An entry was changed.
    #[error("the audit log was tampered with: entry {sequence} is not as it was written")]
    Changed {
        /// The first entry that is wrong.
        sequence: i64,
    },
    /// An entry is missing.
    #[error("the audit log was tampered with: entry {sequence} is missing")]
    Missing {
        /// The first entry that is missing.
        sequence: i64,
    },
}

/// Writes one line, in the transaction of what it tells of.
///
/// # Errors
/// [`StorageError`] when it cannot be written; then the change must not happen either.
pub fn append(transaction: &Transaction<'_>, entry: &AuditEntry) -> Result<(), StorageError> {
    let write = || {
        let (last, previous): (i64, [u8; 32]) = transaction
            .prepare_cached("SELECT sequence, hash FROM audit_head")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sequence = last + 1;
        let hash = hash(sequence, entry, &previous);
        transaction
            .prepare_cached(
                "INSERT INTO audit_entries
                     (sequence, at_ms, actor, purpose, action, subject, detail, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                sequence,
                entry.at.as_millisecond(),
                entry.actor,
                entry.purpose,
                entry.action,
                entry.subject,
                entry.detail,
                previous,
                hash
            ])?;
        transaction
            .prepare_cached("UPDATE audit_head SET sequence = ?1, hash = ?2")?
            .execute(params![sequence, hash])
    };
    write().doing("write the audit log")?;
    Ok(())
}

/// The lines about one subject, newest first.
///
/// # Errors
/// [`StorageError`] when the log cannot be read.
pub fn about(connection: &Connection, subject: &str, limit: u32) -> Result<Vec<AuditRecord>, StorageError> {
    rows(
        connection,
        "SELECT sequence, at_ms, actor, purpose, action, subject, detail FROM audit_entries
         WHERE subject = ?1 ORDER BY sequence DESC LIMIT ?2",
        params![subject, limit],
        record,
    )
    .doing("read the audit log")
}

/// Reads the whole log and checks every link of the chain.
///
/// # Errors
/// [`AuditLogError`] names the first entry that is changed or missing.
pub fn verify(connection: &Connection) -> Result<VerifiedLog, AuditLogError> {
    let storage = |source| AuditLogError::Storage(StorageError::Sql { doing: "read the audit log", source });
    let mut statement = connection
        .prepare(
            "SELECT sequence, at_ms, actor, purpose, action, subject, detail, previous, hash
             FROM audit_entries ORDER BY sequence",
        )
        .map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    let mut head = (0_i64, [0_u8; 32]);
    while let Some(row) = rows.next().map_err(storage)? {
        let sequence = head.0 + 1;
        let found: i64 = row.get(0).map_err(storage)?;
        if found != sequence {
            return Err(AuditLogError::Missing { sequence });
        }
        // A row that cannot even be read as one was changed.
        let changed = |_| AuditLogError::Changed { sequence };
        let record = record(row).map_err(changed)?;
        let previous: [u8; 32] = row.get(7).map_err(changed)?;
        let written: [u8; 32] = row.get(8).map_err(changed)?;
        if previous != head.1 || hash(sequence, &record.entry, &previous) != written {
            return Err(AuditLogError::Changed { sequence });
        }
        head = (sequence, written);
    }
    let (last, hash): (i64, [u8; 32]) = connection
        .query_row("SELECT sequence, hash FROM audit_head", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(storage)?;
    match last.cmp(&head.0) {
        std::cmp::Ordering::Greater => Err(AuditLogError::Missing { sequence: head.0 + 1 }),
        std::cmp::Ordering::Less => Err(AuditLogError::Changed { sequence: last + 1 }),
        std::cmp::Ordering::Equal if hash != head.1 => Err(AuditLogError::Changed { sequence: last }),
        std::cmp::Ordering::Equal => Ok(VerifiedLog { entries: last.unsigned_abs(), head: hash }),
    }
}

/// The place of the entry with this hash, in a log that [`verify`] has found whole.
///
/// # Errors
/// [`StorageError`] when the log cannot be read.
pub fn place_of(connection: &Connection, hash: [u8; 32]) -> Result<Option<i64>, StorageError> {
    connection
        .prepare_cached("SELECT sequence FROM audit_entries WHERE hash = ?1")
        .and_then(|mut statement| statement.query_row([hash], |row| row.get(0)).optional())
        .doing("read the audit log")
}

/// Each text goes in with its length before it, so that no two entries have the same bytes.
fn hash(sequence: i64, entry: &AuditEntry, previous: &[u8; 32]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"schakelnet audit entry 1");
    hasher.update(previous);
    hasher.update(sequence.to_be_bytes());
    hasher.update(entry.at.as_millisecond().to_be_bytes());
    for text in [&entry.actor, &entry.purpose, &entry.action, &entry.subject, &entry.detail] {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().into()
}

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<AuditRecord> {
    let entry = AuditEntry {
        at: instant(row, 1)?,
        actor: row.get(2)?,
        purpose: row.get(3)?,
        action: row.get(4)?,
        subject: row.get(5)?,
        detail: row.get(6)?,
    };
    Ok(AuditRecord { sequence: row.get(0)?, entry })
}
