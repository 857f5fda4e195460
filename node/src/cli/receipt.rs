//! `receipt verify`: whether the receipt of a hand-over is genuine. Asks nobody.

use super::exit::{OrUnusable as _, unusable};
use crate::{
    config::Config,
    storage::{Storage, membership},
};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, Subcommand};
use identity::receipt::{ReadReceipt, from_json, verify};
use std::{fs, path::PathBuf};

/// What can be done with receipts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Verifies the signatures of both regions and of the network.
    Verify(VerifyArguments),
}

/// What `receipt verify` takes.
#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// The file, as downloaded from the page of the hand-over.
    file: PathBuf,
    /// The network's public key, 64 hexadecimal digits. Default: the key of the network that this node joined.
    #[arg(long)]
    network_key: Option<String>,
}

/// Carries it out. The configuration is only read where no key is given.
pub(super) fn run(config: impl FnOnce() -> Result<Config>, command: &Command) -> Result<()> {
    let Command::Verify(arguments) = command;
    let text = fs::read_to_string(&arguments.file)
        .with_context(|| format!("cannot read {}", arguments.file.display()))
        .or_unusable()?;
    let ReadReceipt { receipt, network_key: claimed } = from_json(&text)?;
    let key = match &arguments.network_key {
        Some(key) => parse_key(key).or_unusable()?,
        None => own_network(&config()?)?,
    };
    ensure!(
        claimed == key,
        "the receipt is of another network (key {}), not of the one with key {}",
        hex::encode(claimed),
        hex::encode(key)
    );
    let statement = verify(&key, &receipt)?;
    let accepted_at = jiff::Timestamp::from_millisecond(receipt.decided_at_ms)?;
    println!("The receipt is genuine.");
    println!(
        "Hand-over {} from {} to {}, accepted at {accepted_at}.",
        statement.handover, statement.from, statement.to
    );
    Ok(())
}

fn parse_key(text: &str) -> Result<[u8; 32]> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).context("a network key has 64 hexadecimal digits")?;
    Ok(key)
}

fn own_network(config: &Config) -> Result<[u8; 32]> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    match storage.read_blocking(membership::get)? {
        Some(membership) => Ok(membership.network_key),
        None => {
            Err(unusable("this node has joined no network: name the network's key with --network-key").into())
        }
    }
}
