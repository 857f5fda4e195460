//! Employers.

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows},
    vacancy_list,
};
use crate::domain::{
    employer::{Employer, KvkNumber},
    text::fold,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::EmployerId;

/// Saves an employer, new or changed.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when its KvK number belongs to another.
pub fn save(transaction: &Transaction<'_>, employer: &Employer) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO employers (id, name, name_folded, kvk, municipality, sbi, size, in_network)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET name = ?2, name_folded = ?3, kvk = ?4, municipality = ?5,
                                            sbi = ?6, size = ?7, in_network = ?8",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                employer.id.to_bytes(),
                employer.name.as_str(),
                fold(employer.name.as_str()),
                employer.kvk.as_ref().map(KvkNumber::as_str),
                employer.municipality.as_str(),
                employer.sbi.as_ref().map(vocabulary::SbiCode::as_str),
                employer.size.name(),
                employer.in_network,
            ])
        })
        .doing("save an employer")?;
    vacancy_list::employer_changed(transaction, employer)
}

const COLUMNS: &str = "SELECT id, name, kvk, municipality, sbi, size, in_network FROM employers";

/// One employer.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: EmployerId) -> Result<Option<Employer>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], employer).optional())
        .doing("read an employer")
}

/// The employer with this KvK number.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn by_kvk(connection: &Connection, kvk: &KvkNumber) -> Result<Option<Employer>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE kvk = ?1"))
        .and_then(|mut statement| statement.query_row([kvk.as_str()], employer).optional())
        .doing("look an employer up")
}

/// Employers whose name holds `part`, by name, after the name `after`.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn page(
    connection: &Connection,
    part: &str,
    after: Option<EmployerId>,
    limit: u32,
) -> Result<Vec<Employer>, StorageError> {
    let after = after.map(|id| id.to_bytes().to_vec()).unwrap_or_default();
    rows(
        connection,
        &format!("{COLUMNS} WHERE id > ?1 AND instr(name_folded, ?2) > 0 ORDER BY id LIMIT ?3"),
        params![after, fold(part), limit],
        employer,
    )
    .doing("read employers")
}

/// The first employers whose name holds `part`, those that begin with it first, then by name.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn by_name(connection: &Connection, part: &str, limit: u32) -> Result<Vec<Employer>, StorageError> {
    rows(
        connection,
        &format!(
            "{COLUMNS} WHERE instr(name_folded, ?1) > 0 ORDER BY instr(name_folded, ?1) > 1, name_folded, id LIMIT ?2"
        ),
        params![fold(part), limit],
        employer,
    )
    .doing("search employers")
}

/// How many employers there are.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count(connection: &Connection) -> Result<u64, StorageError> {
    connection
        .query_row("SELECT count(*) FROM employers", [], |row| row.get::<_, i64>(0))
        .doing("count employers")
        .map(i64::unsigned_abs)
}

fn employer(row: &Row<'_>) -> rusqlite::Result<Employer> {
    Ok(Employer {
        id: EmployerId::from_bytes(row.get(0)?),
        name: parsed(row, 1)?,
        kvk: parsed_if_any(row, 2)?,
        municipality: parsed(row, 3)?,
        sbi: parsed_if_any(row, 4)?,
        size: parsed(row, 5)?,
        in_network: row.get(6)?,
    })
}
