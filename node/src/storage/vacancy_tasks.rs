//! The tasks of vacancies of this region, and which vacancy was split off from which.

use super::{
    StorageError,
    sql::{Doing, parsed, rows},
    terms,
};
use crate::domain::vacancy::task::{Task, WeekMinutes};
use rusqlite::{Connection, Transaction, params, types::Type};
use vocabulary::VacancyId;

/// A task with the number that stays its own while others come and go.
pub type Numbered = (u32, Task);

/// The tasks of a vacancy, in the order in which they were described.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn of(connection: &Connection, vacancy: VacancyId) -> Result<Vec<Numbered>, StorageError> {
    let read = || {
        let mut tasks = rows(
            connection,
            "SELECT number, description, minutes, level FROM vacancy_tasks
             WHERE vacancy = (SELECT row FROM vacancies WHERE id = ?1) ORDER BY number",
            [vacancy.to_bytes()],
            |row| {
                let time = WeekMinutes::new(row.get(2)?).map_err(|error| {
                    rusqlite::Error::FromSqlConversionFailure(2, Type::Integer, Box::new(error))
                })?;
                let task =
                    Task { description: parsed(row, 1)?, time, level: parsed(row, 3)?, skills: Vec::new() };
                Ok((row.get(0)?, task))
            },
        )?;
        for (number, task) in &mut tasks {
            task.skills = rows(
                connection,
                "SELECT uri FROM vacancy_task_skills JOIN esco_terms ON esco_terms.number = skill
                 WHERE vacancy = (SELECT row FROM vacancies WHERE id = ?1) AND vacancy_task_skills.number = ?2
                 ORDER BY place",
                params![vacancy.to_bytes(), *number],
                |row| parsed(row, 0),
            )?;
        }
        Ok(tasks)
    };
    read().doing("read the tasks of a vacancy")
}

/// Saves a task under its number, new or changed.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when there is no such vacancy.
pub fn save(
    transaction: &Transaction<'_>,
    vacancy: VacancyId,
    number: u32,
    task: &Task,
) -> Result<(), StorageError> {
    remove(transaction, vacancy, number)?;
    let row: i64 = transaction
        .prepare_cached(
            "INSERT INTO vacancy_tasks
             VALUES ((SELECT row FROM vacancies WHERE id = ?1), ?2, ?3, ?4, ?5) RETURNING vacancy",
        )
        .and_then(|mut statement| {
            let (text, minutes, level) = (task.description.as_str(), task.time.minutes(), task.level.name());
            statement.query_row(params![vacancy.to_bytes(), number, text, minutes, level], |row| row.get(0))
        })
        .doing("save a task of a vacancy")?;
    for (place, uri) in (0_i64..).zip(&task.skills) {
        let skill = terms::number(transaction, uri)?;
        transaction
            .prepare_cached("INSERT INTO vacancy_task_skills VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| statement.execute(params![row, number, place, skill]))
            .doing("save the skills of a task")?;
    }
    Ok(())
}

/// Takes a task away; whether there was one.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn remove(transaction: &Transaction<'_>, vacancy: VacancyId, number: u32) -> Result<bool, StorageError> {
    let removed = transaction
        .prepare_cached(
            "DELETE FROM vacancy_tasks
             WHERE vacancy = (SELECT row FROM vacancies WHERE id = ?1) AND number = ?2",
        )
        .and_then(|mut statement| statement.execute(params![vacancy.to_bytes(), number]))
        .doing("take a task of a vacancy away")?;
    Ok(removed > 0)
}

/// Notes that a vacancy was split off from another.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn mark_carved(
    transaction: &Transaction<'_>,
    part: VacancyId,
    whole: VacancyId,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "UPDATE vacancies SET carved_from = (SELECT row FROM vacancies WHERE id = ?2) WHERE id = ?1",
        )
        .and_then(|mut statement| statement.execute([part.to_bytes(), whole.to_bytes()]))
        .doing("note what a vacancy was split off from")?;
    Ok(())
}

/// The vacancy that this one was split off from, and those that were split off from it.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn carved(
    connection: &Connection,
    id: VacancyId,
) -> Result<(Option<VacancyId>, Vec<VacancyId>), StorageError> {
    let ids = |sql| {
        rows(connection, sql, [id.to_bytes()], |row| Ok(VacancyId::from_bytes(row.get(0)?)))
            .doing("read what a vacancy was split off from")
    };
    let whole = ids("SELECT whole.id FROM vacancies AS part JOIN vacancies AS whole
                     ON whole.row = part.carved_from WHERE part.id = ?1")?;
    let parts = ids("SELECT part.id FROM vacancies AS part JOIN vacancies AS whole
                     ON whole.row = part.carved_from WHERE whole.id = ?1 ORDER BY part.row")?;
    Ok((whole.first().copied(), parts))
}
