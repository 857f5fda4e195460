//! Groups of employers, their vanishing jobs and where their people could go.

use super::{
    StorageError,
    candidates::Saved,
    sql::{Doing, day, parsed, parsed_if_any, rows, unreadable},
    terms,
};
use crate::domain::{
    employer_group::{Destination, EmployerGroup, Parts, VanishingJobs},
    text::fold,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{Date, EmployerGroupId, EmployerId, InitiativeId, Money};

/// Saves a new group, at its first revision.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when another group has its name.
pub fn insert(transaction: &Transaction<'_>, group: &EmployerGroup) -> Result<(), StorageError> {
    let id = group.id.to_bytes();
    let name = group.name.as_str();
    transaction
        .execute(
            "INSERT INTO employer_groups (id, name, name_folded, begins_on, months, budget_cents)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                id,
                name,
                fold(name),
                group.begins_on().to_string(),
                group.months(),
                group.budget().cents()
            ],
        )
        .doing("save a group of employers")?;
    insert_parts(transaction, group)
}

/// Saves a group with other values, if nobody changed or ended it since; `group.revision` is the one that was read and
/// grows by one. The day from which its horizon counts stays.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when another group has its name.
pub fn update(transaction: &Transaction<'_>, group: &EmployerGroup) -> Result<Saved, StorageError> {
    let (id, name) = (group.id.to_bytes(), group.name.as_str());
    let changed = transaction
        .execute(
            "UPDATE employer_groups SET revision = revision + 1, name = ?3, name_folded = ?4, months = ?5,
                 budget_cents = ?6
             WHERE id = ?1 AND revision = ?2 AND ended_on IS NULL",
            params![id, group.revision, name, fold(name), group.months(), group.budget().cents()],
        )
        .doing("save a changed group of employers")?;
    if changed == 0 {
        return Ok(Saved::ChangedMeanwhile);
    }
    for sql in [
        "DELETE FROM vanishing_jobs WHERE employer_group = ?1",
        "DELETE FROM group_destinations WHERE employer_group = ?1",
    ] {
        transaction.execute(sql, [id]).doing("save the parts of a changed group of employers")?;
    }
    insert_parts(transaction, group)?;
    Ok(Saved::Yes)
}

/// Saves that a group came to an end, if nobody changed or ended it since.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn end(
    transaction: &Transaction<'_>,
    id: EmployerGroupId,
    revision: u32,
    on: Date,
) -> Result<Saved, StorageError> {
    let ended = transaction
        .execute(
            "UPDATE employer_groups SET revision = revision + 1, ended_on = ?3
             WHERE id = ?1 AND revision = ?2 AND ended_on IS NULL",
            params![id.to_bytes(), revision, on.to_string()],
        )
        .doing("end a group of employers")?;
    Ok(if ended == 0 { Saved::ChangedMeanwhile } else { Saved::Yes })
}

fn insert_parts(transaction: &Transaction<'_>, group: &EmployerGroup) -> Result<(), StorageError> {
    let id = group.id.to_bytes();
    for it in group.jobs() {
        let occupation = terms::number(transaction, &it.occupation)?;
        let values = params![id, it.employer.to_bytes(), occupation, it.vanishes_on.to_string(), it.jobs];
        transaction
            .prepare_cached(
                "INSERT INTO vanishing_jobs (employer_group, employer, occupation, vanishes_on, jobs)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .and_then(|mut statement| statement.execute(values))
            .doing("save jobs that vanish")?;
    }
    for (place, it) in (0_i64..).zip(group.destinations()) {
        let occupation = terms::number(transaction, &it.occupation)?;
        let initiative = it.initiative.map(InitiativeId::to_bytes);
        let values =
            params![id, place, occupation, it.region.as_str(), it.seats, it.cost.cents(), initiative];
        transaction
            .prepare_cached(
                "INSERT INTO group_destinations (employer_group, place, occupation, region, seats, cost_cents,
                                                 initiative)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut statement| statement.execute(values))
            .doing("save a destination of a group")?;
    }
    Ok(())
}

/// Whether another group has the name of this one.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn is_name_taken(connection: &Connection, group: &EmployerGroup) -> Result<bool, StorageError> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM employer_groups WHERE name_folded = ?1 AND id <> ?2)")
        .and_then(|mut statement| {
            statement.query_row(params![fold(group.name.as_str()), group.id.to_bytes()], |row| row.get(0))
        })
        .doing("look a group of employers up")
}

/// Every group by name. A region has a handful of them.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<EmployerGroup>, StorageError> {
    let ids = rows(connection, "SELECT id FROM employer_groups ORDER BY name_folded", [], |row| {
        row.get(0).map(EmployerGroupId::from_bytes)
    })
    .doing("read the groups of employers")?;
    let mut groups = Vec::new();
    for id in ids {
        groups.extend(get(connection, id)?);
    }
    Ok(groups)
}

/// One group.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn get(connection: &Connection, id: EmployerGroupId) -> Result<Option<EmployerGroup>, StorageError> {
    let read = || {
        let jobs = rows(
            connection,
            "SELECT employer, uri, vanishes_on, jobs FROM vanishing_jobs JOIN esco_terms ON number = occupation
             WHERE employer_group = ?1",
            [id.to_bytes()],
            vanishing,
        )?;
        let destinations = rows(
            connection,
            "SELECT uri, region, seats, cost_cents, initiative
             FROM group_destinations JOIN esco_terms ON number = occupation
             WHERE employer_group = ?1 ORDER BY place",
            [id.to_bytes()],
            destination,
        )?;
        connection
            .prepare_cached(
                "SELECT name, begins_on, months, budget_cents, revision, ended_on FROM employer_groups
                 WHERE id = ?1",
            )?
            .query_row([id.to_bytes()], |row| group(row, id, jobs, destinations))
            .optional()
    };
    read().doing("read a group of employers")
}

fn group(
    row: &Row<'_>,
    id: EmployerGroupId,
    jobs: Vec<VanishingJobs>,
    destinations: Vec<Destination>,
) -> rusqlite::Result<EmployerGroup> {
    let parts = Parts {
        begins_on: day(row, 1)?,
        months: row.get(2)?,
        budget: Money::from_cents(row.get(3)?),
        jobs,
        destinations,
    };
    let group =
        EmployerGroup::new(id, parsed(row, 0)?, parts).map_err(|error| unreadable(0, error.to_string()))?;
    Ok(group.at_revision(row.get(4)?, parsed_if_any(row, 5)?))
}

fn vanishing(row: &Row<'_>) -> rusqlite::Result<VanishingJobs> {
    Ok(VanishingJobs {
        employer: EmployerId::from_bytes(row.get(0)?),
        occupation: parsed(row, 1)?,
        vanishes_on: day(row, 2)?,
        jobs: row.get(3)?,
    })
}

fn destination(row: &Row<'_>) -> rusqlite::Result<Destination> {
    Ok(Destination {
        occupation: parsed(row, 0)?,
        region: parsed(row, 1)?,
        seats: row.get(2)?,
        cost: Money::from_cents(row.get(3)?),
        initiative: row.get::<_, Option<[u8; 16]>>(4)?.map(InitiativeId::from_bytes),
    })
}
