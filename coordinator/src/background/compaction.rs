//! Shortens the log once an hour. Entries of the log hold offers with their envelopes and shares: a hand-over that
//! has ended must not live on there.

use crate::handle::CoordinatorHandle;
use anyhow::Result;
use jiff::Timestamp;

/// One hour: what was destroyed in the state is gone from the log soon after.
const EVERY_MS: i64 = 60 * 60 * 1000;

/// When the log was shortened last, since the start of the program.
#[derive(Debug, Default)]
pub(super) struct Compaction {
    last: Option<(Timestamp, Option<u64>)>,
}

impl Compaction {
    pub(super) async fn compact_when_due(&mut self, handle: &CoordinatorHandle) -> Result<()> {
        let now = handle.clock().now();
        let applied = handle.replica().status().applied_index;
        let Some((last, shortened_until)) = self.last else {
            // The first hour begins with the program.
            self.last = Some((now, None));
            return Ok(());
        };
        let is_due = now.as_millisecond() - last.as_millisecond() >= EVERY_MS;
        if !is_due || applied == shortened_until {
            return Ok(());
        }
        handle.replica().compact().await?;
        self.last = Some((now, applied));
        Ok(())
    }
}
