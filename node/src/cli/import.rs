//! `import`: people, employers, vacancies and initiatives from files.

use super::exit::{OrUnusable as _, unusable};
use crate::{
    config::Config,
    storage::{Storage, vocabulary_versions},
    workflow::import::{
        Import, ImportKind, ImportMode, ImportReport, Lists,
        initiative_records::import_initiative_records,
        initiatives::{NATIONAL_LIST, import_initiatives},
    },
};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use std::{fs, path::PathBuf, sync::Arc};
use vocabulary::Timestamp;

/// What `import` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the file holds.
    what: What,
    /// The file: one JSON object per line; for initiatives also CSV with the columns name, sector and source.
    #[arg(required_unless_present = "national_list")]
    file: Option<PathBuf>,
    /// The initiatives that the report of 2020 names, which the program carries.
    #[arg(long, conflicts_with = "file")]
    national_list: bool,
    /// Checks every line and stores nothing.
    #[arg(long, conflicts_with = "strict")]
    dry_run: bool,
    /// Stores nothing when any line is bad.
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// People.
    Candidates,
    /// Employers.
    Employers,
    /// Vacancies; the employers must be there.
    Vacancies,
    /// Initiatives (programmes that cover one or more steps).
    Initiatives,
}

/// How many bad lines are shown; the report says how many there are.
const MOST_SHOWN: usize = 50;

/// Who imports, as the audit log names it.
const ACTOR: &str = "operator/command-line";

/// Bad lines in a file: the program ends with code 2, so that a script can tell them from a failure.
#[derive(Debug, thiserror::Error)]
#[error("{bad} of {lines} lines cannot be used{}", if *.stored { "; the others are stored" } else { "; nothing was stored" })]
pub(super) struct BadLines {
    bad: usize,
    lines: usize,
    stored: bool,
}

/// Reads the file and tells what came of it.
pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let _held = super::lock_data(config)?;
    let storage = Storage::open(&config.database_path())?;
    let clock = super::clock(config)?;
    let kind = match arguments.what {
        What::Candidates => ImportKind::Candidates,
        What::Employers => ImportKind::Employers,
        What::Vacancies => ImportKind::Vacancies,
        What::Initiatives => return initiatives(config, &storage, arguments, clock.now()),
    };
    let file = arguments.file.as_deref();
    let file = file.ok_or_else(|| unusable("only initiatives have a national list: name a file"))?;
    let vocabulary = storage.read_blocking(vocabulary_versions::in_use)?;
    let lists = Lists::new(Arc::new(vocabulary), Arc::new(super::geography(config)?));
    let mode = match (arguments.dry_run, arguments.strict) {
        (true, _) => ImportMode::DryRun,
        (false, true) => ImportMode::AllOrNothing,
        (false, false) => ImportMode::Store,
    };
    let import = Import { kind, mode, lists: &lists, actor: ACTOR.to_owned(), at: clock.now() };
    let size = file.metadata().map_or(0, |file| file.len());
    let bar = progress_bar(kind.name(), size);
    let report = import.run(&storage, file, |bytes| bar.set_position(bytes))?;
    bar.finish_and_clear();
    finish(kind.name(), &report)
}

/// Shows the report; bad lines are an error.
fn finish(what: &str, report: &ImportReport) -> Result<()> {
    show(what, report);
    if report.bad > 0 {
        return Err(BadLines { bad: report.bad, lines: report.lines, stored: report.stored }.into());
    }
    Ok(())
}

fn initiatives(config: &Config, storage: &Storage, arguments: &Arguments, now: Timestamp) -> Result<()> {
    if arguments.dry_run {
        let sentence = "initiatives are stored all together or not at all: --dry-run is not needed";
        return Err(unusable(sentence).into());
    }
    let text = match &arguments.file {
        Some(file) => {
            let read = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()));
            read.or_unusable()?
        }
        None => NATIONAL_LIST.to_owned(),
    };
    let sectors = super::sectors(config)?;
    let report = if text.trim_start().starts_with('{') {
        let vocabulary = Arc::new(storage.read_blocking(vocabulary_versions::in_use)?);
        let lists = Lists::new(vocabulary, Arc::new(super::geography(config)?));
        import_initiative_records(storage, &text, &lists, &sectors, ACTOR, now)?
    } else {
        import_initiatives(storage, &text, &sectors, ACTOR, now)?
    };
    finish("initiatives", &report)
}

fn progress_bar(what: &str, size: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:40} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(size);
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}

fn show(what: &str, report: &ImportReport) {
    for bad in report.problems.iter().take(MOST_SHOWN) {
        for problem in &bad.problems {
            let field = if problem.field.is_empty() { String::new() } else { format!("{}: ", problem.field) };
            println!("line {}: {field}{}", bad.line, problem.problem);
        }
    }
    if report.bad > MOST_SHOWN {
        println!("… and {} more lines that cannot be used", report.bad - MOST_SHOWN);
    }
    let done = if report.stored { "added" } else { "could be added (nothing was stored)" };
    println!(
        "{what}: {} lines, {} {done}, {} known already, {} bad",
        report.lines, report.added, report.known_already, report.bad
    );
}
