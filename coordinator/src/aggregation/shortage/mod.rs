//! The shortage table: per region and group the supply with its interval, the demand, and the verdict.

use super::{
    figure::{Estimate, Figure},
    history::{self, Layout},
    input::{AggregationInput, Group},
    posterior::{self, Posterior},
    tension::{Balance, Verdict, classify_interval},
};
use privacy::KeyError;
use std::collections::{BTreeMap, BTreeSet};
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
    /// The filtered supply before it is rounded, for further reckoning; a page shows `supply`.
    pub estimate: Option<Estimate>,
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

/// The shortage table of all regions, from the released tables and the public vacancies.
///
/// # Errors
/// [`KeyError`] when the classification has no unit groups.
pub fn shortage_table(input: &AggregationInput<'_>) -> Result<ShortageTable, KeyError> {
    let layout = Layout::new(input.groups)?;
    let filters = history::filtered(input, &layout);
    let posteriors = posterior::of_all(&filters, &layout);
    let members = members_of_groups(input, &layout);
    let demand = demand_by_group(input);
    let mut table = ShortageTable { as_of: input.now, regions: BTreeMap::new(), rows: Vec::new() };
    for region in input.regions {
        let (weeks, newest) = filters.get(region).map_or((0, None), |it| (it.weeks, it.newest));
        let freshness = Freshness::at(input.now, newest);
        let summary = RegionSummary { freshness, weeks, warming_up: weeks < WARM_UP_WEEKS };
        table.regions.insert(region.clone(), summary);
        let posterior = posteriors.get(region);
        let first_row = table.rows.len();
        for (group, units) in &members {
            let supply = posterior.map(|posterior| supply_of(posterior, group, units, &layout));
            let demand = demand.get(&(region, group.clone())).copied().unwrap_or_default();
            table.rows.push(ShortageRow::new(region, group, supply, demand, freshness));
        }
        point_to_coarser_groups(&mut table.rows[first_row..]);
    }
    Ok(table)
}

fn supply_of(posterior: &Posterior, group: &Group, units: &[usize], layout: &Layout) -> Estimate {
    if *group == Group::All { posterior.total } else { posterior.sum_of(units, layout) }
}

/// The unit groups of each group, by place in the layout.
fn members_of_groups(input: &AggregationInput<'_>, layout: &Layout) -> BTreeMap<Group, Vec<usize>> {
    let mut members = BTreeMap::<Group, Vec<usize>>::new();
    for (place, unit) in layout.units.iter().enumerate() {
        for group in input.groups.groups_of(unit) {
            members.entry(group).or_default().push(place);
        }
    }
    members
}

fn demand_by_group<'a>(input: &AggregationInput<'a>) -> BTreeMap<(&'a RegionId, Group), u32> {
    let mut demand = BTreeMap::new();
    for ((region, unit), vacancies) in input.demand {
        for group in input.groups.groups_of(unit) {
            let sum: &mut u32 = demand.entry((region, group)).or_default();
            *sum = sum.saturating_add(*vacancies);
        }
    }
    demand
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
    fn new(
        region: &RegionId,
        group: &Group,
        supply: Option<Estimate>,
        demand: u32,
        freshness: Freshness,
    ) -> Self {
        let figure = supply.map_or(Figure::Missing, Estimate::figure);
        let current = supply.filter(|_| freshness.is_current());
        let verdict = current
            .map_or(Verdict::NoFigures, |supply| classify_interval(supply.interval(), f64::from(demand)));
        let tension =
            current.filter(|_| figure.value().is_some()).map(|supply| f64::from(demand) / supply.mean);
        Self {
            region: region.clone(),
            group: group.clone(),
            supply: figure,
            estimate: supply,
            demand,
            tension,
            verdict,
            shown_in: None,
            freshness,
        }
    }

    /// Shortage, surplus or balance, when the interval leaves no doubt.
    #[must_use]
    pub fn balance(&self) -> Option<Balance> {
        self.verdict.balance()
    }
}

/// Names, for each uncertain ISCO-08 group of one region, the finest coarser group that is shown.
fn point_to_coarser_groups(rows: &mut [ShortageRow]) {
    let shown: BTreeSet<IscoCode> = rows
        .iter()
        .filter(|row| row.supply.value().is_some())
        .filter_map(|row| row.group.isco().cloned())
        .collect();
    for row in rows.iter_mut().filter(|row| row.supply == Figure::Uncertain) {
        let Some(code) = row.group.isco() else { continue };
        let coarser = (2..code.level()).rev().map(|level| code.at_level(level));
        row.shown_in = coarser.into_iter().find(|code| shown.contains(code));
    }
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of the tests are small")]
pub(super) mod world;

#[cfg(test)]
mod tests;
