//! `match`: the people of this region who fit a vacancy, by id only, of the running node or of one at rest.

use super::exit::OrUnusable as _;
use crate::{
    config::Config,
    control::match_people,
    node::context_at_rest,
    storage::Storage,
    workflow::{
        find_matches::MOST_FOUND,
        match_file::{MOST_BYTES, MatchFileError},
    },
};
use anyhow::{Context as _, Result, ensure};
use clap::{ArgGroup, Args, ValueEnum, builder::RangedU64ValueParser};
use serde_json::{Value, json};
use service::control;
use std::{fs, path::PathBuf};

/// The most people that are asked for, as in the interface.
const MOST: u64 = MOST_FOUND as u64;

/// What `match` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub(super) struct Arguments {
    /// A vacancy of this region or of another, by id.
    #[arg(long, group = "what")]
    vacancy: Option<String>,
    /// A file with one vacancy as the interface or an import writes it, or with `hours` for both bounds; it is not
    /// stored.
    #[arg(long, group = "what")]
    file: Option<PathBuf>,
    /// How many people at most, 1 to 100; what they miss and what the rules say is written of the best ten.
    #[arg(long, default_value_t = 20, value_parser = RangedU64ValueParser::<usize>::new().range(1..=MOST))]
    limit: usize,
    /// How to write who was found.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object per person and line, and the receipt as the last.
    Jsonl,
}

/// Finds the people and writes them.
pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let file = arguments.file.as_ref().map(read).transpose().or_unusable()?;
    let asked = json!({ "vacancy": arguments.vacancy, "file": file, "limit": arguments.limit });
    let answer = match control::call(&config.data_dir, "match", asked.clone()).await {
        Ok(answer) => answer,
        Err(control::ControlError::NotRunning { .. }) => at_rest(config, &asked).await?,
        Err(error) => return Err(error.into()),
    };
    write(&answer, arguments.format);
    Ok(())
}

async fn at_rest(config: &Config, asked: &Value) -> Result<Value> {
    let _held = super::lock_data(config)?;
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let context = context_at_rest(config, super::clock(config)?, storage).await?;
    Ok(match_people(&context, asked).await.map_err(control::ControlError::from)?)
}

fn read(path: &PathBuf) -> Result<String> {
    let shown = path.display();
    let size = fs::metadata(path).with_context(|| format!("cannot read {shown}"))?.len();
    let bytes = usize::try_from(size).unwrap_or(usize::MAX);
    ensure!(bytes <= MOST_BYTES, MatchFileError::TooLarge { bytes });
    let bytes = fs::read(path).with_context(|| format!("cannot read {shown}"))?;
    Ok(String::from_utf8(bytes).map_err(|_| MatchFileError::NotText)?)
}

fn write(answer: &Value, format: Format) {
    let matches = answer["matches"].as_array().map(Vec::as_slice).unwrap_or_default();
    if matches.is_empty() && format == Format::Text {
        println!("Nobody fits: nobody shares a skill with the vacancy without failing a rule.");
    }
    for found in matches {
        if format == Format::Jsonl {
            println!("{found}");
            continue;
        }
        let text = |field: &str| found[field].as_str().unwrap_or_default().to_owned();
        let score = found["score"].as_f64().unwrap_or_default();
        println!("{:>3}  {score:.2}  {}  {}", found["place"], text("candidate"), text("summary"));
        for missing in found["missing"].as_array().into_iter().flatten() {
            println!("       to learn: {}", missing["label"].as_str().unwrap_or_default());
        }
        for rule in found["rules"].as_array().into_iter().flatten() {
            println!("       {}", rule.as_str().unwrap_or_default());
        }
    }
    write_receipt(&answer["receipt"], format);
}

/// What the answer was judged by: the last line for a program, some lines for reading.
fn write_receipt(receipt: &Value, format: Format) {
    if format == Format::Jsonl {
        println!("{}", json!({ "receipt": receipt }));
        return;
    }
    for (heading, field, none) in
        [("Applied", "applied", ""), ("Ignored", "ignored", "nothing"), ("Held back", "heldBack", "nobody")]
    {
        let lines = receipt[field].as_array().map(Vec::as_slice).unwrap_or_default();
        let sentences: Vec<&str> = lines.iter().filter_map(|it| it["sentence"].as_str()).collect();
        println!("{heading}: {}", if sentences.is_empty() { none.to_owned() } else { sentences.join("; ") });
    }
    if receipt["limitReached"] == true {
        println!("There may be more: raise `--limit` (at most {MOST}).");
    }
}
