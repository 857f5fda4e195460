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
/// When the coordinator cannot be reached or the database fails.
pub async fn run(network: Network) -> Result<Done> {
    let open = network.context.storage.read(handovers::under_way).await?;
    for handovers in open.chunks(MOST) {
        let request = HandoverStatusRequest { handovers: handovers.to_vec() };
        let HandoverStatusReply { outcomes } = network.session.ask(&request).await?;
        for outcome in outcomes {
            let id = outcome.handover;
            if let Err(error) = believe(&network.network_key, &outcome) {
                warn!(handover.id = %id, "hand-over {id}: {error}");
                continue;
            }
            apply_handover_outcome(&network.context, outcome)
                .await
                .with_context(|| format!("cannot store how hand-over {id} stands"))?;
        }
    }
    Ok(Done::ForNow)
}
