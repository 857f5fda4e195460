//! Single values that the program keeps for itself: cursors, versions, marks.

use super::{StorageError, sql::Doing};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// The bytes under a name, where there are any.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn bytes(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
    connection
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")
        .and_then(|mut statement| statement.query_row([name], |row| row.get(0)).optional())
        .doing("read a setting")
}

/// Keeps bytes under a name in place of what was there.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_bytes(transaction: &Transaction<'_>, name: &str, value: &[u8]) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)")
        .and_then(|mut statement| statement.execute(params![name, value]))
        .doing("save a setting")?;
    Ok(())
}

/// The number under a name, 0 where there is none.
///
/// # Errors
/// [`StorageError`] when the table cannot be read, or the value is no number.
pub fn number(connection: &Connection, name: &str) -> Result<u64, StorageError> {
    let Some(value) = bytes(connection, name)? else { return Ok(0) };
    <[u8; 8]>::try_from(value.as_slice())
        .map(u64::from_be_bytes)
        .map_err(|_| StorageError::Corrupt { what: format!("a setting `{name}` that is no number") })
}

/// Keeps a number under a name.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_number(transaction: &Transaction<'_>, name: &str, value: u64) -> Result<(), StorageError> {
    set_bytes(transaction, name, &value.to_be_bytes())
}
