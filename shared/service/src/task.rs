//! The tasks of a program as a group that can be stopped and waited for.

use std::{future::Future, time::Duration};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{Instrument as _, warn};

/// Tasks that belong together: asked to stop together, waited for together.
#[derive(Debug, Clone, Default)]
pub struct TaskGroup {
    tracker: TaskTracker,
    token: CancellationToken,
}

impl TaskGroup {
    /// An empty group.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A group of its own that also stops when this one stops.
    #[must_use]
    pub fn child(&self) -> Self {
        Self { tracker: TaskTracker::new(), token: self.token.child_token() }
    }

    /// Starts a task; its log lines carry the name.
    ///
    /// The task should end soon after [`Self::token`] is cancelled; [`Self::shutdown`] waits for it.
    pub fn spawn<F>(&self, name: &'static str, future: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tracker.spawn(future.instrument(tracing::info_span!("task", name)));
    }

    /// Starts a task that is dropped at its next await point when the group is asked to stop.
    pub fn spawn_until_stopped<F>(&self, name: &'static str, future: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let token = self.token.clone();
        self.spawn(name, async move {
            token.run_until_cancelled(future).await;
        });
    }

    /// Becomes cancelled when the group is asked to stop.
    #[must_use]
    pub const fn token(&self) -> &CancellationToken {
        &self.token
    }

    /// Asks every task to stop without waiting.
    pub fn stop(&self) {
        self.token.cancel();
        self.tracker.close();
    }

    /// Waits until the group is asked to stop and every task has ended.
    pub async fn join(&self) {
        self.token.cancelled().await;
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// Asks every task to stop and waits at most `deadline`. Says whether all ended in time.
    pub async fn shutdown(&self, deadline: Duration) -> bool {
        self.stop();
        let ended = tokio::time::timeout(deadline, self.tracker.wait()).await.is_ok();
        if !ended {
            warn!(tasks = self.tracker.len(), "{} tasks did not stop in time", self.tracker.len());
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn shutdown_waits_for_the_tasks_and_says_when_one_does_not_stop() {
        let tasks = TaskGroup::new();
        let token = tasks.token().clone();
        tasks.spawn("polite", async move { token.cancelled().await });
        assert!(tasks.shutdown(Duration::from_secs(5)).await);

        let tasks = TaskGroup::new();
        tasks.spawn("deaf", std::future::pending());
        assert!(!tasks.shutdown(Duration::from_millis(20)).await);
    }
}
