//! What the files of this folder share: the error, and columns as domain values.

use jiff::{Timestamp, civil::Date};
use rusqlite::{Row, types::Type};
use std::{path::PathBuf, str::FromStr};

/// What went wrong between the program and its database.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The file cannot be opened.
    #[error("cannot open the database {}; check that the folder exists and may be written", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        #[source]
        source: rusqlite::Error,
    },
    /// The database was made by a newer program.
    #[error(
        "the database {} has schema version {found}, this program knows up to {known}: \
         install the program's newer version, nothing was changed",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A migration failed; the database is as it was.
    #[error("cannot bring the database to schema version {number} ({name}); it is as it was")]
    Migrate {
        /// The migration.
        number: i64,
        /// Its name.
        name: &'static str,
        /// What SQLite says.
        #[source]
        source: rusqlite::Error,
    },
    /// The disk, or the room that the database may take, is full.
    #[error("the disk is full: could not {doing}. Nothing of it was saved; make room and try again")]
    DiskFull {
        /// What the program was doing, in words that follow "could not".
        doing: &'static str,
        /// What SQLite says.
        #[source]
        source: rusqlite::Error,
    },
    /// Any other refusal of the database.
    #[error("could not {doing} in the database")]
    Sql {
        /// What the program was doing, in words that follow "could not".
        doing: &'static str,
        /// What SQLite says.
        #[source]
        source: rusqlite::Error,
    },
    /// A stored value is not what this program writes.
    #[error("the database holds {what}, which this program never writes")]
    Corrupt {
        /// What was found, without its content.
        what: String,
    },
    /// The program is stopping.
    #[error("the program is stopping; nothing was saved")]
    Stopped,
}

impl StorageError {
    /// Whether the same call may succeed later with nothing changed by hand.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Sql { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            Self::DiskFull { .. } | Self::Stopped => true,
            Self::Open { .. } | Self::Newer { .. } | Self::Migrate { .. } | Self::Corrupt { .. } => false,
        }
    }

    /// Whether the change was refused because it contradicts what is there (unique, foreign key, check).
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Sql { source, .. }
            if source.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation))
    }
}

/// Says what the program was doing when SQLite refused.
pub trait Doing<T> {
    /// Turns SQLite's error into [`StorageError`]; `doing` follows "could not", such as "save a candidate".
    ///
    /// # Errors
    /// [`StorageError::DiskFull`] or [`StorageError::Sql`].
    fn doing(self, doing: &'static str) -> Result<T, StorageError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, StorageError> {
        self.map_err(|source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => StorageError::DiskFull { doing, source },
            _ => StorageError::Sql { doing, source },
        })
    }
}

/// The column as a moment.
///
/// # Errors
/// The column is no integer, or no moment.
pub fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(column)?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Integer, Box::new(error)))
}

/// The column as a moment, where there is one.
///
/// # Errors
/// As [`instant`].
pub fn instant_if_any(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let at_ms: Option<i64> = row.get(column)?;
    at_ms.map(|_| instant(row, column)).transpose()
}

/// The column, a text, as a value that can be parsed from it: a code, a date.
///
/// # Errors
/// The column is no text, or the text does not parse.
pub fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    row.get_ref(column)?
        .as_str()?
        .parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// As [`parsed`], where there is one.
///
/// # Errors
/// As [`parsed`].
pub fn parsed_if_any<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        return Ok(None);
    }
    parsed(row, column).map(Some)
}

/// The column as a day.
///
/// # Errors
/// As [`parsed`].
pub fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    parsed(row, column)
}

/// The error of a row whose value this program never writes.
#[must_use]
pub fn unreadable(column: usize, what: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, what.into().into())
}

/// All rows of a query, each read by `map`.
///
/// # Errors
/// What SQLite or `map` says.
pub fn rows<T>(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(parameters, map)?.collect()
}
