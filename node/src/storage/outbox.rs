//! Messages that must leave. A message is written in the transaction of the change that it tells of; sending
//! happens later and may happen twice, so the receiver drops message ids that it knows.

use super::{
    StorageError,
    sql::{Doing, instant, instant_if_any, rows},
};
use jiff::Timestamp;
use protocol::kind;
use rusqlite::{Connection, Row, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use vocabulary::MessageId;

/// A message on its way into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// The id by which the receiver recognises a repetition.
    pub message_id: MessageId,
    /// Which message, see [`protocol::kind`].
    pub kind: u16,
    /// The protocol version of the payload.
    pub version: u16,
    /// The encoded message.
    pub payload: Vec<u8>,
    /// What it is about, such as `vacancy/<id>` or `handover/<id>`; never a person's id.
    pub subject: String,
    /// Not to be sent before this moment.
    pub not_before: Timestamp,
}

/// How a message stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxState {
    /// It waits; the reason of the last failure, if it was tried.
    Waiting {
        /// Why the last attempt failed.
        last_failure: Option<String>,
    },
    /// The coordinator has it.
    Delivered(Timestamp),
    /// The coordinator refuses it for good.
    Refused(Timestamp, String),
    /// It was taken back before it left.
    Cancelled(Timestamp, String),
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its place; messages about one subject leave in this order.
    pub sequence: i64,
    /// The message. Its payload is empty when it is gone, see [`mark_delivered`].
    pub message: OutboxMessage,
    /// The size of the payload as it was enqueued.
    pub size_bytes: u64,
    /// SHA-256 of the payload as it was enqueued.
    pub payload_sha256: [u8; 32],
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// How it stands.
    pub state: OutboxState,
}

/// Puts a message into the outbox, in the transaction of the change.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the message id is there already.
pub fn enqueue(
    transaction: &Transaction<'_>,
    at: Timestamp,
    message: &OutboxMessage,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO outbox (message_id, kind, version, payload, size_bytes, payload_sha256, subject,
                                 created_at_ms, due_at_ms)
             VALUES (?1, ?2, ?3, ?4, length(?4), ?5, ?6, ?7, ?8)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                message.message_id.to_bytes(),
                message.kind,
                message.version,
                message.payload,
                <[u8; 32]>::from(Sha256::digest(&message.payload)),
                message.subject,
                at.as_millisecond(),
                message.not_before.as_millisecond(),
            ])
        })
        .doing("put a message into the outbox")?;
    Ok(())
}

/// The messages that are due, oldest first. A message waits for every earlier one about the same subject.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn due(connection: &Connection, now: Timestamp, limit: u32) -> Result<Vec<OutboxEntry>, StorageError> {
    entries(
        connection,
        "SELECT * FROM outbox AS message
         WHERE state = 'waiting' AND due_at_ms <= ?1
           AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                           WHERE earlier.subject = message.subject AND earlier.state = 'waiting'
                             AND earlier.sequence < message.sequence)
         ORDER BY sequence LIMIT ?2",
        params![now.as_millisecond(), limit],
    )
}

/// What left this node or is about to, newest first, beginning below `before` (0: at the newest).
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn page(connection: &Connection, before: i64, limit: u32) -> Result<Vec<OutboxEntry>, StorageError> {
    let before = if before > 0 { before } else { i64::MAX };
    entries(
        connection,
        "SELECT * FROM outbox WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2",
        params![before, limit],
    )
}

/// The columns of a list: all but the payload, which a list does not show and which may be large.
const LISTED: &str =
    "SELECT sequence, message_id, kind, version, x'' AS payload, size_bytes, payload_sha256, subject,
        created_at_ms, due_at_ms, state, attempts, settled_at_ms, reason FROM outbox";

/// What left this node, newest first, beginning below `before` (0: at the newest); of one kind, or all. Without
/// payloads.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn delivered(
    connection: &Connection,
    kind: Option<u16>,
    before: i64,
    limit: u32,
) -> Result<Vec<OutboxEntry>, StorageError> {
    let before = if before > 0 { before } else { i64::MAX };
    entries(
        connection,
        &format!(
            "{LISTED} WHERE state = 'delivered' AND (?1 IS NULL OR kind = ?1) AND sequence < ?2
             ORDER BY sequence DESC LIMIT ?3"
        ),
        params![kind, before, limit],
    )
}

/// How many messages of each kind left this node.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count_delivered(connection: &Connection) -> Result<BTreeMap<u16, u64>, StorageError> {
    let counted: Vec<(u16, i64)> = rows(
        connection,
        "SELECT kind, count(*) FROM outbox WHERE state = 'delivered' GROUP BY kind",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .doing("count what left")?;
    Ok(counted.into_iter().map(|(kind, count)| (kind, count.unsigned_abs())).collect())
}

/// The messages that wait, oldest first. Without payloads.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn waiting_first(connection: &Connection, limit: u32) -> Result<Vec<OutboxEntry>, StorageError> {
    entries(connection, &format!("{LISTED} WHERE state = 'waiting' ORDER BY sequence LIMIT ?1"), [limit])
}

/// The messages that the coordinator refused for good, newest first, and how many there are. Without payloads.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn refused(connection: &Connection, limit: u32) -> Result<(Vec<OutboxEntry>, u64), StorageError> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE state = 'refused'")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .doing("count what was refused")?;
    let newest = entries(
        connection,
        &format!("{LISTED} WHERE state = 'refused' ORDER BY sequence DESC LIMIT ?1"),
        [limit],
    )?;
    Ok((newest, count.unsigned_abs()))
}

