//! The log of one replica: a bounded tail in memory for replication and apply, everything on disk.
//!
//! One thread owns the writing connection, takes all changes that wait, writes them in one transaction with one
//! fsync, and then tells openraft. A failed read or write stops the process: a leader that goes on after a failed
//! read may send a follower a malformed log (openraft issue 1795, mended in 0.10 only).

use super::{
    codec, stop_for,
    type_config::{Entry, LogId, StorageError, TypeConfig, Vote},
};
use crate::{
    state::store::{StoreError, Stored},
    storage::log::{LogChange, LogDatabase},
};
use openraft::{
    OptionalSend, RaftLogReader,
    storage::{LogFlushed, LogState, RaftLogStorage},
};
use std::{
    collections::BTreeMap,
    fmt::Debug,
    ops::{Bound, RangeBounds},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// Changes that may wait for the writer: openraft itself waits for each append, so a few are plenty.
const MOST_WAITING: usize = 256;
/// Entries kept in memory; a follower that is further behind is served from disk.
const MOST_IN_MEMORY: usize = 4096;
/// Bytes of entries kept in memory: a few envelopes of the largest size.
const MOST_BYTES_IN_MEMORY: usize = 32 * 1024 * 1024;
/// Bytes of entries in one message to a follower; below the largest frame.
pub const MOST_BYTES_PER_READ: usize = 3 * 1024 * 1024;

const VOTE: &str = "vote";
const PURGED: &str = "purged";

/// The log; clones are readers of the same log.
#[derive(Debug, Clone)]
pub struct LogStore {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    tail: Arc<Mutex<Tail>>,
    changes: Option<mpsc::Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

/// The newest entries, without a hole, and where the log begins and ends.
#[derive(Debug, Default)]
struct Tail {
    entries: BTreeMap<u64, (Entry, usize)>,
    bytes: usize,
    /// Up to here everything is on disk and may leave the memory.
    on_disk: u64,
    /// Where the log began before anything was purged.
    first: u64,
    last: Option<LogId>,
    purged: Option<LogId>,
    vote: Option<Vote>,
}

struct Job {
    changes: Vec<LogChange>,
    last_index: Option<u64>,
    done: Done,
}

enum Done {
    Appended(LogFlushed<TypeConfig>),
    Written(oneshot::Sender<()>),
    /// The write-ahead log is to be emptied too; whether it is.
    Settled(oneshot::Sender<bool>),
}

impl LogStore {
    /// Opens the log in a file, or makes it.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened or holds something else.
    pub fn open(path: &Path) -> Stored<Self> {
        let database = LogDatabase::open(path)?;
        let purged = database.mark(PURGED)?.as_deref().map(codec::decode::<LogId>).transpose()?;
        let vote = database.mark(VOTE)?.as_deref().map(codec::decode::<Vote>).transpose()?;
        let first = first_place(&database, purged)?;
        let last: Option<Entry> = database.last()?.as_deref().map(codec::decode).transpose()?;
        let last = last.map(|entry| entry.log_id).or(purged);
        let on_disk = last.map_or(0, |last| last.index);
        let tail = Arc::new(Mutex::new(Tail { on_disk, first, last, purged, vote, ..Tail::default() }));
        let (changes, jobs) = mpsc::channel(MOST_WAITING);
        let written = Arc::clone(&tail);
        let writer = std::thread::Builder::new()
            .name("raft-log".to_owned())
            .spawn(move || write_jobs(database, jobs, &written))
            .map_err(|source| StoreError::new("starting the writer of the log", source))?;
        let shared = Shared { path: path.to_owned(), tail, changes: Some(changes), writer: Some(writer) };
        Ok(Self { shared: Arc::new(shared) })
    }

    async fn send(&self, job: Job) {
        let changes =
            self.shared.changes.as_ref().expect("the channel closes only when the store is dropped");
        if changes.send(job).await.is_err() {
            stop_for(&StoreError::new("writing the log", "its writer has ended"));
        }
    }

    /// Writes and waits until it is on disk.
    async fn write(&self, changes: Vec<LogChange>) {
        let (done, written) = oneshot::channel();
        self.send(Job { changes, last_index: None, done: Done::Written(done) }).await;
        if written.await.is_err() {
            stop_for(&StoreError::new("writing the log", "its writer has ended"));
        }
    }

    /// Empties the write-ahead log, so that what was removed from the log lives on in no file. False: somebody reads,
    /// it is to be tried again.
    pub async fn settle(&self) -> bool {
        let (done, settled) = oneshot::channel();
        self.send(Job { changes: Vec::new(), last_index: None, done: Done::Settled(done) }).await;
        match settled.await {
            Ok(settled) => settled,
            Err(_) => stop_for(&StoreError::new("writing the log", "its writer has ended")),
        }
    }

    async fn read(&self, start: u64, end: u64, most_bytes: usize) -> Vec<Entry> {
        loop {
            let (on_disk, from_memory) = self.shared.tail().range(start, end, most_bytes);
            if on_disk.is_empty() {
                return from_memory;
            }
            let (mut entries, all) = self.read_from_disk(on_disk.clone(), most_bytes).await;
            if !follow_each_other(&entries, &on_disk, all) {
                // Removed while we read, which is no loss; then the range begins later now.
                if self.shared.tail().range(start, end, most_bytes).0.start != on_disk.start {
                    continue;
                }
                let (from, to) = (on_disk.start, on_disk.end - 1);
                let hole = format!("entries are missing between {from} and {to}");
                stop_for(&StoreError::new("reading the log", hole));
            }
            // Cut off by the limit: the asker asks again. Else the rest follows from memory.
            if all {
                entries.extend(from_memory);
            }
            return entries;
        }
    }

    /// What the file has of these places, and whether it is all that fits into the limit.
    async fn read_from_disk(&self, places: std::ops::Range<u64>, most_bytes: usize) -> (Vec<Entry>, bool) {
        let path = self.shared.path.clone();
        let from_disk = tokio::task::spawn_blocking(move || -> Stored<(Vec<Entry>, bool)> {
            let reader = LogDatabase::reader(&path)?;
            let (entries, all) = LogDatabase::read(&reader, places.start, places.end, most_bytes)?;
            let entries =
                entries.iter().map(|(place, bytes)| decoded(*place, bytes)).collect::<Stored<_>>()?;
            Ok((entries, all))
        });
        match from_disk.await {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => stop_for(&error),
            Err(error) => stop_for(&error),
        }
    }
}

impl Shared {
    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    /// Waits until everything that was sent is written.
    fn drop(&mut self) {
        self.changes = None;
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the writer of the log panicked");
        }
    }
}

impl Tail {
    /// What must come from disk of `start..end`, and what memory holds of the rest.
    fn range(&self, start: u64, end: u64, most_bytes: usize) -> (std::ops::Range<u64>, Vec<Entry>) {
        let end = end.min(self.last.map_or(0, |last| last.index + 1));
        let start = start.max(self.purged.map_or(self.first, |purged| purged.index + 1));
        if start >= end {
            return (0..0, Vec::new());
        }
        let first = self.entries.keys().next().copied().unwrap_or(end);
        let mut size_bytes = 0;
        let mut entries = Vec::new();
        for (entry, bytes) in self.entries.range(start..end).map(|(_, held)| held) {
            size_bytes += bytes;
            if size_bytes > most_bytes && !entries.is_empty() {
                break;
            }
            entries.push(entry.clone());
        }
        (start..first.min(end), entries)
    }

    fn push(&mut self, entry: Entry, size_bytes: usize) {
        if self.last.is_none() {
            self.first = entry.log_id.index;
        }
        self.last = Some(entry.log_id);
        self.bytes += size_bytes;
        if let Some((_, replaced)) = self.entries.insert(entry.log_id.index, (entry, size_bytes)) {
            self.bytes -= replaced;
        }
    }

    fn forget_written(&mut self) {
        while self.entries.len() > MOST_IN_MEMORY || self.bytes > MOST_BYTES_IN_MEMORY {
            match self.entries.first_entry() {
                Some(oldest) if *oldest.key() <= self.on_disk => self.bytes -= oldest.remove().1,
                _ => break,
            }
        }
    }

    fn drop_where(&mut self, gone: impl Fn(u64) -> bool) {
        self.entries.retain(|index, _| !gone(*index));
        self.bytes = self.entries.values().map(|(_, bytes)| bytes).sum();
    }
}

/// The writer's thread: all that waits goes into one transaction.
fn write_jobs(mut database: LogDatabase, mut jobs: mpsc::Receiver<Job>, tail: &Mutex<Tail>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < MOST_WAITING
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        if let Err(error) = database.write(batch.iter().flat_map(|job| &job.changes)) {
            stop_for(&error);
        }
        {
            let mut tail = tail.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(last_index) = batch.iter().filter_map(|job| job.last_index).max() {
                tail.on_disk = tail.on_disk.max(last_index);
            }
            tail.forget_written();
        }
        for job in batch {
            match job.done {
                Done::Appended(callback) => callback.log_io_completed(Ok(())),
                // Whoever waited may have given up; it is written either way.
                Done::Written(done) => drop(done.send(())),
                Done::Settled(done) => match database.settle() {
                    Ok(settled) => drop(done.send(settled)),
                    Err(error) => stop_for(&error),
                },
            }
        }
    }
}

