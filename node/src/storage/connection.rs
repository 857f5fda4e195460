//! Opening SQLite as every part of the program wants it.

use super::StorageError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// How long a writer waits for another process, such as an import beside a running node.
const BUSY_TIMEOUT_MS: u32 = 10_000;
/// Prepared statements kept per connection; the program has about this many.
const STATEMENTS_KEPT: usize = 200;

/// Opens the one connection that writes.
///
/// # Errors
/// [`StorageError::Open`].
pub fn open_writer(path: &Path) -> Result<Connection, StorageError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // `secure_delete`: what is erased is overwritten, not only unlinked.
    open(path, flags, "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;")
}

/// Opens a connection that cannot write.
///
/// # Errors
/// [`StorageError::Open`].
pub fn open_reader(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, flags, "PRAGMA query_only = ON;")
}

fn open(path: &Path, flags: OpenFlags, more: &str) -> Result<Connection, StorageError> {
    let connect = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.execute_batch(&format!(
            "PRAGMA busy_timeout = {BUSY_TIMEOUT_MS};
             {more}
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;"
        ))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        Ok(connection)
    };
    connect().map_err(|source| StorageError::Open { path: path.to_owned(), source })
}
