//! `weights show`, `check`, `history` and `apply`: what counts in a match and for how much.

use super::exit::OrUnusable as _;
use crate::{
    config::Config,
    matching::weighting::{Weighting, file::WeightsError},
    storage::{Storage, matching_weights},
    workflow::{Actor, matching_weights::apply_at_rest},
};
use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;
use service::control;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What can be done with the weights of the match.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Shows the weights in force, as a file that can be changed and applied.
    Show,
    /// Reads a file as the node would, and says whether it can be used.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Shows every set of weights that was ever in force, the newest first.
    History,
    /// Puts the weights of a file in force, without a restart; everybody is ranked anew.
    Apply {
        /// The file.
        file: PathBuf,
        /// Why, in one line; it is kept beside the weights.
        #[arg(long)]
        why: String,
    },
}

/// A file that is no set of weights.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be used as weights of the match", path.display())]
pub(super) struct CannotBeUsed {
    path: PathBuf,
    #[source]
    source: WeightsError,
}

/// Carries it out. Only `check` needs no configuration.
pub(super) async fn run(config: impl FnOnce() -> Result<Config>, command: Command) -> Result<()> {
    match command {
        Command::Check { file } => {
            read(&file)?;
            println!("{} can be used.", file.display());
        }
        Command::Show => show(&config()?)?,
        Command::History => history(&config()?)?,
        Command::Apply { file, why } => apply(&config()?, &file, &why).await?,
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path);
    let text = text.with_context(|| format!("cannot read {}", path.display())).or_unusable()?;
    match Weighting::parse(&text) {
        Ok(_) => Ok(text),
        Err(source) => Err(CannotBeUsed { path: path.to_owned(), source }.into()),
    }
}

fn storage(config: &Config) -> Result<Storage> {
    Storage::open(&config.database_path()).context("cannot open the database")
}

fn show(config: &Config) -> Result<()> {
    match storage(config)?.read_blocking(matching_weights::newest)? {
        Some(version) => {
            println!("# Number {}, since {}", version.number, version.weights.since);
            print!("{}", version.weights.content);
        }
        None => {
            println!("# The weights that the program carries; the node has not been started yet");
            print!("{}", Weighting::default().to_text());
        }
    }
    Ok(())
}

fn history(config: &Config) -> Result<()> {
    let versions = storage(config)?.read_blocking(matching_weights::all)?;
    if versions.is_empty() {
        println!("No weights were ever in force: the node has not been started yet.");
    }
    for version in versions {
        let matching_weights::NewWeights { digest, source, since, actor, why, .. } = version.weights;
        println!("{}  {since}  {} by {actor}: {why}", version.number, source.name());
        println!("   sha256 {}", hex::encode(digest));
    }
    Ok(())
}

async fn apply(config: &Config, file: &Path, why: &str) -> Result<()> {
    let text = read(file)?;
    let asked = json!({ "text": text, "why": why });
    let number = match control::call(&config.data_dir, "apply-weights", asked).await {
        Ok(answer) => answer["number"].as_i64().unwrap_or_default(),
        Err(control::ControlError::NotRunning { .. }) => {
            let _held = super::lock_data(config)?;
            let clock = super::clock(config)?;
            apply_at_rest(&storage(config)?, &Actor::Console, &text, why, clock.now())?
        }
        Err(error) => return Err(error.into()),
    };
    println!("Number {number} is in force: {}", file.display());
    Ok(())
}
