//! What the operator types: one file per command, each with its arguments and a `run`.

#![expect(clippy::print_stdout, reason = "the command line answers on standard output")]

mod algorithm_register;
mod audit;
mod check_config;
pub mod exit;
mod extract_skills;
mod import;
mod init;
mod join;
mod match_people;
mod receipt;
mod run;
mod status;
mod transition;
mod user;
mod vocabulary;
mod weights;

use crate::config::Config;
use ::vocabulary::{Geography, Language, Sectors, Vocabulary};
use anyhow::{Context, Result};
use clap::{Parser, Subcommand, builder::RangedU64ValueParser};
use exit::OrUnusable as _;
use service::{DataDir, SharedClock, SimulatedClock, SystemClock};
use std::{path::PathBuf, sync::Arc};

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
    /// Accounts of those who work with the node.
    #[command(subcommand)]
    User(user::Command),
    /// Joins the network with a token.
    Join(join::Arguments),
    /// Runs the node until it is asked to stop.
    Run,
    /// Tells how the running node is.
    Status(status::StatusArguments),
    /// Looks after receipts of hand-overs.
    #[command(subcommand)]
    Receipt(receipt::Command),
    /// Moves the clock ahead; only for a pilot or an exercise with a simulated clock.
    AdvanceClock(status::AdvanceArguments),
    /// Reads people, employers, vacancies or initiatives from a file.
    Import(import::Arguments),
    /// Looks after the audit log.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Looks after the list of occupations and skills.
    #[command(subcommand)]
    Vocabulary(vocabulary::Command),
    /// What counts in a match and for how much.
    #[command(subcommand)]
    Weights(weights::Command),
    /// Finds the people of this region who fit a vacancy, by id only.
    Match(match_people::Arguments),
    /// Writes the entry for the Dutch register of algorithms, from what this node runs with.
    AlgorithmRegister(algorithm_register::Arguments),
    /// Tells how feasible a change from one occupation to another is, and why.
    #[command(subcommand)]
    Transition(transition::Command),
    /// Finds the skills that each line of text on standard input speaks of.
    ExtractSkills(extract_skills::Arguments),
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
            Command::User(command) => user::run(&Config::load(&path)?, command),
            Command::Join(arguments) => block_on(join::run(Config::load(&path)?, &arguments)),
            Command::Run => block_on(run::run(Config::load(&path)?)),
            Command::Status(arguments) => block_on(status::status(Config::load(&path)?, &arguments)),
            Command::Receipt(command) => receipt::run(|| Ok(Config::load(&path)?), &command),
            Command::AdvanceClock(arguments) => {
                block_on(status::advance_clock(Config::load(&path)?, &arguments))
            }
            Command::Import(arguments) => import::run(&Config::load(&path)?, &arguments),
            Command::Audit(command) => audit::run(&Config::load(&path)?, &command),
            Command::Vocabulary(command) => vocabulary::run(&Config::load(&path)?, command),
            Command::Weights(command) => block_on(weights::run(|| Ok(Config::load(&path)?), command)),
            Command::Match(arguments) => {
                block_on(async { match_people::run(&Config::load(&path)?, &arguments).await })
            }
            Command::AlgorithmRegister(arguments) => {
                algorithm_register::run(&Config::load(&path)?, &arguments)
            }
            Command::Transition(command) => transition::run(&Config::load(&path)?, &command),
            Command::ExtractSkills(arguments) => extract_skills::run(&Config::load(&path)?, &arguments),
        }
    }
}

/// Runs a command that waits for something.
fn block_on(command: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the program's threads")?
        .block_on(command)
}

/// Takes the node's folder for a command that works on the data itself; refused while the node runs.
fn lock_data(config: &Config) -> Result<DataDir> {
    DataDir::lock(&config.data_dir).context("this command needs the data folder for itself")
}

/// A language that was asked for and in which the list in use has no names.
#[derive(Debug, thiserror::Error)]
#[error("the list in use has no names in `{asked}`; it has them in {}", known.join(" and "))]
struct UnknownLanguage {
    asked: Language,
    known: Vec<String>,
}

/// Refuses a language without names: another one in its place would answer a question that nobody asked.
fn check_language(vocabulary: &Vocabulary, asked: Language) -> Result<(), UnknownLanguage> {
    if vocabulary.languages().any(|it| it == asked) {
        return Ok(());
    }
    Err(UnknownLanguage { asked, known: vocabulary.languages().map(|it| it.to_string()).collect() })
}

/// What is said of a text in which no word can be looked for.
const NOT_TEXT: &str = "this is not text that can be searched: it has no letters, or control characters or bytes that are \
                        not UTF-8";

/// How many answers are asked for: with none, *nothing found* would not be true.
fn at_least_one() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

/// The clock that the configuration asks for.
fn clock(config: &Config) -> Result<SharedClock> {
    if config.clock.simulated {
        return Ok(Arc::new(SimulatedClock::open(&config.data_dir)?));
    }
    Ok(Arc::new(SystemClock))
}

/// The regions and municipalities that the configuration asks for.
fn geography(config: &Config) -> Result<Geography> {
    match &config.lists.geography {
        Some(path) => {
            let read = Geography::load(path).context("the list of regions and municipalities cannot be used");
            Ok(read.or_unusable()?)
        }
        None => Ok(Geography::embedded()),
    }
}

/// The sectors that the configuration asks for.
fn sectors(config: &Config) -> Result<Sectors> {
    match &config.lists.sectors {
        Some(path) => Ok(Sectors::load(path).context("the list of sectors cannot be used").or_unusable()?),
        None => Ok(Sectors::embedded()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_names_is_refused_with_those_that_have_them() {
        let starter = Vocabulary::starter();
        let refused = check_language(&starter, "xx".parse().unwrap()).unwrap_err();
        assert_eq!(refused.to_string(), "the list in use has no names in `xx`; it has them in en and nl");
        assert_eq!(exit::exit_code(&refused.into()), 2);
        assert!(
            check_language(&starter, Language::NL).is_ok() && check_language(&starter, Language::EN).is_ok()
        );
    }

    #[test]
    fn no_answer_at_all_is_not_asked_for_and_a_match_is_of_a_vacancy_or_of_a_file() {
        let refused = |arguments: &[&str]| {
            Cli::try_parse_from(["schakel-node"].iter().chain(arguments)).map_err(|it| it.to_string()).err()
        };
        for command in [&["extract-skills"][..], &["vocabulary", "search"], &["transition", "from", "a"]] {
            assert!(refused(command).is_none());
            let none = refused(&[command, &["--limit", "0"]].concat()).unwrap();
            assert!(none.contains("invalid value '0' for '--limit <LIMIT>'"), "{none}");
        }
        let neither = refused(&["match"]).unwrap();
        assert!(neither.contains("<--vacancy <VACANCY>|--file <FILE>>"), "{neither}");
        assert!(
            refused(&["match", "--file", "a"]).is_none() && refused(&["match", "--vacancy", "a"]).is_none()
        );
    }
}
