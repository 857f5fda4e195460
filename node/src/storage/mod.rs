//! The only SQL. Two doors: [`Storage::read`] and [`Storage::write`].
//!
//! A closure behind a door is synchronous, so nobody can wait for a network inside a transaction. There is one
//! writer (`BEGIN IMMEDIATE`, WAL, `synchronous=FULL`, foreign keys on); readers each see one consistent state.
//! One file per table; the SQL text stands inside the function that runs it; functions take `&Connection` or
//! `&Transaction` and return domain values.
//!
//! **Invariant:** a change, its entry in the [`audit_log`] and its message in the [`outbox`] go into one
//! transaction.

pub mod access_log;
pub mod accounts;
pub mod audit_log;
pub mod candidate_counts;
pub mod candidate_list;
pub mod candidates;
pub mod case_lists;
pub mod cases;
pub mod certificates;
pub mod connection;
pub mod consents;
pub mod directory;
pub mod employer_groups;
pub mod employers;
pub mod feed;
pub mod handovers;
pub mod inbox;
pub mod initiatives;
pub mod matching_rows;
pub mod matching_weights;
pub mod membership;
pub mod migrate;
pub mod modules;
pub mod openings;
pub mod outbox;
pub mod privacy_ledger;
pub mod proposals;
pub mod region_figures;
pub mod round_matches;
pub mod sessions;
pub mod settings;
pub mod sql;
pub mod terms;
pub mod test_results;
pub mod vacancies;
pub mod vacancy_changes;
pub mod vacancy_list;
pub mod vacancy_tasks;
pub mod vocabulary_versions;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sql::Doing;
use std::{
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub use sql::StorageError;

/// The node's database. Cloning it is cheap and gives the same database.
#[derive(Clone)]
pub struct Storage {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    writer: Mutex<Connection>,
    /// Readers at rest. More are opened when all are busy; [`READERS_KEPT`] stay open.
    readers: Mutex<Vec<Connection>>,
}

/// Each reader at rest holds up to 2 MB of pages; the pages of a desk of ten people need no more than this.
const READERS_KEPT: usize = 4;

impl Storage {
    /// Opens the database, making it when it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StorageError`] when the file cannot be opened, is of a newer program, or cannot be brought up to date.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let mut writer = connection::open_writer(path)?;
        migrate::to_newest(&mut writer)?;
        let shared = Shared { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::default() };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Where the database lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Runs a closure that only reads, off the async threads. It sees one consistent state.
    ///
    /// # Errors
    /// What the closure returns, or [`StorageError`] when the database cannot be read.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let storage = self.clone();
        joined(tokio::task::spawn_blocking(move || storage.read_blocking(f)).await)
    }

    /// Runs a closure in one write transaction, off the async threads. It is committed when the closure returns
    /// `Ok`, and leaves nothing behind otherwise.
    ///
    /// # Errors
    /// What the closure returns, or [`StorageError`] when the transaction cannot begin or be committed.
    pub async fn write<T, E>(
        &self,
        f: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let storage = self.clone();
        joined(tokio::task::spawn_blocking(move || storage.write_blocking(f)).await)
    }

    /// As [`Storage::read`], on this thread.
    ///
    /// # Errors
    /// As [`Storage::read`].
    pub fn read_blocking<T, E: From<StorageError>>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let resting = lock(&self.shared.readers).pop();
        let reader = match resting {
            Some(reader) => reader,
            None => connection::open_reader(&self.shared.path)?,
        };
        let result = {
            let transaction = reader.unchecked_transaction().doing("begin to read")?;
            f(&transaction)
        };
        let mut readers = lock(&self.shared.readers);
        if readers.len() < READERS_KEPT {
            readers.push(reader);
        }
        result
    }

    /// As [`Storage::write`], on this thread.
    ///
    /// # Errors
    /// As [`Storage::write`].
    pub fn write_blocking<T, E: From<StorageError>>(
        &self,
        f: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.shared.writer);
        let transaction =
            writer.transaction_with_behavior(TransactionBehavior::Immediate).doing("begin to write")?;
        let value = f(&transaction)?;
        transaction.commit().doing("commit")?;
        Ok(value)
    }

    /// Empties the write-ahead log into the database, so that erased bytes do not stay in it. Does nothing while
    /// somebody reads an older state; the next call does it then.
    ///
    /// # Errors
    /// [`StorageError`] when the disk does not take it.
    pub fn settle_blocking(&self) -> Result<(), StorageError> {
        let writer = lock(&self.shared.writer);
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).doing("empty the write-ahead log")
    }
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Storage").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

/// A panic in another closure rolled its transaction back; the connection is as good as before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn joined<T, E: From<StorageError>>(result: Result<Result<T, E>, tokio::task::JoinError>) -> Result<T, E> {
    match result {
        Ok(result) => result,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        Err(_stopped) => Err(StorageError::Stopped.into()),
    }
}

#[cfg(test)]
mod tests;
