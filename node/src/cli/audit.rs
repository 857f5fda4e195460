//! `audit verify`: whether the audit log is whole.

use super::exit::OrUnusable as _;
use crate::{
    config::Config,
    storage::{Storage, StorageError, audit_log},
};
use anyhow::{Context, Result, bail};
use clap::Subcommand;

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Follows the chain of hashes from the first entry to the last.
    Verify {
        /// The head that an earlier run of this command printed, kept outside of this machine: proves that nothing up
        /// to that entry was changed or taken off the end since.
        #[arg(long, value_name = "HEAD")]
        expect: Option<String>,
    },
}

/// Carries it out.
pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Verify { expect } => verify(config, expect.as_deref()),
    }
}

fn verify(config: &Config, expect: Option<&str>) -> Result<()> {
    let expected = expect.map(head).transpose().or_unusable()?;
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let verified = storage
        .read_blocking(|connection| Ok::<_, StorageError>(audit_log::verify(connection)))?
        .context("the audit log was changed from outside")?;
    println!("The audit log is whole: {} entries, head {}", verified.entries, hex::encode(verified.head));
    if let Some(expected) = expected {
        match storage.read_blocking(|connection| audit_log::place_of(connection, expected))? {
            Some(place) => println!("The expected head is entry {place}: nothing up to it was changed."),
            None => bail!(
                "the audit log was changed from outside: no entry has the expected head, so entries were taken off \
                 its end or all of it was written anew"
            ),
        }
    }
    Ok(())
}

fn head(text: &str) -> Result<[u8; 32]> {
    let mut head = [0; 32];
    hex::decode_to_slice(text.trim(), &mut head)
        .context("a head is 64 hexadecimal digits, as `audit verify` prints them")?;
    Ok(head)
}
