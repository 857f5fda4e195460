//! The score: a sum of whole points, of which [`FULL`] make a match in which nothing is missing.
//!
//! A skill weighs ln(1 + N / (1 + df)), N people of whom df hold it: what few people can do says more. The points
//! for skills are divided over what a vacancy wants by these weights, and each wanted skill earns the part of its
//! points that its class of holding is worth; each factor apart from skills earns a part of its own points. So every
//! part of a score is a whole number, and the parts add up to it exactly, in whatever order.

use super::input::Want;
use super::weighting::{Class, Shares, Weighting};

/// The points of a match in which nothing is missing. A sum of parts never passes it, and it fits 16 bits, so that the
/// engine adds without rounding.
pub const FULL: u32 = 60_000;

/// Steps of a factor apart from skills: from none (0) to all (4) of its points.
pub const STEPS: u8 = 4;
/// What is not known of a person counts as the middle.
pub const MIDDLE_STEP: u8 = STEPS / 2;

/// Points, at most [`FULL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score(u32);

impl Score {
    /// So many points.
    #[must_use]
    pub(super) const fn new(points: u32) -> Self {
        Self(points)
    }

    /// So many percent of [`FULL`].
    #[must_use]
    pub const fn of_percent(percent: u8) -> Self {
        Self(FULL / 100 * percent as u32)
    }

    /// The points themselves.
    #[must_use]
    pub const fn points(self) -> u32 {
        self.0
    }

    /// Between 0 and 1 as people read it: in whole percentages, rounded down, so that what reads as a bound, such as the
    /// one of *fits now*, has reached it.
    #[must_use]
    pub fn as_read(self) -> f64 {
        f64::from(self.0 / (FULL / 100)) / 100.0
    }

    /// Between 0 and 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / f64::from(FULL)
    }
}

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
pub fn wanted_weight(want: Want, weight: u32, weighting: &Weighting) -> u32 {
    match want {
        Want::Essential | Want::EssentialTrainable => weight,
        Want::Optional => weight * u32::from(weighting.optional_share()) / 100,
    }
}

/// [`FULL`] divided over the factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorPoints {
    /// For skills that are held or stood in for.
    pub skills: u32,
    /// For the potential to develop hard skills.
    pub hard: u32,
    /// For the potential to develop soft skills.
    pub soft: u32,
    /// For interests.
    pub interests: u32,
    /// For culture.
    pub culture: u32,
}

impl FactorPoints {
    /// By the shares; what rounding leaves goes to the skills.
    #[must_use]
    pub fn of(shares: Shares) -> Self {
        let Shares { skills, potential, interests, culture } = shares;
        let all: u32 = [skills, potential, interests, culture].map(u32::from).iter().sum();
        let part = |share: u8| FULL * u32::from(share) / all.max(1);
        let (potential, interests, culture) = (part(potential), part(interests), part(culture));
        let hard = potential / 2;
        let skills = FULL - potential - interests - culture;
        Self { skills, hard, soft: potential - hard, interests, culture }
    }
}

/// What so many of [`STEPS`] steps earn of a factor's points.
#[must_use]
pub const fn earned_by_steps(points: u32, steps: u8) -> u32 {
    points * steps as u32 / STEPS as u32
}

/// What a class of holding earns of a skill's points.
#[must_use]
pub fn earned_by_class(points: u32, class: Class, weighting: &Weighting) -> u32 {
    points * u32::from(weighting.value(class)) / 100
}

/// Divides points over weights. Each gets its part rounded up or down, and all of them together get all points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Division {
    points: u32,
    total: u32,
    before: u32,
}

impl Division {
    pub(super) const fn new(points: u32, total: u32) -> Self {
        Self { points, total, before: 0 }
    }

    /// The points of the next weight.
    pub(super) fn next(&mut self, weight: u32) -> u32 {
        let until = |sum: u32| {
            let share = u64::from(self.points) * u64::from(sum.min(self.total));
            u32::try_from(share / u64::from(self.total.max(1))).unwrap_or(self.points)
        };
        let after = self.before.saturating_add(weight);
        let part = until(after) - until(self.before);
        self.before = after;
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rare_skill_weighs_more_than_a_common_one() {
        assert!(skill_weight(1000, 3) > skill_weight(1000, 400));
        assert!(skill_weight(1, 1) > 0, "even a skill that everybody has counts");
    }

    #[test]
    fn an_optional_skill_weighs_four_tenths() {
        let weighting = Weighting::default();
        assert_eq!(wanted_weight(Want::Optional, 10_005, &weighting), 4002);
        assert_eq!(wanted_weight(Want::EssentialTrainable, 10_005, &weighting), 10_005);
    }

    #[test]
    fn a_score_never_reads_as_a_bound_that_it_has_not_reached() {
        let percent = |points| format!("{:.0}", Score::new(points).as_read() * 100.0);
        assert_eq!((percent(35_999), percent(36_000)), ("59".to_owned(), "60".to_owned()));
        for bound in 0..=100 {
            assert_eq!(percent(u32::from(bound) * 600), bound.to_string());
            assert_eq!(Score::of_percent(bound).points(), u32::from(bound) * 600);
        }
    }

    #[test]
    fn the_factors_share_the_full_score() {
        let points = FactorPoints::of(Weighting::default().shares());
        let expected =
            FactorPoints { skills: 48_000, hard: 3_000, soft: 3_000, interests: 6_000, culture: 0 };
        assert_eq!(points, expected);
        let uneven = FactorPoints::of(Shares { skills: 1, potential: 1, interests: 1, culture: 4 });
        let FactorPoints { skills, hard, soft, interests, culture } = uneven;
        assert_eq!(skills + hard + soft + interests + culture, FULL);
    }

    proptest! {
        #[test]
        fn divided_points_add_up_and_each_is_its_share_but_for_one(
            weights in prop::collection::vec(0..200_000_u32, 1..60), points in 1..=FULL,
        ) {
            let total: u32 = weights.iter().sum();
            let mut division = Division::new(points, total);
            let parts: Vec<u32> = weights.iter().map(|weight| division.next(*weight)).collect();
            prop_assert_eq!(parts.iter().sum::<u32>(), if total == 0 { 0 } else { points });
            for (weight, part) in weights.iter().zip(parts) {
                let share = f64::from(points) * f64::from(*weight) / f64::from(total.max(1));
                prop_assert!((f64::from(part) - share).abs() < 1.0 + 1e-6);
            }
        }
    }
}
