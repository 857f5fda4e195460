//! Open vacancies of all regions, as they are counted by occupation. Public facts; no person is in them.

use super::{
    StorageError,
    candidates::hours,
    feed,
    sql::{Doing, parsed, rows},
};
use rusqlite::Connection;
use vocabulary::EscoUri;

/// Vacancies of other regions that are read at a time.
const PAGE: u32 = 1_000;

/// An open vacancy, as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenVacancy {
    /// The occupation.
    pub occupation: EscoUri,
    /// Whether it is of this region.
    pub is_own: bool,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
}

/// Hands over every open vacancy of this region and of the others.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn each(connection: &Connection, mut each: impl FnMut(OpenVacancy)) -> Result<(), StorageError> {
    let own = rows(
        connection,
        "SELECT uri, hours_fewest, hours_most FROM vacancies JOIN esco_terms ON number = occupation
         WHERE closed_on IS NULL",
        [],
        |row| Ok((parsed(row, 0)?, hours(row, 1)?)),
    )
    .doing("count open vacancies")?;
    for (occupation, hours) in own {
        let (hours_min, hours_max) = (hours.fewest(), hours.most());
        each(OpenVacancy { occupation, is_own: true, hours_min, hours_max });
    }
    let mut after = None;
    loop {
        let page = feed::open_network_vacancies(connection, None, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.record.vacancy);
        for record in page.into_iter().map(|vacancy| vacancy.record) {
            let (hours_min, hours_max) = (record.hours_min, record.hours_max);
            each(OpenVacancy { occupation: record.occupation, is_own: false, hours_min, hours_max });
        }
    }
}
