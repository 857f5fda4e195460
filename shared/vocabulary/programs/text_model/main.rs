//! Trains the model of `vocabulary::text` on ESCO, and measures what the search is worth on names it has not seen.
//!
//! `text-model measure` and `text-model train`, with the folder of ESCO in the tidy form found through
//! `SCHAKELNET_DATA`. Neither knows a clock; chance comes from a seed, so that each run gives the same.

mod baseline;
mod chance;
mod esco;
mod measure;
mod pairs;
mod questions;
mod train;

use std::{
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("measure") => measure::run(&mut io::stdout().lock()),
        Some("try") => try_out(&arguments, &mut io::stdout().lock()),
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

fn try_out(arguments: &[String], out: &mut dyn Write) -> Result<(), Failure> {
    let passes: usize = arguments.get(1).map_or(Ok(20), |it| it.parse())?;
    let path = arguments.get(2).ok_or("path")?;
    let scope = if arguments.len() > 3 { pairs::Scope::All } else { pairs::Scope::WithoutHeldOut };
    let esco = esco::Esco::read()?;
    let corpus = pairs::Corpus::new(&esco, scope, &[]);
    writeln!(out, "{} rows", corpus.texts.feature_count())?;
    let mut training = train::Training::new(&corpus.texts);
    let mut chance = chance::Chance::new(3);
    for pass in 0..passes {
        let pairs = corpus.pairs(&mut chance);
        let loss = training.learn(&pairs);
        writeln!(out, "pass {pass}: {} pairs, loss {loss:.4}", pairs.len())?;
    }
    std::fs::write(path, training.model())?;
    Ok(())
}
