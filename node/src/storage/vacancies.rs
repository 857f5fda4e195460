//! Vacancies of this region's employers.

use super::{
    StorageError,
    candidates::{Saved, hours},
    sql::{Doing, day, parsed, parsed_if_any, rows},
    terms, vacancy_list,
};
use crate::domain::vacancy::{EntryLevel, ShortageCause, Vacancy, VacancyState, Visibility};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;
use vocabulary::{Date, EmployerId, EscoUri, VacancyId};

pub(super) const ESSENTIAL: u8 = 0;
pub(super) const TRAINABLE: u8 = 1;
const OPTIONAL: u8 = 2;

/// Saves a new vacancy.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the id is taken or the employer unknown.
pub fn insert(transaction: &Transaction<'_>, vacancy: &Vacancy) -> Result<(), StorageError> {
    let occupation = terms::number(transaction, &vacancy.occupation)?;
    let (since, source) = public_columns(vacancy);
    let row: i64 = transaction
        .prepare_cached(
            "INSERT INTO vacancies (id, revision, employer, municipality, occupation, title, text, hours_fewest,
                 hours_most, education_min, job_guarantee, public_since, public_source, opened_on, closed_on,
                 starts_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) RETURNING row",
        )
        .and_then(|mut statement| {
            statement.query_row(
                params![
                    vacancy.id.to_bytes(),
                    revision_column(vacancy.revision),
                    vacancy.employer.to_bytes(),
                    vacancy.municipality.as_str(),
                    occupation,
                    vacancy.title.as_str(),
                    vacancy.text.as_ref().map(|text| text.as_str()),
                    vacancy.hours.fewest(),
                    vacancy.hours.most(),
                    vacancy.education_min.map(EntryLevel::name),
                    vacancy.job_guarantee,
                    since,
                    source,
                    vacancy.opened_on.to_string(),
                    closed_column(vacancy),
                    vacancy.starts_on.map(|day| day.to_string()),
                ],
                |row| row.get(0),
            )
        })
        .doing("save a vacancy")?;
    insert_skills(transaction, row, vacancy)?;
    insert_causes(transaction, row, &vacancy.shortage_causes)?;
    if vacancy.is_open() { vacancy_list::put_own(transaction, vacancy) } else { Ok(()) }
}

pub(super) fn revision_column(revision: u64) -> i64 {
    i64::try_from(revision).unwrap_or(i64::MAX)
}

pub(super) fn public_columns(vacancy: &Vacancy) -> (Option<String>, Option<&str>) {
    match &vacancy.visibility {
        Visibility::Public { since, source } => (Some(since.to_string()), Some(source.as_str())),
        Visibility::Internal => (None, None),
    }
}

fn closed_column(vacancy: &Vacancy) -> Option<String> {
    match vacancy.state {
        VacancyState::Open => None,
        VacancyState::Closed(on) => Some(on.to_string()),
    }
}

pub(super) fn insert_skills(
    transaction: &Transaction<'_>,
    row: i64,
    vacancy: &Vacancy,
) -> Result<(), StorageError> {
    let essential = vacancy
        .essential_skills
        .iter()
        .map(|uri| (uri, if vacancy.trainable_skills.contains(uri) { TRAINABLE } else { ESSENTIAL }));
    let optional = vacancy.optional_skills.iter().map(|uri| (uri, OPTIONAL));
    for (place, (uri, want)) in (0_i64..).zip(essential.chain(optional)) {
        let skill = terms::number(transaction, uri)?;
        // What is essential stays essential when it is listed as optional too.
        transaction
            .prepare_cached("INSERT OR IGNORE INTO vacancy_skills VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| statement.execute(params![row, skill, want, place]))
            .doing("save the skills of a vacancy")?;
    }
    Ok(())
}

pub(super) fn insert_causes(
    transaction: &Transaction<'_>,
    row: i64,
    causes: &BTreeSet<ShortageCause>,
) -> Result<(), StorageError> {
    for cause in causes {
        transaction
            .prepare_cached("INSERT INTO vacancy_causes VALUES (?1, ?2)")
            .and_then(|mut statement| statement.execute(params![row, cause.name()]))
            .doing("save why a vacancy stays open")?;
    }
    Ok(())
}

/// Saves that a vacancy was closed, if nobody changed it since; `vacancy.revision` is the one that was read and
/// grows by one.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn close(
    transaction: &Transaction<'_>,
    id: VacancyId,
    revision: u64,
    on: Date,
) -> Result<Saved, StorageError> {
    let closed = transaction
        .prepare_cached(
            "UPDATE vacancies SET revision = revision + 1, closed_on = ?3 WHERE id = ?1 AND revision = ?2",
        )
        .and_then(|mut statement| {
            statement.execute(params![id.to_bytes(), revision_column(revision), on.to_string()])
        })
        .doing("close a vacancy")?;
    if closed == 0 {
        return Ok(Saved::ChangedMeanwhile);
    }
    vacancy_list::remove(transaction, id)?;
    Ok(Saved::Yes)
}

