//! Imported lists of occupations and skills, whole and compressed, one row each, and a pointer to the one in use.
//!
//! A list is one value and not a row per label: it is always read whole, into memory, where matching and search
//! work on it; so it is small on disk, quick at start, and never half of one release and half of another.

use super::{
    StorageError,
    sql::{Doing, instant, rows},
};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    io::{Read, Write},
};
use vocabulary::{EscoUri, Vocabulary};

/// How the content is written now: a [`Vocabulary`] in bincode 2, deflated.
const FORMAT: u32 = 1;
/// More than any list unpacks to; a damaged row must not take all memory.
const MOST_CONTENT_BYTES: u64 = 256 * 1024 * 1024;

/// One imported list, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyVersion {
    /// Counts up with each import.
    pub number: i64,
    /// Name and version, such as `ESCO 1.2.0`.
    pub name: String,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// How many occupations it has.
    pub occupations: u32,
    /// How many skills it has.
    pub skills: u32,
    /// Whether the node works with it.
    pub in_use: bool,
}

/// Keeps a list and makes it the one in use. Gives its number.
///
/// # Errors
/// [`StorageError`] when it cannot be written; the list in use is then as it was.
pub fn put_in_use(
    transaction: &Transaction<'_>,
    vocabulary: &Vocabulary,
    at: Timestamp,
) -> Result<i64, StorageError> {
    let content = pack(vocabulary)?;
    let hash: [u8; 32] = Sha256::digest(&content).into();
    transaction
        .execute(
            "INSERT INTO vocabulary_versions
             (name, imported_at_ms, occupations, skills, relations, format, content_sha256, content)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                vocabulary.version(),
                at.as_millisecond(),
                count(vocabulary.occupations().len()),
                count(vocabulary.skills().len()),
                count(vocabulary.relation_count()),
                FORMAT,
                hash,
                content
            ],
        )
        .doing("save the list of occupations and skills")?;
    let number = transaction.last_insert_rowid();
    transaction
        .execute("INSERT OR REPLACE INTO vocabulary_in_use (one, version) VALUES (1, ?1)", [number])
        .doing("put the list of occupations and skills in use")?;
    Ok(number)
}

/// The list in use; the starter list before the first import.
///
/// # Errors
/// [`StorageError`] when it cannot be read or is not as it was written.
pub fn in_use(connection: &Connection) -> Result<Vocabulary, StorageError> {
    let row = connection
        .query_row(
            "SELECT format, content_sha256, content FROM vocabulary_versions
             JOIN vocabulary_in_use ON version = number",
            [],
            |row| Ok((row.get::<_, u32>(0)?, row.get::<_, [u8; 32]>(1)?, row.get::<_, Vec<u8>>(2)?)),
        )
        .optional()
        .doing("read the list of occupations and skills")?;
    let Some((format, hash, content)) = row else { return Ok(Vocabulary::starter()) };
    if format != FORMAT {
        return Err(corrupt(format!(
            "a list of occupations and skills in format {format}: import it once more"
        )));
    }
    if Sha256::digest(&content).as_slice() != hash {
        return Err(corrupt("a damaged list of occupations and skills: import it once more"));
    }
    unpack(&content)
}

/// Every imported list, the newest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn versions(connection: &Connection) -> Result<Vec<VocabularyVersion>, StorageError> {
    rows(
        connection,
        "SELECT number, name, imported_at_ms, occupations, skills, version IS NOT NULL FROM vocabulary_versions
         LEFT JOIN vocabulary_in_use ON version = number ORDER BY number DESC",
        [],
        |row| {
            Ok(VocabularyVersion {
                number: row.get(0)?,
                name: row.get(1)?,
                imported_at: instant(row, 2)?,
                occupations: row.get(3)?,
                skills: row.get(4)?,
                in_use: row.get(5)?,
            })
        },
    )
    .doing("read the lists of occupations and skills")
}

