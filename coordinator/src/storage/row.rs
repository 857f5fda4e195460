//! From columns to values and back, with errors that name the table.

use crate::state::store::{StoreError, Stored};
use rusqlite::{OptionalExtension, Row, types::Type};
use std::str::FromStr;

/// The error of a statement, named by what it was for.
pub(super) fn failed(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> StoreError {
    move |source| StoreError::new(doing, source)
}

/// The single row, if there is one.
pub(super) fn optional<T>(doing: &'static str, result: rusqlite::Result<T>) -> Stored<Option<T>> {
    result.optional().map_err(failed(doing))
}

/// A running number as SQLite keeps it.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).expect("running numbers grow by one and never reach 2^63")
}

/// A running number as it was kept.
pub(super) fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|source| conversion(column, Type::Integer, source))
}

/// A text column that is a code or an id.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|source| conversion(column, Type::Text, source))
}

/// A column whose value has no meaning that this program knows.
pub(super) fn unknown(column: usize, what: &'static str) -> rusqlite::Error {
    conversion(column, Type::Text, UnknownValue(what))
}

fn conversion(
    column: usize,
    kind: Type,
    source: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(source))
}

#[derive(Debug, thiserror::Error)]
#[error("the column holds no {0} that this program knows")]
struct UnknownValue(&'static str);
