//! Takes in the offers that lie in this region's mailbox.

use super::{Network, driver::Done};
use crate::{
    federation::directory::refresh,
    storage::{StorageError, settings},
    workflow::receive_offer::{Received, receive_offer},
};
use anyhow::{Context as _, Result};
use protocol::latest::{MailboxReply, MailboxRequest};
use tracing::{info, warn};

/// The name of the cursor among the settings.
const CURSOR: &str = "mailbox-cursor";

/// One round: what came since the last.
///
/// # Errors
/// When the coordinator cannot be reached or the database fails.
pub async fn run(network: Network) -> Result<Done> {
    let context = &network.context;
    let after_sequence = context.storage.read(|connection| settings::number(connection, CURSOR)).await?;
    let MailboxReply { items, last_sequence } =
        network.session.ask(&MailboxRequest { after_sequence }).await?;
    if items.is_empty() {
        return Ok(Done::ForNow);
    }
    // The sender may have joined after this node last looked.
    refresh(&network.session, &context.storage, network.network_key, &context.clock).await?;
    let mut cursor = after_sequence;
    for item in items {
        cursor = cursor.max(item.sequence);
        match receive_offer(context, item).await.context("cannot store an offer")? {
            Received::New => info!("an offer of a case came in"),
            Received::Known => {}
            Received::Rejected(reason) => warn!("an offer of a case is passed over: {reason}"),
        }
        // Kept after each item: an item that came twice is known, an item that was skipped would be lost.
        context
            .storage
            .write(move |tx| settings::set_number(tx, CURSOR, cursor))
            .await
            .map_err(|error: StorageError| error)?;
    }
    Ok(if cursor < last_sequence { Done::More } else { Done::ForNow })
}
