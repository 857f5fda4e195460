//! Sessions by the hash of their token, and failed sign-ins with the time until which the door stays closed.

use super::{
    StorageError,
    sql::{Doing, instant, parsed},
};
use crate::domain::account::Account;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use vocabulary::AccountId;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose session it is.
    pub account: Account,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used, give or take a minute.
    pub seen_at: Timestamp,
    /// When it ends in any case.
    pub ends_at: Timestamp,
}

/// Failed sign-ins of one name or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last was.
    pub last_at: Timestamp,
    /// Until when nothing is tried.
    pub closed_until: Timestamp,
}

/// Saves a new session and drops those that have ended.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn insert(
    transaction: &Transaction<'_>,
    token_sha256: [u8; 32],
    account: AccountId,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM sessions WHERE ends_at_ms <= ?1")
        .and_then(|mut statement| statement.execute([now.as_millisecond()]))
        .doing("drop sessions that have ended")?;
    transaction
        .prepare_cached(
            "INSERT INTO sessions (token_sha256, account, began_at_ms, seen_at_ms, ends_at_ms)
             VALUES (?1, ?2, ?3, ?3, ?4)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                token_sha256,
                account.to_bytes(),
                now.as_millisecond(),
                ends_at.as_millisecond()
            ])
        })
        .doing("save a session")?;
    Ok(())
}

/// The session with this token's hash.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, token_sha256: [u8; 32]) -> Result<Option<StoredSession>, StorageError> {
    connection
        .prepare_cached(
            "SELECT account.id, account.name, account.role, began_at_ms, seen_at_ms, ends_at_ms
             FROM sessions JOIN accounts AS account ON account.id = sessions.account
             WHERE token_sha256 = ?1 AND account.disabled_at_ms IS NULL",
        )
        .and_then(|mut statement| {
            statement
                .query_row([token_sha256], |row| {
                    Ok(StoredSession {
                        account: Account {
                            id: AccountId::from_bytes(row.get(0)?),
                            name: parsed(row, 1)?,
                            role: parsed(row, 2)?,
                        },
                        began_at: instant(row, 3)?,
                        seen_at: instant(row, 4)?,
                        ends_at: instant(row, 5)?,
                    })
                })
                .optional()
        })
        .doing("read a session")
}

/// Notes that a session is in use.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn touch(
    transaction: &Transaction<'_>,
    token_sha256: [u8; 32],
    now: Timestamp,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE sessions SET seen_at_ms = ?2 WHERE token_sha256 = ?1")
        .and_then(|mut statement| statement.execute(params![token_sha256, now.as_millisecond()]))
        .doing("note the use of a session")?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn delete(transaction: &Transaction<'_>, token_sha256: [u8; 32]) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM sessions WHERE token_sha256 = ?1")
        .and_then(|mut statement| statement.execute([token_sha256]))
        .doing("end a session")?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn delete_all_of(transaction: &Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM sessions WHERE account = ?1")
        .and_then(|mut statement| statement.execute([account.to_bytes()]))
        .doing("end the sessions of an account")?;
    Ok(())
}

/// The failed sign-ins under a key, where there are any.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn failures(connection: &Connection, key_sha256: [u8; 32]) -> Result<Option<Failures>, StorageError> {
    connection
        .prepare_cached(
            "SELECT failures, last_at_ms, closed_until_ms FROM sign_in_failures WHERE key_sha256 = ?1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([key_sha256], |row| {
                    Ok(Failures {
                        count: row.get(0)?,
                        last_at: instant(row, 1)?,
                        closed_until: instant(row, 2)?,
                    })
                })
                .optional()
        })
        .doing("read failed sign-ins")
}

/// Keeps the failed sign-ins under a key in place of what was there.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn set_failures(
    transaction: &Transaction<'_>,
    key_sha256: [u8; 32],
    failures: Failures,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO sign_in_failures VALUES (?1, ?2, ?3, ?4)")
        .and_then(|mut statement| {
            statement.execute(params![
                key_sha256,
                failures.count,
                failures.last_at.as_millisecond(),
                failures.closed_until.as_millisecond()
            ])
        })
        .doing("note a failed sign-in")?;
    Ok(())
}

/// Forgets failed sign-ins whose last lies before a moment.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn forget_failures_before(transaction: &Transaction<'_>, before: Timestamp) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM sign_in_failures WHERE last_at_ms < ?1")
        .and_then(|mut statement| statement.execute([before.as_millisecond()]))
        .doing("forget failed sign-ins")?;
    Ok(())
}

/// Forgets the failed sign-ins under a key.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn clear_failures(transaction: &Transaction<'_>, key_sha256: [u8; 32]) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM sign_in_failures WHERE key_sha256 = ?1")
        .and_then(|mut statement| statement.execute([key_sha256]))
        .doing("forget failed sign-ins")?;
    Ok(())
}
