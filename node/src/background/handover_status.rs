//! Asks how open hand-overs stand: the sender learns of an accept, both learn of an expiry, and a node that was
//! restored from a backup learns what it forgot.

use super::{Network, driver::Done};
use crate::{
    federation::outbox_sender::believe, storage::handovers,
    workflow::apply_handover_outcome::apply_handover_outcome,
};
use anyhow::{Context as _, Result};
use protocol::latest::{HandoverStatusReply, HandoverStatusRequest};
use tracing::warn;

/// The most hand-overs in one question, see [`HandoverStatusRequest`].
const MOST: usize = 500;

/// One round: every open hand-over.
///
/// # Errors
/// When the coordinator cannot be reached, or the first outcome that cannot be stored, after all others were.
pub async fn run(network: Network) -> Result<Done> {
    let open = network.context.storage.read(handovers::under_way).await?;
    let mut first_problem = None;
    for handovers in open.chunks(MOST) {
        let request = HandoverStatusRequest { handovers: handovers.to_vec() };
        let HandoverStatusReply { outcomes } = network.session.ask(&request).await?;
        for outcome in outcomes {
            let id = outcome.handover;
            if let Err(error) = believe(&network.network_key, &outcome) {
                warn!(handover.id = %id, "hand-over {id}: {error}");
                continue;
            }
            let applied = apply_handover_outcome(&network.context, outcome).await;
            if let Err(problem) = applied.with_context(|| format!("cannot store how hand-over {id} stands")) {
                warn!(handover.id = %id, "{problem:#}");
                first_problem.get_or_insert(problem);
            }
        }
    }
    // Only now: one that cannot be stored must not keep the others from their outcome.
    first_problem.map_or(Ok(Done::ForNow), Err)
}
