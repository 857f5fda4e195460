//! `user`: accounts of those who work with the node.

use super::exit::unusable;
use crate::{
    config::Config,
    domain::{account::Role, text::Line},
    storage::{Storage, accounts},
    workflow::{
        Actor,
        add_account::{AddAccount, SHORTEST_PASSWORD, add},
        change_account::{self, AccountChange},
    },
};
use anyhow::{Context, Result};
use clap::Subcommand;
use std::io::{IsTerminal as _, Read as _};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Makes an account. The password is read from standard input; on a terminal one is made and shown once.
    Add {
        /// The name to sign in with.
        name: Line,
        /// adviser, coach, business-adviser or operator.
        #[arg(long)]
        role: Role,
    },
    /// Lists the accounts.
    List,
    /// Gives an account another password and ends its sessions. The password is read from standard input; on a
    /// terminal one is made and shown once.
    Password {
        /// The name to sign in with.
        name: Line,
    },
    /// Gives an account another role and ends its sessions.
    Role {
        /// The name to sign in with.
        name: Line,
        /// adviser, coach, business-adviser or operator.
        #[arg(long)]
        role: Role,
    },
    /// Keeps an account from signing in, for who has left; what the person did stays under the name.
    Disable {
        /// The name to sign in with.
        name: Line,
    },
    /// Lets an account sign in again.
    Enable {
        /// The name to sign in with.
        name: Line,
    },
}

/// Carries it out.
pub(super) fn run(config: &Config, command: Command) -> Result<()> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    match command {
        Command::Add { name, role } => {
            let (password, was_made) = password()?;
            let account = AddAccount { name: name.clone(), role, password: password.clone() };
            add(&storage, &Actor::Console, account, super::clock(config)?.now())?;
            println!("Made the account {} ({role}).", name.as_str());
            if was_made {
                println!("Its password, shown this once: {password}");
            }
        }
        Command::List => {
            for (account, may_sign_in) in storage.read_blocking(accounts::listed)? {
                let disabled = if may_sign_in { "" } else { "  (disabled)" };
                println!("{}  {}{disabled}", account.role, account.name.as_str());
            }
        }
        Command::Password { name } => {
            let (password, was_made) = password()?;
            changed(config, &storage, &name, &AccountChange::Password(password.clone()))?;
            println!("{} has another password; whoever was signed in has to sign in again.", name.as_str());
            if was_made {
                println!("The password, shown this once: {password}");
            }
        }
        Command::Role { name, role } => {
            changed(config, &storage, &name, &AccountChange::Role(role))?;
            println!("{} is {role} now and has to sign in again.", name.as_str());
        }
        Command::Disable { name } => {
            let open = changed(config, &storage, &name, &AccountChange::Disable)?;
            println!("{} cannot sign in any more.", name.as_str());
            if open > 0 {
                println!(
                    "{open} open cases are still in this name: let an adviser assign them to somebody else."
                );
            }
        }
        Command::Enable { name } => {
            changed(config, &storage, &name, &AccountChange::Enable)?;
            println!("{} can sign in again.", name.as_str());
        }
    }
    Ok(())
}

fn changed(config: &Config, storage: &Storage, name: &Line, change: &AccountChange) -> Result<u64> {
    let now = super::clock(config)?.now();
    Ok(change_account::change(storage, &Actor::Console, name.as_str(), change, now)?)
}

/// The password from standard input, or a fresh one when somebody sits at a terminal.
fn password() -> Result<(String, bool)> {
    if std::io::stdin().is_terminal() {
        let random = identity::random_bytes::<12>().context("the system gives no random bytes")?;
        return Ok((hex::encode(random), true));
    }
    let mut password = String::new();
    std::io::stdin().take(1_000).read_to_string(&mut password).context("reading the password")?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    if password.chars().count() < SHORTEST_PASSWORD {
        let shortest = SHORTEST_PASSWORD;
        let sentence = format_args!("the password on standard input has fewer than {shortest} characters");
        return Err(unusable(sentence).into());
    }
    Ok((password, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::WorkflowError;

    #[test]
    fn an_account_changes_at_the_command_line_and_a_name_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("node.toml");
        std::fs::write(&path, "region = \"AM24\"\ndata_dir = \".\"\n").unwrap();
        let config = Config::load(&path).unwrap();
        let storage = Storage::open(&config.database_path()).unwrap();
        let anna: Line = "Anna".parse().unwrap();
        let account =
            AddAccount { name: anna.clone(), role: Role::Adviser, password: "a long pass phrase".to_owned() };
        add(&storage, &Actor::Console, account, super::super::clock(&config).unwrap().now()).unwrap();
        let listed = || {
            let all = storage.read_blocking(accounts::listed).unwrap();
            all.into_iter().map(|(account, may)| (account.role, may)).collect::<Vec<_>>()
        };
        run(&config, Command::Role { name: "anna".parse().unwrap(), role: Role::Operator }).unwrap();
        assert_eq!(listed(), [(Role::Operator, true)]);
        run(&config, Command::Disable { name: anna.clone() }).unwrap();
        assert_eq!(listed(), [(Role::Operator, false)]);
        run(&config, Command::List).unwrap();
        run(&config, Command::Enable { name: anna }).unwrap();
        assert_eq!(listed(), [(Role::Operator, true)]);
        let error = run(&config, Command::Disable { name: "Bart".parse().unwrap() }).unwrap_err();
        assert!(matches!(error.downcast_ref(), Some(WorkflowError::NotFound { .. })), "{error:#}");
    }
}
