//! Every ESCO term in use, once, with a dense number that stays. Tables and matching count with the number.

use super::{
    StorageError,
    sql::{Doing, parsed, rows},
};
use rusqlite::{Connection, OptionalExtension, Transaction};
use std::collections::BTreeMap;
use vocabulary::EscoUri;

/// The number of a term, given to it now if it had none.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn number(transaction: &Transaction<'_>, uri: &EscoUri) -> Result<u32, StorageError> {
    if let Some(number) = number_if_known(transaction, uri)? {
        return Ok(number);
    }
    transaction
        .prepare_cached("INSERT INTO esco_terms (uri) VALUES (?1) RETURNING number")
        .and_then(|mut statement| statement.query_row([uri.as_str()], |row| row.get(0)))
        .doing("number an ESCO term")
}

/// The number of a term, if it has one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn number_if_known(connection: &Connection, uri: &EscoUri) -> Result<Option<u32>, StorageError> {
    connection
        .prepare_cached("SELECT number FROM esco_terms WHERE uri = ?1")
        .and_then(|mut statement| statement.query_row([uri.as_str()], |row| row.get(0)).optional())
        .doing("look an ESCO term up")
}

/// The term with this number.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn uri(connection: &Connection, number: u32) -> Result<Option<EscoUri>, StorageError> {
    connection
        .prepare_cached("SELECT uri FROM esco_terms WHERE number = ?1")
        .and_then(|mut statement| statement.query_row([number], |row| parsed(row, 0)).optional())
        .doing("look an ESCO term up")
}

/// All terms in use by number.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn all(connection: &Connection) -> Result<BTreeMap<u32, EscoUri>, StorageError> {
    rows(connection, "SELECT number, uri FROM esco_terms", [], |row| Ok((row.get(0)?, parsed(row, 1)?)))
        .map(BTreeMap::from_iter)
        .doing("read the ESCO terms in use")
}
