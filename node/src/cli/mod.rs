//! What the operator types: one file per command, each with its arguments and a `run`.

#![expect(clippy::print_stdout, reason = "the command line answers on standard output")]

mod audit;
mod check_config;
mod init;

use crate::config::Config;
use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use service::DataDir;
use std::path::PathBuf;

/// A region's node of the Schakelnet network.
#[derive(Debug, Parser)]
#[command(name = "schakel-node", version, arg_required_else_help = true)]
pub struct Cli {
    /// The configuration file.
    #[arg(long, global = true, env = "SCHAKEL_NODE_CONFIG", default_value = "/etc/schakel-node/node.toml")]
    config: PathBuf,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes a configuration file and makes the data folder.
    Init(init::Arguments),
    /// Checks the configuration file and shows what holds.
    CheckConfig,
    /// Looks after the audit log.
    #[command(subcommand)]
    Audit(audit::Command),
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
            Command::CheckConfig => check_config::run(&path),
            Command::Audit(command) => audit::run(&Config::load(&path)?, &command),
        }
    }
}

/// Takes the node's folder for a command that works on the data itself; refused while the node runs.
fn lock_data(config: &Config) -> Result<DataDir> {
    DataDir::lock(&config.data_dir).context("this command needs the data folder for itself")
}
