//! How many people of the region a vacancy reaches, and what of it may be told. (Of other regions: `elsewhere`.)
//!
//! Counts of people under [`FEWEST_TOLD`] are not told: who sees a count of two beside a list of demands may guess
//! who the two are.

use std::collections::BTreeMap;
use vocabulary::EscoUri;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
