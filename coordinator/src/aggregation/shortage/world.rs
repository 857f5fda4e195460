//! A small world of regions whose people come and go, with its published tables. From a seed.

use super::*;
use crate::aggregation::input::OccupationGroups;
use jiff::ToSpan;
use privacy::{NoiseSource, Table, TableKeys, testing::SeededNoise};
use protocol::latest::{ReleaseRecord, TableId};
use vocabulary::{Sectors, Vocabulary};

/// How long somebody stays, on average, in weeks.
const STAY_WEEKS: f64 = 26.0;

/// Regions, their true stocks, and what they have published.
pub(in crate::aggregation) struct World {
    pub(in crate::aggregation) groups: OccupationGroups,
    pub(in crate::aggregation) regions: Vec<RegionId>,
    /// By region and unit group.
    pub(in crate::aggregation) stocks: Vec<Vec<i64>>,
    pub(in crate::aggregation) releases: Vec<ReleaseRecord>,
    pub(in crate::aggregation) week: IsoWeek,
    usual: Vec<Vec<f64>>,
    noise: SeededNoise,
    sequence: u64,
}

impl World {
    /// Regions of these sizes: shares that fall off over the occupations, each region a little different.
    pub(in crate::aggregation) fn new(seed: u64, sizes: &[i64]) -> Self {
        let groups = OccupationGroups::of_isco(&Sectors::embedded());
        let layout = Layout::new(&groups).unwrap();
        let mut noise = SeededNoise::new(seed);
        let mut ranked: Vec<_> = (0..layout.units.len()).map(|unit| (noise.uniform(), unit)).collect();
        ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut national = vec![0.0; layout.units.len()];
        for (rank, (_, unit)) in ranked.into_iter().enumerate() {
            national[unit] = 1.0 / (rank as f64 + 5.0);
        }
        let usual: Vec<Vec<f64>> = sizes
            .iter()
            .map(|size| {
                let of_group: Vec<f64> = layout.groups.iter().map(|_| (0.3 * noise.normal()).exp()).collect();
                let weights: Vec<f64> = national
                    .iter()
                    .enumerate()
                    .map(|(unit, share)| {
                        share * (0.4 * noise.normal()).exp() * of_group[layout.group_of(unit)]
                    })
                    .collect();
                let sum: f64 = weights.iter().sum();
                weights.into_iter().map(|weight| weight / sum * *size as f64).collect()
            })
            .collect();
        let stocks =
            usual.iter().map(|means| means.iter().map(|mean| poisson(&mut noise, *mean)).collect()).collect();
        let regions = (1..=sizes.len()).map(|number| RegionId::new(&format!("AM{number:02}")).unwrap());
        let (regions, week) = (regions.collect(), "2026-W01".parse().unwrap());
        Self { groups, regions, stocks, releases: Vec::new(), week, usual, noise, sequence: 0 }
    }

    /// Lets weeks go by, with all tables of each.
    pub(in crate::aggregation) fn publish_weeks(&mut self, weeks: usize) {
        for _ in 0..weeks {
            self.week = self.week.next();
            for region in 0..self.regions.len() {
                for unit in 0..self.usual[region].len() {
                    let stock = self.stocks[region][unit];
                    let leave = poisson(&mut self.noise, stock as f64 / STAY_WEEKS).min(stock);
                    let come = poisson(&mut self.noise, self.usual[region][unit] / STAY_WEEKS);
                    self.stocks[region][unit] = stock - leave + come;
                }
                self.publish(region);
            }
        }
    }

    fn publish(&mut self, region: usize) {
        let units = self.groups.unit_groups();
        for table in Table::ALL {
            let keys = TableKeys::new(table, &units).unwrap();
            let mut exact = vec![0; keys.cell_count()];
            for (unit, stock) in units.iter().zip(&self.stocks[region]) {
                exact[keys.cell_of(Some(unit)).unwrap()] += stock;
            }
            let noisy = self.noise.add(&exact, table.sigma()).unwrap();
            self.sequence += 1;
            self.releases.push(ReleaseRecord {
                release_id: [0; 32],
                region: self.regions[region].clone(),
                table: match table {
                    Table::Total => TableId::Total,
                    Table::UnitGroups => TableId::UnitGroups,
                    Table::SubMajorGroups => TableId::SubMajorGroups,
                },
                schema_version: table.schema_version(),
                period: self.week,
                rho_micro: table.rho_micro(),
                sigma_centi: table.sigma().centi(),
                sequence: self.sequence,
                previous: [0; 32],
                cells: ReleaseRecord::cells_of(&noisy),
            });
        }
    }

    /// Vacancies: this many for each person of the usual stock, by unit group.
    pub(in crate::aggregation) fn demand(
        &self,
        for_each: impl Fn(&IscoCode) -> f64,
    ) -> BTreeMap<(RegionId, IscoCode), u32> {
        let units = self.groups.unit_groups();
        let mut demand = BTreeMap::new();
        for (region, usual) in self.regions.iter().zip(&self.usual) {
            for (unit, mean) in units.iter().zip(usual) {
                demand.insert((region.clone(), unit.clone()), (mean * for_each(unit)) as u32);
            }
        }
        demand
    }

    /// Makes sectors of these vacancies and people in every region, spread evenly over the unit groups that have an
    /// occupation in the starter vocabulary; nobody is anywhere else. The vacancies.
    pub(in crate::aggregation) fn settle_sectors(
        &mut self,
        sectors: &[(&str, u32, u32)],
    ) -> BTreeMap<(RegionId, IscoCode), u32> {
        let vocabulary = Vocabulary::starter();
        let used: BTreeSet<_> = vocabulary.occupations().map(|it| vocabulary.isco(it)).collect();
        let units = self.groups.unit_groups();
        let mut usual = vec![0.0; units.len()];
        let mut demand = BTreeMap::new();
        for (name, vacancies, people) in sectors {
            let of_sector =
                |unit: &IscoCode| self.groups.sector_of(unit).is_some_and(|it| it.as_str() == *name);
            let of_sector: Vec<_> =
                (0..units.len()).filter(|at| used.contains(&units[*at]) && of_sector(&units[*at])).collect();
            for at in &of_sector {
                usual[*at] = f64::from(*people) / of_sector.len() as f64;
                let share = (f64::from(*vacancies) / of_sector.len() as f64).round() as u32;
                demand
                    .extend(self.regions.iter().map(|region| ((region.clone(), units[*at].clone()), share)));
            }
        }
        for region in 0..self.regions.len() {
            self.stocks[region] = usual.iter().map(|mean| poisson(&mut self.noise, *mean)).collect();
            self.usual[region].clone_from(&usual);
        }
        demand
    }

    /// The input on the Wednesday of the last published week.
    pub(in crate::aggregation) fn input<'a>(
        &'a self,
        demand: &'a BTreeMap<(RegionId, IscoCode), u32>,
    ) -> AggregationInput<'a> {
        let wednesday = self.week.monday().checked_add(2.days()).unwrap();
        let now = format!("{wednesday}T12:00:00Z").parse().unwrap();
        AggregationInput {
            regions: &self.regions,
            releases: &self.releases,
            demand,
            groups: &self.groups,
            now,
        }
    }
}

fn poisson(noise: &mut SeededNoise, mean: f64) -> i64 {
    if mean > 60.0 {
        return (mean + mean.sqrt() * noise.normal()).round() as i64;
    }
    let (limit, mut product, mut count) = ((-mean).exp(), noise.uniform(), 0);
    while product > limit {
        product *= noise.uniform();
        count += 1;
    }
    count
}
