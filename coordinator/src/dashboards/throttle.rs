//! Slows down guessing of passwords: after five failures for one name it waits a quarter of an hour.

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Failures in a row that are free.
const FREE_FAILURES: u32 = 5;
/// How long a name waits after that.
const PAUSE: SignedDuration = SignedDuration::from_mins(15);
/// Names that are remembered at most, so that guessing with many names cannot fill the memory.
const MOST_NAMES: usize = 10_000;

/// Failed sign-ins by name. In memory: a restart forgives, and an attacker cannot restart us.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    failures: BTreeMap<String, Failures>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

impl Throttle {
    /// Whether `name` must wait.
    pub(super) fn is_waiting(&self, name: &str, now: Timestamp) -> bool {
        self.failures.get(name).is_some_and(|failures| {
            failures.count >= FREE_FAILURES && now.duration_since(failures.last) < PAUSE
        })
    }

    /// Remembers a failure.
    pub(super) fn failed(&mut self, name: &str, now: Timestamp) {
        self.failures.retain(|_, failures| now.duration_since(failures.last) < PAUSE);
        if self.failures.len() < MOST_NAMES || self.failures.contains_key(name) {
            let failures = self.failures.entry(name.to_owned()).or_insert(Failures { count: 0, last: now });
            failures.count += 1;
            failures.last = now;
        }
    }

    /// Forgets the failures of somebody who signed in.
    pub(super) fn succeeded(&mut self, name: &str) {
        self.failures.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_and_a_quarter_of_an_hour_later_it_may_again() {
        let start: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut throttle = Throttle::default();
        for _ in 0..4 {
            throttle.failed("anna", start);
        }
        assert!(!throttle.is_waiting("anna", start));
        throttle.failed("anna", start);
        assert!(throttle.is_waiting("anna", start) && !throttle.is_waiting("bart", start));
        assert!(!throttle.is_waiting("anna", start + PAUSE));
        throttle.succeeded("anna");
        assert!(!throttle.is_waiting("anna", start));
    }
}
