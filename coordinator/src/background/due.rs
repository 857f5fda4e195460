//! Lets time pass in the state when something is due. Only the leader does, and only then, so that a quiet network
//! has a quiet log.

use crate::{handle::CoordinatorHandle, state::command::Command, storage};
use anyhow::Result;

pub(super) async fn pass_time_when_due(handle: &CoordinatorHandle) -> Result<()> {
    let status = handle.replica().status();
    if status.leader != Some(status.id) {
        return Ok(());
    }
    let now_ms = handle.clock().now_ms();
    let is_due =
        handle.readers().read(move |connection| storage::is_something_due(connection, now_ms)).await?;
    if is_due {
        handle.submit(Command::PassTime).await?;
    }
    Ok(())
}
