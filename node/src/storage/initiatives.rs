//! Initiatives.

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows},
};
use crate::domain::{
    case::step::StepNumber,
    initiative::Initiative,
    text::{Line, fold},
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::InitiativeId;

/// Saves an initiative; one with the same name is replaced and keeps its id.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn save(transaction: &Transaction<'_>, initiative: &Initiative) -> Result<(), StorageError> {
    let steps: String = initiative.steps.iter().map(|step| step.get().to_string()).collect();
    transaction
        .prepare_cached(
            "INSERT INTO initiatives (id, name, name_folded, sector, steps, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (name_folded) DO UPDATE SET name = ?2, sector = ?4, steps = ?5, source = ?6",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                initiative.id.to_bytes(),
                initiative.name.as_str(),
                fold(initiative.name.as_str()),
                initiative.sector.as_str(),
                steps,
                initiative.source.as_ref().map(Line::as_str),
            ])
        })
        .doing("save an initiative")?;
    Ok(())
}

/// Every initiative by name.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Initiative>, StorageError> {
    rows(
        connection,
        "SELECT id, name, sector, steps, source FROM initiatives ORDER BY name_folded",
        [],
        initiative,
    )
    .doing("read the initiatives")
}

/// One initiative.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: InitiativeId) -> Result<Option<Initiative>, StorageError> {
    connection
        .prepare_cached("SELECT id, name, sector, steps, source FROM initiatives WHERE id = ?1")
        .and_then(|mut statement| statement.query_row([id.to_bytes()], initiative).optional())
        .doing("read an initiative")
}

fn initiative(row: &Row<'_>) -> rusqlite::Result<Initiative> {
    let steps: String = row.get(3)?;
    Ok(Initiative {
        id: InitiativeId::from_bytes(row.get(0)?),
        name: parsed(row, 1)?,
        sector: parsed(row, 2)?,
        steps: steps.bytes().filter_map(|digit| StepNumber::from_number(digit.wrapping_sub(b'0'))).collect(),
        source: parsed_if_any(row, 4)?,
    })
}
