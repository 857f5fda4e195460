//! The figures of all regions as this region last received them, and what they say of the others.

use super::{StorageError, sql::Doing};
use crate::domain::vacancy::elsewhere::{RegionStock, Stock};
use jiff::Timestamp;
use protocol::{
    Message,
    latest::{FiguresDocument, FiguresReply, RegionFigures, SignedFigures, StockEstimate},
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use vocabulary::{RegionId, isco};

/// The edition of the figures that are there; 0 when there are none.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn edition(connection: &Connection) -> Result<u64, StorageError> {
    let edition: Option<i64> = connection
        .prepare_cached("SELECT edition FROM region_figures")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
        .doing("read the edition of the figures of other regions")?;
    Ok(edition.unwrap_or_default().unsigned_abs())
}

/// Keeps figures whose signature was verified in the place of older ones. False: what is there is as new or newer.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn save(
    transaction: &Transaction<'_>,
    signed: &SignedFigures,
    edition: u64,
    at: Timestamp,
) -> Result<bool, StorageError> {
    let edition = i64::try_from(edition).unwrap_or(i64::MAX);
    let written = transaction
        .prepare_cached(
            "INSERT INTO region_figures (one, edition, document, signature, received_at_ms)
             VALUES (1, ?1, ?2, ?3, ?4)
             ON CONFLICT (one) DO UPDATE SET edition = ?1, document = ?2, signature = ?3, received_at_ms = ?4
             WHERE edition < ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![edition, signed.document, signed.signature, at.as_millisecond()])
        })
        .doing("save the figures of other regions")?;
    Ok(written > 0)
}

/// The stock of every region but this one, as far as it was published.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_others(
    connection: &Connection,
    own: &RegionId,
) -> Result<BTreeMap<RegionId, RegionStock>, StorageError> {
    let document: Option<Vec<u8>> = connection
        .prepare_cached("SELECT document FROM region_figures")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
        .doing("read the figures of other regions")?;
    let Some(document) = document else { return Ok(BTreeMap::new()) };
    let document: FiguresDocument = protocol::decode(&document, FiguresReply::LIMIT_BYTES).map_err(|_| {
        StorageError::Corrupt { what: "figures of other regions that cannot be read".to_owned() }
    })?;
    let others = document.regions.into_iter().filter(|figures| figures.region != *own);
    Ok(others.map(|figures| (figures.region.clone(), stock(&figures))).collect())
}

fn stock(figures: &RegionFigures) -> RegionStock {
    let persons = |estimate: &StockEstimate| Stock {
        mean: f64::from(estimate.mean_tenths) / 10.0,
        deviation: f64::from(estimate.deviation_tenths) / 10.0,
    };
    let groups = isco::unit_groups().iter().cloned().zip(figures.unit_groups.iter().map(persons));
    RegionStock { week: figures.week, weeks: figures.weeks, by_unit_group: groups.collect() }
}
