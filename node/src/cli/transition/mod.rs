//! `transition score` and `transition from`: how feasible a change of occupation is, and why.

mod answer;
mod known;
mod pairs;

use super::exit::OrUnusable as _;
use crate::{
    config::Config,
    matching::{
        explain,
        transition::{
            Transitions,
            rank::{Map, Reach},
        },
    },
    storage::{Storage, vocabulary_versions as lists},
};
use ::vocabulary::{Language, Sectors, Vocabulary};
use answer::{Answer, Destination};
use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use known::{Known, UnknownOccupation};
use pairs::{BadLine, Pairs};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Write},
    path::PathBuf,
};

/// What can be asked of changes of occupation.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Scores pairs of occupations, with the skills that are held, stand in, and are missing.
    Score(ScoreArguments),
    /// Ranks the occupations that one could change to.
    From(FromArguments),
}

/// What `transition score` takes.
#[derive(Debug, Args)]
pub(super) struct ScoreArguments {
    /// CSV with the columns `from_uri,to_uri`, one pair per line; without it, standard input is read.
    file: Option<PathBuf>,
    /// How to write the answers.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// The language of names and reasons.
    #[arg(long, default_value = "en")]
    language: Language,
}

/// What `transition from` takes.
#[derive(Debug, Args)]
pub(super) struct FromArguments {
    /// The occupation that one comes from, by its ESCO URI.
    uri: String,
    /// How many destinations at most.
    #[arg(long, default_value_t = 10, value_parser = super::at_least_one())]
    limit: usize,
    /// Only destinations in other sectors; without it a quarter of the answer at least lies in other sectors.
    #[arg(long)]
    other_sectors: bool,
    /// How to write the destinations.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of the names.
    #[arg(long, default_value = "nl")]
    language: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object per answer and line.
    Jsonl,
}

/// Lines that could not be answered: the program then ends with code 2.
#[derive(Debug, thiserror::Error)]
#[error("{bad} of {lines} lines cannot be used; the others are answered")]
pub(super) struct UnusableLines {
    bad: u64,
    lines: u64,
}

/// So many bad lines are told one by one.
const MOST_TOLD: u64 = 50;

/// Carries it out.
pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let vocabulary = storage.read_blocking(lists::in_use)?;
    let out = &mut io::BufWriter::new(io::stdout().lock());
    match command {
        Command::Score(arguments) => {
            super::check_language(&vocabulary, arguments.language)?;
            let input: Box<dyn BufRead> = match &arguments.file {
                Some(path) => {
                    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()));
                    let file = file.or_unusable()?;
                    Box::new(BufReader::new(file))
                }
                None => Box::new(io::stdin().lock()),
            };
            score(&vocabulary, arguments, input, out, &mut tell)
        }
        Command::From(arguments) => {
            super::check_language(&vocabulary, arguments.language)?;
            let sectors = super::sectors(config)?;
            from(&vocabulary, &sectors, arguments, out)
        }
    }
}

#[expect(clippy::print_stderr, reason = "what is wrong with a line goes beside the answers, not among them")]
fn tell(problem: &str) {
    eprintln!("{problem}");
}

fn score(
    vocabulary: &Vocabulary,
    arguments: &ScoreArguments,
    input: impl BufRead,
    out: &mut impl Write,
    tell: &mut dyn FnMut(&str),
) -> Result<()> {
    let transitions = Transitions::new(vocabulary);
    let mut known = Known::new(vocabulary);
    let mut pairs = Pairs::new(input);
    let (mut bad, mut lines) = (0, 0);
    while let Some(pair) = pairs.next().context("cannot read the pairs")? {
        lines += 1;
        let asked = pair.and_then(|pair| Ok((known.pair(&pair)?, pair.line)));
        let (from, to) = match asked {
            Ok((pair, _)) => pair,
            Err(BadLine { line, reason }) => {
                bad += 1;
                if bad <= MOST_TOLD {
                    tell(&format!("line {line}: {reason}"));
                }
                continue;
            }
        };
        let explanation = transitions.explain(&transitions.from_occupation(from), to);
        let answer = Answer::new(vocabulary, arguments.language, from, to, &explanation);
        let written = match arguments.format {
            Format::Jsonl => write_json(out, &answer),
            Format::Text => answer.write_text(out),
        };
        if finished(written)? {
            return Ok(());
        }
    }
    finished(out.flush())?;
    if lines == 0 {
        tell("there are no pairs in the input");
    }
    if bad > MOST_TOLD {
        tell(&format!("and {} more lines", bad - MOST_TOLD));
    }
    if bad > 0 { Err(UnusableLines { bad, lines }.into()) } else { Ok(()) }
}

fn from(
    vocabulary: &Vocabulary,
    sectors: &Sectors,
    arguments: &FromArguments,
    out: &mut impl Write,
) -> Result<()> {
    let from = Known::new(vocabulary).occupation(&arguments.uri)?;
    let transitions = Transitions::new(vocabulary);
    let map = Map { transitions: &transitions, vocabulary, sectors };
    let reach = if arguments.other_sectors { Reach::OtherSectors } else { Reach::AllSectors };
    let origin = transitions.from_occupation(from);
    for found in map.destinations(&origin, reach, arguments.limit) {
        let explanation = transitions.explain(&origin, found.occupation);
        let destination = Destination::new(&map, arguments.language, &found, &explanation);
        let written = match arguments.format {
            Format::Jsonl => write_json(out, &destination),
            Format::Text => destination.write_text(out),
        };
        if finished(written)? {
            return Ok(());
        }
    }
    finished(out.flush()).map(|_| ())
}

fn write_json(out: &mut impl Write, answer: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(answer).map_err(io::Error::from)?)
}

/// Whether the reader has seen enough, as `head` does.
fn finished(written: io::Result<()>) -> Result<bool> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(error).context("cannot write the answers"),
    }
}

/// The language in which reasons are said; English where there is no other.
fn sentences(language: Language) -> explain::Language {
    if language == Language::NL { explain::Language::Dutch } else { explain::Language::English }
}

/// Whether the error is about what was given and not about the program.
pub(super) fn is_unusable(error: &anyhow::Error) -> bool {
    error.is::<UnusableLines>() || error.is::<UnknownOccupation>()
}

#[cfg(test)]
mod tests;
