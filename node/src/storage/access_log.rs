//! Who read which personal file, when and why: lines of the [`audit_log`], written before the file is shown.

use super::{StorageError, audit_log, sql::Doing};
use audit_log::{AuditEntry, AuditRecord};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};
use vocabulary::{CandidateId, Purpose};

/// The action under which a read stands in the audit log.
pub const READ: &str = "candidate.read";

/// Logs that a file is about to be shown. If this fails, it must not be shown.
///
/// # Errors
/// [`StorageError`] when the log cannot be written.
pub fn record(
    transaction: &Transaction<'_>,
    at: Timestamp,
    actor: &str,
    purpose: Purpose,
    candidate: CandidateId,
    fields: &str,
) -> Result<(), StorageError> {
    let entry = AuditEntry {
        at,
        actor: actor.to_owned(),
        purpose: purpose.name().to_owned(),
        action: READ.to_owned(),
        subject: subject(candidate),
        detail: fields.to_owned(),
    };
    audit_log::append(transaction, &entry)
}

/// The candidate as the audit log names one.
#[must_use]
pub fn subject(candidate: CandidateId) -> String {
    format!("candidate/{candidate}")
}

/// Who read this person's file, newest first.
///
/// # Errors
/// [`StorageError`] when the log cannot be read.
pub fn of_candidate(
    connection: &Connection,
    candidate: CandidateId,
    limit: u32,
) -> Result<Vec<AuditRecord>, StorageError> {
    super::sql::rows(
        connection,
        "SELECT sequence, at_ms, actor, purpose, action, subject, detail FROM audit_entries
         WHERE subject = ?1 AND action = ?2 ORDER BY sequence DESC LIMIT ?3",
        params![subject(candidate), READ, limit],
        audit_log::record,
    )
    .doing("read the access log")
}
