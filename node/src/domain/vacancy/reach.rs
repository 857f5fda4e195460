//! How many people a vacancy reaches, exactly here and as an interval elsewhere, and what of it may be told.
//!
//! Counts of people under [`FEWEST_TOLD`] are not told: who sees a count of two beside a list of demands may guess
//! who the two are. Of other regions a node knows only what the coordinator released; it asks nobody.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Add, Sub},
};
use vocabulary::{EscoUri, IscoCode, RegionId};

/// The fewest people that a count tells.
pub const FEWEST_TOLD: usize = 10;

/// A count of people as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldCount {
    /// That many.
    Exactly(usize),
    /// Fewer than [`FEWEST_TOLD`], nobody included.
    TooFew,
}

impl ToldCount {
    /// The count as it may be told.
    #[must_use]
    pub const fn of(people: usize) -> Self {
        if people < FEWEST_TOLD { Self::TooFew } else { Self::Exactly(people) }
    }

    /// How many, where that is told.
    #[must_use]
    pub const fn exactly(self) -> Option<usize> {
        match self {
            Self::Exactly(people) => Some(people),
            Self::TooFew => None,
        }
    }
}

/// How many people of the region fit, now and if one demand were softened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Who fits now.
    pub fitting: usize,
    /// For each skill that the work cannot do without from the first day: who would fit besides, if that skill
    /// could be learnt on the job or were only a help.
    pub more_without: BTreeMap<EscoUri, usize>,
}

/// How many people fit before and after a vacancy is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolGain {
    /// Who fits the vacancy as it is.
    pub before: usize,
    /// Who fits at least one of the parts.
    pub after: usize,
    /// Of these, who fits the part of the mbo tasks.
    pub mbo: usize,
    /// Of these, who fits the part of the hbo tasks.
    pub hbo: usize,
}

impl PoolGain {
    /// Before and after as they may be told; after, only if those who come in addition are none or enough to be told
    /// themselves, for otherwise a subtraction tells them.
    #[must_use]
    pub const fn told(self) -> (ToldCount, ToldCount) {
        let (before, after) = (ToldCount::of(self.before), ToldCount::of(self.after));
        let more = self.after.abs_diff(self.before);
        match before {
            ToldCount::Exactly(_) if more != 0 && more < FEWEST_TOLD => (before, ToldCount::TooFew),
            ToldCount::Exactly(_) | ToldCount::TooFew => (before, after),
        }
    }
}

/// A count that is known between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountInterval {
    least: u32,
    most: u32,
}

impl CountInterval {
    /// Between these, or nothing when they stand the wrong way round.
    #[must_use]
    pub const fn new(least: u32, most: u32) -> Option<Self> {
        if least <= most { Some(Self { least, most }) } else { None }
    }

    /// Exactly that many.
    #[must_use]
    pub const fn exactly(count: u32) -> Self {
        Self { least: count, most: count }
    }

    /// The lower bound.
    #[must_use]
    pub const fn least(self) -> u32 {
        self.least
    }

    /// The upper bound.
    #[must_use]
    pub const fn most(self) -> u32 {
        self.most
    }
}

impl Add for CountInterval {
    type Output = Self;

    /// Both together: whatever the two are, the sum lies within (R. E. Moore, Interval Analysis, 1966, chapter 2).
    fn add(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }
}

impl Sub for CountInterval {
    type Output = Self;

    /// What one is more than the other: the least against the other's most. Counts do not fall below none.
    fn sub(self, other: Self) -> Self {
        Self { least: self.least.saturating_sub(other.most), most: self.most.saturating_sub(other.least) }
    }
}

/// What the coordinator released of the stock of each region by ISCO-08 unit group (tables S1 and S3), each count
/// with its interval. Empty as long as nothing of it reaches this node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReleasedTables {
    counts: BTreeMap<RegionId, BTreeMap<IscoCode, CountInterval>>,
}

impl ReleasedTables {
    /// Puts what is known of a region and a group in place.
    pub fn put(&mut self, region: RegionId, group: IscoCode, count: CountInterval) {
        self.counts.entry(region).or_default().insert(group, count);
    }