/// When the coordinator last took a message, and whether a message waits that it did not take.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn contact(connection: &Connection) -> Result<(Option<Timestamp>, bool), StorageError> {
    connection
        .prepare_cached(
            "SELECT max(CASE WHEN state = 'delivered' THEN settled_at_ms END),
                    coalesce(max(state = 'waiting' AND reason IS NOT NULL), 0) FROM outbox",
        )
        .and_then(|mut statement| statement.query_row([], |row| Ok((instant_if_any(row, 0)?, row.get(1)?))))
        .doing("read when the coordinator was reached")
}

/// How many messages wait.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn waiting(connection: &Connection) -> Result<u64, StorageError> {
    connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE state = 'waiting'")
        .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i64>(0)))
        .doing("count the outbox")
        .map(i64::unsigned_abs)
}

/// The coordinator has the message. The payload of an offer is dropped: it holds a share of a key.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn mark_delivered(
    transaction: &Transaction<'_>,
    message_id: MessageId,
    at: Timestamp,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE outbox SET state = 'delivered', settled_at_ms = ?2, reason = NULL,
                               payload = CASE WHEN kind = ?3 THEN x'' ELSE payload END
             WHERE message_id = ?1 AND state = 'waiting'",
        )
        .and_then(|mut statement| {
            statement.execute(params![message_id.to_bytes(), at.as_millisecond(), kind::HANDOVER_OFFER])
        })
        .doing("note a delivery")?;
    Ok(())
}

/// Notes that the message is about to be sent, so that from here on it may have left. False: it does not wait any
/// more, for instance because it was taken back, and must not be sent.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn mark_tried(transaction: &Transaction<'_>, message_id: MessageId) -> Result<bool, StorageError> {
    let marked = transaction
        .prepare_cached(
            "UPDATE outbox SET attempts = attempts + 1 WHERE message_id = ?1 AND state = 'waiting'",
        )
        .and_then(|mut statement| statement.execute([message_id.to_bytes()]))
        .doing("note an attempt to send")?;
    Ok(marked == 1)
}

/// The attempt failed; the message is tried again at `retry_at`.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn mark_failed(
    transaction: &Transaction<'_>,
    message_id: MessageId,
    _at: Timestamp,
    retry_at: Timestamp,
    reason: &str,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE outbox SET due_at_ms = ?2, reason = ?3
             WHERE message_id = ?1 AND state = 'waiting'",
        )
        .and_then(|mut statement| {
            statement.execute(params![message_id.to_bytes(), retry_at.as_millisecond(), reason])
        })
        .doing("note a failed delivery")?;
    Ok(())
}

/// The coordinator refuses the message for good; it is shown to the operator and not tried again. The payload of an
/// offer is dropped here too.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn mark_refused(
    transaction: &Transaction<'_>,
    message_id: MessageId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE outbox SET state = 'refused', settled_at_ms = ?2, reason = ?3,
                               payload = CASE WHEN kind = ?4 THEN x'' ELSE payload END
             WHERE message_id = ?1 AND state = 'waiting'",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                message_id.to_bytes(),
                at.as_millisecond(),
                reason,
                kind::HANDOVER_OFFER
            ])
        })
        .doing("note a refusal")?;
    Ok(())
}

/// Takes messages back that nobody has begun to send. False: there was none.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn cancel(
    transaction: &Transaction<'_>,
    subject: &str,
    kind: u16,
    at: Timestamp,
    reason: &str,
) -> Result<bool, StorageError> {
    let cancelled = transaction
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled', settled_at_ms = ?3, reason = ?4, payload = x''
             WHERE subject = ?1 AND kind = ?2 AND state = 'waiting' AND attempts = 0",
        )
        .and_then(|mut statement| statement.execute(params![subject, kind, at.as_millisecond(), reason]))
        .doing("take a message back")?;
    Ok(cancelled > 0)
}

fn entries(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<OutboxEntry>, StorageError> {
    rows(connection, sql, parameters, entry).doing("read the outbox")
}

fn entry(row: &Row<'_>) -> rusqlite::Result<OutboxEntry> {
    let reason: Option<String> = row.get("reason")?;
    let settled_at = instant_if_any(row, row.as_ref().column_index("settled_at_ms")?)?;
    let state: String = row.get("state")?;
    let state = match (state.as_str(), settled_at) {
        ("delivered", Some(at)) => OutboxState::Delivered(at),
        ("refused", Some(at)) => OutboxState::Refused(at, reason.unwrap_or_default()),
        ("cancelled", Some(at)) => OutboxState::Cancelled(at, reason.unwrap_or_default()),
        _ => OutboxState::Waiting { last_failure: reason },
    };
    Ok(OutboxEntry {
        sequence: row.get("sequence")?,
        message: OutboxMessage {
            message_id: MessageId::from_bytes(row.get("message_id")?),
            kind: row.get("kind")?,
            version: row.get("version")?,
            payload: row.get("payload")?,
            subject: row.get("subject")?,
            not_before: instant(row, row.as_ref().column_index("due_at_ms")?)?,
        },
        size_bytes: row.get::<_, i64>("size_bytes")?.unsigned_abs(),
        payload_sha256: row.get("payload_sha256")?,
        created_at: instant(row, row.as_ref().column_index("created_at_ms")?)?,
        attempts: row.get("attempts")?,
        state,
    })
}
