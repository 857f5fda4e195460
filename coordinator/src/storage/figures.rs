//! What the figures that travel to the regions are made of, read in one moment.

use super::{counter, reader::snapshot, regions, releases, row::failed};
use crate::{
    aggregation::published::Ingredients,
    state::{record::Counter, store::Stored},
};
use protocol::{
    Message as _,
    latest::{RegionState, ReleaseDelivery},
};
use rusqlite::Connection;

/// The edition of the figures: how many releases are kept and how often a region's state changed. Both only grow, and
/// in the same order at every replica, so that one edition is made of the same releases wherever it is made.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn edition(connection: &Connection) -> Stored<u64> {
    let kept: i64 = connection
        .prepare_cached("SELECT COUNT(*) FROM releases")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(failed("counting the releases"))?;
    Ok(kept.unsigned_abs().saturating_add(counter(connection, Counter::RegionChange)?))
}

/// All releases, and the regions that take part: approved ones and, as on the coordinator's pages, suspended ones with
/// what they released before. What a revoked region released leaves the figures.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn ingredients(connection: &mut Connection) -> Stored<Ingredients> {
    let transaction = snapshot(connection)?;
    let takes_part = |state| matches!(state, RegionState::Approved | RegionState::Suspended);
    let members = regions::all(&transaction)?.into_iter().filter(|it| takes_part(it.state));
    // Every kept record was read before it was kept.
    let releases = releases::all(&transaction)?
        .into_iter()
        .filter_map(|kept| protocol::decode(&kept.put.record.0, ReleaseDelivery::LIMIT_BYTES).ok());
    Ok(Ingredients {
        edition: edition(&transaction)?,
        members: members.map(|region| region.region).collect(),
        releases: releases.collect(),
    })
}
