//! The log and the vote of one replica, in `log.db`: a file of its own, so that its fsyncs wait for nothing else.
//!
//! Entries are bytes here; what they mean is known to `consensus` only.

use super::{
    row::{failed, signed, unsigned},
    wal,
};
use crate::state::store::Stored;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS log (
        log_index INTEGER PRIMARY KEY,
        entry     BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS marks (
        name  TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;";

/// One thing to write.
#[derive(Debug)]
pub enum LogChange {
    /// Appends an entry, or overwrites it.
    Put {
        /// Its place.
        index: u64,
        /// Its bytes.
        entry: Vec<u8>,
    },
    /// Removes entries from this place on.
    RemoveFrom(u64),
    /// Removes entries up to and including this place.
    RemoveUntil(u64),
    /// Keeps a mark, such as the vote.
    Mark(&'static str, Vec<u8>),
}

/// An entry's place in the log and its bytes.
pub type PlacedEntry = (u64, Vec<u8>);

/// The file `log.db` with its one writing connection.
#[derive(Debug)]
pub struct LogDatabase {
    path: PathBuf,
    writer: Connection,
}

impl LogDatabase {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the file cannot be opened.
    pub fn open(path: &Path) -> Stored<Self> {
        let doing = "opening the log";
        let writer = Connection::open(path).map_err(failed(doing))?;
        writer.busy_timeout(BUSY_TIMEOUT).map_err(failed(doing))?;
        // A purged entry may hold a share of a key, so its bytes are overwritten.
        for (pragma, value) in [("journal_mode", "WAL"), ("synchronous", "FULL"), ("secure_delete", "ON")] {
            writer.pragma_update(None, pragma, value).map_err(failed(doing))?;
        }
        writer.execute_batch(SCHEMA).map_err(failed(doing))?;
        Ok(Self { path: path.to_owned(), writer })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes all changes in one transaction; when it returns they are on disk.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails; then nothing was written.
    pub fn write<'a>(&mut self, changes: impl Iterator<Item = &'a LogChange>) -> Stored<()> {
        let doing = "writing the log";
        let transaction =
            self.writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed(doing))?;
        for change in changes {
            write_one(&transaction, change).map_err(failed(doing))?;
        }
        transaction.commit().map_err(failed(doing))
    }

    /// Empties the write-ahead log into the file. False: somebody reads, it is to be tried again.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn settle(&self) -> Stored<bool> {
        wal::empty(&self.writer, BUSY_TIMEOUT).map_err(failed("emptying the write-ahead log of the log"))
    }

    /// A mark, if it was ever kept.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn mark(&self, name: &str) -> Stored<Option<Vec<u8>>> {
        self.writer
            .query_row("SELECT value FROM marks WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(failed("reading the log"))
    }

    /// The last entry, if there is one.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn last(&self) -> Stored<Option<Vec<u8>>> {
        let sql = "SELECT entry FROM log ORDER BY log_index DESC LIMIT 1";
        self.writer.query_row(sql, [], |row| row.get(0)).optional().map_err(failed("reading the log"))
    }

    /// The first place, the last place and the number of entries, if there are any.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn extent(&self) -> Stored<Option<(u64, u64, u64)>> {
        let sql = "SELECT min(log_index), max(log_index), count(*) FROM log HAVING count(*) > 0";
        let read = |row: &Row<'_>| Ok((unsigned(row, 0)?, unsigned(row, 1)?, unsigned(row, 2)?));
        self.writer.query_row(sql, [], read).optional().map_err(failed("reading the log"))
    }

    /// A connection that only reads.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the file cannot be opened.
    pub fn reader(path: &Path) -> Stored<Connection> {
        let doing = "opening the log for reading";
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(path, flags).map_err(failed(doing))?;
        reader.busy_timeout(BUSY_TIMEOUT).map_err(failed(doing))?;
        Ok(reader)
    }

    /// The entries of `start..end` that there are, with their places, in order, up to `most_bytes` but at least one;
    /// and whether these are all.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn read(
        reader: &Connection,
        start: u64,
        end: u64,
        most_bytes: usize,
    ) -> Stored<(Vec<PlacedEntry>, bool)> {
        let doing = "reading the log";
        let sql =
            "SELECT log_index, entry FROM log WHERE log_index >= ?1 AND log_index < ?2 ORDER BY log_index";
        let mut statement = reader.prepare_cached(sql).map_err(failed(doing))?;
        let end = i64::try_from(end).unwrap_or(i64::MAX);
        let read = |row: &Row<'_>| Ok((unsigned(row, 0)?, row.get::<_, Vec<u8>>(1)?));
        let mut entries: Vec<PlacedEntry> = Vec::new();
        let mut size_bytes = 0;
        for entry in statement.query_map(params![signed(start), end], read).map_err(failed(doing))? {
            let entry = entry.map_err(failed(doing))?;
            size_bytes += entry.1.len();
            if size_bytes > most_bytes && !entries.is_empty() {
                return Ok((entries, false));
            }
            entries.push(entry);
        }
        Ok((entries, true))
    }
}

fn write_one(connection: &Connection, change: &LogChange) -> rusqlite::Result<()> {
    match change {
        LogChange::Put { index, entry } => connection
            .prepare_cached("INSERT OR REPLACE INTO log (log_index, entry) VALUES (?1, ?2)")?
            .execute(params![signed(*index), entry])?,
        LogChange::RemoveFrom(index) => {
            connection.execute("DELETE FROM log WHERE log_index >= ?1", [signed(*index)])?
        }
        LogChange::RemoveUntil(index) => {
            connection.execute("DELETE FROM log WHERE log_index <= ?1", [signed(*index)])?
        }
        LogChange::Mark(name, value) => connection
            .prepare_cached("INSERT OR REPLACE INTO marks (name, value) VALUES (?1, ?2)")?
            .execute(params![name, value])?,
    };
    Ok(())
}
