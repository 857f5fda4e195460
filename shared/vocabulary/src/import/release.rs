//! Where the tables of a release lie: a folder, also one level down, or a zip; each table plain or gzipped.

use crate::{TableError, table::Table};
use flate2::read::MultiGzDecoder;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// The largest table that is read, unpacked. The largest one of ESCO 1.2 is about 40 MB; a small archive can
/// unpack to any size, and memory must not depend on its maker.
const MOST_TABLE_BYTES: u64 = 128 * 1024 * 1024;
/// How many files are looked at; ESCO has about 25 tables per language.
const MOST_FILES: usize = 2_000;

/// A release of ESCO as it was downloaded.
#[derive(Debug)]
pub struct Release {
    shown: String,
    tables: BTreeMap<String, Place>,
    archive: Option<ZipArchive<BufReader<File>>>,
    version: Option<String>,
    most_table_bytes: u64,
}

#[derive(Debug)]
enum Place {
    File { path: PathBuf, gzipped: bool },
    Entry { index: usize, gzipped: bool },
}

impl Release {
    /// Opens the folder or zip at `path` and looks which tables it has.
    ///
    /// # Errors
    /// [`TableError`] when there is nothing, when it is neither folder nor zip, or when two files have the name
    /// of one table.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let shown = path.display().to_string();
        let unreadable = |error: io::Error| TableError::of_file(&shown, format!("cannot be opened: {error}"));
        let mut release = Self {
            shown: shown.clone(),
            tables: BTreeMap::new(),
            archive: None,
            version: path.file_name().and_then(|name| version_in(&name.to_string_lossy())),
            most_table_bytes: MOST_TABLE_BYTES,
        };
        if fs::metadata(path).map_err(unreadable)?.is_dir() {
            release.look_in(path, 0).map_err(|error| error.unwrap_or_else(&unreadable))?;
        } else {
            let file = BufReader::new(File::open(path).map_err(unreadable)?);
            let archive = ZipArchive::new(file).map_err(|error| {
                TableError::of_file(&shown, format!("is neither a folder nor a zip: {error}"))
            })?;
            release.list(&archive)?;
            release.archive = Some(archive);
        }
        Ok(release)
    }

    /// The same release with another limit on the size of a table.
    #[must_use]
    pub fn with_most_table_bytes(mut self, bytes: u64) -> Self {
        self.most_table_bytes = bytes;
        self
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.tables.contains_key(name)
    }

    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    pub(super) fn version(&self) -> Option<String> {
        self.version.clone()
    }

    /// Opens one table; with its size where that is known beforehand.
    pub(super) fn open_table(&mut self, name: &str) -> Result<(Table<'_>, Option<u64>), TableError> {
        let shown = format!("{}/{name}", self.shown);
        let most = self.most_table_bytes;
        let unreadable =
            |error: &dyn std::fmt::Display| TableError::of_file(&shown, format!("cannot be opened: {error}"));
        let place = self.tables.get(name);
        let place = place.ok_or_else(|| TableError::of_file(&shown, "is missing from the release"))?;
        let (reader, gzipped, size): (Box<dyn Read + '_>, bool, u64) = match place {
            Place::File { path, gzipped } => {
                let file = File::open(path).map_err(|error| unreadable(&error))?;
                let size = file.metadata().map_err(|error| unreadable(&error))?.len();
                (Box::new(BufReader::new(file)), *gzipped, size)
            }
            Place::Entry { index, gzipped } => {
                let archive = self.archive.as_mut().ok_or_else(|| unreadable(&"the archive is closed"))?;
                let entry = archive.by_index(*index).map_err(|error| unreadable(&error))?;
                let size = entry.size();
                (Box::new(entry), *gzipped, size)
            }
        };
        let reader: Box<dyn Read + '_> = if gzipped { Box::new(MultiGzDecoder::new(reader)) } else { reader };
        let limited = Limited { inner: reader, left: most, most };
        Ok((Table::open(&shown, limited)?, (!gzipped).then_some(size)))
    }

    /// Notes the tables of a folder and of the folders in it. The inner error is a table named twice.
    fn look_in(&mut self, folder: &Path, depth: usize) -> Result<(), Result<TableError, io::Error>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(Err)? {
            entries.push(entry.map_err(Err)?.path());
        }
        entries.sort();
        for path in entries {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() && depth == 0 {
                self.version = self.version.take().or_else(|| version_in(&name));
                self.look_in(&path, 1)?;
            } else if path.is_file() {
                self.note(&name, |gzipped| Place::File { path: path.clone(), gzipped }).map_err(Ok)?;
            }
        }
        Ok(())
    }

    fn list(&mut self, archive: &ZipArchive<BufReader<File>>) -> Result<(), TableError> {
        if archive.len() > MOST_FILES {
            return Err(TableError::of_file(
                &self.shown,
                format!("holds {} files; a release has at most {MOST_FILES}", archive.len()),
            ));
        }
        for index in 0..archive.len() {
            let full = archive.name_for_index(index).unwrap_or_default();
            self.version = self.version.take().or_else(|| version_in(full));
            let name = full.rsplit(['/', '\\']).next().unwrap_or_default();
            self.note(name, |gzipped| Place::Entry { index, gzipped })?;
        }
        Ok(())
    }

    fn note(&mut self, name: &str, place: impl Fn(bool) -> Place) -> Result<(), TableError> {
        let (table, gzipped) = match name.strip_suffix(".gz") {
            Some(table) => (table, true),
            None => (name, false),
        };
        // Files that a Mac puts beside each file of an archive begin with a dot.
        if !table.ends_with(".csv") || table.starts_with('.') {
            return Ok(());
        }
        if self.tables.len() >= MOST_FILES {
            return Err(TableError::of_file(&self.shown, format!("holds more than {MOST_FILES} tables")));
        }
        if self.tables.insert(table.to_owned(), place(gzipped)).is_some() {
            return Err(TableError::of_file(
                &self.shown,
                format!("holds {table} twice; which one is meant?"),
            ));
        }
        Ok(())
    }
}

/// The version in a name such as `ESCO dataset - v1.2.0 - classification - nl - csv`.
fn version_in(name: &str) -> Option<String> {
    name.match_indices('v').find_map(|(at, _)| {
        let rest = name.get(at + 1..)?;
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(rest.len());
        let version = rest.get(..end)?.trim_end_matches('.');
        let begins = rest.starts_with(|it: char| it.is_ascii_digit());
        (begins && version.contains('.')).then(|| version.to_owned())
    })
}

/// Reads up to a number of bytes and fails on the one after.
struct Limited<R> {
    inner: R,
    left: u64,
    most: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            io::Error::other(format!("is larger than {} bytes, which no table of ESCO is", self.most))
        })?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_the_name_of_the_download() {
        let check =
            |name: &str, expected: Option<&str>| assert_eq!(version_in(name).as_deref(), expected, "{name}");
        check("ESCO dataset - v1.2.0 - classification - nl - csv.zip", Some("1.2.0"));
        check("esco-v1.1", Some("1.1"));
        check("vocabulary", None);
        check("v2", None);
    }
}
