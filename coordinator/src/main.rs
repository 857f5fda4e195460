//! `schakel-coordinator`: arguments, then the command.

use clap::Parser as _;
use coordinator::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// The error with all its causes, on one line each.
#[expect(clippy::print_stderr, reason = "the operator reads errors on standard error")]
fn report(error: &anyhow::Error) {
    eprintln!("schakel-coordinator: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}
