//! Released tables in the order of their weeks, run through the filters of each region.

use super::{
    filter::LocalLevel,
    input::{AggregationInput, OccupationGroups},
    posterior::{self, Posterior},
};
use privacy::{KeyError, Table, TableKeys};
use protocol::latest::{ReleaseRecord, TableId};
use std::{collections::BTreeMap, ops::Range};
use vocabulary::{IscoCode, IsoWeek, RegionId};

const DAYS_IN_WEEK: f64 = 7.0;

/// The classification as the tables lay it out: unit groups in ascending order, those of one sub-major group
/// beside each other.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) units: Vec<IscoCode>,
    /// Which of the unit groups each sub-major group has.
    pub(super) groups: Vec<Range<usize>>,
}

/// What is known of one region.
#[derive(Debug, Clone)]
pub(super) struct RegionFilters {
    pub(super) total: LocalLevel,
    pub(super) groups: Vec<LocalLevel>,
    pub(super) units: Vec<LocalLevel>,
    /// The weeks with a release.
    pub(super) weeks: usize,
    /// The week of the newest release.
    pub(super) newest: Option<IsoWeek>,
}

impl Layout {
    /// The layout of the unit groups.
    pub(super) fn new(groups: &OccupationGroups) -> Result<Self, KeyError> {
        let units = groups.unit_groups();
        let sub_majors = TableKeys::new(Table::SubMajorGroups, &units)?;
        let groups = sub_majors
            .codes()
            .iter()
            .map(|code| {
                let start = units.partition_point(|unit| unit.at_level(2) < *code);
                start..units.partition_point(|unit| unit.at_level(2) <= *code)
            })
            .collect();
        Ok(Self { units, groups })
    }

    /// The sub-major group of a unit group, by place.
    pub(super) fn group_of(&self, unit: usize) -> usize {
        self.groups.partition_point(|range| range.end <= unit)
    }

    fn cells(&self, table: TableId) -> usize {
        match table {
            TableId::Total => 1,
            TableId::UnitGroups => self.units.len(),
            TableId::SubMajorGroups => self.groups.len(),
        }
    }
}

impl RegionFilters {
    fn unknown(layout: &Layout) -> Self {
        Self {
            total: LocalLevel::unknown(),
            groups: vec![LocalLevel::unknown(); layout.groups.len()],
            units: vec![LocalLevel::unknown(); layout.units.len()],
            weeks: 0,
            newest: None,
        }
    }

    fn drift(&mut self, levels: &Posterior, layout: &Layout, days: f64) {
        self.total.drift(self.total.mean, days);
        for (group, range) in self.groups.iter_mut().zip(&layout.groups) {
            group.drift(levels.means[range.clone()].iter().sum(), days);
        }
        for (unit, level) in self.units.iter_mut().zip(&levels.means) {
            unit.drift(*level, days);
        }
    }

    /// Takes one table in. A jump of one cell makes room in the sums that hold the cell.
    fn observe(&mut self, table: TableId, counts: &[i64], noise_variance: f64, layout: &Layout) {
        let noisy = |place: usize| counts[place] as f64;
        match table {
            TableId::Total => {
                self.total.observe(noisy(0), noise_variance);
            }
            TableId::SubMajorGroups => {
                for (place, group) in self.groups.iter_mut().enumerate() {
                    if let Some(jump) = group.observe(noisy(place), noise_variance) {
                        self.total.widen(jump);
                    }
                }
            }
            TableId::UnitGroups => {
                for (place, unit) in self.units.iter_mut().enumerate() {
                    if let Some(jump) = unit.observe(noisy(place), noise_variance) {
                        self.groups[layout.group_of(place)].widen(jump);
                        self.total.widen(jump);
                    }
                }
            }
        }
    }
}

/// Runs all releases through the filters, up to the week of `now`. Regions without a release are left out.
pub(super) fn filtered(input: &AggregationInput<'_>, layout: &Layout) -> BTreeMap<RegionId, RegionFilters> {
    let this_week = IsoWeek::of_timestamp(input.now);
    let weeks = by_week(input, layout, this_week);
    let mut regions = BTreeMap::<RegionId, RegionFilters>::new();
    let mut before: Option<IsoWeek> = None;
    for (week, tables) in weeks.into_iter().chain([(this_week, Vec::new())]) {
        let days = before.map_or(0.0, |before| week.weeks_since(before) as f64 * DAYS_IN_WEEK);
        let levels = posterior::of_all(&regions, layout);
        for (region, filters) in &mut regions {
            if let Some(levels) = levels.get(region) {
                filters.drift(levels, layout, days);
            }
        }
        for (record, counts) in tables {
            let filters =
                regions.entry(record.region.clone()).or_insert_with(|| RegionFilters::unknown(layout));
            let deviation = f64::from(record.sigma_centi) / 100.0;
            filters.observe(record.table, &counts, deviation * deviation, layout);
            if filters.newest != Some(week) {
                filters.weeks += 1;
                filters.newest = Some(week);
            }
        }
        before = Some(week);
    }
    regions
}

type WeekOfTables<'a> = Vec<(&'a ReleaseRecord, Vec<i64>)>;

/// The usable records by week, coarse tables first, so that a jump of a fine cell makes room in sums that have
/// been updated. A record of another layout, without noise, or of a week to come is left out.
fn by_week<'a>(
    input: &AggregationInput<'a>,
    layout: &Layout,
    this_week: IsoWeek,
) -> BTreeMap<IsoWeek, WeekOfTables<'a>> {
    let order = |table| match table {
        TableId::Total => 0,
        TableId::SubMajorGroups => 1,
        TableId::UnitGroups => 2,
    };
    let mut first_of = BTreeMap::<_, (&ReleaseRecord, Vec<i64>)>::new();
    for record in input.releases {
        let usable =
            record.period <= this_week && record.sigma_centi > 0 && input.regions.contains(&record.region);
        let counts = record.counts().filter(|counts| usable && counts.len() == layout.cells(record.table));
        let Some(counts) = counts else { continue };
        let place = (record.period, order(record.table), &record.region);
        let known = first_of.get(&place).is_some_and(|(known, _)| known.sequence <= record.sequence);
        if !known {
            first_of.insert(place, (record, counts));
        }
    }
    let mut weeks = BTreeMap::<IsoWeek, WeekOfTables<'a>>::new();
    for ((week, ..), table) in first_of {
        weeks.entry(week).or_default().push(table);
    }
    weeks
}
