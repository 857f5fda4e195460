//! Somebody who works with this node gets another password or role, leaves, or comes back.
//!
//! What was open under the old password or role is closed: every session of the account ends in the same
//! transaction.

use super::{Actor, Context, WorkflowError, add_account::hashed, error::Conflict, sign_in::forget_attempts};
use crate::{
    domain::account::{Account, Role},
    storage::{
        Storage, accounts, audit_log,
        case_lists::{self, WorklistOf},
        sessions,
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use std::fmt;
use vocabulary::Purpose;

/// What changes of an account.
#[derive(Clone)]
pub enum AccountChange {
    /// Another password, for who has lost it. Attempts that failed are forgotten.
    Password(String),
    /// Another role.
    Role(Role),
    /// The account may not sign in any more.
    Disable,
    /// The account may sign in again.
    Enable,
}

impl fmt::Debug for AccountChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action())
    }
}

impl AccountChange {
    /// The change as the audit log names it.
    const fn action(&self) -> &'static str {
        match self {
            Self::Password(_) => "account.password",
            Self::Role(_) => "account.role",
            Self::Disable => "account.disable",
            Self::Enable => "account.enable",
        }
    }
}

/// Changes an account; gives how many open cases are still its own, which somebody has to take over when it cannot
/// work on them any more.
///
/// # Errors
/// [`WorkflowError::NotFound`]; [`WorkflowError::Value`] for a short password; [`WorkflowError::Conflict`] for a role
/// that works with no people while open cases are the account's.
pub async fn change_account(
    context: &Context,
    actor: &Actor,
    name: String,
    change: AccountChange,
) -> Result<u64, WorkflowError> {
    actor.must(Role::runs_the_node, "change an account")?;
    let (now, storage, actor) = (context.clock.now(), context.storage.clone(), *actor);
    context.storage.read(move |_| self::change(&storage, &actor, &name, &change, now)).await
}

/// As [`change_account`], on this thread, for the command line.
///
/// # Errors
/// As [`change_account`].
pub fn change(
    storage: &Storage,
    actor: &Actor,
    name: &str,
    change: &AccountChange,
    now: Timestamp,
) -> Result<u64, WorkflowError> {
    // Hashing takes a while: not while the database is held.
    let hash = match change {
        AccountChange::Password(password) => Some(hashed(password)?),
        AccountChange::Role(_) | AccountChange::Disable | AccountChange::Enable => None,
    };
    storage.write_blocking(|tx| {
        let account = accounts::by_name(tx, name)?.ok_or(WorkflowError::NotFound { kind: "account" })?;
        let open = case_lists::count_by_step(tx, WorklistOf::Account(account.id))?.iter().sum();
        carry_out(tx, &account, change, hash.as_deref(), open, now)?;
        sessions::delete_all_of(tx, account.id)?;
        let detail = match change {
            AccountChange::Role(role) => format!("{} to {role}", account.role),
            _ => String::new(),
        };
        let subject = format!("account/{}", account.id);
        audit_log::append(tx, &actor.entry(now, Purpose::CaseWork, change.action(), subject, detail))?;
        Ok(open)
    })
}

fn carry_out(
    transaction: &Transaction<'_>,
    account: &Account,
    change: &AccountChange,
    hash: Option<&str>,
    open: u64,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    match change {
        AccountChange::Password(_) => {
            accounts::set_password(transaction, account.id, hash.ok_or(WorkflowError::Secret)?)?;
            forget_attempts(transaction, account.name.as_str())?;
        }
        AccountChange::Role(role) => {
            if open > 0 && !role.sees_people() {
                let reason = Conflict::OwnsCases { name: account.name.clone(), open };
                return Err(WorkflowError::Conflict { reason });
            }
            accounts::set_role(transaction, account.id, *role)?;
        }
        AccountChange::Disable => accounts::set_disabled(transaction, account.id, Some(now))?,
        AccountChange::Enable => accounts::set_disabled(transaction, account.id, None)?,
    }
    Ok(())
}
