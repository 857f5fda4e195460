//! A snapshot that comes in part by part, at most one at a time. Its file holds a whole state, shares of keys
//! included, so none is left behind when the parts stop coming.

use super::snapshot::SnapshotFile;
use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The snapshot that comes in, if one does.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    current: Mutex<Option<Receiving>>,
}

#[derive(Debug)]
struct Receiving {
    snapshot_id: String,
    file: SnapshotFile,
    /// Where the next part belongs.
    offset: u64,
    /// Whether nothing came since [`Incoming::forget_interrupted`] looked last.
    is_idle: bool,
}

impl Incoming {
    /// The file that the part at this place belongs into, if it is the next one of the snapshot that comes in.
    pub(super) fn file_for(&self, snapshot_id: &str, offset: u64) -> Option<SnapshotFile> {
        let fits = |known: &&Receiving| known.snapshot_id == snapshot_id && known.offset == offset;
        self.current().as_ref().filter(fits).map(|known| known.file.clone())
    }

    /// Waits for the part at `offset`. Another snapshot that came in until now is given up.
    pub(super) fn expect(&self, snapshot_id: String, file: SnapshotFile, offset: u64) -> io::Result<()> {
        let next = Receiving { snapshot_id, file: file.clone(), offset, is_idle: false };
        match self.current().replace(next) {
            Some(before) if before.file.path() != file.path() => before.file.discard(),
            _ => Ok(()),
        }
    }

    /// Waits for nothing any more: the last part of `file` is there.
    pub(super) fn complete(&self, file: &SnapshotFile) -> io::Result<()> {
        match self.current().take() {
            Some(before) if before.file.path() != file.path() => before.file.discard(),
            _ => Ok(()),
        }
    }

    /// Gives up a snapshot of which nothing came since the last call.
    pub(super) fn forget_interrupted(&self) -> io::Result<()> {
        let mut current = self.current();
        match current.as_mut() {
            Some(known) if known.is_idle => known.file.discard()?,
            Some(known) => {
                known.is_idle = true;
                return Ok(());
            }
            None => return Ok(()),
        }
        *current = None;
        Ok(())
    }

    fn current(&self) -> MutexGuard<'_, Option<Receiving>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus::snapshot::SnapshotFolder;

    #[test]
    fn a_transfer_that_is_interrupted_leaves_no_file_behind() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = SnapshotFolder::open(folder.path()).unwrap();
        let files = || std::fs::read_dir(folder.path()).unwrap().count();
        let incoming = Incoming::default();
        let first = snapshots.receive().unwrap();
        incoming.expect("first".to_owned(), first, 5).unwrap();
        assert!(incoming.file_for("first", 4).is_none() && incoming.file_for("second", 5).is_none());
        let file = incoming.file_for("first", 5).unwrap();
        incoming.forget_interrupted().unwrap();
        assert_eq!(files(), 1, "it may still go on");
        incoming.expect("first".to_owned(), file, 9).unwrap();
        incoming.forget_interrupted().unwrap();
        assert_eq!(files(), 1, "it went on");
        incoming.expect("second".to_owned(), snapshots.receive().unwrap(), 5).unwrap();
        assert_eq!(files(), 1, "another one takes its place");
        let whole = snapshots.receive().unwrap();
        incoming.complete(&whole).unwrap();
        assert_eq!(files(), 1, "a whole one ends what came in beside it");
        incoming.expect("third".to_owned(), whole, 5).unwrap();
        incoming.forget_interrupted().unwrap();
        incoming.forget_interrupted().unwrap();
        assert_eq!(files(), 0);
        assert!(incoming.file_for("third", 5).is_none());
    }
}
