//! `audit verify`: whether the audit log is whole.

use crate::{
    config::Config,
    storage::{Storage, StorageError, audit_log},
};
use anyhow::{Context, Result};
use clap::Subcommand;

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Follows the chain of hashes from the first entry to the last.
    Verify,
}

/// Carries it out.
pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Verify => verify(config),
    }
}

fn verify(config: &Config) -> Result<()> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let verified = storage
        .read_blocking(|connection| Ok::<_, StorageError>(audit_log::verify(connection)))?
        .context("the audit log was changed from outside")?;
    println!("The audit log is whole: {verified:?}");
    Ok(())
}
