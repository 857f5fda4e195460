//! What the network operator types: one file per command, each with its arguments and a `run`.

#![expect(clippy::print_stdout, reason = "the command line answers on standard output")]

mod check_config;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// The national coordinator of the Schakelnet network.
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
    /// Checks the configuration file and shows what holds.
    CheckConfig,
}

impl Cli {
    /// Carries the command out.
    ///
    /// # Errors
    /// What went wrong, in words for the operator; the program then ends with a code other than 0.
    pub fn run(self) -> Result<()> {
        let path = self.config;
        match self.command {
            Command::CheckConfig => check_config::run(&path),
        }
    }
}
