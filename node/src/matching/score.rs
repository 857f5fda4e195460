//! The score: which share of the weight of a vacancy's skills a person holds.
//!
//! A skill weighs ln(1 + N / (1 + df)), N people of whom df hold it: what few people can do says more. An
//! optional skill weighs 0.4 of that. Weights are whole numbers (ten-thousandths), so that the order does not
//! hang on the order of adding.

use super::input::Want;
use std::cmp::Ordering;

/// The share of its weight that an optional skill counts for, in tenths.
const OPTIONAL_TENTHS: u32 = 4;

/// The weight of an essential skill that `holders` of `people` hold, in ten-thousandths.
#[must_use]
pub fn skill_weight(people: u32, holders: u32) -> u32 {
    let weight = (1.0 + f64::from(people) / (1.0 + f64::from(holders))).ln() * 10_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the logarithm of 1 to 2^32 is between 0 and 23"
    )]
    let weight = weight.round() as u32;
    weight
}

/// What a skill of weight `weight` counts for when a vacancy wants it so.
#[must_use]
pub const fn wanted_weight(want: Want, weight: u32) -> u32 {
    match want {
        Want::Essential | Want::EssentialTrainable => weight,
        Want::Optional => weight * OPTIONAL_TENTHS / 10,
    }
}

/// Held weight over total weight. Orders by value, exactly.
#[derive(Debug, Clone, Copy)]
pub struct Score {
    held: u32,
    total: u32,
}

impl Score {
    /// `held` of `total`; none when there is nothing to hold.
    #[must_use]
    pub const fn new(held: u32, total: u32) -> Option<Self> {
        if total == 0 { None } else { Some(Self { held, total }) }
    }

    /// Between 0 and 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.held) / f64::from(self.total)
    }

    /// The least weight that has to be held of `total` to score this or better.
    #[must_use]
    pub(super) fn least_held_of(self, total: u32) -> u32 {
        let least = (u64::from(self.held) * u64::from(total)).div_ceil(u64::from(self.total));
        u32::try_from(least).unwrap_or(u32::MAX)
    }

    /// Which share of the total `part` is, between 0 and 1.
    #[must_use]
    pub fn share_of(self, part: u32) -> f64 {
        f64::from(part) / f64::from(self.total)
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u64::from(self.held) * u64::from(other.total);
        left.cmp(&(u64::from(other.held) * u64::from(self.total)))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_skill_weighs_more_than_a_common_one() {
        assert!(skill_weight(1000, 3) > skill_weight(1000, 400));
        assert!(skill_weight(1, 1) > 0, "even a skill that everybody has counts");
    }

    #[test]
    fn an_optional_skill_weighs_four_tenths() {
        assert_eq!(wanted_weight(Want::Optional, 10_005), 4002);
        assert_eq!(wanted_weight(Want::EssentialTrainable, 10_005), 10_005);
    }

    #[test]
    fn scores_order_by_value_and_not_by_size() {
        let half = Score::new(5, 10).unwrap();
        assert_eq!(half, Score::new(500, 1000).unwrap());
        assert!(half > Score::new(499, 1000).unwrap());
        assert!(Score::new(0, 0).is_none());
    }

    #[test]
    fn the_least_that_has_to_be_held_reaches_the_score_and_one_less_does_not() {
        let score = Score::new(3, 7).unwrap();
        for total in 1..100 {
            let least = score.least_held_of(total);
            assert!(Score::new(least, total).unwrap() >= score);
            assert!(Score::new(least - 1, total).unwrap() < score);
        }
    }
}
