//! `user`: accounts of the pages.

use crate::{config::Config, dashboards::password, state::record::Role};
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use clap::Subcommand;
use serde_json::json;
use std::io::{IsTerminal as _, Read as _};

/// The shortest password that is taken.
const SHORTEST: usize = 12;
/// The longest; more is a mistake and only costs time to hash.
const LONGEST: u64 = 1000;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Makes an account, or gives an existing one another password and other roles. The password comes on standard
    /// input; without one it is drawn and shown once.
    Add {
        /// The name to sign in with.
        name: String,
        /// What the account may do: `analyst`, `network-operator` or `quartermaster`; may be given more than once.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
}

pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Add { name, roles } => add(config, name, roles),
    }
}

fn add(config: &Config, name: &str, roles: &[Role]) -> Result<()> {
    let fits = |letter: char| letter.is_alphanumeric() || "-_.@".contains(letter);
    ensure!(
        (1..=60).contains(&name.chars().count()) && name.chars().all(fits),
        "a name has 1 to 60 letters, digits and -_.@"
    );
    let given = given_password()?;
    let drawn = given.is_none();
    let password = match given {
        Some(password) => password,
        None => hex::encode(identity::random_bytes::<12>()?),
    };
    let password_hash =
        password::hash(&password).map_err(|error| anyhow!("cannot hash the password: {error}"))?;
    super::call(config, "user-add", json!({"name": name, "passwordHash": password_hash, "roles": roles}))?;
    println!("The account {name} can sign in.");
    if drawn {
        println!("Password, shown once: {password}");
    }
    Ok(())
}

/// The password on standard input, if something other than a terminal is there.
fn given_password() -> Result<Option<String>> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let mut password = String::new();
    stdin.take(LONGEST).read_to_string(&mut password).context("cannot read the password")?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Ok(None);
    }
    if password.chars().count() < SHORTEST {
        bail!("a password has at least {SHORTEST} characters");
    }
    Ok(Some(password.to_owned()))
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
        format!("there is no such role; the roles are {}", known.join(", "))
    })
}
