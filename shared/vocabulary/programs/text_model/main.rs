//! Trains the model of `vocabulary::text` on ESCO, and measures what the search is worth on names it has not seen.
//!
//! `text-model train` writes the model and the weights that are built in; `text-model check` says whether training
//! gives the built-in bytes again; `text-model measure [FILE]` prints the figures and writes them between their
//! markers in FILE. ESCO in the tidy form is found through `SCHAKELNET_DATA`. Nothing here knows a clock; chance
//! comes from a seed, so that each run gives the same.

mod baseline;
mod chance;
mod esco;
mod fit;
mod measure;
mod not_ours;
mod pairs;
mod questions;
mod report;
mod sentences;
mod train;
mod trained;

use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

/// The built-in model.
const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/text_model.bin");
/// The built-in weights.
const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/text_weights.csv");

/// Why a run ended, in words.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = io::stdout().lock();
    let done = match arguments[..] {
        ["train"] => train(&mut out),
        ["check"] => check(&mut out),
        ["measure"] => measure::run(&mut out, None),
        ["measure", file] => measure::run(&mut out, Some(file)),
        _ => Err("say what to do: `train`, `check` or `measure [FILE]`".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let _written = writeln!(io::stderr(), "{reason}");
            ExitCode::FAILURE
        }
    }
}

fn train(out: &mut dyn Write) -> Result<(), Failure> {
    let made = trained::all(&esco::Esco::read()?, out)?;
    fs::write(WEIGHTS, made.weights)?;
    fs::write(MODEL, made.model)?;
    Ok(())
}

fn check(out: &mut dyn Write) -> Result<(), Failure> {
    let made = trained::all(&esco::Esco::read()?, out)?;
    let same = fs::read(MODEL)? == made.model && fs::read_to_string(WEIGHTS)? == made.weights;
    if same {
        writeln!(out, "training gives the built-in bytes again")?;
        return Ok(());
    }
    Err("training gives other bytes than those that are built in; run `text-model train` and keep the result"
        .into())
}