    /// How many people more a vacancy can be offered to in each region, when it asked people of the groups `before`
    /// and its parts ask people of the groups `after`. A group that a region did not release is left out of it; a
    /// region that released none of them is left out as a whole.
    #[must_use]
    pub fn gain(
        &self,
        before: &BTreeSet<IscoCode>,
        after: &BTreeSet<IscoCode>,
    ) -> BTreeMap<RegionId, CountInterval> {
        let gain_of = |counts: &BTreeMap<IscoCode, CountInterval>| {
            let of = |groups: &mut dyn Iterator<Item = &IscoCode>| {
                groups.filter_map(|group| counts.get(group).copied()).reduce(CountInterval::add)
            };
            // What is in both cancels exactly, however wide its interval is.
            let come = of(&mut after.difference(before));
            let gone = of(&mut before.difference(after));
            let knows_any = before.union(after).any(|group| counts.contains_key(group));
            let none = CountInterval::exactly(0);
            knows_any.then(|| come.unwrap_or(none) - gone.unwrap_or(none))
        };
        self.counts.iter().filter_map(|(region, counts)| Some((region.clone(), gain_of(counts)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn s1_05_a_small_count_is_not_told_and_cannot_be_found_by_subtraction() {
        let told = |before, after| PoolGain { before, after, mbo: after, hbo: before }.told();
        assert_eq!(told(7, 31), (ToldCount::TooFew, ToldCount::Exactly(31)));
        assert_eq!(told(40, 44), (ToldCount::Exactly(40), ToldCount::TooFew), "44 - 40 are four people");
        // The contrasts.
        assert_eq!(told(40, 50), (ToldCount::Exactly(40), ToldCount::Exactly(50)));
        assert_eq!(told(40, 40), (ToldCount::Exactly(40), ToldCount::Exactly(40)));
        assert_eq!((ToldCount::of(9), ToldCount::of(10)), (ToldCount::TooFew, ToldCount::Exactly(10)));
    }

    fn group(code: &str) -> IscoCode {
        IscoCode::new(code).unwrap()
    }

    #[test]
    fn first_12_the_gain_of_other_regions_is_an_interval_of_what_was_released() {
        let mut tables = ReleasedTables::default();
        let region = RegionId::new("AM07").unwrap();
        let interval = |least, most| CountInterval::new(least, most).unwrap();
        tables.put(region.clone(), group("2221"), interval(80, 140));
        tables.put(region.clone(), group("5321"), interval(20, 28));
        let (nurse, both) = (BTreeSet::from([group("2221")]), BTreeSet::from([group("2221"), group("5321")]));
        assert_eq!(tables.gain(&nurse, &both), BTreeMap::from([(region.clone(), interval(20, 28))]));
        // An exact table gives the difference itself: 7 before, 31 after.
        let mut exact = ReleasedTables::default();
        exact.put(region.clone(), group("2221"), CountInterval::exactly(7));
        exact.put(region.clone(), group("5321"), CountInterval::exactly(24));
        assert_eq!(exact.gain(&nurse, &both), BTreeMap::from([(region, CountInterval::exactly(31 - 7))]));
        // The contrast: nothing was released, so nothing is said.
        assert!(ReleasedTables::default().gain(&nurse, &both).is_empty());
        assert!(exact.gain(&BTreeSet::from([group("7411")]), &BTreeSet::from([group("7412")])).is_empty());
    }

    fn within() -> impl Strategy<Value = (CountInterval, u32)> {
        (0_u32..500, 0_u32..500)
            .prop_flat_map(|(low, width)| (Just(low), Just(width), 0..=width))
            .prop_map(|(low, width, more)| (CountInterval::new(low, low + width).unwrap(), low + more))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(500)))]

        #[test]
        fn whatever_the_counts_are_their_sum_and_difference_lie_within_the_interval(
            (first, one) in within(), (second, other) in within(),
        ) {
            let sum = first + second;
            prop_assert!(sum.least() <= one + other && one + other <= sum.most());
            let (difference, more) = (first - second, one.saturating_sub(other));
            prop_assert!(difference.least() <= more && more <= difference.most());
        }
    }
}
