//! `algorithm-register`: the entry for the Dutch register of algorithms, from what this node runs with.

use crate::{
    config::Config,
    matching::{
        register::{as_markdown, entry},
        weighting::Weighting,
    },
    storage::{Storage, matching_weights, vocabulary_versions},
    workflow::describe_matching::facts,
};
use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

/// What `algorithm-register` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How to write it.
    #[arg(long, value_enum, default_value = "md")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page of text.
    Md,
    /// One JSON object with the fields of the standard.
    Json,
}

/// Writes the entry.
pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let vocabulary = storage.read_blocking(vocabulary_versions::in_use)?;
    let (number, weighting) = match storage.read_blocking(matching_weights::newest)? {
        Some(newest) => (Some(newest.number), Weighting::parse(&newest.weights.content)?),
        None => (None, Weighting::default()),
    };
    let facts = facts(&config.region, &super::geography(config)?, &vocabulary, number, &weighting);
    match arguments.format {
        Format::Md => print!("{}", as_markdown(&facts)),
        Format::Json => {
            let fields = entry(&facts).into_iter();
            let fields: Map<String, Value> = fields.map(|it| (it.name.to_owned(), it.text.into())).collect();
            println!("{:#}", Value::Object(fields));
        }
    }
    Ok(())
}
