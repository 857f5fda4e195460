//! How a filtered count is shown: with its 90% interval, rounded, or as uncertain.

/// Half the width of a 90% interval in standard deviations.
pub const HALF_WIDTH_90: f64 = 1.645;
/// The smallest filtered estimate that is shown.
const SMALLEST_SHOWN: f64 = 10.0;
/// The widest half of an interval that is shown, as a part of the estimate.
const WIDEST_SHOWN: f64 = 0.6;

/// A range that holds the true value nine times out of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end, never below zero.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A filtered estimate before it is rounded for a page. It may lie below zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The most likely value.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// A count as a page or an export shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Certain enough to be shown, rounded to 5 below 100, to 10 below 1,000 and to 50 above.
    Shown {
        /// The value.
        value: u64,
        /// The lower end of the 90% interval.
        low: u64,
        /// The upper end of the 90% interval.
        high: u64,
    },
    /// "<10 of onzeker": too small or too wide; a coarser group may be shown instead.
    Uncertain,
    /// There is no summary.
    Missing,
}

impl Estimate {
    /// The 90% interval, cut off at zero.
    #[must_use]
    pub fn interval(self) -> Interval {
        let half = HALF_WIDTH_90 * self.deviation;
        Interval { low: (self.mean - half).max(0.0), high: (self.mean + half).max(0.0) }
    }

    /// The figure to show: the estimate when it is at least 10 and known to 60%, otherwise uncertain. The rule
    /// looks at the filtered noisy value only.
    #[must_use]
    pub fn figure(self) -> Figure {
        let half = HALF_WIDTH_90 * self.deviation;
        if self.mean < SMALLEST_SHOWN || half > WIDEST_SHOWN * self.mean {
            return Figure::Uncertain;
        }
        let Interval { low, high } = self.interval();
        let step = rounding_step(self.mean);
        Figure::Shown {
            value: whole_steps((self.mean / step).round(), step),
            low: whole_steps((low / step).floor(), step),
            high: whole_steps((high / step).ceil(), step),
        }
    }
}

impl Figure {
    /// The value, when it is shown.
    #[must_use]
    pub const fn value(self) -> Option<u64> {
        match self {
            Self::Shown { value, .. } => Some(value),
            Self::Uncertain | Self::Missing => None,
        }
    }
}

fn rounding_step(value: f64) -> f64 {
    if value < 100.0 {
        5.0
    } else if value < 1000.0 {
        10.0
    } else {
        50.0
    }
}

fn whole_steps(steps: f64, step: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a shown figure is at least zero and the cast saturates"
    )]
    let value = (steps * step) as u64;
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mean: f64, deviation: f64, expected: Option<(u64, u64, u64)>) {
        let expected =
            expected.map_or(Figure::Uncertain, |(value, low, high)| Figure::Shown { value, low, high });
        assert_eq!(Estimate { mean, deviation }.figure(), expected);
    }

    #[test]
    fn a_figure_is_shown_with_its_interval_only_where_it_is_large_and_known_enough() {
        check(9.9, 0.1, None);
        check(10.0, 0.1, Some((10, 5, 15)));
        check(-4.0, 1.0, None);
        check(52.0, 18.0, Some((50, 20, 85)));
        check(52.0, 19.0, None);
        check(432.0, 10.0, Some((430, 410, 450)));
        check(4321.0, 30.0, Some((4300, 4250, 4400)));
    }
}
