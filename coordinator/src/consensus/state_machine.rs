//! The state machine: applies committed entries to the state database, everything of one call and the place in
//! the log in one transaction.

use super::{
    snapshot::{Meta, SnapshotFile, SnapshotFolder, read_progress},
    stop_for,
    type_config::{Entry, LogId, ReplicaId, StorageError, TypeConfig},
};
use crate::{
    state::{
        command::Reply,
        store::{StoreError, Stored},
    },
    storage::{self, Progress, StateDatabase},
};
use openraft::{
    BasicNode, EntryPayload, OptionalSend, RaftSnapshotBuilder, Snapshot, StoredMembership,
    storage::RaftStateMachine,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// The state of one replica. Clones share the database.
#[derive(Debug, Clone)]
pub struct StateMachine {
    database: Arc<Mutex<StateDatabase>>,
    path: PathBuf,
    snapshots: SnapshotFolder,
    /// Held while a snapshot is built.
    building: Arc<tokio::sync::Mutex<()>>,
}

impl StateMachine {
    /// Opens the state of the replica whose data lies in `folder`.
    ///
    /// # Errors
    /// [`StoreError`] when the files cannot be opened.
    pub fn open(folder: &Path) -> Stored<Self> {
        let path = folder.join("sm.db");
        let database = Arc::new(Mutex::new(StateDatabase::open(&path)?));
        let snapshots = SnapshotFolder::open(&folder.join("snapshots"))?;
        Ok(Self { database, path, snapshots, building: Arc::default() })
    }

    /// Where the state database lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Empties the write-ahead log of the state, so that what was destroyed lives on in no file. False: somebody reads,
    /// it is to be tried again.
    ///
    /// # Errors
    /// Only while the program stops.
    pub async fn settle(&self) -> Result<bool, StorageError> {
        self.with(|database, _| database.settle()).await
    }

    /// Waits until nothing is written any more: work on the files goes on when consensus has stopped already, and
    /// whoever opens them next takes a half-built snapshot for what a crash left.
    pub async fn rest(&self) {
        drop(self.building.lock().await);
        // An error says that the runtime stops, and its work with it.
        self.with(|_, _| Ok(())).await.unwrap_or_default();
    }

    /// Works with the database away from the async threads; a failure stops the process.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut StateDatabase, &SnapshotFolder) -> Stored<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let machine = self.clone();
        let worked = tokio::task::spawn_blocking(move || {
            let mut database = machine.database.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut database, &machine.snapshots).unwrap_or_else(|error| stop_for(&error))
        });
        // The runtime refuses to start the work only while it stops.
        worked.await.map_err(|error| {
            openraft::StorageIOError::write_state_machine(openraft::AnyError::new(&error)).into()
        })
    }
}

/// Applies entries in one transaction.
fn apply(database: &mut StateDatabase, entries: Vec<Entry>) -> Stored<Vec<Vec<Reply>>> {
    database.write(|state| {
        let mut progress = storage::progress(state.connection())?;
        let mut replies = Vec::with_capacity(entries.len());
        for entry in entries {
            let log_id = entry.log_id;
            progress.last_applied = Some(json(&log_id)?);
            progress.applied_index = log_id.index;
            replies.push(match entry.payload {
                EntryPayload::Blank => Vec::new(),
                EntryPayload::Normal(batch) => state.apply(log_id.index, batch)?,
                EntryPayload::Membership(membership) => {
                    progress.membership = json(&StoredMembership::new(Some(log_id), membership))?;
                    Vec::new()
                }
            });
        }
        state.put_progress(&progress)?;
        Ok(replies)
    })
}

fn json<T: serde::Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value)
        .map_err(|source| StoreError::new("writing how far the log was applied", source))
}

impl RaftStateMachine<TypeConfig> for StateMachine {
    type SnapshotBuilder = Self;

    async fn applied_state(
        &mut self,
    ) -> Result<(Option<LogId>, StoredMembership<ReplicaId, BasicNode>), StorageError> {
        self.with(|database, _| {
            let progress: Progress = storage::progress(database.connection())?;
            read_progress(&progress)
        })
        .await
    }

    async fn apply<I>(&mut self, entries: I) -> Result<Vec<Vec<Reply>>, StorageError>
    where
        I: IntoIterator<Item = Entry> + OptionalSend,
        I::IntoIter: OptionalSend,
    {
        let entries: Vec<Entry> = entries.into_iter().collect();
        self.with(move |database, _| apply(database, entries)).await
    }

    async fn get_snapshot_builder(&mut self) -> Self {
        self.clone()
    }

    async fn begin_receiving_snapshot(&mut self) -> Result<Box<SnapshotFile>, StorageError> {
        self.with(|_, snapshots| snapshots.receive().map(Box::new)).await
    }

    async fn install_snapshot(
        &mut self,
        meta: &Meta,
        snapshot: Box<SnapshotFile>,
    ) -> Result<(), StorageError> {
        let id = meta.snapshot_id.clone();
        self.with(move |database, snapshots| {
            database.replace_with(snapshot.path())?;
            snapshots.install(&snapshot, &id)?;
            Ok(())
        })
        .await
    }

    async fn get_current_snapshot(&mut self) -> Result<Option<Snapshot<TypeConfig>>, StorageError> {
        let current = self.with(|_, snapshots| snapshots.current()).await?;
        Ok(current.map(|(meta, file)| Snapshot { meta, snapshot: Box::new(file) }))
    }
}

impl RaftSnapshotBuilder<TypeConfig> for StateMachine {
    async fn build_snapshot(&mut self) -> Result<Snapshot<TypeConfig>, StorageError> {
        let (path, snapshots) = (self.path.clone(), self.snapshots.clone());
        let building = Arc::clone(&self.building).lock_owned().await;
        // On a connection of its own: the state goes on changing while the copy is made.
        let built = tokio::task::spawn_blocking(move || {
            let built = snapshots.build(&path).unwrap_or_else(|error| stop_for(&error));
            drop(building);
            built
        });
        let (meta, file) = built.await.map_err(|error| {
            StorageError::from(openraft::StorageIOError::write_snapshot(
                None,
                openraft::AnyError::new(&error),
            ))
        })?;
        Ok(Snapshot { meta, snapshot: Box::new(file) })
    }
}
