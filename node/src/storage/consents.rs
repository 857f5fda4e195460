//! What people agreed to.

use super::{
    StorageError,
    sql::{Doing, instant, instant_if_any, parsed, rows, unreadable},
};
use crate::domain::consent::{Consent, ConsentScope, ConsentText, FileField};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{AccountId, CandidateId, ConsentId, RegionId};

/// Saves a new statement of consent.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn insert(transaction: &Transaction<'_>, consent: &Consent) -> Result<(), StorageError> {
    let (region, fields) = match &consent.scope {
        ConsentScope::Handover { region, fields } => {
            let fields: Vec<_> = fields.iter().map(|field| field.name()).collect();
            (Some(region.as_str()), Some(fields.join(",")))
        }
        ConsentScope::CoachContact | ConsentScope::EmployerContact => (None, None),
    };
    transaction
        .prepare_cached(
            "INSERT INTO consents (id, candidate, scope, region, fields, text_version, text_sha256, language,
                                   channel, recorded_by, given_at_ms, withdrawn_at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                consent.id.to_bytes(),
                consent.candidate.to_bytes(),
                consent.scope.name(),
                region,
                fields,
                consent.text.version,
                consent.text.sha256,
                consent.text.language,
                consent.channel.name(),
                consent.recorded_by.to_bytes(),
                consent.given_at.as_millisecond(),
                consent.withdrawn_at.map(Timestamp::as_millisecond),
            ])
        })
        .doing("save a consent")?;
    Ok(())
}

/// Notes that consent was taken back.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn withdraw(transaction: &Transaction<'_>, id: ConsentId, at: Timestamp) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE consents SET withdrawn_at_ms = ?2 WHERE id = ?1 AND withdrawn_at_ms IS NULL")
        .and_then(|mut statement| statement.execute(params![id.to_bytes(), at.as_millisecond()]))
        .doing("withdraw a consent")?;
    Ok(())
}

const COLUMNS: &str = "SELECT id, candidate, scope, region, fields, text_version, text_sha256, language,
                              channel, recorded_by, given_at_ms, withdrawn_at_ms FROM consents";

/// One statement.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: ConsentId) -> Result<Option<Consent>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], consent).optional())
        .doing("read a consent")
}

/// All that somebody agreed to, newest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_candidate(connection: &Connection, candidate: CandidateId) -> Result<Vec<Consent>, StorageError> {
    rows(
        connection,
        &format!("{COLUMNS} WHERE candidate = ?1 ORDER BY given_at_ms DESC, id"),
        [candidate.to_bytes()],
        consent,
    )
    .doing("read the consents of a candidate")
}

/// The live consent for a hand-over to a region, the newest where there are several.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn live_for_handover(
    connection: &Connection,
    candidate: CandidateId,
    to: &RegionId,
) -> Result<Option<Consent>, StorageError> {
    let consents = of_candidate(connection, candidate)?;
    Ok(consents.into_iter().find(|consent| consent.fields_for(to).is_some()))
}

fn consent(row: &Row<'_>) -> rusqlite::Result<Consent> {
    let scope: String = row.get(2)?;
    let scope = match scope.as_str() {
        "handover" => {
            let fields: String = row.get(4)?;
            let fields = fields.split(',').filter(|name| !name.is_empty()).map(str::parse::<FileField>);
            ConsentScope::Handover {
                region: parsed(row, 3)?,
                fields: fields.collect::<Result<_, _>>().map_err(|error| unreadable(4, error.to_string()))?,
            }
        }
        "coach-contact" => ConsentScope::CoachContact,
        _ => ConsentScope::EmployerContact,
    };
    Ok(Consent {
        id: ConsentId::from_bytes(row.get(0)?),
        candidate: CandidateId::from_bytes(row.get(1)?),
        scope,
        text: ConsentText { version: row.get(5)?, sha256: row.get(6)?, language: row.get(7)? },
        channel: parsed(row, 8)?,
        recorded_by: AccountId::from_bytes(row.get(9)?),
        given_at: instant(row, 10)?,
        withdrawn_at: instant_if_any(row, 11)?,
    })
}
