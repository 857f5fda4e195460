//! What the aggregation works from: released tables, public vacancies and the groups of the classification.

use protocol::latest::ReleaseRecord;
use std::collections::BTreeMap;
use vocabulary::{IscoCode, RegionId, SectorCode, Timestamp, isco, sectors::Sectors};

/// All unit groups of ISCO-08 in ascending order, each with its sector where the list of sectors has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationGroups {
    sectors: BTreeMap<IscoCode, Option<SectorCode>>,
}

/// A group of persons or vacancies by occupation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Everybody.
    All,
    /// A sector of the network's own list.
    Sector(SectorCode),
    /// An ISCO-08 group of two (sub-major), three (minor) or four digits (unit group).
    Isco(IscoCode),
}

/// Everything that the shortage table is made of.
#[derive(Debug, Clone, Copy)]
pub struct AggregationInput<'a> {
    /// The regions to show; one without a release is shown without figures.
    pub regions: &'a [RegionId],
    /// The released tables of all weeks and regions, in any order.
    pub releases: &'a [ReleaseRecord],
    /// Open public vacancies, exact, by region and unit group.
    pub demand: &'a BTreeMap<(RegionId, IscoCode), u32>,
    /// The classification.
    pub groups: &'a OccupationGroups,
    /// The moment for which freshness is judged.
    pub now: Timestamp,
}

impl OccupationGroups {
    /// The groups from unit groups with their sectors.
    #[must_use]
    pub fn new(unit_groups: impl IntoIterator<Item = (IscoCode, Option<SectorCode>)>) -> Self {
        Self { sectors: unit_groups.into_iter().filter(|(code, _)| code.level() == 4).collect() }
    }

    /// All unit groups of ISCO-08 with the sectors of this list.
    #[must_use]
    pub fn of_isco(sectors: &Sectors) -> Self {
        let groups = isco::unit_groups().iter();
        Self::new(groups.map(|code| (code.clone(), sectors.of_isco(code).map(|sector| sector.code.clone()))))
    }

    /// The unit groups in ascending order: the order of the cells of table S1.
    #[must_use]
    pub fn unit_groups(&self) -> Vec<IscoCode> {
        self.sectors.keys().cloned().collect()
    }

    /// The sector of a unit group.
    #[must_use]
    pub fn sector_of(&self, unit_group: &IscoCode) -> Option<&SectorCode> {
        self.sectors.get(unit_group)?.as_ref()
    }

    /// All groups in which this unit group lies, from the finest to everybody.
    #[must_use]
    pub fn groups_of(&self, unit_group: &IscoCode) -> Vec<Group> {
        let mut groups: Vec<_> =
            [4, 3, 2].into_iter().map(|level| Group::Isco(unit_group.at_level(level))).collect();
        groups.extend(self.sector_of(unit_group).cloned().map(Group::Sector));
        groups.push(Group::All);
        groups
    }
}

impl Group {
    /// The ISCO-08 code, when the group is one.
    #[must_use]
    pub const fn isco(&self) -> Option<&IscoCode> {
        match self {
            Self::Isco(code) => Some(code),
            Self::All | Self::Sector(_) => None,
        }
    }
}
