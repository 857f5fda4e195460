//! Read connections to the state database, kept for the next read.

use super::StateDatabase;
use crate::state::store::{StoreError, Stored};
use rusqlite::{Connection, Transaction};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// How many idle connections are kept: more reads at once than this open their own and drop it.
const MOST_IDLE: usize = 8;

/// A connection that only reads, for those who may not know SQLite.
pub type Reader = Connection;

/// Reads of the state; cheap to clone.
#[derive(Debug, Clone)]
pub struct Readers {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Readers of the database at `path`, which exists.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        Self { shared: Arc::new(Shared { path: path.to_owned(), idle: Mutex::default() }) }
    }

    /// Reads away from the async threads.
    ///
    /// # Errors
    /// What `work` fails with, or [`StoreError`] when no connection can be opened.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Stored<T> + Send + 'static,
    ) -> Stored<T> {
        let readers = self.clone();
        tokio::task::spawn_blocking(move || readers.read_blocking(work))
            .await
            .map_err(|source| StoreError::new("reading the state", source))?
    }

    /// Reads in this thread.
    ///
    /// # Errors
    /// What `work` fails with, or [`StoreError`] when no connection can be opened.
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut Connection) -> Stored<T>) -> Stored<T> {
        let idle = self.idle().pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => StateDatabase::reader(&self.shared.path)?,
        };
        let value = work(&mut connection)?;
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE {
            idle.push(connection);
        }
        Ok(value)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A read transaction: everything that is read in it is of one moment.
///
/// # Errors
/// [`StoreError`] when the database fails.
pub fn snapshot(connection: &mut Connection) -> Stored<Transaction<'_>> {
    connection.transaction().map_err(super::row::failed("beginning to read"))
}
