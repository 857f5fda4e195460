//! `status` and `advance-clock`: asks the running node.

use crate::config::Config;
use anyhow::{Context as _, Result};
use clap::Args;
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::{Clock as _, SimulatedClock, control};

/// What `status` takes.
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    /// Writes the whole answer as JSON.
    #[arg(long)]
    json: bool,
}

/// What `advance-clock` takes.
#[derive(Debug, Args)]
pub(super) struct AdvanceArguments {
    /// How many hours.
    #[arg(long)]
    hours: u32,
}

/// Tells how the running node is.
pub(super) async fn status(config: Config, arguments: &StatusArguments) -> Result<()> {
    let status = control::call(&config.data_dir, "status", Value::Null).await?;
    if arguments.json {
        println!("{status:#}");
        return Ok(());
    }
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    println!("Region       {} ({})", text(&status["region"]), text(&status["software"]));
    println!("Time         {}", text(&status["now"]));
    match &status["coordinator"] {
        Value::Null => println!("Network      not joined yet: `schakel-node join TOKEN`"),
        coordinator if coordinator["awaySince"].is_null() => {
            println!("Coordinator  answered at {}", text(&coordinator["answeredAt"]));
        }
        coordinator => println!(
            "Coordinator  away since {}: {}",
            text(&coordinator["awaySince"]),
            text(&coordinator["awayReason"])
        ),
    }
    println!("Certificate  until {}", text(&status["certificateUntil"]));
    println!("Outbox       {} waiting", status["outboxWaiting"]);
    println!(
        "Matching     {} people, {} vacancies",
        status["matching"]["people"], status["matching"]["vacancies"]
    );
    for (name, job) in status["jobs"].as_object().into_iter().flatten() {
        if let Some(problem) = job["problem"].as_str() {
            println!("Job {name} fails: {problem}");
        }
    }
    Ok(())
}

/// Moves a simulated clock ahead, of the running node or of one at rest.
pub(super) async fn advance_clock(config: Config, arguments: &AdvanceArguments) -> Result<()> {
    let ahead = SignedDuration::from_hours(arguments.hours.into());
    let asked = json!({ "seconds": ahead.as_secs() });
    match control::call(&config.data_dir, "advance-clock", asked).await {
        Ok(answer) => println!("The clock stands at {}.", answer["now"].as_str().unwrap_or("-")),
        Err(control::ControlError::NotRunning { .. }) => {
            anyhow::ensure!(
                config.clock.simulated,
                "this node runs on the real time; only one with `[clock] simulated = true` can be moved ahead"
            );
            let _held = super::lock_data(&config)?;
            let clock = SimulatedClock::open(&config.data_dir).context("cannot read the clock's offset")?;
            println!("The clock stands at {}.", clock.advance_by(ahead)?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
