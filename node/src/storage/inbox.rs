//! Ids of messages that had their effect: a message comes at least once and has its effect exactly once.

use super::{StorageError, sql::Doing};
use jiff::Timestamp;
use rusqlite::{Transaction, params};
use vocabulary::MessageId;

/// Marks a message as taken, in the transaction of its effect. False: it was taken before, do nothing.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn take(
    transaction: &Transaction<'_>,
    message_id: MessageId,
    at: Timestamp,
) -> Result<bool, StorageError> {
    let taken = transaction
        .prepare_cached("INSERT OR IGNORE INTO inbox (message_id, taken_at_ms) VALUES (?1, ?2)")
        .and_then(|mut statement| statement.execute(params![message_id.to_bytes(), at.as_millisecond()]))
        .doing("note a received message")?;
    Ok(taken == 1)
}
