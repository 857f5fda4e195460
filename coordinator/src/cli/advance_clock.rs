//! `advance-clock`: moves a simulated clock ahead.

use crate::config::Config;
use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::json;

/// What `advance-clock` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// By how many hours.
    #[arg(long)]
    hours: i64,
}

/// Moves the clock of the running program.
pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let seconds = arguments.hours.checked_mul(3600).context("that is too far ahead")?;
    let moved = super::call(config, "advance-clock", json!({"seconds": seconds}))?;
    println!("It is now {}.", moved["now"].as_str().unwrap_or_default());
    Ok(())
}