const COLUMNS: &str =
    "SELECT vacancies.row, vacancies.id, revision, employer, municipality, uri, title, text,
    hours_fewest, hours_most, education_min, job_guarantee, public_since, public_source, opened_on, closed_on,
    starts_on FROM vacancies JOIN esco_terms ON number = occupation";

/// One vacancy.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn get(connection: &Connection, id: VacancyId) -> Result<Option<Vacancy>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE vacancies.id = ?1"))
        .and_then(|mut statement| {
            statement.query_row([id.to_bytes()], |row| vacancy(connection, row)).optional()
        })
        .doing("read a vacancy")
}

/// Vacancies in the order of their ids, after one; only open ones, or all.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn page(
    connection: &Connection,
    which: Which,
    after: Option<VacancyId>,
    limit: u32,
) -> Result<Vec<Vacancy>, StorageError> {
    let condition = match which {
        Which::Open => "AND closed_on IS NULL",
        Which::All => "",
    };
    rows(
        connection,
        &format!("{COLUMNS} WHERE vacancies.id > ?1 {condition} ORDER BY vacancies.id LIMIT ?2"),
        params![after.map(|id| id.to_bytes().to_vec()).unwrap_or_default(), limit],
        |row| vacancy(connection, row),
    )
    .doing("read vacancies")
}

/// Which vacancies a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that can be answered.
    Open,
    /// All.
    All,
}

/// Public vacancies of employers of the network whose last change was not signed and put into the outbox yet.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn to_publish(connection: &Connection, limit: u32) -> Result<Vec<Vacancy>, StorageError> {
    rows(
        connection,
        &format!(
            "{COLUMNS} WHERE public_since IS NOT NULL AND published_revision < revision
             AND EXISTS (SELECT 1 FROM employers WHERE employers.id = employer AND in_network)
             ORDER BY vacancies.row LIMIT ?1"
        ),
        [limit],
        |row| vacancy(connection, row),
    )
    .doing("read vacancies to publish")
}

/// Notes that this revision was signed and put into the outbox.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn mark_published(
    transaction: &Transaction<'_>,
    id: VacancyId,
    revision: u64,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached("UPDATE vacancies SET published_revision = ?2 WHERE id = ?1")
        .and_then(|mut statement| statement.execute(params![id.to_bytes(), revision_column(revision)]))
        .doing("note that a vacancy was published")?;
    Ok(())
}

/// Whether there is a vacancy with this id.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn exists(connection: &Connection, id: VacancyId) -> Result<bool, StorageError> {
    connection
        .prepare_cached("SELECT 1 FROM vacancies WHERE id = ?1")
        .and_then(|mut statement| statement.exists([id.to_bytes()]))
        .doing("look a vacancy up")
}

/// How many vacancies are open.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn count_open(connection: &Connection) -> Result<u64, StorageError> {
    connection
        .query_row("SELECT count(*) FROM vacancies WHERE closed_on IS NULL", [], |row| row.get::<_, i64>(0))
        .doing("count vacancies")
        .map(i64::unsigned_abs)
}

fn vacancy(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<Vacancy> {
    let visibility = match parsed_if_any(row, 12)? {
        Some(since) => Visibility::Public { since, source: parsed(row, 13)? },
        None => Visibility::Internal,
    };
    let mut vacancy = Vacancy {
        id: VacancyId::from_bytes(row.get(1)?),
        revision: row.get::<_, i64>(2)?.unsigned_abs(),
        employer: EmployerId::from_bytes(row.get(3)?),
        municipality: parsed(row, 4)?,
        occupation: parsed(row, 5)?,
        title: parsed(row, 6)?,
        text: parsed_if_any(row, 7)?,
        essential_skills: Vec::new(),
        trainable_skills: Vec::new(),
        optional_skills: Vec::new(),
        hours: hours(row, 8)?,
        education_min: parsed_if_any(row, 10)?,
        job_guarantee: row.get(11)?,
        visibility,
        state: parsed_if_any(row, 15)?.map_or(VacancyState::Open, VacancyState::Closed),
        opened_on: day(row, 14)?,
        starts_on: parsed_if_any(row, 16)?,
        shortage_causes: causes(connection, row.get(0)?)?,
    };
    let skills: Vec<(EscoUri, u8)> = rows(
        connection,
        "SELECT uri, want FROM vacancy_skills JOIN esco_terms ON number = skill
         WHERE vacancy = ?1 ORDER BY place",
        [row.get::<_, i64>(0)?],
        |row| Ok((parsed(row, 0)?, row.get(1)?)),
    )?;
    for (uri, want) in skills {
        match want {
            OPTIONAL => vacancy.optional_skills.push(uri),
            TRAINABLE => {
                vacancy.trainable_skills.push(uri.clone());
                vacancy.essential_skills.push(uri);
            }
            _ => vacancy.essential_skills.push(uri),
        }
    }
    Ok(vacancy)
}

fn causes(connection: &Connection, row: i64) -> rusqlite::Result<BTreeSet<ShortageCause>> {
    const CAUSES: &str = "SELECT cause FROM vacancy_causes WHERE vacancy = ?1";
    let causes = rows(connection, CAUSES, [row], |row| parsed(row, 0))?;
    Ok(causes.into_iter().collect())
}
