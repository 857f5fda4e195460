//! `region`: invites regions and decides about them.

use crate::config::Config;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use jiff::{Span, SpanRelativeTo};
use serde_json::{Value, json};
use vocabulary::RegionId;

/// What can be done with regions.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Makes a one-time token for a region and prints it.
    Invite {
        /// The labour-market region, such as AM24.
        region: RegionId,
        /// Its name, where the list of regions does not have it.
        #[arg(long)]
        name: Option<String>,
        /// How long the token works, such as `7d` or `12h`.
        #[arg(long, default_value = "7d")]
        valid_for: Span,
    },
    /// Lists the regions with their state.
    List {
        /// Shows them as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lists the requests to join with their six words.
    Requests {
        /// Shows them as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lets a region in, if the words are those of its request.
    Approve {
        /// The region.
        region: RegionId,
        /// The six words as the region's operator reads them out.
        #[arg(long)]
        words: String,
    },
    /// Does not let a region in.
    Reject(Change),
    /// Keeps a region out for a while.
    Suspend(Change),
    /// Lets a suspended region back in.
    Readmit(Change),
    /// Puts a region out for good and refuses its certificates.
    Revoke(Change),
}

/// A decision with its reason.
#[derive(Debug, clap::Args)]
pub(super) struct Change {
    /// The region.
    region: RegionId,
    /// Why, in a sentence, for the log of decisions.
    #[arg(long, default_value = "")]
    reason: String,
}

pub(super) fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Invite { region, name, valid_for } => invite(config, region, name.as_deref(), *valid_for),
        Command::List { json } => list(config, *json),
        Command::Requests { json } => requests(config, *json),
        Command::Approve { region, words } => {
            let arguments = json!({"region": region, "words": words, "actor": super::actor()});
            super::call(config, "region-approve", arguments)?;
            println!("Region {region} takes part.");
            Ok(())
        }
        Command::Reject(change) => decide(config, "region-reject", change, "was not let in"),
        Command::Suspend(change) => decide(config, "region-suspend", change, "is suspended"),
        Command::Readmit(change) => decide(config, "region-readmit", change, "takes part again"),
        Command::Revoke(change) => decide(config, "region-revoke", change, "is put out"),
    }
}

fn invite(config: &Config, region: &RegionId, name: Option<&str>, valid_for: Span) -> Result<()> {
    let valid_for = valid_for
        .to_duration(SpanRelativeTo::days_are_24_hours())
        .context("--valid-for takes days and hours, such as `7d` or `12h`")?;
    let arguments = json!({
        "region": region,
        "name": name,
        "validForS": valid_for.as_secs(),
        "actor": super::actor(),
    });
    let invited = super::call(config, "region-invite", arguments)?;
    let token = invited["token"].as_str().context("the coordinator gave no token")?;
    // The token alone on a line of its own, so that a script can take it.
    println!("{token}");
    println!(
        "Send this token to region {region}. It works once, until {}.",
        super::moment(invited["expiresAtMs"].as_i64())
    );
    Ok(())
}

fn list(config: &Config, as_json: bool) -> Result<()> {
    let regions = super::call(config, "region-list", Value::Null)?;
    if as_json {
        println!("{regions:#}");
        return Ok(());
    }
    println!("{:<6} {:<28} {:<10} {:<20} {:>9}", "code", "name", "state", "last contact", "vacancies");
    for region in regions.as_array().into_iter().flatten() {
        let text = |key: &str| region[key].as_str().unwrap_or_default().to_owned();
        let contact = super::moment(region["lastContactMs"].as_i64());
        let (code, name, state) = (text("region"), text("name"), text("state"));
        println!("{code:<6} {name:<28} {state:<10} {contact:<20} {:>9}", region["openVacancies"]);
    }
    Ok(())
}

fn requests(config: &Config, as_json: bool) -> Result<()> {
    let requests = super::call(config, "region-requests", Value::Null)?;
    if as_json {
        println!("{requests:#}");
        return Ok(());
    }
    let requests = requests.as_array().cloned().unwrap_or_default();
    if requests.is_empty() {
        println!("No request to join waits.");
    }
    for request in requests {
        let text = |key: &str| request[key].as_str().unwrap_or_default().to_owned();
        println!(
            "{} {}, asked {}",
            text("region"),
            text("name"),
            super::moment(request["requestedAtMs"].as_i64())
        );
        println!("  {}", text("words"));
    }
    Ok(())
}

fn decide(config: &Config, command: &str, change: &Change, done: &str) -> Result<()> {
    let Change { region, reason } = change;
    super::call(config, command, json!({"region": region, "reason": reason, "actor": super::actor()}))?;
    println!("Region {region} {done}.");
    Ok(())
}
