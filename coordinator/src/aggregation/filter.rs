//! The filter over the weeks: one cell of one region, seen through noise once a week.
//!
//! A local level model (a Kalman filter of one number) that knows how fast a stock turns over, and opens its
//! gain again when the observations leave it: a filter without that alarm hides a plant closure for months.

/// How long a person stays in the stock on average. To be estimated from published flows once these exist.
const MEAN_STAY_DAYS: f64 = 182.0;
/// A variance that says: nothing is known yet.
const UNKNOWN: f64 = 1e12;
/// An observation this many standard deviations away opens the gain at once.
const ALARM_AT: f64 = 5.0;
/// A cumulated deviation this large opens it as well; each observation forgives [`FORGIVEN`].
const CUMULATED_ALARM_AT: f64 = 12.0;
const FORGIVEN: f64 = 0.5;

/// What is known of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LocalLevel {
    /// The filtered count.
    pub(super) mean: f64,
    /// Its variance.
    pub(super) variance: f64,
    /// How far, squared, the cell has left its usual level by a jump; fades with the stay.
    pub(super) jumped: f64,
    rise: f64,
    fall: f64,
}

impl LocalLevel {
    /// A cell that was not observed yet.
    pub(super) const fn unknown() -> Self {
        Self { mean: 0.0, variance: UNKNOWN, jumped: 0.0, rise: 0.0, fall: 0.0 }
    }

    /// Whether anything was observed.
    pub(super) fn is_known(&self) -> bool {
        self.variance < UNKNOWN / 2.0
    }

    /// Lets `days` go by for a stock of about `level`: in a stock with a mean stay, that many come and go.
    pub(super) fn drift(&mut self, level: f64, days: f64) {
        if self.is_known() {
            let turnover = 2.0 * (level.max(0.3) + self.jumped.sqrt()) / MEAN_STAY_DAYS;
            self.variance += turnover * days;
            self.jumped *= (-2.0 * days / MEAN_STAY_DAYS).exp();
        }
    }

    /// Takes a noisy count in. Returns the square of the jump when the alarm went off.
    pub(super) fn observe(&mut self, noisy: f64, noise_variance: f64) -> Option<f64> {
        let surprise = noisy - self.mean;
        let score = surprise / (self.variance + noise_variance).sqrt();
        self.rise = (self.rise + score - FORGIVEN).max(0.0);
        self.fall = (self.fall - score - FORGIVEN).max(0.0);
        let alarm =
            score.abs() > ALARM_AT || self.rise > CUMULATED_ALARM_AT || self.fall > CUMULATED_ALARM_AT;
        let jump = alarm.then_some(surprise * surprise);
        if let Some(jump) = jump {
            self.widen(jump.max(noise_variance));
            self.jumped = self.jumped.max(jump);
            (self.rise, self.fall) = (0.0, 0.0);
        }
        let gain = self.variance / (self.variance + noise_variance);
        self.mean += gain * (noisy - self.mean);
        self.variance *= 1.0 - gain;
        jump
    }

    /// Makes room for a jump of this square.
    pub(super) fn widen(&mut self, jump: f64) {
        self.variance += jump;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use privacy::testing::SeededNoise;

    const NOISE: f64 = 64.6;

    fn weeks_of(cell: &mut LocalLevel, truth: f64, weeks: usize, noise: &mut SeededNoise) {
        for _ in 0..weeks {
            cell.drift(truth, 7.0);
            cell.observe(truth + NOISE * noise.normal(), NOISE * NOISE);
        }
    }

    #[test]
    fn the_first_observation_is_taken_as_it_is_and_later_ones_narrow_it() {
        let mut cell = LocalLevel::unknown();
        assert!(!cell.is_known());
        cell.observe(120.0, NOISE * NOISE);
        assert!((cell.mean - 120.0).abs() < 0.01 && (cell.variance.sqrt() - NOISE).abs() < 0.01);
        weeks_of(&mut cell, 100.0, 51, &mut SeededNoise::new(1));
        assert!(cell.variance.sqrt() < 20.0, "{}", cell.variance.sqrt());
    }

    #[test]
    fn the_filter_has_no_bias_also_not_where_noise_goes_below_zero() {
        let mut noise = SeededNoise::new(2);
        for truth in [0.0, 3.0, 300.0] {
            let cells = 400;
            let mut error = 0.0;
            for _ in 0..cells {
                let mut cell = LocalLevel::unknown();
                weeks_of(&mut cell, truth, 26, &mut noise);
                error += (cell.mean - truth) / f64::from(cells);
            }
            assert!(error.abs() < 4.0 * 16.0 / f64::from(cells).sqrt(), "{truth}: {error}");
        }
    }

    #[test]
    fn a_plant_closure_is_seen_within_weeks_and_without_the_alarm_it_is_not() {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for seed in 0..20 {
            let mut noise = SeededNoise::new(100 + seed);
            let mut cell = LocalLevel::unknown();
            weeks_of(&mut cell, 20.0, 40, &mut noise);
            let mut deaf = cell;
            let week_seen = |cell: &mut LocalLevel, listens: bool, noise: &mut SeededNoise| {
                (1..=12).find(|_| {
                    if !listens {
                        (cell.rise, cell.fall) = (-1e9, -1e9);
                    }
                    cell.drift(20.0, 7.0);
                    cell.observe(320.0 + NOISE * noise.normal(), if listens { NOISE * NOISE } else { 9e4 });
                    cell.mean > 170.0
                })
            };
            with.push(week_seen(&mut cell, true, &mut noise).unwrap_or(99));
            without.push(week_seen(&mut deaf, false, &mut noise).unwrap_or(99));
        }
        with.sort_unstable();
        without.sort_unstable();
        assert!(with[10] <= 3 && with[18] <= 12, "{with:?}");
        assert!(without[10] > 12, "{without:?}");
    }
}
