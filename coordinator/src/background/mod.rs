//! What the coordinator does by itself, at a tick: time passes for offers and tombstones, certificates are renewed,
//! what was destroyed leaves the log.
//!
//! Each job takes no input, looks at what is, and may run at any time and on any replica.

mod certificate;
mod compaction;
mod due;

pub use certificate::Renewal;

use crate::handle::CoordinatorHandle;
use service::TaskGroup;
use std::time::Duration;
use tracing::warn;

/// Starts the jobs; they end with the group.
pub fn start(handle: &CoordinatorHandle, renewal: Renewal, tick: Duration, tasks: &TaskGroup) {
    let mut compaction = compaction::Compaction::default();
    let (handle, token) = (handle.clone(), tasks.token().clone());
    tasks.spawn("background", async move {
        let mut renewal = renewal;
        let mut ticks = tokio::time::interval(tick);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while token.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Err(error) = renewal.renew_when_due(&handle).await {
                warn!("the certificate of this replica was not renewed: {error:#}");
            }
            if let Err(error) = due::pass_time_when_due(&handle).await {
                warn!("what is due was not done, it is tried again: {error:#}");
            }
            if let Err(error) = compaction.compact_when_due(&handle).await {
                warn!("the log was not shortened, it is tried again: {error:#}");
            }
        }
    });
}
