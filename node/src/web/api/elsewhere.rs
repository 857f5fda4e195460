//! How many people of other regions a vacancy reaches before and after it is split, as programs read it.

use crate::domain::vacancy::elsewhere::{Expected, ExpectedGain, GainOfRegion};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::RegionId;

/// What another region would gain.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GainElsewhere {
    /// The region.
    pub region: String,
    /// The week of its newest release, such as 2026-W48.
    pub week: String,
    /// Whether that is longer ago than a release lasts.
    pub outdated: bool,
    /// Whether too few weeks were released for settled figures.
    pub settling: bool,
    /// The people.
    pub gain: GainRecord,
}

/// How many people of other regions a vacancy reaches before and after it is split, by occupation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GainRecord {
    /// Whom the vacancy reaches as it is.
    pub before: ExpectedRecord,
    /// Whom at least one part reaches.
    pub after: ExpectedRecord,
    /// Whom a part reaches and the whole does not; not the difference of the two, whose errors cancel in part.
    pub more: ExpectedRecord,
}

/// An estimated number of people: an interval, both bounds included, rounded outwards.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedRecord {
    /// At least so many; left out where too little is known.
    pub least: Option<u32>,
    /// Most likely so many; left out where too little is known.
    pub likely: Option<u32>,
    /// At most so many.
    pub most: u32,
}

impl GainElsewhere {
    /// Of this region.
    #[must_use]
    pub fn of(region: &RegionId, of_region: GainOfRegion) -> Self {
        let GainOfRegion { week, outdated, settling, gain } = of_region;
        Self {
            region: region.to_string(),
            week: week.to_string(),
            outdated,
            settling,
            gain: GainRecord::of(gain),
        }
    }
}

impl GainRecord {
    /// Of one region or several.
    #[must_use]
    pub fn of(ExpectedGain { before, after, more }: ExpectedGain) -> Self {
        let [before, after, more] = [before, after, more].map(ExpectedRecord::of);
        Self { before, after, more }
    }
}

impl ExpectedRecord {
    const fn of(expected: Expected) -> Self {
        match expected {
            Expected::Nobody => Self { least: Some(0), likely: Some(0), most: 0 },
            Expected::Between { least, likely, most } => {
                Self { least: Some(least), likely: Some(likely), most }
            }
            Expected::Uncertain { most } => Self { least: None, likely: None, most },
        }
    }
}
