//! Bringing a database to the newest schema. Migrations are numbered files, only ever appended; the number
//! reached stands in `user_version`; all that are missing run in one transaction.

use super::{
    StorageError,
    sql::{Doing, rows},
};
use rusqlite::{Connection, TransactionBehavior};
use std::path::PathBuf;

/// One step of the schema.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../../migrations/", $name, ".sql")) }),+]
    };
}

/// The place in this list, counted from 1, is the schema version.
const MIGRATIONS: &[Migration] = migrations![
    "0001_foundation",
    "0002_people",
    "0003_vocabulary",
    "0004_privacy_ledger",
    "0005_federation",
    "0006_handover",
    "0007_membership",
    "0008_account_changes",
    "0009_vacancy_list",
    "0010_consent_record",
    "0011_matching_weights",
    "0012_profile_fields",
    "0013_vacancy_fields",
    "0014_learning",
    "0015_daily_round",
    "0016_region_figures",
    "0017_group_changes",
    "0018_vacancy_occupation",
];

/// The version since which the list of vacancies is as it is now; a database from before gets it filled.
const VACANCY_LIST: i64 = 18;

/// Runs the migrations that the database has not had.
///
/// # Errors
/// [`StorageError::Newer`] for a database of a newer program; [`StorageError::Migrate`] when one fails, with
/// the database as it was.
pub fn to_newest(connection: &mut Connection) -> Result<(), StorageError> {
    let known = i64::try_from(MIGRATIONS.len()).expect("a handful of migrations");
    let path = PathBuf::from(connection.path().unwrap_or_default());
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .doing("begin to bring the schema up to date")?;
    let found: i64 = transaction
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .doing("read the schema version")?;
    if found > known {
        return Err(StorageError::Newer { path, found, known });
    }
    for (migration, number) in MIGRATIONS.iter().zip(1_i64..).filter(|(_, number)| *number > found) {
        transaction.execute_batch(migration.sql).map_err(|source| StorageError::Migrate {
            number,
            name: migration.name,
            source,
        })?;
    }
    if (1..VACANCY_LIST).contains(&found) {
        super::vacancy_list::fill(&transaction)?;
    }
    if found < known {
        transaction.pragma_update(None, "user_version", known).doing("write the schema version")?;
    }
    transaction.commit().doing("commit the new schema")
}

/// The whole schema as SQLite has it, one statement after another in a fixed order.
///
/// # Errors
/// [`StorageError`] when the schema cannot be read.
pub fn schema(connection: &Connection) -> Result<String, StorageError> {
    let statements = rows(
        connection,
        "SELECT sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
        [],
        |row| row.get::<_, String>(0),
    )
    .doing("read the schema")?;
    Ok(statements.iter().map(|statement| format!("{statement};\n\n")).collect())
}
