//! The shortage table: per region and group the supply with its interval, the demand, and the verdict.

use super::{
    figure::Figure,
    input::Group,
    tension::{Balance, Verdict},
};
use std::collections::BTreeMap;
use vocabulary::{IscoCode, IsoWeek, RegionId, Timestamp};

/// How many weeks of releases a region needs before its figures have settled.
pub const WARM_UP_WEEKS: usize = 26;

/// Shortage and surplus of the regions at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortageTable {
    /// The moment for which freshness was judged.
    pub as_of: Timestamp,
    /// The state of each region's summaries.
    pub regions: BTreeMap<RegionId, RegionSummary>,
    /// One row per region and group: everybody, each sector, and ISCO-08 groups of two, three and four digits.
    pub rows: Vec<ShortageRow>,
}

/// How a region's summaries stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionSummary {
    /// Whether the newest summary is of its period.
    pub freshness: Freshness,
    /// How many weeks have a release.
    pub weeks: usize,
    /// Whether these are too few for settled figures (*opstartfase*).
    pub warming_up: bool,
}

/// Whether a summary is of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Of this week or the one before.
    Current {
        /// The week of the newest summary.
        week: IsoWeek,
    },
    /// Older than its period (*verouderd*): shown with its week and left out of shortage calls.
    Stale {
        /// The week of the newest summary.
        week: IsoWeek,
    },
    /// There never was a summary.
    Missing,
}

/// One region and group.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortageRow {
    /// The region.
    pub region: RegionId,
    /// The group.
    pub group: Group,
    /// The persons, with the interval.
    pub supply: Figure,
    /// The open public vacancies, exact.
    pub demand: u32,
    /// Demand over supply; only where the supply is shown and current.
    pub tension: Option<f64>,
    /// What can be said of the tension.
    pub verdict: Verdict,
    /// Where the supply is uncertain: the finest coarser ISCO-08 group whose supply is shown.
    pub shown_in: Option<IscoCode>,
    /// Whether the summary is of its period.
    pub freshness: Freshness,
}

impl Freshness {
    /// The freshness at `now` of a newest summary of `week`.
    #[must_use]
    pub fn at(now: Timestamp, week: Option<IsoWeek>) -> Self {
        match week {
            None => Self::Missing,
            Some(week) if IsoWeek::of_timestamp(now).weeks_since(week) > 1 => Self::Stale { week },
            Some(week) => Self::Current { week },
        }
    }

    /// Whether figures of this freshness take part in shortage calls.
    #[must_use]
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Current { .. })
    }

    /// The week of the newest summary.
    #[must_use]
    pub const fn week(self) -> Option<IsoWeek> {
        match self {
            Self::Current { week } | Self::Stale { week } => Some(week),
            Self::Missing => None,
        }
    }
}

impl ShortageTable {
    /// The rows of one region.
    pub fn of_region<'a>(&'a self, region: &'a RegionId) -> impl Iterator<Item = &'a ShortageRow> {
        self.rows.iter().filter(move |row| row.region == *region)
    }

    /// The rows of one group over the regions.
    pub fn of_group<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a ShortageRow> {
        self.rows.iter().filter(move |row| row.group == *group)
    }
}

impl ShortageRow {
    /// Shortage, surplus or balance, when the interval leaves no doubt.
    #[must_use]
    pub fn balance(&self) -> Option<Balance> {
        self.verdict.balance()
    }
}
