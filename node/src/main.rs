//! `schakel-node`: arguments, then the command.

use clap::Parser as _;
use node::cli::{Cli, exit::exit_code};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(exit_code(&error))
        }
    }
}

/// The error with all its causes, on one line each.
#[expect(clippy::print_stderr, reason = "the operator reads errors on standard error")]
fn report(error: &anyhow::Error) {
    eprintln!("schakel-node: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}
