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
    /// Counts an attempt for `name` before its password is looked at, so that attempts at the same moment count
    /// too; or says after how many seconds one is taken again.
    pub(super) fn charge(&mut self, name: &str, now: Timestamp) -> Result<(), u32> {
        self.failures.retain(|_, failures| now.duration_since(failures.last) < PAUSE);
        if let Some(failures) = self.failures.get(name)
            && failures.count >= FREE_FAILURES
        {
            let left = PAUSE.saturating_sub(now.duration_since(failures.last)).as_secs().max(1);
            return Err(u32::try_from(left).unwrap_or(u32::MAX));
        }
        if self.failures.len() >= MOST_NAMES && !self.failures.contains_key(name) {
            // Never the newest: who fills the list must begin again before a name in it is free.
            let oldest = self.failures.iter().min_by_key(|(_, failures)| failures.last);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                self.failures.remove(&oldest);
            }
        }
        let failures = self.failures.entry(name.to_owned()).or_insert(Failures { count: 0, last: now });
        failures.count += 1;
        failures.last = now;
        Ok(())
    }

    /// Forgets the attempts of somebody who signed in.
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
        for _ in 0..5 {
            assert_eq!(throttle.charge("anna", start), Ok(()));
        }
        assert_eq!(throttle.charge("anna", start), Err(15 * 60));
        assert_eq!(throttle.charge("anna", start + SignedDuration::from_mins(14)), Err(60));
        assert_eq!(throttle.charge("bart", start), Ok(()), "others are not kept out");
        assert_eq!(throttle.charge("anna", start + PAUSE), Ok(()));
        throttle.succeeded("anna");
        assert!(!throttle.failures.contains_key("anna"));
    }

    #[test]
    fn who_tries_many_names_frees_no_name_that_was_tried_lately() {
        let start: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut throttle = Throttle::default();
        throttle.charge("first", start).unwrap();
        let later = start + SignedDuration::from_secs(1);
        for _ in 0..5 {
            throttle.charge("anna", later).unwrap();
        }
        for number in 2..MOST_NAMES {
            throttle.charge(&format!("nobody {number}"), later).unwrap();
        }
        throttle.charge("one more", later).unwrap();
        assert_eq!(throttle.failures.len(), MOST_NAMES);
        assert!(!throttle.failures.contains_key("first"), "the oldest makes room");
        assert!(throttle.charge("anna", later).is_err(), "who is closed out stays so");
    }
}
