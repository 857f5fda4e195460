//! The list of open vacancies, of this region and of the others: what it sorts and searches by. The tables of the
//! vacancies keep it up to date in the same transaction.

use super::{
    StorageError, employers, feed,
    sql::{Doing, rows},
    vacancies,
};
use crate::domain::{employer::Employer, text::fold, vacancy::Vacancy};
use protocol::latest::VacancyRecord;
use rusqlite::{Connection, Transaction, params};
use vocabulary::{EscoUri, RegionId, VacancyId};

/// How many vacancies of other regions are read at a time when the list is made anew.
const PAGE: u32 = 1_000;

/// Which vacancies a list shows.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Part of the title or the employer; empty for all.
    pub words: String,
    /// The occupations that the words mean: vacancies of these are found under any title.
    pub occupations: Vec<EscoUri>,
    /// Whether those of this region are shown.
    pub own: bool,
    /// Whether those of other regions are shown.
    pub elsewhere: bool,
    /// Of the others, only those of this region.
    pub region: Option<RegionId>,
}

/// A vacancy, wherever it is from.
#[derive(Debug, Clone)]
pub enum Found {
    /// Of this region, with its employer.
    Own(Box<Vacancy>, Box<Employer>),
    /// Of another region, as it came over the network.
    Elsewhere(Box<VacancyRecord>),
}

/// A vacancy by its id, open or closed, wherever it is from.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn find(connection: &Connection, id: VacancyId) -> Result<Option<Found>, StorageError> {
    if let Some(vacancy) = vacancies::get(connection, id)?
        && let Some(employer) = employers::get(connection, vacancy.employer)?
    {
        return Ok(Some(Found::Own(Box::new(vacancy), Box::new(employer))));
    }
    let found = feed::network_vacancy(connection, id)?;
    Ok(found.map(|found| Found::Elsewhere(Box::new(found.record))))
}

/// How many open vacancies there are, and `limit` of them beginning at place `from`: those of the network
/// first (row S2-08), of these those with the words themselves, and then the newest first.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn page(
    connection: &Connection,
    query: &ListQuery,
    from: usize,
    limit: usize,
) -> Result<(u64, Vec<Found>), StorageError> {
    const CONDITION: &str = "((?1 AND region IS NULL)
                              OR (?2 AND region IS NOT NULL AND (?3 IS NULL OR region = ?3)))
                             AND (?4 = '' OR instr(found_by, ?4) > 0
                                  OR occupation IN (SELECT value FROM json_each(?5)))";
    let (region, words) = (query.region.as_ref().map(RegionId::as_str), fold(&query.words));
    let occupations = serde_json::to_string(&query.occupations).expect("addresses are text");
    // Who types a title looks for that one; without words the index gives the order.
    let named_first = if words.is_empty() { "" } else { "instr(found_by, ?4) = 0," };
    let read = || {
        let count: i64 = connection
            .prepare_cached(&format!("SELECT count(*) FROM vacancy_list WHERE {CONDITION}"))?
            .query_row(params![query.own, query.elsewhere, region, words, occupations], |row| row.get(0))?;
        let place = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let ids = rows(
            connection,
            &format!(
                "SELECT id FROM vacancy_list WHERE {CONDITION}
                 ORDER BY outside, {named_first} opened_on DESC, id LIMIT ?6 OFFSET ?7"
            ),
            params![query.own, query.elsewhere, region, words, occupations, place(limit), place(from)],
            |row| Ok(VacancyId::from_bytes(row.get(0)?)),
        )?;
        Ok((count.unsigned_abs(), ids))
    };
    let (count, ids) = read().doing("list the vacancies")?;
    let found = ids.into_iter().filter_map(|id| find(connection, id).transpose());
    Ok((count, found.collect::<Result<_, _>>()?))
}

/// The open vacancies of this region, the newest first.
///
/// # Errors
/// [`StorageError`] when the list cannot be read.
pub fn own(connection: &Connection) -> Result<Vec<VacancyId>, StorageError> {
    let sql = "SELECT id FROM vacancy_list WHERE region IS NULL ORDER BY opened_on DESC, id";
    rows(connection, sql, [], |row| Ok(VacancyId::from_bytes(row.get(0)?)))
        .doing("list the vacancies of this region")
}

