//! How many people of other regions a vacancy and its parts could reach: an interval made from published figures.
//!
//! What is known of another region is how many people stand in each ISCO-08 unit group (table S1), with an error. Who of
//! them holds which skill is not released, so a group counts by its ESCO occupations: those that need every skill that
//! the work cannot do without from the first day *reach* it. Three numbers follow for each group, in persons:
//!
//! - least: everybody of the group when **all** its occupations reach the work, else nobody;
//! - likely: the people of the group times the share of its occupations that reach the work, as if people were spread
//!   evenly over the occupations of a group;
//! - most: everybody when **any** of its occupations reaches the work, skills that an occupation may ask counted too.
//!
//! The interval then runs from the least at the lower end of the groups' 90% intervals to the most at the upper end. The
//! half-widths are added as they are: errors of groups of one region lean on each other, and for normal errors the sum of
//! the half-widths holds the sum at least nine times in ten however they do (the deviation of a sum is at most the sum of
//! the deviations).
//!
//! Not in it, and told on the page: travel, hours and wishes of people there; skills that somebody has besides those of
//! the occupation; people without an occupation. Table S3 (stock by skill) would narrow it; it is not released yet.

use super::Vacancy;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{IscoCode, IsoWeek, OccupationIndex, RegionId, SkillIndex, Vocabulary};

/// Half the width of a 90% interval of a normal error, in standard deviations.
const HALF_WIDTH_90: f64 = 1.645;
/// The smallest stock of which anything but an upper end is told: the coordinator's pages show no smaller one either.
const SMALLEST_TOLD: f64 = 10.0;
/// The widest half of a stock's interval that is told, as a part of the stock; the same rule as on those pages.
const WIDEST_TOLD: f64 = 0.6;
/// With fewer weeks of releases the figures of a region have not settled.
const SETTLED_WEEKS: u32 = 26;

/// A number of people with its error, both in persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stock {
    /// The most likely number; noise may bring it below zero.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// What was published of one region.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionStock {
    /// The week of its newest release.
    pub week: IsoWeek,
    /// How many weeks have a release.
    pub weeks: u32,
    /// The stock by ISCO-08 unit group.
    pub by_unit_group: BTreeMap<IscoCode, Stock>,
}

/// What somebody must bring for the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demands {
    /// Skills that the work cannot do without from the first day.
    required: BTreeSet<SkillIndex>,
    /// Skills that can be learnt on the job, or help.
    others: BTreeSet<SkillIndex>,
}

impl Demands {
    /// Those of a vacancy, as far as the vocabulary knows them.
    #[must_use]
    pub fn of(vacancy: &Vacancy, vocabulary: &Vocabulary) -> Self {
        let trainable = |uri: &&vocabulary::EscoUri| vacancy.trainable_skills.contains(uri);
        let known = |uri: &vocabulary::EscoUri| vocabulary.skill(uri);
        let required = vacancy.essential_skills.iter().filter(|uri| !trainable(uri)).filter_map(known);
        let learnt = vacancy.essential_skills.iter().filter(trainable).filter_map(known);
        let others = learnt.chain(vacancy.optional_skills.iter().filter_map(known));
        Self { required: required.collect(), others: others.collect() }
    }

    /// Whether these skills are enough. As in the region itself, somebody without one skill of the vacancy is never
    /// proposed, so that a vacancy that needs nothing from the first day does not reach everybody.
    fn met_by(&self, skills: &BTreeSet<SkillIndex>) -> bool {
        self.required.is_subset(skills)
            && !(self.required.is_disjoint(skills) && self.others.is_disjoint(skills))
    }
}

/// How an occupation stands to some work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reaches {
    /// The occupation cannot be done without the skills.
    surely: bool,
    /// The occupation may ask them.
    possibly: bool,
}

/// Which part of the people of a unit group counts, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portion {
    /// At least: 0 or 1.
    pub least: f64,
    /// Most likely, if people are spread evenly over the occupations of the group.
    pub likely: f64,
    /// At most: 0 or 1.
    pub most: f64,
}

/// Which unit groups count, and for how much of their people; groups that do not count are left out.
pub type Portions = BTreeMap<IscoCode, Portion>;

/// Whom work reaches before and after it is split.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachedGroups {
    /// Whom the whole reaches.
    pub before: Portions,
    /// Whom at least one part reaches.
    pub after: Portions,
    /// Whom a part reaches and the whole does not.
    pub more: Portions,
}

impl ReachedGroups {
    /// Goes over all occupations of the vocabulary.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary, whole: &Demands, parts: &[Demands]) -> Self {
        let mut groups = BTreeMap::<IscoCode, Vec<[Reaches; 3]>>::new();
        for occupation in vocabulary.occupations() {
            let before = reaches(vocabulary, occupation, std::slice::from_ref(whole));
            let after = reaches(vocabulary, occupation, parts);
            let more = Reaches {
                surely: after.surely && !before.possibly,
                possibly: after.possibly && !before.surely,
            };
            let unit_group = vocabulary.isco(occupation);
            groups.entry(unit_group).or_default().push([before, after, more]);
        }
        let portions = |which: usize| {
            let portion = |of: &Vec<[Reaches; 3]>| Portion::of(of.iter().map(|reaches| reaches[which]));
            groups.iter().filter_map(|(group, of)| Some((group.clone(), portion(of)?))).collect()
        };
        Self { before: portions(0), after: portions(1), more: portions(2) }
    }
}

