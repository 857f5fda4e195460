//! `join`: asks the network to let this region in, shows the six words, and waits until somebody there has
//! compared them.

use crate::{
    config::Config,
    federation::enrolment::{JoinError, JoinOptions, Joining, Progress},
    storage::Storage,
};
use anyhow::{Context as _, Result};
use clap::Args;
use std::time::Duration;

/// How often the coordinator is asked whether somebody decided.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// What `join` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The token from the network operator, one line that begins with schakel-join-.
    token: String,
}

/// Joins; can be run again with the same token after an interruption.
pub(super) async fn run(config: Config, arguments: &Arguments) -> Result<()> {
    let _held = super::lock_data(&config)?;
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let clock = super::clock(&config)?;
    let keys_path = config.keys_path();
    let options =
        JoinOptions { region: &config.region, keys_path: &keys_path, storage, clock, observer: None };
    let joining = Joining::begin(&arguments.token, options)?;
    let mut progress = joining.request().await?;
    if let Progress::Waiting(_) = progress {
        println!("Region {} asks to join. Its six words are:", joining.region());
        println!();
        println!("  {}", joining.words().join(" "));
        println!();
        println!("Read them to the network operator, who must see the same. Waiting for the approval …");
    }
    let mut told = false;
    while let Progress::Waiting(enrolment) = progress {
        tokio::time::sleep(ASK_AGAIN).await;
        progress = match joining.status(enrolment).await {
            Err(JoinError::Call(error)) if error.is_transient() => {
                if !told {
                    println!("The coordinator does not answer just now ({error}); still waiting …");
                    told = true;
                }
                progress
            }
            answer => answer?,
        };
    }
    joining.close().await;
    println!("Region {} has joined the network. Next: `schakel-node run`.", joining.region());
    Ok(())
}
