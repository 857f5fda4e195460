//! A sampler with a seed, for tests that need the same noise again. Rounded, not exact: it protects nobody.

use crate::noise::{NoiseError, NoiseSource, Sigma};

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