impl RaftLogReader<TypeConfig> for LogStore {
    async fn try_get_log_entries<RB: RangeBounds<u64> + Clone + Debug + OptionalSend>(
        &mut self,
        range: RB,
    ) -> Result<Vec<Entry>, StorageError> {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start + 1,
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(end) => end + 1,
            Bound::Excluded(end) => *end,
            Bound::Unbounded => u64::MAX,
        };
        Ok(self.read(start, end, usize::MAX).await)
    }

    async fn limited_get_log_entries(&mut self, start: u64, end: u64) -> Result<Vec<Entry>, StorageError> {
        Ok(self.read(start, end, MOST_BYTES_PER_READ).await)
    }
}

impl RaftLogStorage<TypeConfig> for LogStore {
    type LogReader = Self;

    async fn get_log_state(&mut self) -> Result<LogState<TypeConfig>, StorageError> {
        let tail = self.shared.tail();
        Ok(LogState { last_purged_log_id: tail.purged, last_log_id: tail.last })
    }

    async fn get_log_reader(&mut self) -> Self {
        self.clone()
    }

    async fn save_vote(&mut self, vote: &Vote) -> Result<(), StorageError> {
        let bytes = encoded(vote);
        self.write(vec![LogChange::Mark(VOTE, bytes)]).await;
        self.shared.tail().vote = Some(*vote);
        Ok(())
    }

