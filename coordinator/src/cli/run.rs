//! `run`: the replica, until somebody asks it to stop.

use crate::{
    config::Config,
    coordinator::{Coordinator, CoordinatorOptions},
};
use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

/// Runs until Ctrl-C or a polite kill.
pub(super) fn run(config: Config) -> Result<()> {
    service::logging::start(&config.logging);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start an async runtime")?;
    runtime.block_on(async {
        let clock = super::clock(&config)?;
        let mut interrupted = signal(SignalKind::interrupt()).context("cannot listen to signals")?;
        let mut terminated = signal(SignalKind::terminate()).context("cannot listen to signals")?;
        let options = CoordinatorOptions { config, clock, frame_observer: None };
        let coordinator = Coordinator::start(options).await?;
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        info!("the coordinator stops");
        coordinator.shutdown().await;
        Ok(())
    })
}
