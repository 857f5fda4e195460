//! Emptying SQLite's write-ahead log: pages that were overwritten live on in it until then, whatever
//! `secure_delete` says.

use rusqlite::Connection;
use std::time::Duration;

/// How long readers are waited for. Short, because the writer waits along; whoever was held up comes again.
const PATIENCE: Duration = Duration::from_millis(250);

/// Carries the whole write-ahead log into the database and cuts it to nothing. False: somebody reads an older state,
/// so that a part of it has to stay for now. Afterwards the connection waits for others as long as before.
pub(super) fn empty(writer: &Connection, busy_timeout: Duration) -> rusqlite::Result<bool> {
    writer.busy_timeout(PATIENCE)?;
    let emptied = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    writer.busy_timeout(busy_timeout)?;
    // The first column is 1 when somebody was in the way (https://sqlite.org/pragma.html#pragma_wal_checkpoint).
    Ok(emptied? == 0)
}
