//! The stock of every region as the coordinator publishes it: estimates from the released tables S0, S1 and S1b of
//! all weeks, each with its standard deviation. From the coordinator to every region, the same for all.
//!
//! Made from what was released already, so nothing here costs privacy (post-processing). Kinds that version 2 has and
//! version 1 does not: a region that speaks version 1 does without them.

use serde::{Deserialize, Serialize};
use vocabulary::{IsoWeek, RegionId};

/// An estimated number of persons, in tenths. It may lie below zero: noise is not cut off, so that sums stay right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockEstimate {
    /// The most likely number, in tenths of a person.
    pub mean_tenths: i32,
    /// Its standard deviation, in tenths of a person.
    pub deviation_tenths: u32,
}

/// The stock of one region at its newest release. The groups stand in the fixed public order of the tables' keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionFigures {
    /// The region.
    pub region: RegionId,
    /// The week of its newest release.
    pub week: IsoWeek,
    /// How many weeks have a release; with few of them the estimates are still rough.
    pub weeks: u32,
    /// Everybody.
    pub total: StockEstimate,
    /// By ISCO-08 sub-major group, 43 of them.
    pub sub_major_groups: Vec<StockEstimate>,
    /// By ISCO-08 unit group, 436 of them.
    pub unit_groups: Vec<StockEstimate>,
}

/// The figures of all regions that take part and have released anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresDocument {
    /// Grows with each release and each change of a region's state.
    pub edition: u64,
    /// The regions by code.
    pub regions: Vec<RegionFigures>,
}

/// Figures with the network's signature over exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFigures {
    /// An encoded [`FiguresDocument`], as signed.
    pub document: Vec<u8>,
    /// Ed25519 signature of the network's key.
    pub signature: Vec<u8>,
}

/// Asks for the figures if there is a newer edition. Names no region and no group: everybody gets everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresRequest {
    /// The edition that the asker holds; 0 when it holds none.
    pub known_edition: u64,
}

/// The figures, if there is a newer edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresReply {
    /// The newer edition.
    pub newer: Option<SignedFigures>,
}