/// The occupations and skills that people, cases and vacancies of this node refer to.
///
/// # Errors
/// [`StorageError`] when a table cannot be read or holds something else than URIs.
pub fn terms_in_use(connection: &Connection) -> Result<BTreeSet<EscoUri>, StorageError> {
    let found = rows(
        connection,
        "SELECT uri FROM esco_terms WHERE number IN (
             SELECT occupation FROM candidates WHERE occupation IS NOT NULL
             UNION SELECT occupation FROM candidate_occupations
             UNION SELECT skill FROM candidate_skills
             UNION SELECT occupation FROM vacancies
             UNION SELECT skill FROM vacancy_skills)
         UNION SELECT target_occupation FROM case_steps WHERE target_occupation IS NOT NULL",
        [],
        |row| row.get::<_, String>(0),
    )
    .doing("find the occupations and skills in use")?;
    let parsed =
        found.iter().map(|text| EscoUri::new(text).map_err(|_| corrupt("a term that is no URI of ESCO")));
    parsed.collect()
}

fn pack(vocabulary: &Vocabulary) -> Result<Vec<u8>, StorageError> {
    let bytes = bincode::serde::encode_to_vec(vocabulary, bincode::config::standard())
        .map_err(|error| corrupt(format!("a list that cannot be written: {error}")))?;
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    let written = packed.write_all(&bytes).and_then(|()| packed.finish());
    Ok(written.expect("writing into memory does not fail"))
}

fn unpack(content: &[u8]) -> Result<Vocabulary, StorageError> {
    let unreadable = || corrupt("an unreadable list of occupations and skills: import it once more");
    let mut bytes = Vec::new();
    DeflateDecoder::new(content)
        .take(MOST_CONTENT_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|_| unreadable())?;
    let (vocabulary, _) =
        bincode::serde::decode_from_slice::<Vocabulary, _>(&bytes, bincode::config::standard())
            .map_err(|_| unreadable())?;
    if vocabulary.is_sound() { Ok(vocabulary) } else { Err(unreadable()) }
}

fn corrupt(what: impl Into<String>) -> StorageError {
    StorageError::Corrupt { what: what.into() }
}

fn count(len: usize) -> i64 {
    i64::try_from(len).expect("a list in memory has fewer than 2^63 rows")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Storage;

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        (folder, storage)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn before_the_first_import_the_starter_list_is_in_use() {
        let (_folder, storage) = storage();
        let vocabulary = storage.read_blocking(in_use).unwrap();
        assert_eq!(vocabulary, Vocabulary::starter());
        assert!(storage.read_blocking(versions).unwrap().is_empty());
        assert!(storage.read_blocking(terms_in_use).unwrap().is_empty());
    }

    #[test]
    fn a_list_comes_back_as_it_was_kept_and_the_last_one_is_in_use() {
        let (_folder, storage) = storage();
        let starter = Vocabulary::starter();
        for moment in ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"] {
            storage.write_blocking(|tx| put_in_use(tx, &starter, at(moment))).unwrap();
        }
        assert_eq!(storage.read_blocking(in_use).unwrap(), starter);
        let versions = storage.read_blocking(versions).unwrap();
        assert_eq!(
            versions.iter().map(|it| (it.number, it.in_use)).collect::<Vec<_>>(),
            [(2, true), (1, false)]
        );
        assert_eq!(versions[0].imported_at, at("2026-02-01T00:00:00Z"));
        assert_eq!((versions[0].occupations, versions[0].skills), (170, 3232));
    }

    #[test]
    fn a_write_that_is_not_committed_leaves_the_list_in_use() {
        let (_folder, storage) = storage();
        let refused = storage.write_blocking(|tx| {
            put_in_use(tx, &Vocabulary::starter(), at("2026-01-01T00:00:00Z"))?;
            Err::<(), _>(corrupt("something else"))
        });
        assert!(refused.is_err());
        assert!(storage.read_blocking(versions).unwrap().is_empty());
    }

    #[test]
    fn a_damaged_list_is_noticed_and_said() {
        let (_folder, storage) = storage();
        storage
            .write_blocking(|tx| put_in_use(tx, &Vocabulary::starter(), at("2026-01-01T00:00:00Z")))
            .unwrap();
        let damage = |sql: &'static str| {
            storage.write_blocking(|tx| tx.execute(sql, []).map(|_| ()).doing("damage the list")).unwrap();
            storage.read_blocking(in_use).unwrap_err().to_string()
        };
        let message =
            damage("UPDATE vocabulary_versions SET content = substr(content, 1, length(content) - 9)");
        assert!(
            message.contains("a damaged list of occupations and skills: import it once more"),
            "{message}"
        );
        let message = damage("UPDATE vocabulary_versions SET format = 9");
        assert!(message.contains("in format 9: import it once more"), "{message}");
    }
}
