//! What the network operator types: one file per command, each with its arguments and a `run`.
//!
//! `init`, `run` and `check-config` work on files; every other command is carried out by the running program, see
//! [`crate::control`].

#![expect(clippy::print_stdout, reason = "the command line answers on standard output")]

mod advance_clock;
mod check_config;
mod init;
mod region;
mod replica;
mod run;
mod status;
mod user;

use crate::config::Config;
use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use serde_json::Value;
use service::{SharedClock, SimulatedClock, SystemClock};
use std::{path::PathBuf, sync::Arc};

/// The coordinator of the Schakelnet network.
#[derive(Debug, Parser)]
#[command(name = "schakel-coordinator", version, arg_required_else_help = true)]
pub struct Cli {
    /// The configuration file.
    #[arg(
        long,
        global = true,
        env = "SCHAKEL_COORDINATOR_CONFIG",
        default_value = "/etc/schakel-coordinator/coordinator.toml"
    )]
    config: PathBuf,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes a configuration file and makes the network's keys.
    Init(init::Arguments),
    /// Runs this replica until it is asked to stop.
    Run,
    /// Invites regions and decides about them.
    #[command(subcommand)]
    Region(region::Command),
    /// Looks after the accounts of the pages.
    #[command(subcommand)]
    User(user::Command),
    /// Adds replicas.
    #[command(subcommand)]
    Replica(replica::Command),
    /// Says how this replica stands.
    Status(status::Arguments),
    /// Checks the configuration file and shows what holds.
    CheckConfig,
    /// Moves the clock ahead; only where the configuration says that it is a simulated one.
    AdvanceClock(advance_clock::Arguments),
}

impl Cli {
    /// Carries the command out.
    ///
    /// # Errors
    /// What went wrong, in words for the operator; the program then ends with a code other than 0.
    pub fn run(self) -> Result<()> {
        let path = self.config;
        match self.command {
            Command::Init(arguments) => init::run(&path, &arguments),
            Command::Run => run::run(Config::load(&path)?),
            Command::Region(command) => region::run(&Config::load(&path)?, &command),
            Command::User(command) => user::run(&Config::load(&path)?, &command),
            Command::Replica(command) => replica::run(&Config::load(&path)?, &command),
            Command::Status(arguments) => status::run(&Config::load(&path)?, &arguments),
            Command::CheckConfig => check_config::run(&path),
            Command::AdvanceClock(arguments) => advance_clock::run(&Config::load(&path)?, &arguments),
        }
    }
}

/// The clock that the configuration asks for.
fn clock(config: &Config) -> Result<SharedClock> {
    if config.clock.simulated {
        return Ok(Arc::new(SimulatedClock::open(&config.data_dir)?));
    }
    Ok(Arc::new(SystemClock))
}

/// Has the running program carry out a command.
fn call(config: &Config, command: &str, arguments: Value) -> Result<Value> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start an async runtime")?;
    Ok(runtime.block_on(service::control::call(&config.data_dir, command, arguments))?)
}

/// Who gives the command, for the log of decisions.
fn actor() -> String {
    let user = std::env::var("SUDO_USER").or_else(|_| std::env::var("USER"));
    user.map_or_else(|_| "command line".to_owned(), |user| format!("command line ({user})"))
}

/// A moment as people read it.
fn moment(at_ms: Option<i64>) -> String {
    at_ms
        .and_then(|at_ms| jiff::Timestamp::from_millisecond(at_ms).ok())
        .map_or_else(|| "-".to_owned(), |at| at.strftime("%F %H:%M UTC").to_string())
}
