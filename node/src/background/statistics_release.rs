//! Publishes the week's noisy tables, after the coordinator has said what it holds of this region.

use super::{Network, driver::Done};
use crate::{
    storage::membership::{self, Standing},
    workflow::publish_statistics::{
        publish_statistics,
        receipts::{Completeness, marks_after, take_in_marks},
    },
};
use anyhow::{Context as _, Result};
use protocol::latest::{ReleaseMarksReply, ReleaseMarksRequest};
use vocabulary::IsoWeek;

/// The most receipts in one answer, see [`ReleaseMarksReply`]; fewer are all that there are.
const MOST: usize = 1_000;

/// One round: this week's tables, when they are not published yet.
///
/// # Errors
/// When the coordinator cannot be reached, its receipts do not fit, or the tables cannot be drawn.
pub async fn run(network: Network) -> Result<Done> {
    let context = &network.context;
    if !is_past_the_first_week(&network).await? {
        return Ok(Done::ForNow);
    }
    if !context.publication.is_open() && !context.publication.is_stopped() {
        ask_what_is_held(&network).await?;
    }
    publish_statistics(context).await.context("cannot publish the week's tables")?;
    Ok(Done::ForNow)
}

/// Asks until the coordinator has named everything that it holds of this region.
async fn ask_what_is_held(network: &Network) -> Result<()> {
    let mut after_sequence = marks_after(&network.context).await?;
    loop {
        let ReleaseMarksReply { receipts } =
            network.session.ask(&ReleaseMarksRequest { after_sequence }).await?;
        let completeness = if receipts.len() < MOST { Completeness::All } else { Completeness::Some };
        after_sequence = receipts.last().map_or(after_sequence, |last| last.sequence);
        take_in_marks(&network.context, network.network_key, receipts, completeness).await?;
        if completeness == Completeness::All {
            return Ok(());
        }
    }
}

/// Whether the week in which the region joined is over: in that week its people are still being entered, and a
/// table drawn then would cost budget and say nothing.
async fn is_past_the_first_week(network: &Network) -> Result<bool> {
    let joined = network.context.storage.read(membership::get).await?;
    Ok(joined.is_some_and(|membership| match membership.standing {
        Standing::Joined { at, .. } => {
            IsoWeek::of_timestamp(network.context.clock.now()) > IsoWeek::of_timestamp(at)
        }
        Standing::Joining { .. } => false,
    }))
}
