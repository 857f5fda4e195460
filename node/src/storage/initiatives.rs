//! Initiatives. What they teach stands in [`super::modules`].

use super::{
    StorageError,
    sql::{Doing, parsed, parsed_if_any, rows, unreadable},
};
use crate::domain::{
    case::step::StepNumber,
    initiative::{Initiative, InitiativeKind, Intake, Reach},
    text::{EmailAddress, Line, PhoneNumber, fold},
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;
use vocabulary::{InitiativeId, RegionId};

/// What stands in the table for the whole country.
const NATIONWIDE: &str = "*";

/// Saves an initiative; one with the same name is replaced and keeps its id, which is given back.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn save(transaction: &Transaction<'_>, initiative: &Initiative) -> Result<InitiativeId, StorageError> {
    let steps: String = initiative.steps.iter().map(|step| step.get().to_string()).collect();
    let (kind, intake) = match &initiative.kind {
        InitiativeKind::Programme => (PROGRAMME, None),
        InitiativeKind::SectorDesk(intake) => (SECTOR_DESK, Some(intake)),
    };
    transaction
        .prepare_cached(
            "INSERT INTO initiatives (id, name, name_folded, sector, steps, source, kind, intake_name,
                                      intake_email, intake_phone, works_in)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (name_folded) DO UPDATE SET name = ?2, sector = ?4, steps = ?5, source = ?6, kind = ?7,
                 intake_name = ?8, intake_email = ?9, intake_phone = ?10, works_in = ?11
             RETURNING id",
        )
        .and_then(|mut statement| {
            statement.query_row(
                params![
                    initiative.id.to_bytes(),
                    initiative.name.as_str(),
                    fold(initiative.name.as_str()),
                    initiative.sector.as_str(),
                    steps,
                    initiative.source.as_ref().map(Line::as_str),
                    kind,
                    intake.map(|intake| intake.name.as_str()),
                    intake.and_then(|intake| intake.email.as_ref()).map(EmailAddress::as_str),
                    intake.and_then(|intake| intake.phone.as_ref()).map(PhoneNumber::as_str),
                    works_in(&initiative.reach),
                ],
                |row| row.get(0).map(InitiativeId::from_bytes),
            )
        })
        .doing("save an initiative")
}

const PROGRAMME: &str = "programme";
const SECTOR_DESK: &str = "sector-desk";

const COLUMNS: &str =
    "SELECT id, name, sector, steps, source, kind, intake_name, intake_email, intake_phone, works_in
     FROM initiatives";

/// Every initiative by name.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Initiative>, StorageError> {
    rows(connection, &format!("{COLUMNS} ORDER BY name_folded"), [], initiative).doing("read the initiatives")
}

/// One initiative.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: InitiativeId) -> Result<Option<Initiative>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], initiative).optional())
        .doing("read an initiative")
}

/// The initiative with this name.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn by_name(connection: &Connection, name: &Line) -> Result<Option<Initiative>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE name_folded = ?1"))
        .and_then(|mut statement| statement.query_row([fold(name.as_str())], initiative).optional())
        .doing("look an initiative up")
}

fn initiative(row: &Row<'_>) -> rusqlite::Result<Initiative> {
    let steps: String = row.get(3)?;
    let kind: String = row.get(5)?;
    let kind = if kind == SECTOR_DESK {
        InitiativeKind::SectorDesk(Intake {
            name: parsed(row, 6)?,
            email: parsed_if_any(row, 7)?,
            phone: parsed_if_any(row, 8)?,
        })
    } else {
        InitiativeKind::Programme
    };
    Ok(Initiative {
        id: InitiativeId::from_bytes(row.get(0)?),
        name: parsed(row, 1)?,
        sector: parsed(row, 2)?,
        steps: steps.bytes().filter_map(|digit| StepNumber::from_number(digit.wrapping_sub(b'0'))).collect(),
        source: parsed_if_any(row, 4)?,
        kind,
        reach: reach(row)?,
    })
}

fn works_in(reach: &Reach) -> Option<String> {
    match reach {
        Reach::NotKnown => None,
        Reach::Nationwide => Some(NATIONWIDE.to_owned()),
        Reach::Regions(regions) => Some(regions.iter().map(RegionId::as_str).collect::<Vec<_>>().join(" ")),
    }
}

fn reach(row: &Row<'_>) -> rusqlite::Result<Reach> {
    let Some(text) = row.get::<_, Option<String>>(9)? else { return Ok(Reach::NotKnown) };
    if text == NATIONWIDE {
        return Ok(Reach::Nationwide);
    }
    let regions: Result<BTreeSet<RegionId>, _> = text.split_whitespace().map(RegionId::new).collect();
    regions.map(Reach::Regions).map_err(|error| unreadable(9, error.to_string()))
}
