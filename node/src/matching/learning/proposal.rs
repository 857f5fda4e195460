//! Initiatives of the region and the sector for a match, or that there is none, and then what an employer can do.

use super::path::LearningPath;
use crate::{
    domain::initiative::{Initiative, Reach},
    matching::input::SkillNumber,
};
use std::collections::BTreeSet;
use vocabulary::{InitiativeId, RegionId, SectorCode};

/// So many initiatives are proposed: a choice, not a catalogue.
const MOST_PROPOSED: usize = 5;

/// What is proposed with a match (row S3-08).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Initiatives of the region and the sector, those of the path first; empty says that there is none.
    pub initiatives: Vec<InitiativeId>,
    /// What is not covered by any of them.
    pub hole: Option<Hole>,
}

/// Something that no initiative covers: *geen traject* (row S3-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// The skills that no module teaches; empty when there is no initiative at all.
    pub skills: Vec<SkillNumber>,
    /// What the employer can pay training of its own from, in the order of the report.
    pub choices: &'static [FundingChoice],
}

/// What an employer pays from when there is no initiative (report of 2020, lines 1826 to 1836; row S3-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FundingChoice {
    /// The training fund of the sector (*O&O-fonds*).
    SectorFund,
    /// The employer's own means.
    OwnMeans,
}

impl FundingChoice {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::SectorFund, Self::OwnMeans];

    /// The choice as the API writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SectorFund => "sector-fund",
            Self::OwnMeans => "own-means",
        }
    }
}

/// The proposal for work in a region and a sector. `given_here` are initiatives of which a module can be followed in
/// the region or online.
#[must_use]
pub fn proposal(
    path: &LearningPath,
    initiatives: &[Initiative],
    given_here: &BTreeSet<InitiativeId>,
    region: &RegionId,
    sector: Option<&SectorCode>,
) -> Proposal {
    let on_the_path: BTreeSet<InitiativeId> = path.parts.iter().map(|part| part.initiative).collect();
    let fits = |it: &&Initiative| {
        let here = it.reach.serves(region) || given_here.contains(&it.id);
        here && sector.is_some_and(|sector| it.is_for_sector(sector))
    };
    let mut found: Vec<&Initiative> = initiatives.iter().filter(fits).collect();
    found.sort_by_key(|it| {
        let of_the_sector_itself = Some(&it.sector) == sector;
        let of_the_region_itself = matches!(it.reach, Reach::Regions(_));
        (!on_the_path.contains(&it.id), !of_the_sector_itself, !of_the_region_itself, it.name.clone())
    });
    let initiatives: Vec<InitiativeId> = found.iter().take(MOST_PROPOSED).map(|it| it.id).collect();
    let hole = (initiatives.is_empty() || !path.not_taught.is_empty())
        .then(|| Hole { skills: path.not_taught.clone(), choices: FundingChoice::ALL });
    Proposal { initiatives, hole }
}
