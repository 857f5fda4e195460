//! `status`: how this replica stands.

use crate::config::Config;
use anyhow::Result;
use clap::Args;
use serde_json::Value;

/// What `status` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Shows it as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let status = super::call(config, "status", Value::Null)?;
    if arguments.json {
        println!("{status:#}");
        return Ok(());
    }
    let replica = &status["replica"];
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    println!("Replica {}: {}, term {}", replica["id"], text(&replica["role"]), replica["term"]);
    println!("Leader: {}", replica["leader"]);
    println!("Log: {}, applied: {}", replica["logIndex"], replica["appliedIndex"]);
    for (id, address) in replica["replicas"].as_object().into_iter().flatten() {
        println!("  replica {id} at {}", text(address));
    }
    println!(
        "Time: {}{}",
        text(&status["now"]),
        if status["simulatedClock"] == true { " (simulated)" } else { "" }
    );
    println!("Directory: version {}, {} regions", status["directoryVersion"], status["regions"]);
    println!("Requests to join that wait: {}", status["requestsWaiting"]);
    Ok(())
}
