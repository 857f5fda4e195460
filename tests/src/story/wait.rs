//! Waiting for something to become true, with a deadline and the last thing that was seen.

use crate::narrator::Stopwatch;
use anyhow::{Result, bail};
use std::time::Duration;

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// How long a calm or a busy machine may take at most before a wait counts as a failure.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until `look` gives a value; fails with what it saw last.
///
/// # Errors
/// When `look` itself fails, or the value does not come in two minutes.
pub async fn eventually<T>(what: &str, look: impl AsyncFnMut() -> Result<Result<T, String>>) -> Result<T> {
    holds_within(PATIENCE, what, look).await
}

/// Waits at most `patience` until `look` gives a value; fails with what it saw last.
///
/// # Errors
/// When `look` itself fails, or the value does not come in time.
pub async fn holds_within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Result<T, String>>,
) -> Result<T> {
    let watch = Stopwatch::start();
    loop {
        match look().await? {
            Ok(value) => return Ok(value),
            Err(seen) if watch.elapsed() > patience => {
                bail!("{what} did not come true in {} s; last seen: {seen}", patience.as_secs())
            }
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}
