//! Brings the state database to the newest schema: numbered files, append-only, tracked in `user_version`.

use super::row::failed;
use crate::state::store::{StoreError, Stored};
use rusqlite::{Connection, TransactionBehavior};

/// The migrations in order; the place in the list is the version that it leads to.
const MIGRATIONS: [&str; 2] =
    [include_str!("../../migrations/0001_state.sql"), include_str!("../../migrations/0002_release_key.sql")];

/// Runs the migrations that the database lacks, each in one transaction.
///
/// # Errors
/// [`StoreError`] when a statement fails or the database was written by a newer program.
pub(super) fn migrate(connection: &mut Connection) -> Stored<()> {
    let doing = "bringing the state database to the newest schema";
    let version: usize = connection
        .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
        .map_err(failed(doing))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))?;
    if version > MIGRATIONS.len() {
        return Err(StoreError::new(doing, "the database was written by a newer version of this program"));
    }
    for (done, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed(doing))?;
        transaction.execute_batch(migration).map_err(failed(doing))?;
        let reached = i64::try_from(done + 1).expect("there are few migrations");
        transaction.pragma_update(None, "user_version", reached).map_err(failed(doing))?;
        transaction.commit().map_err(failed(doing))?;
    }
    Ok(())
}
