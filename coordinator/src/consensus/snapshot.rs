//! Snapshots: whole copies of the state database as files, one kept, the others removed.

use super::type_config::{LogId, ReplicaId};
use crate::{
    state::store::{StoreError, Stored},
    storage::{self, StateDatabase},
};
use openraft::{BasicNode, SnapshotMeta, StoredMembership};
use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a snapshot is about.
pub type Meta = SnapshotMeta<ReplicaId, BasicNode>;

/// An open snapshot file. It can be read to its end even when a newer one has taken its place.
#[derive(Debug, Clone)]
pub struct SnapshotFile {
    path: PathBuf,
    file: Arc<File>,
}

impl SnapshotFile {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Up to `most_bytes` from `offset`; fewer only at the end.
    ///
    /// # Errors
    /// The system's error.
    pub fn read_at(&self, offset: u64, most_bytes: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; most_bytes];
        let mut have = 0;
        while have < most_bytes {
            let at = offset + u64::try_from(have).map_err(io::Error::other)?;
            match self.file.read_at(&mut bytes[have..], at)? {
                0 => break,
                read => have += read,
            }
        }
        bytes.truncate(have);
        Ok(bytes)
    }

    /// Writes a part that was received.
    ///
    /// # Errors
    /// The system's error.
    pub fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all_at(bytes, offset)
    }

    /// Removes a file into which a snapshot was received, if it was not installed under another name.
    ///
    /// # Errors
    /// The system's error.
    pub fn discard(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// How many bytes there are.
    ///
    /// # Errors
    /// The system's error.
    pub fn size_bytes(&self) -> io::Result<u64> {
        self.file.metadata().map(|metadata| metadata.len())
    }
}

/// The folder in which snapshots lie.
#[derive(Debug, Clone)]
pub struct SnapshotFolder {
    path: PathBuf,
}

const MADE: &str = "snap-";
const RECEIVED: &str = "in-";

impl SnapshotFolder {
    /// Opens the folder, or makes it, and removes what a crash left half received.
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be used.
    pub fn open(path: &Path) -> Stored<Self> {
        service::data_dir::create_private(path).map_err(failed)?;
        let folder = Self { path: path.to_owned() };
        for file in folder.files(RECEIVED)? {
            fs::remove_file(file).map_err(failed)?;
        }
        Ok(folder)
    }

    /// Copies the state into a new snapshot and makes it the current one.
    ///
    /// # Errors
    /// [`StoreError`] when the state cannot be read or the file cannot be written.
    pub fn build(&self, state: &Path) -> Stored<(Meta, SnapshotFile)> {
        let part = self.path.join(format!("{RECEIVED}{}.db", unique()?));
        StateDatabase::copy_into(&StateDatabase::reader(state)?, &part)?;
        let meta = meta_of(&part, None)?;
        let made = self.keep(&part, &meta.snapshot_id)?;
        Ok((meta, made))
    }

    /// An empty file to receive a snapshot into.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be made.
    pub fn receive(&self) -> Stored<SnapshotFile> {
        let path = self.path.join(format!("{RECEIVED}{}.db", unique()?));
        let options = OpenOptions::new().create_new(true).read(true).write(true).mode(0o600).open(&path);
        Ok(SnapshotFile { path, file: Arc::new(options.map_err(failed)?) })
    }

    /// Makes a complete file the current snapshot under its id; the others go.
    ///
    /// # Errors
    /// [`StoreError`] when the system refuses.
    pub fn install(&self, received: &SnapshotFile, id: &str) -> Stored<SnapshotFile> {
        self.keep(&received.path, id)
    }

    /// The current snapshot, if one was ever made.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn current(&self) -> Stored<Option<(Meta, SnapshotFile)>> {
        let Some(path) = self.files(MADE)?.pop() else {
            return Ok(None);
        };
        let id = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.strip_prefix(MADE));
        let meta = meta_of(&path, id)?;
        let file = Arc::new(File::open(&path).map_err(failed)?);
        Ok(Some((meta, SnapshotFile { path, file })))
    }

    /// Syncs, renames, syncs the folder, removes the others: a crash in between leaves a whole snapshot.
    fn keep(&self, part: &Path, id: &str) -> Stored<SnapshotFile> {
        let path = self.path.join(format!("{MADE}{id}.db"));
        File::open(part).and_then(|file| file.sync_all()).map_err(failed)?;
        // A snapshot that is installed where it was made lies under its name already.
        if part != path {
            fs::rename(part, &path).map_err(failed)?;
        }
        File::open(&self.path).and_then(|folder| folder.sync_all()).map_err(failed)?;
        for other in self.files(MADE)?.into_iter().filter(|other| *other != path) {
            fs::remove_file(other).map_err(failed)?;
        }
        let file = Arc::new(File::open(&path).map_err(failed)?);
        Ok(SnapshotFile { path, file })
    }

    fn files(&self, prefix: &str) -> Stored<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.starts_with(prefix) && name.ends_with(".db"))
            {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(files)
    }
}

/// What a snapshot file says about itself. Without an id it gets one: place in the log, then random letters.
fn meta_of(path: &Path, id: Option<&str>) -> Stored<Meta> {
    let progress = storage::progress(&StateDatabase::reader(path)?)?;
    let (last_log_id, last_membership) = read_progress(&progress)?;
    let snapshot_id = match id {
        Some(id) => id.to_owned(),
        None => format!("{:020}-{}", last_log_id.map_or(0, |log_id| log_id.index), unique()?),
    };
    Ok(Meta { last_log_id, last_membership, snapshot_id })
}

/// The log id and membership that are kept with the state.
pub(super) fn read_progress(
    progress: &storage::Progress,
) -> Stored<(Option<LogId>, StoredMembership<ReplicaId, BasicNode>)> {
    let doing = "reading how far the log was applied";
    let failed = |source| StoreError::new(doing, source);
    let last = progress.last_applied.as_deref().map(serde_json::from_str).transpose().map_err(failed)?;
    let membership = match progress.membership.as_str() {
        "" => StoredMembership::default(),
        json => serde_json::from_str(json).map_err(failed)?,
    };
    Ok((last, membership))
}

/// Eight random letters: two snapshots of one place in the log may differ in their bytes.
fn unique() -> Stored<String> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::new("naming a snapshot", error.to_string()))?;
    Ok(hex::encode(bytes))
}

fn failed(source: io::Error) -> StoreError {
    StoreError::new("keeping a snapshot", source)
}
