//! Sets of weights of the match, each with its number, since when, by whom and why. Only added.

use super::{
    StorageError,
    sql::{Doing, instant, rows},
};
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

/// Where a set of weights came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightsSource {
    /// The program carries it.
    Program,
    /// The configuration names its file.
    Configuration,
    /// The operator applied it to the running node.
    Command,
}

impl WeightsSource {
    /// The word in the database and in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Configuration => "configuration",
            Self::Command => "command",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Program, Self::Configuration, Self::Command].into_iter().find(|it| it.name() == name)
    }
}

/// A set of weights on its way into the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWeights {
    /// What tells it from others.
    pub digest: [u8; 32],
    /// The whole file, without remarks.
    pub content: String,
    /// Where it came from.
    pub source: WeightsSource,
    /// From when it holds.
    pub since: Timestamp,
    /// Who brought it, as the audit log names one.
    pub actor: String,
    /// Why, in the words of whoever did.
    pub why: String,
}

/// A set of weights in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightsVersion {
    /// Counts up from 1.
    pub number: i64,
    /// What it is.
    pub weights: NewWeights,
}

/// Adds a set; gives its number.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn append(transaction: &Transaction<'_>, weights: &NewWeights) -> Result<i64, StorageError> {
    let NewWeights { digest, content, source, since, actor, why } = weights;
    transaction
        .execute(
            "INSERT INTO matching_weights (digest, content, source, since_ms, actor, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![digest, content, source.name(), since.as_millisecond(), actor, why],
        )
        .doing("save the weights of the match")?;
    Ok(transaction.last_insert_rowid())
}

/// Every set, the newest first.
///
/// # Errors
/// [`StorageError`] when the list cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<WeightsVersion>, StorageError> {
    rows(
        connection,
        "SELECT number, digest, content, source, since_ms, actor, why FROM matching_weights
         ORDER BY number DESC",
        [],
        version,
    )
    .doing("read the weights of the match")
}

/// The set in force; none before the first start.
///
/// # Errors
/// [`StorageError`] when the list cannot be read.
pub fn newest(connection: &Connection) -> Result<Option<WeightsVersion>, StorageError> {
    let mut found = rows(
        connection,
        "SELECT number, digest, content, source, since_ms, actor, why FROM matching_weights
         ORDER BY number DESC LIMIT 1",
        [],
        version,
    )
    .doing("read the weights of the match")?;
    Ok(found.pop())
}

fn version(row: &Row<'_>) -> rusqlite::Result<WeightsVersion> {
    let source: String = row.get(3)?;
    let source = WeightsSource::of(&source)
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(3, source, rusqlite::types::Type::Text))?;
    let weights = NewWeights {
        digest: row.get(1)?,
        content: row.get(2)?,
        source,
        since: instant(row, 4)?,
        actor: row.get(5)?,
        why: row.get(6)?,
    };
    Ok(WeightsVersion { number: row.get(0)?, weights })
}
