//! Accounts and their password hashes.

use super::{
    StorageError,
    sql::{Doing, parsed, rows},
};
use crate::domain::{
    account::{Account, Role},
    text::fold,
};
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

/// Every account by name, and whether it may sign in.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn listed(connection: &Connection) -> Result<Vec<(Account, bool)>, StorageError> {
    let sql = "SELECT id, name, role, disabled_at_ms IS NULL FROM accounts ORDER BY name_folded";
    rows(connection, sql, [], |row| Ok((account(row)?, row.get(3)?))).doing("read the accounts")
}

/// The account with this name, whether it may sign in or not.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn by_name(connection: &Connection, name: &str) -> Result<Option<Account>, StorageError> {
    connection
        .prepare_cached("SELECT id, name, role FROM accounts WHERE name_folded = ?1")
        .and_then(|mut statement| statement.query_row([fold(name)], account).optional())
        .doing("read an account")
}

/// Whether an account may sign in; one that is not there may not.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn may_sign_in(connection: &Connection, id: AccountId) -> Result<bool, StorageError> {
    connection
        .prepare_cached("SELECT 1 FROM accounts WHERE id = ?1 AND disabled_at_ms IS NULL")
        .and_then(|mut statement| statement.exists([id.to_bytes()]))
        .doing("read an account")
}

/// Gives an account another password.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_password(transaction: &Transaction<'_>, id: AccountId, hash: &str) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE accounts SET password_hash = ?2 WHERE id = ?1")
        .and_then(|mut statement| statement.execute(params![id.to_bytes(), hash]))
        .doing("change a password")?;
    Ok(())
}

/// Gives an account another role.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_role(transaction: &Transaction<'_>, id: AccountId, role: Role) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE accounts SET role = ?2 WHERE id = ?1")
        .and_then(|mut statement| statement.execute(params![id.to_bytes(), role.name()]))
        .doing("change a role")?;
    Ok(())
}

/// Keeps an account from signing in since a moment, or lets it sign in again.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_disabled(
    transaction: &Transaction<'_>,
    id: AccountId,
    since: Option<Timestamp>,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE accounts SET disabled_at_ms = ?2 WHERE id = ?1")
        .and_then(|mut statement| {
            statement.execute(params![id.to_bytes(), since.map(Timestamp::as_millisecond)])
        })
        .doing("change an account")?;
    Ok(())
}

/// The account that signs in with this name, and its password hash.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn to_sign_in(connection: &Connection, name: &str) -> Result<Option<(Account, String)>, StorageError> {
    connection
        .prepare_cached(
            "SELECT id, name, role, password_hash FROM accounts WHERE name_folded = ?1 AND disabled_at_ms IS NULL",
        )
        .and_then(|mut statement| {
            statement.query_row([fold(name)], |row| Ok((account(row)?, row.get(3)?))).optional()
        })
        .doing("read an account")
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { id: AccountId::from_bytes(row.get(0)?), name: parsed(row, 1)?, role: parsed(row, 2)? })
}
