//! The folder in which a program keeps everything, locked so that only one program works in it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

/// A data folder that this process holds until the value is dropped.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another process works in it.
    #[error(
        "another program already runs in the data folder {path}: stop it first, or set another `data_dir`"
    )]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// It cannot be made or opened.
    #[error("cannot use the data folder {path}")]
    Open {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

impl DataDir {
    /// Makes the folder where needed (readable for its owner only) and locks it.
    ///
    /// # Errors
    /// [`DataDirError`] when another process holds it or the system refuses.
    pub fn lock(path: &Path) -> Result<Self, DataDirError> {
        let open = |source| DataDirError::Open { path: path.to_owned(), source };
        create_private(path).map_err(open)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path.join("lock"))
            .map_err(open)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: file }),
            Err(TryLockError::WouldBlock) => Err(DataDirError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => Err(open(source)),
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Makes a folder and its parents; a new one is readable for its owner only.
///
/// # Errors
/// The system's error.
pub fn create_private(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_is_held_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let held = DataDir::lock(&path).unwrap();
        let error = DataDir::lock(&path).unwrap_err();
        assert!(matches!(error, DataDirError::InUse { .. }), "{error}");
        assert!(error.to_string().contains("already runs"));
        drop(held);
        DataDir::lock(&path).unwrap();
    }
}
