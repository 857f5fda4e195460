//! Keeps the directory of regions up to date.

use super::{Network, driver::Done};
use crate::federation::directory::refresh;
use anyhow::Result;
use tracing::info;

/// One round: asks whether there is a newer one.
///
/// # Errors
/// When the coordinator cannot be reached, or what it sends is not believed.
pub async fn run(network: Network) -> Result<Done> {
    let context = &network.context;
    if refresh(&network.session, &context.storage, network.network_key, &context.clock).await? {
        info!("the directory of regions was brought up to date");
    }
    Ok(Done::ForNow)
}
