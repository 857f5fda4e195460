//! Changes of what is known of a vacancy of this region; closing one and the rest stand in [`super::vacancies`].

use super::{
    StorageError,
    candidates::Saved,
    sql::Doing,
    terms,
    vacancies::{insert_causes, insert_skills, public_columns, revision_column},
    vacancy_list,
};
use crate::domain::vacancy::{EntryLevel, ShortageCause, Vacancy};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;
use vocabulary::{Date, VacancyId};

/// Saves an open vacancy with other facts, if nobody changed it since; `vacancy.revision` is the one that was read and
/// grows by one. Whose it is and when it was opened stay.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn update(transaction: &Transaction<'_>, vacancy: &Vacancy) -> Result<Saved, StorageError> {
    let occupation = terms::number(transaction, &vacancy.occupation)?;
    let (since, source) = public_columns(vacancy);
    let row: Option<i64> = transaction
        .prepare_cached(
            "UPDATE vacancies SET revision = revision + 1, municipality = ?3, occupation = ?4, title = ?5, text = ?6,
                 hours_fewest = ?7, hours_most = ?8, education_min = ?9, job_guarantee = ?10, public_since = ?11,
                 public_source = ?12, starts_on = ?13
             WHERE id = ?1 AND revision = ?2 AND closed_on IS NULL RETURNING row",
        )
        .and_then(|mut statement| {
            statement
                .query_row(
                    params![
                        vacancy.id.to_bytes(),
                        revision_column(vacancy.revision),
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
                        vacancy.starts_on.map(|day| day.to_string()),
                    ],
                    |row| row.get(0),
                )
                .optional()
        })
        .doing("save a changed vacancy")?;
    let Some(row) = row else { return Ok(Saved::ChangedMeanwhile) };
    transaction
        .execute("DELETE FROM vacancy_skills WHERE vacancy = ?1", [row])
        .doing("save the skills of a changed vacancy")?;
    insert_skills(transaction, row, vacancy)?;
    replace_causes(transaction, row, &vacancy.shortage_causes)?;
    vacancy_list::put_own(transaction, vacancy)?;
    Ok(Saved::Yes)
}

/// Saves why a vacancy stays open and when its work begins; whether there is such a vacancy. Both stay in this region,
/// so the revision, by which other regions know a change, stays as it is.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn save_shortage(
    transaction: &Transaction<'_>,
    id: VacancyId,
    causes: &BTreeSet<ShortageCause>,
    starts_on: Option<Date>,
) -> Result<bool, StorageError> {
    let row: Option<i64> = transaction
        .prepare_cached("UPDATE vacancies SET starts_on = ?2 WHERE id = ?1 RETURNING row")
        .and_then(|mut statement| {
            let starts_on = starts_on.map(|day| day.to_string());
            statement.query_row(params![id.to_bytes(), starts_on], |row| row.get(0)).optional()
        })
        .doing("save when the work of a vacancy begins")?;
    let Some(row) = row else { return Ok(false) };
    replace_causes(transaction, row, causes)?;
    Ok(true)
}

fn replace_causes(
    transaction: &Transaction<'_>,
    row: i64,
    causes: &BTreeSet<ShortageCause>,
) -> Result<(), StorageError> {
    transaction
        .execute("DELETE FROM vacancy_causes WHERE vacancy = ?1", [row])
        .doing("save why a vacancy stays open")?;
    insert_causes(transaction, row, causes)
}
