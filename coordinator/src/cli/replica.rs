//! `replica`: more machines for the same coordinator.

use crate::config::Config;
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

/// What can be done with replicas.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Adds a replica that runs already, made with `init --keys-from`. Give the command at the leader.
    Add {
        /// Its number.
        id: u64,
        /// Where it is reached, `host:port`.
        address: String,
    },
}

pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Add { id, address } => {
            super::call(config, "replica-add", json!({"id": id, "address": address}))?;
            println!("Replica {id} takes part.");
        }
    }
    Ok(())
}
