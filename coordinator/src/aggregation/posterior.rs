//! What the filtered tables of a region say together, leaning on the profile of the other regions.
//!
//! The model of one region: the persons of a unit group are about `total * share`, where the share comes from
//! the **other** regions (a region's own noise is never used twice), times what its sub-major group has more or
//! less than elsewhere, plus what the unit group has. The three tables observe unit groups, sub-major groups and
//! the total. All of it is linear and Gaussian, so the exact answer and its variance follow in closed form; the
//! variance of any sum of unit groups comes with it.

use super::{
    figure::Estimate,
    filter::LocalLevel,
    history::{Layout, RegionFilters},
};
use std::collections::BTreeMap;
use vocabulary::RegionId;

/// How much a unit group of a region differs from its expected size, as a part of it.
const UNIT_SPREAD: f64 = 0.45;
/// The same of a sub-major group.
const GROUP_SPREAD: f64 = 0.35;
/// How much a share differs from an even division when nothing is known of it.
const UNKNOWN_SPREAD: f64 = 1.5;
/// The smallest share that a spread is reckoned from, as a part of an even division.
const SMALLEST_SHARE: f64 = 0.01;

/// The unit groups of one region: means, and what the covariance of any sum is made of.
#[derive(Debug, Clone)]
pub(super) struct Posterior {
    /// The mean of each unit group. It may lie below zero.
    pub(super) means: Vec<f64>,
    /// All persons, also those without an occupation.
    pub(super) total: Estimate,
    /// The variance of each unit group before the sums are looked at.
    variances: Vec<f64>,
    /// How each unit group moves with what its sub-major group has more or less than elsewhere.
    slopes: Vec<f64>,
    groups: Vec<GroupTerms>,
    /// The variance of the sum of everything, with the noise of the total.
    variance_of_total: f64,
}

/// The terms of one sub-major group.
#[derive(Debug, Clone, Copy)]
struct GroupTerms {
    /// The unit groups' variances together with the noise of the sub-major group.
    observed: f64,
    /// The variance of what the group has more or less than elsewhere.
    effect: f64,
    sum_of_variances: f64,
    sum_of_slopes: f64,
}

/// A share of a whole with its variance.
#[derive(Debug, Clone, Copy)]
struct Share {
    /// The share as the noise left it. It may lie below zero: cutting it off would push up whatever is empty, and
    /// the fixed total would then pull down everything else.
    mean: f64,
    /// The same, cut off above zero: what spreads are reckoned from.
    scale: f64,
    variance: f64,
}

/// The posterior of every region.
pub(super) fn of_all(
    regions: &BTreeMap<RegionId, RegionFilters>,
    layout: &Layout,
) -> BTreeMap<RegionId, Posterior> {
    let everywhere = Sums::of(regions.values(), layout);
    regions
        .iter()
        .map(|(region, filters)| {
            let elsewhere = everywhere.without(filters);
            (region.clone(), Posterior::of(filters, &elsewhere, layout))
        })
        .collect()
}

/// Sums of filtered counts over regions, as (mean, variance).
#[derive(Debug, Clone)]
struct Sums {
    groups: Vec<(f64, f64)>,
    units: Vec<(f64, f64)>,
}

impl Sums {
    fn of<'a>(regions: impl Iterator<Item = &'a RegionFilters>, layout: &Layout) -> Self {
        let zero = (0.0, 0.0);
        let mut sums =
            Self { groups: vec![zero; layout.groups.len()], units: vec![zero; layout.units.len()] };
        for filters in regions {
            sums.add(filters, 1.0);
        }
        sums
    }

    fn without(&self, filters: &RegionFilters) -> Self {
        let mut others = self.clone();
        others.add(filters, -1.0);
        others
    }

    fn add(&mut self, filters: &RegionFilters, sign: f64) {
        let cells = filters.groups.iter().zip(&mut self.groups);
        for (level, sum) in cells.chain(filters.units.iter().zip(&mut self.units)) {
            if level.is_known() {
                sum.0 += sign * level.mean;
                sum.1 += sign * level.variance;
            }
        }
    }
}

/// The shares that noisy sums stand for, drawn towards an even division as far as the noise asks.
fn shares(sums: &[(f64, f64)]) -> Vec<Share> {
    let even = 1.0 / sums.len() as f64;
    let whole: f64 = sums.iter().map(|(mean, _)| mean).sum();
    let noise: f64 = sums.iter().map(|(_, variance)| variance).sum();
    let prior = (UNKNOWN_SPREAD * even).powi(2);
    if noise <= 0.0 || whole <= 2.0 * noise.sqrt() {
        return vec![Share { mean: even, scale: even, variance: prior }; sums.len()];
    }
    let share_of = |(mean, variance): &(f64, f64)| {
        let (mean, variance) = (mean / whole, variance / (whole * whole));
        let weight = prior / (prior + variance);
        let mean = even + weight * (mean - even);
        Share { mean, scale: mean.max(SMALLEST_SHARE * even), variance: weight * variance }
    };
    let drawn: Vec<_> = sums.iter().map(share_of).collect();
    let sum: f64 = drawn.iter().map(|share| share.mean).sum();
    drawn.into_iter().map(|share| Share { mean: share.mean / sum, ..share }).collect()
}

impl Posterior {
    fn of(filters: &RegionFilters, elsewhere: &Sums, layout: &Layout) -> Self {
        let total = Estimate { mean: filters.total.mean, deviation: filters.total.variance.sqrt() };
        let placed = placed_persons(filters);
        let count = layout.units.len();
        let mut posterior = Self {
            means: Vec::with_capacity(count),
            total,
            variances: Vec::with_capacity(count),
            slopes: Vec::with_capacity(count),
            groups: Vec::with_capacity(layout.groups.len()),
            variance_of_total: 0.0,
        };
        for ((place, range), share) in layout.groups.iter().enumerate().zip(shares(&elsewhere.groups)) {
            let units = shares(&elsewhere.units[range.clone()]);
            posterior.push_group(filters, place, range.clone(), placed.mean, share, &units);
        }
        posterior.reconcile_with(placed, layout);
        posterior
    }

