//! Who read which personal file, when and why: lines of the [`audit_log`], written before the file is shown.

use super::{StorageError, audit_log, sql::Doing};
use audit_log::{AuditEntry, AuditRecord};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};
use vocabulary::{CandidateId, HandoverId, Purpose};

/// The action under which a read stands in the audit log.
pub const READ: &str = "candidate.read";
/// The action under which a read of what another region offers stands in the audit log: the person has no file
/// here yet.
pub const READ_OFFER: &str = "handover.read";

/// What was shown: the whole file.
pub const WHOLE_FILE: &str = "whole file";
/// What was shown: a line of a list, a search or the worklist.
pub const LINE: &str = "name, place, work and case in a list";
/// What was shown: why a person and a vacancy fit.
pub const MATCH: &str = "skills, hours and travel in a match";
/// What was done: a fact that a match is made of was contested and corrected.
pub const CONTEST: &str = "a fact of a match, contested and corrected";
/// What was shown: where the case stands.
pub const CASE: &str = "where the case stands";
/// What was shown: where a hand-over stands, with the note of a refusal.
pub const HANDOVER: &str = "where a hand-over stands";
/// What was shown: what the receiving region may see before it decides.
pub const PREVIEW: &str = "what a region sees before it decides";

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

/// Logs that what another region offers is about to be shown. If this fails, it must not be shown.
///
/// # Errors
/// [`StorageError`] when the log cannot be written.
pub fn record_offer(
    transaction: &Transaction<'_>,
    at: Timestamp,
    actor: &str,
    handover: HandoverId,
) -> Result<(), StorageError> {
    let entry = AuditEntry {
        at,
        actor: actor.to_owned(),
        purpose: Purpose::Handover.name().to_owned(),
        action: READ_OFFER.to_owned(),
        subject: offer_subject(handover),
        detail: PREVIEW.to_owned(),
    };
    audit_log::append(transaction, &entry)
}

fn offer_subject(handover: HandoverId) -> String {
    format!("handover/{handover}")
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

/// The same thing shown to the same person, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadsOfDay {
    /// The newest of them.
    pub newest: AuditRecord,
    /// How many there were.
    pub times: u32,
}

/// Who read what of this person, newest first, readings of one day (UTC) by one reader together: a worklist that is
/// opened twenty times a day would hide who else looked.
///
/// # Errors
/// [`StorageError`] when the log cannot be read.
pub fn by_day(
    connection: &Connection,
    candidate: CandidateId,
    handovers: &[HandoverId],
    limit: u32,
) -> Result<Vec<ReadsOfDay>, StorageError> {
    let mut reads = of_subject(connection, &subject(candidate), READ, limit)?;
    for handover in handovers {
        reads.extend(of_subject(connection, &offer_subject(*handover), READ_OFFER, limit)?);
    }
    reads.sort_by_key(|read| std::cmp::Reverse(read.newest.sequence));
    reads.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(reads)
}

fn of_subject(
    connection: &Connection,
    subject: &str,
    action: &str,
    limit: u32,
) -> Result<Vec<ReadsOfDay>, StorageError> {
    super::sql::rows(
        connection,
        "SELECT max(sequence), max(at_ms), actor, purpose, action, subject, detail, count(*) FROM audit_entries
         WHERE subject = ?1 AND action = ?2
         GROUP BY actor, purpose, detail, at_ms / 86400000 ORDER BY max(sequence) DESC LIMIT ?3",
        params![subject, action, limit],
        |row| Ok(ReadsOfDay { newest: audit_log::record(row)?, times: row.get(7)? }),
    )
    .doing("read the access log")
}
