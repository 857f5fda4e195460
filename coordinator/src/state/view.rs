//! What pages show of the state: plain values, made by one read of the database.

use super::record::{RegionChange, Role};
use protocol::{
    ProtocolVersion,
    latest::{RegionState, TableId},
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{AccountId, EnrolmentId, EscoUri, IscoCode, IsoWeek, RegionId};

/// The whole of what the pages of regions and deliveries show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoordinatorView {
    /// The place in the log up to which this is true.
    pub applied_index: u64,
    /// The leader's time of that place, milliseconds since 1970 UTC.
    pub as_of_ms: i64,
    /// The version of the directory.
    pub directory_version: u64,
    /// The newest place in the vacancy feed.
    pub feed_sequence: u64,
    /// All regions, by code.
    pub regions: Vec<RegionView>,
    /// Requests to join that wait for somebody to compare the six words.
    pub pending_enrolments: Vec<PendingEnrolment>,
    /// Invitations that were not used and have not ended, by region.
    pub open_invitations: Vec<OpenInvitation>,
    /// What came in, per region and week, newest week first.
    pub deliveries: Vec<DeliveryWeek>,
    /// The last changes of regions, newest first, at most 200.
    pub changes: Vec<RegionChange>,
}

/// A region as pages list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionView {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: RegionState,
    /// Since when, milliseconds since 1970 UTC.
    pub since_ms: i64,
    /// The protocol versions that it speaks, once it was approved.
    pub versions: Option<(ProtocolVersion, ProtocolVersion)>,
    /// What is known of its last contact; nothing after a restart until it speaks again.
    pub contact: Option<Contact>,
    /// When its last release or vacancy came in.
    pub last_delivery_ms: Option<i64>,
    /// Its open vacancies in the feed.
    pub open_vacancies: u64,
    /// Until when its newest certificate is valid.
    pub certificate_until_ms: Option<i64>,
}

/// The last time that a region spoke to this replica.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// When, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Its software, as it greeted.
    pub software: String,
    /// Its clock minus ours at the greeting, milliseconds.
    pub clock_difference_ms: i64,
}

/// A request to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingEnrolment {
    /// The request.
    pub id: EnrolmentId,
    /// The region that asks.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// The six words to compare, separated by one space.
    pub words: String,
    /// When it asked, milliseconds since 1970 UTC.
    pub requested_at_ms: i64,
}

/// An invitation that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// Until when, milliseconds since 1970 UTC.
    pub expires_at_ms: i64,
}

/// What a region released of one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryWeek {
    /// The region.
    pub region: RegionId,
    /// The week that the tables are about.
    pub period: IsoWeek,
    /// Which tables came in, and when, milliseconds since 1970 UTC.
    pub tables: BTreeMap<TableId, i64>,
}

/// Open vacancies of one region for one occupation, exact: they are public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationDemand {
    /// The region.
    pub region: RegionId,
    /// The ESCO occupation.
    pub occupation: EscoUri,
    /// How many open vacancies.
    pub open: u64,
}

/// Demand by region and ISCO group of `level` digits. Occupations that `group_of` does not know are left out; their
/// number of vacancies is the second part, so that a page can say so.
#[must_use]
pub fn demand_by_group(
    demand: &[OccupationDemand],
    level: usize,
    group_of: impl Fn(&EscoUri) -> Option<IscoCode>,
) -> (BTreeMap<(RegionId, IscoCode), u64>, u64) {
    let mut groups = BTreeMap::new();
    let mut unknown = 0;
    for row in demand {
        match group_of(&row.occupation) {
            Some(group) => {
                *groups.entry((row.region.clone(), group.at_level(level))).or_default() += row.open
            }
            None => unknown += row.open,
        }
    }
    (groups, unknown)
}

/// An account as the sign-in and the page of accounts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// The account.
    pub id: AccountId,
    /// The sign-in name.
    pub name: String,
    /// What it may do.
    pub roles: BTreeSet<Role>,
}
