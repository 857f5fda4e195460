//! Runs jobs: at a tick, at once when there is something to do, and with growing pauses while they fail.

use crate::workflow::Wake;
use service::TaskGroup;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tracing::{debug, warn};

/// The longest pause after failures. Short, because what fails most is a coordinator that is away, and its
/// return should be noticed soon; one question in five seconds burdens nobody.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What a job says after a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing more for now.
    ForNow,
    /// There is more; run again at once.
    More,
}

/// How often a job looks.
#[derive(Debug, Clone, Copy)]
pub struct Pace(Duration);

impl Pace {
    /// At this tick, in real time whatever the node's clock says.
    #[must_use]
    pub const fn every(tick: Duration) -> Self {
        Self(tick)
    }

    fn pause(self, failures: u32) -> Duration {
        let factor = 1_u32.checked_shl(failures).unwrap_or(u32::MAX);
        self.0.saturating_mul(factor).min(LONGEST_PAUSE.max(self.0))
    }
}

/// How a job stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobStatus {
    /// How many rounds ended well.
    pub rounds: u64,
    /// How often it failed since it last ended well.
    pub failures: u32,
    /// Why it failed last, while it fails.
    pub problem: Option<String>,
}

/// Runs the jobs of a node.
#[derive(Debug, Clone)]
pub struct Driver {
    wake: Wake,
    tasks: TaskGroup,
    status: Arc<Mutex<BTreeMap<&'static str, JobStatus>>>,
}

impl Driver {
    /// A driver without jobs.
    #[must_use]
    pub fn new(wake: Wake, tasks: TaskGroup) -> Self {
        Self { wake, tasks, status: Arc::default() }
    }

    /// Starts a job on what it works with.
    pub fn job<W, F, R>(&self, name: &'static str, pace: Pace, with: &W, run: F)
    where
        W: Clone + Send + Sync + 'static,
        F: Fn(W) -> R + Send + 'static,
        R: Future<Output = anyhow::Result<Done>> + Send,
    {
        let (driver, with) = (self.clone(), with.clone());
        let mut wake = self.wake.listen();
        self.tasks.spawn_until_stopped(name, async move {
            let mut failures = 0;
            loop {
                match run(with.clone()).await {
                    Ok(done) => {
                        failures = 0;
                        driver.note_success(name);
                        if done == Done::More {
                            continue;
                        }
                    }
                    Err(error) => {
                        driver.note_failure(name, &error);
                        failures += 1;
                    }
                }
                tokio::select! {
                    () = tokio::time::sleep(pace.pause(failures)) => {}
                    () = wake.heard() => {}
                }
            }
        });
    }

    /// How the jobs stand, by name.
    #[must_use]
    pub fn status(&self) -> BTreeMap<&'static str, JobStatus> {
        self.locked().clone()
    }

    fn note_success(&self, name: &'static str) {
        let mut status = self.locked();
        let job = status.entry(name).or_default();
        job.rounds += 1;
        job.failures = 0;
        if let Some(problem) = job.problem.take() {
            debug!("{name} goes on; it had failed: {problem}");
        }
    }

    /// The first failure and each other one is worth a line in the log; the same again is not.
    fn note_failure(&self, name: &'static str, error: &anyhow::Error) {
        let problem = format!("{error:#}");
        let mut status = self.locked();
        let job = status.entry(name).or_default();
        job.failures += 1;
        if job.problem.as_ref() == Some(&problem) {
            return;
        }
        warn!(job = name, "{name} failed and is tried again: {problem}");
        job.problem = Some(problem);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, JobStatus>> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_while_a_job_fails_and_end_at_five_seconds() {
        let pace = Pace::every(Duration::from_millis(500));
        let seconds = |failures| pace.pause(failures).as_secs_f64();
        assert_eq!([0, 1, 2, 3, 4, 40].map(seconds), [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]);
        assert_eq!(Pace::every(Duration::from_secs(10)).pause(3), Duration::from_secs(10));
    }
}
