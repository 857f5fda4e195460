//! Takes in the figures of all regions when there is a newer edition.

use super::{Network, driver::Done};
use crate::federation::figures::refresh;
use anyhow::Result;

/// One round.
///
/// # Errors
/// When the coordinator cannot be reached, what it sends is not believed, or the database fails.
pub async fn run(network: Network) -> Result<Done> {
    let context = &network.context;
    refresh(&network.session, &context.storage, network.network_key, &context.clock).await?;
    Ok(Done::ForNow)
}
