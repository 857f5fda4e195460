//! The score of a change of occupation: five parts between 0 and 1, their shares, and the scale.
//!
//! Skills and kinds are covered by what somebody holds, so they differ by direction and never fall when somebody
//! learns something. Likeness, names and field belong to the pair of occupations and stay as they are.

use serde::Serialize;
use vocabulary::IscoCode;

/// The parts of the score, each between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parts {
    /// The share of the wanted skills, by weight, that is held or stood in for.
    pub skills: f32,
    /// The share of the wanted kinds of skill that is covered.
    pub kinds: f32,
    /// How alike the skills of both occupations are as a whole. Nothing when one comes from no occupation.
    pub likeness: Option<f32>,
    /// How alike the names are. Nothing when one comes from no occupation.
    pub names: Option<f32>,
    /// How near the occupations lie in ISCO-08. Nothing when one comes from no occupation.
    pub field: Option<f32>,
}

/// What each part counts for; together 1. How they were chosen: `docs/decisions/0013-transition-score.md`.
const SKILLS: f32 = 0.40;
const KINDS: f32 = 0.15;
const LIKENESS: f32 = 0.10;
const NAMES: f32 = 0.25;
const FIELD: f32 = 0.10;

impl Parts {
    /// Each part by name with what it counts for and its value, those that apply.
    pub fn shares(&self) -> impl Iterator<Item = (&'static str, f32, f32)> {
        let all = [
            ("skills", SKILLS, Some(self.skills)),
            ("kinds", KINDS, Some(self.kinds)),
            ("likeness", LIKENESS, self.likeness),
            ("names", NAMES, self.names),
            ("field", FIELD, self.field),
        ];
        all.into_iter().filter_map(|(name, share, value)| Some((name, share, value?)))
    }

    /// The parts together, each by its share of those that apply, between 0 and 1.
    pub(super) fn together(&self) -> f32 {
        let (mut sum, mut shares) = (0.0, 0.0);
        for (_, share, value) in self.shares() {
            sum += share * value;
            shares += share;
        }
        (sum / shares).clamp(0.0, 1.0)
    }

    /// The parts together, on the scale of [`Feasibility`].
    #[must_use]
    pub fn feasibility(&self) -> Feasibility {
        Feasibility::of_sum(self.together())
    }
}

/// How feasible a change is, from 0 to 1; 1 is the work that one does already.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Feasibility(f32);

impl Feasibility {
    /// The work that one does already.
    pub const WHOLE: Self = Self(1.0);

    /// Stretches the weighed sum x over the scale by x (2 - x), order kept: two occupations taken at random come out
    /// near 0.05 and two of the same unit group near 0.7.
    fn of_sum(sum: f32) -> Self {
        let sum = sum.clamp(0.0, 1.0);
        Self(sum * (2.0 - sum))
    }

    /// Between 0 and 1.
    #[must_use]
    pub const fn value(self) -> f32 {
        self.0
    }

    /// The value as people read it, see [`of_hundred`].
    #[must_use]
    pub fn of_hundred(self) -> u32 {
        of_hundred(self.0)
    }

    /// The value in steps of 1/255, as the table holds it.
    #[must_use]
    pub fn quantised(self) -> u8 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is between 0 and 1"
        )]
        let steps = (self.0 * 255.0).round() as u8;
        steps
    }

    /// The value that the table holds as so many steps.
    #[must_use]
    pub fn from_quantised(steps: u8) -> Self {
        Self(f32::from(steps) / 255.0)
    }
}

/// A share between 0 and 1 as people read it: in whole hundredths, rounded down, so that what reads as a bound has
/// reached it.
#[must_use]
pub fn of_hundred(share: f32) -> u32 {
    // a little more than nothing, so that a bound that no f32 holds exactly is reached by itself
    let hundredths = share.mul_add(100.0, 1e-4).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
    let hundredths = hundredths as u32;
    hundredths
}

/// How near two occupations lie in ISCO-08: in the same unit, minor or sub-major group. The major group is left
/// out: it is mostly the level of the work, which is no part of the score.
pub(super) fn field(from: &IscoCode, to: &IscoCode) -> f32 {
    let shared = from.as_str().bytes().zip(to.as_str().bytes()).take_while(|(a, b)| a == b).count();
    match shared {
        0 | 1 => 0.0,
        2 => 0.4,
        3 => 0.7,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shares_add_up_to_one_and_all_or_nothing_stay_so() {
        let parts = |value| Parts {
            skills: value,
            kinds: value,
            likeness: Some(value),
            names: Some(value),
            field: Some(value),
        };
        let sum: f32 = parts(1.0).shares().map(|it| it.1).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        assert_eq!(parts(1.0).feasibility(), Feasibility::WHOLE);
        assert_eq!(parts(0.0).feasibility().value().to_bits(), 0.0_f32.to_bits());
    }

    #[test]
    fn what_reads_as_a_bound_has_reached_it() {
        let check = |share: f32, expected: u32| assert_eq!(of_hundred(share), expected, "{share}");
        check(0.399, 39);
        check(0.4, 40);
        (0..=100_u8).for_each(|bound| check(f32::from(bound) / 100.0, bound.into()));
    }

    #[test]
    fn nearness_counts_the_shared_groups_of_isco() {
        let check = |a: &str, b: &str, expected: f32| {
            assert!((field(&IscoCode::new(a).unwrap(), &IscoCode::new(b).unwrap()) - expected).abs() < 1e-6);
        };
        check("2221", "2221", 1.0);
        check("2221", "2222", 0.7);
        check("2221", "2212", 0.4);
        check("2221", "2310", 0.0);
        check("2221", "5321", 0.0);
    }

    proptest! {
        #[test]
        fn the_scale_keeps_the_order_and_the_bounds(a in 0.0_f32..=1.0, b in 0.0_f32..=1.0) {
            let (low, high) = (Feasibility::of_sum(a.min(b)), Feasibility::of_sum(a.max(b)));
            prop_assert!(low <= high && low.value() >= 0.0 && high.value() <= 1.0);
            prop_assert!((Feasibility::from_quantised(low.quantised()).value() - low.value()).abs() <= 0.5 / 255.0 + 1e-6);
        }
    }
}