/// An open vacancy of this region came.
pub(super) fn put_own(transaction: &Transaction<'_>, vacancy: &Vacancy) -> Result<(), StorageError> {
    let employer = employers::get(transaction, vacancy.employer)?;
    let name = employer.as_ref().map_or("", |employer| employer.name.as_str());
    let listed = Listed {
        id: vacancy.id,
        region: None,
        opened_on: &vacancy.opened_on.to_string(),
        found_by: found_by(vacancy.title.as_str(), name),
        outside: employer.as_ref().is_some_and(|employer| !employer.in_network),
        occupation: &vacancy.occupation,
    };
    listed.put(transaction)
}

/// An open vacancy of another region came or changed.
pub(super) fn put_elsewhere(
    transaction: &Transaction<'_>,
    record: &VacancyRecord,
) -> Result<(), StorageError> {
    let listed = Listed {
        id: record.vacancy,
        region: Some(&record.region),
        opened_on: &record.opened_on,
        found_by: found_by(&record.title, &record.employer_name),
        outside: false,
        occupation: &record.occupation,
    };
    listed.put(transaction)
}

/// A vacancy is not open any more.
pub(super) fn remove(transaction: &Transaction<'_>, id: VacancyId) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM vacancy_list WHERE id = ?1")
        .and_then(|mut statement| statement.execute([id.to_bytes()]))
        .doing("take a vacancy off the list")?;
    Ok(())
}

/// An employer of this region has another name, or came into the network or left it.
pub(super) fn employer_changed(
    transaction: &Transaction<'_>,
    employer: &Employer,
) -> Result<(), StorageError> {
    let named: Vec<(VacancyId, String)> = rows(
        transaction,
        "SELECT id, title FROM vacancies WHERE employer = ?1 AND closed_on IS NULL",
        [employer.id.to_bytes()],
        |row| Ok((VacancyId::from_bytes(row.get(0)?), row.get(1)?)),
    )
    .doing("read the vacancies of an employer")?;
    for (id, title) in named {
        transaction
            .prepare_cached("UPDATE vacancy_list SET found_by = ?2, outside = ?3 WHERE id = ?1")
            .and_then(|mut statement| {
                let found_by = found_by(&title, employer.name.as_str());
                statement.execute(params![id.to_bytes(), found_by, !employer.in_network])
            })
            .doing("change the list of vacancies")?;
    }
    Ok(())
}

/// Makes the list from the tables of the vacancies, for a database that had none.
///
/// # Errors
/// [`StorageError`] when it cannot be read or written.
pub fn fill(transaction: &Transaction<'_>) -> Result<(), StorageError> {
    let mut after = None;
    loop {
        let page = vacancies::page(transaction, vacancies::Which::Open, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for vacancy in &page {
            put_own(transaction, vacancy)?;
        }
    }
    let mut after = None;
    loop {
        let page = feed::open_network_vacancies(transaction, None, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.record.vacancy);
        for vacancy in &page {
            put_elsewhere(transaction, &vacancy.record)?;
        }
    }
}

/// A row of the list.
struct Listed<'a> {
    id: VacancyId,
    region: Option<&'a RegionId>,
    opened_on: &'a str,
    found_by: String,
    outside: bool,
    occupation: &'a EscoUri,
}

impl Listed<'_> {
    fn put(&self, transaction: &Transaction<'_>) -> Result<(), StorageError> {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO vacancy_list VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .and_then(|mut statement| {
                statement.execute(params![
                    self.id.to_bytes(),
                    self.region.map(RegionId::as_str),
                    self.opened_on,
                    self.found_by,
                    self.outside,
                    self.occupation.as_str()
                ])
            })
            .doing("put a vacancy on the list")?;
        Ok(())
    }
}

/// Folded words hold no line end, so nothing is found across the two.
fn found_by(title: &str, employer: &str) -> String {
    format!("{}\n{}", fold(title), fold(employer))
}
