//! The node's own TLS certificates.

use super::{
    StorageError,
    sql::{Doing, instant},
};
use identity::CertificateIdentity;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// A certificate of this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCertificate {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// From when it counts.
    pub not_before: Timestamp,
    /// Until when it counts.
    pub not_after: Timestamp,
}

/// Keeps a certificate and forgets those that ended before it began.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn put(
    transaction: &Transaction<'_>,
    certificate: &[u8],
    identity: &CertificateIdentity,
) -> Result<(), StorageError> {
    let not_before_ms = identity.not_before.as_millisecond();
    let not_after_ms = identity.not_after.as_millisecond();
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO certificates (serial, certificate, not_before_ms, not_after_ms)
             VALUES (?1, ?2, ?3, ?4)",
        )
        .and_then(|mut statement| {
            statement.execute(params![identity.serial, certificate, not_before_ms, not_after_ms])
        })
        .doing("save a certificate")?;
    transaction
        .execute("DELETE FROM certificates WHERE not_after_ms < ?1", [not_before_ms])
        .doing("forget ended certificates")?;
    Ok(())
}

/// The certificate that counts longest; of two that count equally long the one that came last.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn newest(connection: &Connection) -> Result<Option<StoredCertificate>, StorageError> {
    connection
        .prepare_cached(
            "SELECT certificate, not_before_ms, not_after_ms FROM certificates
             ORDER BY not_after_ms DESC, rowid DESC LIMIT 1",
        )
        .and_then(|mut statement| statement.query_row([], stored).optional())
        .doing("read the certificates")
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredCertificate> {
    Ok(StoredCertificate {
        certificate: row.get(0)?,
        not_before: instant(row, 1)?,
        not_after: instant(row, 2)?,
    })
}
