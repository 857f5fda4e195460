//! Which regions are likely to have people for a vacancy: a hint where to knock, from released tables only.
//!
//! Nothing is sent by it, and no region learns that it was looked up. Pure.

use crate::aggregation::{Estimate, Figure, Freshness, Group, ShortageTable};
use vocabulary::{IscoCode, RegionId};

/// One region that may have people for an occupation.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyRegion {
    /// The region.
    pub region: RegionId,
    /// The finest group of the occupation in which the region's supply is certain enough to be shown.
    pub shown_in: Option<IscoCode>,
    /// The persons in that group, with the interval; uncertain when no group is shown.
    pub supply: Figure,
    /// Of which week the figures are.
    pub freshness: Freshness,
}

/// The regions that are likely to have people of this unit group, most likely first; at most `limit`, and not
/// `own`. A region whose summary is stale is left out.
///
/// Regions are ranked by the filtered estimate of the unit group itself, though a coarser group may be shown.
#[must_use]
pub fn likely_regions(
    table: &ShortageTable,
    unit_group: &IscoCode,
    own: &RegionId,
    limit: usize,
) -> Vec<LikelyRegion> {
    let wanted = Group::Isco(unit_group.clone());
    let mut ranked: Vec<(Estimate, LikelyRegion)> = table
        .of_group(&wanted)
        .filter(|row| row.region != *own && row.freshness.is_current())
        .filter_map(|row| {
            let shown_in = row.supply.value().map(|_| unit_group.clone()).or_else(|| row.shown_in.clone());
            let group = shown_in.clone().map_or_else(|| wanted.clone(), Group::Isco);
            let supply = table.of_region(&row.region).find(|it| it.group == group)?.supply;
            let likely =
                LikelyRegion { region: row.region.clone(), shown_in, supply, freshness: row.freshness };
            Some((row.estimate?, likely))
        })
        .collect();
    ranked.sort_by(|(one, _), (other, _)| other.mean.total_cmp(&one.mean));
    ranked.into_iter().take(limit).map(|(_, likely)| likely).collect()
}

#[cfg(test)]
mod tests;
