//! Commands that wait, put together into entries of the log.

use super::replica::ProposeError;
use crate::state::command::{Command, Reply};
use tokio::sync::{mpsc, oneshot};

/// Commands in one entry of the log (measured: one fsync per batch is what makes writes fast).
const MOST_IN_BATCH: usize = 1024;
/// Bytes of commands in one entry: one envelope of the largest size fits, and the entry fits into one frame.
const MOST_BYTES_IN_BATCH: usize = 5 * 512 * 1024;

/// A command that waits to be decided, and who waits for it.
pub(super) struct Proposal {
    pub(super) command: Command,
    pub(super) done: oneshot::Sender<Result<Reply, ProposeError>>,
}

/// What waits, up to the bounds of one entry. A command that does not fit any more opens the next batch.
pub(super) async fn next_batch(
    waiting: &mut mpsc::Receiver<Proposal>,
    held: &mut Option<Proposal>,
) -> Option<Vec<Proposal>> {
    let first = match held.take() {
        Some(first) => first,
        None => waiting.recv().await?,
    };
    let mut size_bytes = first.command.size_bytes();
    let mut batch = vec![first];
    while batch.len() < MOST_IN_BATCH
        && let Ok(next) = waiting.try_recv()
    {
        size_bytes += next.command.size_bytes();
        if size_bytes > MOST_BYTES_IN_BATCH {
            *held = Some(next);
            break;
        }
        batch.push(next);
    }
    Some(batch)
}
