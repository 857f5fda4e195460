//! Accounts and their password hashes.

use super::{
    StorageError,
    sql::{Doing, parsed, rows},
};
use crate::domain::{account::Account, text::fold};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::AccountId;

/// Saves a new account. The name must be free, see [`StorageError::is_conflict`].
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the name is taken.
pub fn insert(
    transaction: &Transaction<'_>,
    account: &Account,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO accounts (id, name, name_folded, role, password_hash, created_at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                account.id.to_bytes(),
                account.name.as_str(),
                fold(account.name.as_str()),
                account.role.name(),
                password_hash,
                at.as_millisecond()
            ])
        })
        .doing("save an account")?;
    Ok(())
}

/// Every account by name.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Account>, StorageError> {
    rows(connection, "SELECT id, name, role FROM accounts ORDER BY name_folded", [], account)
        .doing("read the accounts")
}

/// One account.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: AccountId) -> Result<Option<Account>, StorageError> {
    connection
        .prepare_cached("SELECT id, name, role FROM accounts WHERE id = ?1")
        .and_then(|mut statement| statement.query_row([id.to_bytes()], account).optional())
        .doing("read an account")
}

/// The account with this name, and its password hash.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn by_name(connection: &Connection, name: &str) -> Result<Option<(Account, String)>, StorageError> {
    connection
        .prepare_cached("SELECT id, name, role, password_hash FROM accounts WHERE name_folded = ?1")
        .and_then(|mut statement| {
            statement.query_row([fold(name)], |row| Ok((account(row)?, row.get(3)?))).optional()
        })
        .doing("read an account")
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { id: AccountId::from_bytes(row.get(0)?), name: parsed(row, 1)?, role: parsed(row, 2)? })
}
