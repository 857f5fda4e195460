//! Trains the model of `vocabulary::text` on ESCO, and measures what the search is worth on names it has not seen.
//!
//! `text-model measure` and `text-model train`, with the folder of ESCO in the tidy form found through
//! `SCHAKELNET_DATA`. Neither knows a clock; chance comes from a seed, so that each run gives the same.

mod baseline;
mod chance;
mod esco;
mod measure;
mod questions;

use std::{
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("measure") => measure::run(&mut io::stdout().lock()),
        _ => Err("say what to do: `measure` or `train`".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let _written = writeln!(io::stderr(), "{reason}");
            ExitCode::FAILURE
        }
    }
}

/// Why a run ended, in words.
type Failure = Box<dyn std::error::Error>;
