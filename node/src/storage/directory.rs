//! The network's directory as this region last received it: which regions there are, with which keys.

use super::{
    StorageError,
    sql::{Doing, instant},
};
use jiff::Timestamp;
use protocol::{
    Message,
    latest::{DirectoryDocument, DirectoryRegion, DirectoryReply, SignedDirectory},
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use vocabulary::RegionId;

/// The directory and when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDirectory {
    /// As the network signed it.
    pub signed: SignedDirectory,
    /// What it says.
    pub document: DirectoryDocument,
    /// When this region received it.
    pub received_at: Timestamp,
}

/// Keeps a directory whose signature was verified, unless a newer one is there already; the same version only
/// renews the time of receipt.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn save(
    transaction: &Transaction<'_>,
    signed: &SignedDirectory,
    document: &DirectoryDocument,
    at: Timestamp,
) -> Result<(), StorageError> {
    let version = i64::try_from(document.version).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT INTO directory (one, version, document, signature, received_at_ms)
             VALUES (1, ?1, ?2, ?3, ?4)
             ON CONFLICT (one) DO UPDATE SET version = ?1, document = ?2, signature = ?3, received_at_ms = ?4
             WHERE version <= ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![version, signed.document, signed.signature, at.as_millisecond()])
        })
        .doing("save the directory")?;
    Ok(())
}

/// Notes that the directory that is there is still the newest.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn touch(transaction: &Transaction<'_>, at: Timestamp) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE directory SET received_at_ms = ?1")
        .and_then(|mut statement| statement.execute([at.as_millisecond()]))
        .doing("note that the directory is up to date")?;
    Ok(())
}

/// The directory, if this region has one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn current(connection: &Connection) -> Result<Option<KnownDirectory>, StorageError> {
    let row = connection
        .prepare_cached("SELECT document, signature, received_at_ms FROM directory")
        .and_then(|mut statement| {
            statement
                .query_row([], |row| {
                    Ok((SignedDirectory { document: row.get(0)?, signature: row.get(1)? }, instant(row, 2)?))
                })
                .optional()
        })
        .doing("read the directory")?;
    let Some((signed, received_at)) = row else { return Ok(None) };
    let document = protocol::decode(&signed.document, DirectoryReply::LIMIT_BYTES)
        .map_err(|_| StorageError::Corrupt { what: "a directory that cannot be read".to_owned() })?;
    Ok(Some(KnownDirectory { signed, document, received_at }))
}

/// What the directory says of one region.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn region(connection: &Connection, region: &RegionId) -> Result<Option<DirectoryRegion>, StorageError> {
    let known = current(connection)?;
    Ok(known.and_then(|known| known.document.regions.into_iter().find(|listed| listed.region == *region)))
}
