//! `run`: the node, until it is asked to stop.

use crate::{
    config::Config,
    node::{Node, NodeOptions},
};
use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};

/// Starts the node and waits for SIGINT or SIGTERM.
pub(super) async fn run(config: Config) -> Result<()> {
    service::logging::start(&config.logging);
    let clock = super::clock(&config)?;
    let mut terminated = signal(SignalKind::terminate()).context("cannot listen for signals")?;
    let running = Node::start(NodeOptions { config, clock, frame_observer: None }).await?;
    println!("http://{}", running.http_address());
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot listen for signals")?,
        _ = terminated.recv() => {}
        () = running.join() => {}
    }
    running.shutdown().await;
    Ok(())
}
