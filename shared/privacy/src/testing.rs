//! For tests: a sampler with a seed, where the same noise is needed again (rounded, not exact: it protects nobody),
//! and how often a property is tried.

use crate::noise::{NoiseError, NoiseSource, Sigma};

/// How many cases a property has: what `PROPTEST_CASES` says, as in long runs, or else `usual`. Only for a property
/// whose cases cost much less or much more than others; elsewhere proptest's own default reads the same variable.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    cases_or(std::env::var("PROPTEST_CASES").ok().as_deref(), usual)
}

fn cases_or(asked: Option<&str>, usual: u32) -> u32 {
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// Rounded Gaussian noise from a seed. Exists in test builds only.
#[derive(Debug, Clone)]
pub struct SeededNoise {
    state: u64,
}

impl SeededNoise {
    /// The noise of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next of a row of numbers, evenly spread over 0 to 1 (splitmix64).
    pub fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let bits = (mixed >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// The next of a row of standard normal numbers (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

impl NoiseSource for SeededNoise {
    fn add(&mut self, exact: &[i64], sigma: Sigma) -> Result<Vec<i64>, NoiseError> {
        let noisy = exact.iter().map(|count| {
            #[expect(clippy::cast_possible_truncation, reason = "a few hundred at most")]
            let noise = (self.normal() * sigma.value()).round() as i64;
            count + noise
        });
        Ok(noisy.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_says_how_many_cases_a_property_has() {
        assert_eq!(cases_or(Some("20000"), 24), 20_000);
        assert_eq!(cases_or(None, 24), 24);
        assert_eq!(cases_or(Some("many"), 24), 24);
    }
}