    async fn read_vote(&mut self) -> Result<Option<Vote>, StorageError> {
        Ok(self.shared.tail().vote)
    }

    async fn append<I>(&mut self, entries: I, callback: LogFlushed<TypeConfig>) -> Result<(), StorageError>
    where
        I: IntoIterator<Item = Entry> + OptionalSend,
        I::IntoIter: OptionalSend,
    {
        let mut changes = Vec::new();
        let mut last_index = None;
        for entry in entries {
            let bytes = encoded(&entry);
            let index = entry.log_id.index;
            last_index = Some(index);
            self.shared.tail().push(entry, bytes.len());
            changes.push(LogChange::Put { index, entry: bytes });
        }
        self.send(Job { changes, last_index, done: Done::Appended(callback) }).await;
        Ok(())
    }

    async fn truncate(&mut self, log_id: LogId) -> Result<(), StorageError> {
        self.write(vec![LogChange::RemoveFrom(log_id.index)]).await;
        let previous = match log_id.index.checked_sub(1) {
            Some(index) => self.read(index, index + 1, usize::MAX).await.pop().map(|entry| entry.log_id),
            None => None,
        };
        let mut tail = self.shared.tail();
        tail.drop_where(|index| index >= log_id.index);
        tail.on_disk = tail.on_disk.min(log_id.index.saturating_sub(1));
        tail.last = previous.or(tail.purged);
        Ok(())
    }

    async fn purge(&mut self, log_id: LogId) -> Result<(), StorageError> {
        let changes = vec![LogChange::RemoveUntil(log_id.index), LogChange::Mark(PURGED, encoded(&log_id))];
        self.write(changes).await;
        let mut tail = self.shared.tail();
        tail.drop_where(|index| index <= log_id.index);
        tail.purged = Some(log_id);
        if tail.last.is_none_or(|last| last.index <= log_id.index) {
            tail.last = Some(log_id);
        }
        Ok(())
    }
}

/// The first place of the log in this file, which has to follow what was purged and to have no hole behind it.
fn first_place(database: &LogDatabase, purged: Option<LogId>) -> Stored<u64> {
    let Some((first, last, count)) = database.extent()? else { return Ok(0) };
    let begins_right = purged.is_none_or(|purged| purged.index + 1 == first);
    if begins_right && last - first + 1 == count {
        return Ok(first);
    }
    let hole = format!("the log from place {first} to {last} has {count} entries: some are missing");
    Err(StoreError::new("opening the log", hole))
}

/// Whether these are the entries of `places` without a hole, up to the last one when they are all.
fn follow_each_other(entries: &[Entry], places: &std::ops::Range<u64>, all: bool) -> bool {
    let in_order = entries.iter().zip(places.clone()).all(|(entry, place)| entry.log_id.index == place);
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    in_order && (!all || count == places.end - places.start)
}

/// An entry that stands at this place, and says so itself.
fn decoded(place: u64, bytes: &[u8]) -> Stored<Entry> {
    let entry: Entry = codec::decode(bytes)?;
    if entry.log_id.index != place {
        return Err(StoreError::new("reading the log", format!("another entry stands at place {place}")));
    }
    Ok(entry)
}

/// Bytes of an entry or mark; only a bug of ours can fail here, and then nothing may be acknowledged.
fn encoded<T: serde::Serialize>(value: &T) -> Vec<u8> {
    codec::encode(value).unwrap_or_else(|error| stop_for(&error))
}
