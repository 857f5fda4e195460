//! `status` and `advance-clock`: asks the running node.

use crate::config::Config;
use anyhow::{Context as _, Result};
use clap::Args;
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::{Clock as _, SimulatedClock, clock::AdvanceError, control};

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
    println!("Daily round  {}", round_line(&status["round"]));
    for (name, job) in status["jobs"].as_object().into_iter().flatten() {
        if let Some(problem) = job["problem"].as_str() {
            println!("Job {name} fails: {problem}");
        }
    }
    Ok(())
}

/// How the daily round stands, in words.
fn round_line(round: &Value) -> String {
    let running = &round["running"];
    let last = match round["lastFinishedAt"].as_str() {
        Some(at) => format!("last finished at {at}"),
        None => "never finished".to_owned(),
    };
    if running.is_null() {
        return last;
    }
    let began = running["beganAt"].as_str().unwrap_or("-");
    format!(
        "{} of {} vacancies, {} of {} people in a case; began at {began}, {last}",
        running["vacanciesDone"], running["vacancies"], running["peopleDone"], running["people"]
    )
}

/// Moves a simulated clock ahead, of the running node or of one at rest.
pub(super) async fn advance_clock(config: Config, arguments: &AdvanceArguments) -> Result<()> {
    let ahead = SignedDuration::from_hours(arguments.hours.into());
    let asked = json!({ "seconds": ahead.as_secs() });
    match control::call(&config.data_dir, "advance-clock", asked).await {
        Ok(answer) => println!("The clock stands at {}.", answer["now"].as_str().unwrap_or("-")),
        Err(control::ControlError::NotRunning { .. }) => {
            if !config.clock.simulated {
                return Err(AdvanceError::RealTime.into());
            }
            let _held = super::lock_data(&config)?;
            let clock = SimulatedClock::open(&config.data_dir).context("cannot read the clock's offset")?;
            println!("The clock stands at {}.", clock.advance_by(ahead)?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_round_says_how_far_it_is_and_when_the_last_was_finished() {
        let never = json!({ "running": null, "lastFinishedAt": null });
        assert_eq!(round_line(&never), "never finished");
        let running = json!({
            "running": { "beganAt": "2026-11-25T02:00:00Z", "vacanciesDone": 32, "vacancies": 90,
                         "peopleDone": 0, "people": 7 },
            "lastFinishedAt": "2026-11-24T02:00:09Z",
        });
        assert_eq!(
            round_line(&running),
            "32 of 90 vacancies, 0 of 7 people in a case; began at 2026-11-25T02:00:00Z, last finished at \
             2026-11-24T02:00:09Z"
        );
    }
}
