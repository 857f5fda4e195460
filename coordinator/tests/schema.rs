//! The tables of a replica's three databases, and what happens to a database of another age.

use crate::support::World;
use coordinator::storage::{StateDatabase, log::LogDatabase, sessions::SessionStore};
use rusqlite::Connection;
use std::path::Path;

/// The schema of a database as SQLite has it, one statement after another in a fixed order.
fn schema(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
               ORDER BY tbl_name, type DESC, name";
    let mut statement = connection.prepare(sql).unwrap();
    let statements = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    statements.map(|statement| format!("{};\n\n", statement.unwrap())).collect()
}

fn schemas_in(folder: &Path) -> String {
    StateDatabase::open(&folder.join("sm.db")).unwrap();
    LogDatabase::open(&folder.join("log.db")).unwrap();
    SessionStore::open(&folder.join("sessions.db")).unwrap();
    ["sm.db", "log.db", "sessions.db"]
        .map(|file| format!("-- {file}\n\n{}", schema(&folder.join(file))))
        .concat()
}

#[test]
fn the_migrated_schema_is_the_golden_schema() {
    let folder = tempfile::tempdir().unwrap();
    let schema = schemas_in(folder.path());
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(golden, &schema).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap_or_default();
    assert!(
        schema == expected,
        "the schema differs from coordinator/schema.sql; if that is meant, run `UPDATE_GOLDENS=1 cargo nextest run \
         -p coordinator golden_schema` and read the diff"
    );
}

#[test]
fn migrating_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = schemas_in(folder.path());
    assert_eq!(schemas_in(folder.path()), first);

    let world = World::with_regions(&["AM22", "AM24"]);
    let hash = world.hash();
    let again = StateDatabase::open(world.database.path()).unwrap();
    assert_eq!(coordinator::storage::state_hash(again.connection()).unwrap(), hash);
}

#[test]
fn a_state_database_of_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sm.db");
    drop(StateDatabase::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = schema(&path);
    let error = StateDatabase::open(&path).unwrap_err();
    let said = format!("{error}: {}", std::error::Error::source(&error).unwrap());
    assert!(said.contains("written by a newer version of this program"), "{said}");
    assert_eq!(schema(&path), before);
    let version: i64 =
        Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 99);
}
