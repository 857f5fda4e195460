//! Shortens the log and empties the write-ahead logs, at the start of the program and once an hour. Entries of the log
//! hold offers with their envelopes and shares, and so do old pages of both databases: a hand-over that has ended must
//! not live on there.

use crate::handle::CoordinatorHandle;
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};

/// One hour: what was destroyed in the state is gone from every file soon after.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// When something was in the way. Not at once: each attempt copies the state.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// What was compacted, since the start of the program.
#[derive(Debug, Default)]
pub(super) struct Compaction {
    /// When to look again; at once after the start, for the program may be restarted more often than once an hour.
    due_from: Option<Timestamp>,
    /// Up to where everything is done.
    done_until: Option<u64>,
}

impl Compaction {
    pub(super) async fn compact_when_due(&mut self, handle: &CoordinatorHandle) -> Result<()> {
        let now = handle.clock().now();
        let applied = handle.replica().status().applied_index;
        if !self.is_due(now, applied) {
            return Ok(());
        }
        // Noted as done only when it is: on a quiet network nothing else would come to try it again.
        self.due_from = now.checked_add(AGAIN).ok();
        handle.replica().compact().await?;
        self.due_from = now.checked_add(EVERY).ok();
        self.done_until = applied;
        Ok(())
    }

    fn is_due(&self, now: Timestamp, applied: Option<u64>) -> bool {
        applied.is_some()
            && applied != self.done_until
            && self.due_from.is_none_or(|due_from| now >= due_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_applied_is_compacted_at_the_start_and_then_once_an_hour_until_it_is_done() {
        let minutes = |count| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(count);
        let new = Compaction::default();
        assert!(new.is_due(minutes(0), Some(1)));
        assert!(!new.is_due(minutes(0), None), "nothing is there yet");
        let done = Compaction { due_from: Some(minutes(60)), done_until: Some(7) };
        assert!(!done.is_due(minutes(59), Some(8)));
        assert!(done.is_due(minutes(60), Some(8)));
        assert!(!done.is_due(minutes(600), Some(7)), "nothing was applied since");
        let failed = Compaction { due_from: Some(minutes(1)), done_until: None };
        assert!(
            failed.is_due(minutes(1), Some(7)),
            "what did not work is tried again on a quiet network too"
        );
    }
}
