//! Accounts of the people who work with the coordinator.

use super::row::{failed, optional, unknown};
use crate::state::{
    record::{Account, Role},
    store::Stored,
};
use rusqlite::{Connection, Row, params};
use vocabulary::AccountId;

/// The account with this sign-in name.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn find_account(connection: &Connection, name: &str) -> Stored<Option<Account>> {
    let sql = "SELECT name, id, password_hash, roles FROM accounts WHERE name = ?1";
    optional("reading an account", connection.query_row(sql, [name], account))
}

/// All accounts, by name.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn all_accounts(connection: &Connection) -> Stored<Vec<Account>> {
    let doing = "reading the accounts";
    let sql = "SELECT name, id, password_hash, roles FROM accounts ORDER BY name";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let rows = statement.query_map([], account).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

pub(super) fn put_account(connection: &Connection, account: &Account) -> Stored<()> {
    let sql = "INSERT INTO accounts (name, id, password_hash, roles) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (name) DO UPDATE
               SET password_hash = excluded.password_hash, roles = excluded.roles";
    let roles: Vec<_> = account.roles.iter().map(|role| role.name()).collect();
    let values = params![account.name, account.id.to_bytes(), account.password_hash, roles.join(" ")];
    connection.execute(sql, values).map_err(failed("writing an account"))?;
    Ok(())
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let roles: String = row.get(3)?;
    let roles = roles.split_whitespace().map(|name| Role::from_name(name).ok_or_else(|| unknown(3, "role")));
    Ok(Account {
        name: row.get(0)?,
        id: AccountId::from_bytes(row.get(1)?),
        password_hash: row.get(2)?,
        roles: roles.collect::<rusqlite::Result<_>>()?,
    })
}