    /// One sub-major group: its unit groups and what it has more or less than elsewhere, from both tables.
    fn push_group(
        &mut self,
        filters: &RegionFilters,
        place: usize,
        range: std::ops::Range<usize>,
        placed: f64,
        share: Share,
        units: &[Share],
    ) {
        let group = &filters.groups[place];
        let usual = placed * share.scale;
        let prior_effect =
            GROUP_SPREAD.powi(2) + share.variance / share.scale.powi(2) + group.jumped / usual.powi(2);
        // Each unit group given the effect of its sub-major group: its mean is `start + slope * effect`.
        let (mut precision, mut pull) = (1.0 / prior_effect, 0.0);
        let (mut starts, mut variances, mut slopes) = (Vec::new(), Vec::new(), Vec::new());
        for (level, unit) in filters.units[range].iter().zip(units) {
            let (mean, scale) = (placed * share.mean * unit.mean, usual * unit.scale);
            let own = (UNIT_SPREAD * scale).powi(2) + scale + usual.powi(2) * unit.variance + level.jumped;
            let weight = own / (own + level.variance);
            starts.push(mean + weight * (level.mean - mean));
            variances.push(own * (1.0 - weight));
            slopes.push((1.0 - weight) * scale);
            precision += scale.powi(2) / (own + level.variance);
            pull += scale * (level.mean - mean) / (own + level.variance);
        }
        let sum_of_variances: f64 = variances.iter().sum();
        let slope: f64 = slopes.iter().sum();
        let observed = sum_of_variances + group.variance;
        let missing = group.mean - starts.iter().sum::<f64>();
        precision += slope.powi(2) / observed;
        pull += slope * missing / observed;
        let effect = pull / precision;
        let still_missing = missing - slope * effect;
        for ((start, variance), slope_of_unit) in starts.iter().zip(&variances).zip(&mut slopes) {
            self.means.push(start + *slope_of_unit * effect + variance / observed * still_missing);
            *slope_of_unit -= variance / observed * slope;
        }
        self.groups.push(GroupTerms {
            observed,
            effect: 1.0 / precision,
            sum_of_variances,
            sum_of_slopes: slopes.iter().sum(),
        });
        self.variances.extend(variances);
        self.slopes.extend(slopes);
    }

    /// Divides what the sum lacks or has too much over the unit groups, the least certain ones first.
    fn reconcile_with(&mut self, placed: Estimate, layout: &Layout) {
        self.variance_of_total =
            self.groups.iter().map(GroupTerms::variance_of_sum).sum::<f64>() + placed.deviation.powi(2);
        let missing = placed.mean - self.means.iter().sum::<f64>();
        for (unit, mean) in self.means.iter_mut().enumerate() {
            let terms = &self.groups[layout.group_of(unit)];
            let moves = terms.covariance_with_sum(self.variances[unit], self.slopes[unit]);
            *mean += moves / self.variance_of_total * missing;
        }
    }

    /// The sum of some unit groups, by place, with its deviation.
    pub(super) fn sum_of(&self, units: &[usize], layout: &Layout) -> Estimate {
        let mut parts = BTreeMap::<usize, (f64, f64)>::new();
        for unit in units {
            let part = parts.entry(layout.group_of(*unit)).or_default();
            part.0 += self.variances[*unit];
            part.1 += self.slopes[*unit];
        }
        let (mut variance, mut with_total) = (0.0, 0.0);
        for (group, (variances, slopes)) in parts {
            let terms = &self.groups[group];
            variance += variances - variances.powi(2) / terms.observed + terms.effect * slopes.powi(2);
            with_total += terms.covariance_with_sum(variances, slopes);
        }
        variance -= with_total.powi(2) / self.variance_of_total;
        let mean = units.iter().map(|unit| self.means[*unit]).sum();
        Estimate { mean, deviation: variance.max(0.0).sqrt() }
    }
}

impl GroupTerms {
    fn variance_of_sum(&self) -> f64 {
        self.covariance_with_sum(self.sum_of_variances, self.sum_of_slopes)
    }

    /// How a part of the group with these variances and slopes moves with the group's sum.
    fn covariance_with_sum(&self, variances: f64, slopes: f64) -> f64 {
        variances * (1.0 - self.sum_of_variances / self.observed) + self.effect * slopes * self.sum_of_slopes
    }
}

/// How many persons stand in the unit groups: the total where it does not contradict the sum of the sub-major
/// groups; where the total is clearly larger, persons without an occupation are in it, and the sum is taken.
fn placed_persons(filters: &RegionFilters) -> Estimate {
    let sum_of = |levels: &[LocalLevel]| {
        let mean = levels.iter().map(|level| level.mean).sum::<f64>();
        (mean, levels.iter().map(|level| level.variance).sum::<f64>())
    };
    let coarse = filters.groups.iter().any(LocalLevel::is_known);
    let (sum, variance) = sum_of(if coarse { &filters.groups } else { &filters.units });
    let gap = filters.total.mean - sum;
    let contradicts = gap > 3.0 * (filters.total.variance + variance).sqrt();
    let (mean, variance) = if contradicts || !filters.total.is_known() {
        (sum, variance)
    } else {
        (filters.total.mean, filters.total.variance)
    };
    Estimate { mean: mean.max(1.0), deviation: variance.sqrt() }
}
