//! Somebody new works with this node.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{
        account::{Account, Role},
        candidate::OutOfRange,
        text::Line,
    },
    storage::{Storage, accounts, audit_log},
    workflow::error::{Conflict, ValueError},
};
use argon2::{Argon2, password_hash::PasswordHasher as _};
use jiff::Timestamp;
use vocabulary::{AccountId, Purpose};

/// Fewest characters of a password: length counts, not kinds of characters (NIST SP 800-63B, section 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;

/// What a new account takes.
#[derive(Clone)]
pub struct AddAccount {
    /// The name to sign in with.
    pub name: Line,
    /// What the person is here to do.
    pub role: Role,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for AddAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AddAccount({}, {})", self.name, self.role)
    }
}

/// Makes an account.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the name is taken; [`WorkflowError::Value`] for a short password.
pub async fn add_account(
    context: &Context,
    actor: &Actor,
    command: AddAccount,
) -> Result<AccountId, WorkflowError> {
    actor.must(Role::runs_the_node, "make an account")?;
    let (now, storage, actor) = (context.clock.now(), context.storage.clone(), *actor);
    context.storage.read(move |_| add(&storage, &actor, command, now)).await
}

/// As [`add_account`], on this thread, for the command line.
///
/// # Errors
/// As [`add_account`].
pub fn add(
    storage: &Storage,
    actor: &Actor,
    command: AddAccount,
    now: Timestamp,
) -> Result<AccountId, WorkflowError> {
    let hash = hashed(&command.password)?;
    let account = Account { id: AccountId::random(), name: command.name, role: command.role };
    let subject = format!("account/{}", account.id);
    let entry = actor.entry(now, Purpose::CaseWork, "account.add", subject, account.role.name());
    storage.write_blocking(|tx| {
        accounts::insert(tx, &account, &hash, now).map_err(|error| {
            if error.is_conflict() {
                WorkflowError::Conflict { reason: Conflict::NameTaken { name: account.name.clone() } }
            } else {
                error.into()
            }
        })?;
        audit_log::append(tx, &entry)?;
        Ok(account.id)
    })
}

/// The hash of a new password.
///
/// # Errors
/// [`WorkflowError::Value`] for a short password.
pub(super) fn hashed(password: &str) -> Result<String, WorkflowError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        let source = OutOfRange::new("this password", "a password of at least 12 characters");
        return Err(WorkflowError::Value { field: "password", source: ValueError::Range(source) });
    }
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| WorkflowError::Secret)?;
    Ok(hash.to_string())
}