fn reaches(vocabulary: &Vocabulary, occupation: OccupationIndex, any_of: &[Demands]) -> Reaches {
    let essential: BTreeSet<_> = vocabulary.essential_skills(occupation).collect();
    let all = essential.iter().copied().chain(vocabulary.optional_skills(occupation)).collect();
    Reaches {
        surely: any_of.iter().any(|demands| demands.met_by(&essential)),
        possibly: any_of.iter().any(|demands| demands.met_by(&all)),
    }
}

impl Portion {
    /// Of the people in a group with these occupations; none when no occupation reaches the work.
    fn of(occupations: impl Iterator<Item = Reaches>) -> Option<Self> {
        let (mut all, mut surely, mut possibly) = (0.0, 0.0, 0.0);
        for reaches in occupations {
            all += 1.0;
            surely += f64::from(u8::from(reaches.surely));
            possibly += f64::from(u8::from(reaches.possibly));
        }
        let least = if surely >= all { 1.0 } else { 0.0 };
        (possibly > 0.0).then_some(Self { least, likely: surely / all, most: 1.0 })
    }
}

/// A number of people of other regions as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nobody: no group counts.
    Nobody,
    /// An interval, both ends included, rounded as the coordinator's pages round: outwards, to 5 below 100, to 10 below
    /// 1,000 and to 50 above.
    Between {
        /// At least so many.
        least: u32,
        /// Most likely so many.
        likely: u32,
        /// At most so many.
        most: u32,
    },
    /// The groups are too small, or too little is known of them: only that there are not more than this.
    Uncertain {
        /// At most so many.
        most: u32,
    },
}

impl Expected {
    /// How many people of these regions count.
    #[must_use]
    pub fn of<'a>(portions: &Portions, regions: impl IntoIterator<Item = &'a RegionStock>) -> Self {
        let (mut stock, mut half) = (0.0, 0.0);
        let (mut least, mut likely, mut most) = (0.0, 0.0, 0.0);
        let mut counts = false;
        for region in regions {
            for (group, portion) in portions {
                let Some(of_group) = region.by_unit_group.get(group) else { continue };
                let half_of_group = HALF_WIDTH_90 * of_group.deviation;
                counts = true;
                stock += of_group.mean;
                half += half_of_group;
                // Nobody is fewer than nobody: cutting off an end below zero leaves the truth inside.
                least += portion.least * (of_group.mean - half_of_group).max(0.0);
                likely += portion.likely * of_group.mean;
                most += portion.most * (of_group.mean + half_of_group).max(0.0);
            }
        }
        let step = rounding_step(stock);
        let most_told = whole((most / step).ceil() * step);
        if !counts {
            return Self::Nobody;
        }
        if stock < SMALLEST_TOLD || half > WIDEST_TOLD * stock {
            return Self::Uncertain { most: most_told };
        }
        let least = whole((least / step).floor() * step);
        let likely = whole((likely / step).round() * step).clamp(least, most_told);
        Self::Between { least, likely, most: most_told }
    }
}

fn rounding_step(count: f64) -> f64 {
    match count {
        count if count < 100.0 => 5.0,
        count if count < 1_000.0 => 10.0,
        _ => 50.0,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of persons; the cast saturates, below zero at nobody"
)]
const fn whole(count: f64) -> u32 {
    count as u32
}

/// Before, after, and how many more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedGain {
    /// Whom the whole reaches.
    pub before: Expected,
    /// Whom at least one part reaches.
    pub after: Expected,
    /// Whom a part reaches and the whole does not. Estimated by itself: before and after share groups, whose errors cancel.
    pub more: Expected,
}

impl ExpectedGain {
    fn of<'a>(groups: &ReachedGroups, regions: impl IntoIterator<Item = &'a RegionStock> + Clone) -> Self {
        Self {
            before: Expected::of(&groups.before, regions.clone()),
            after: Expected::of(&groups.after, regions.clone()),
            more: Expected::of(&groups.more, regions),
        }
    }
}

/// What another region would gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GainOfRegion {
    /// The week of the newest release.
    pub week: IsoWeek,
    /// Whether that is longer ago than a release lasts.
    pub outdated: bool,
    /// Whether too few weeks were released for settled figures.
    pub settling: bool,
    /// The people.
    pub gain: ExpectedGain,
}

/// What the other regions would gain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// By region; empty as long as nothing of them is known here.
    pub regions: BTreeMap<RegionId, GainOfRegion>,
    /// All of them together.
    pub together: ExpectedGain,
}

impl Elsewhere {
    /// From the figures of the other regions, in this week.
    #[must_use]
    pub fn of(groups: &ReachedGroups, stocks: &BTreeMap<RegionId, RegionStock>, this_week: IsoWeek) -> Self {
        let of_region = |stock: &RegionStock| GainOfRegion {
            week: stock.week,
            outdated: this_week.weeks_since(stock.week) > 1,
            settling: stock.weeks < SETTLED_WEEKS,
            gain: ExpectedGain::of(groups, [stock]),
        };
        let regions = stocks.iter().map(|(region, stock)| (region.clone(), of_region(stock)));
        Self { regions: regions.collect(), together: ExpectedGain::of(groups, stocks.values()) }
    }
}

#[cfg(test)]
mod tests;
