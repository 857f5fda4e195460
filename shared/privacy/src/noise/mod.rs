//! The discrete Gaussian mechanism: integers in, integers out, noise from OpenSSL's generator
//! through OpenDP and OpenSSL. No seed can be given.

use opendp::{
    core::Measurement,
    domains::{AtomDomain, VectorDomain},
    measurements::make_gaussian,
    measures::ZeroConcentratedDivergence,
    metrics::L2Distance,
};
use std::fmt;

/// The noise of one release: its standard deviation, with the sensitivity and the charge that it answers to.
///
/// The deviation is a whole number of hundredths, so that what is published about the noise is exact.
#[derive(Clone, Copy, PartialEq)]
pub struct Sigma {
    centi: u32,
    sensitivity: f64,
    rho_micro: u32,
}

impl Sigma {
    /// A deviation rounded up to hundredths: more noise, never less.
    pub(crate) fn rounded_up(deviation: f64, sensitivity: f64, rho_micro: u32) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a deviation is positive and far below 40 million; the cast saturates"
        )]
        let centi = (deviation * 100.0).ceil() as u32;
        Self { centi, sensitivity, rho_micro }
    }

    /// The standard deviation.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.centi) / 100.0
    }

    /// The standard deviation in hundredths, as the release record states it.
    #[must_use]
    pub const fn centi(self) -> u32 {
        self.centi
    }

    /// What a release with this noise is charged, in millionths of rho.
    #[must_use]
    pub const fn rho_micro(self) -> u32 {
        self.rho_micro
    }
}

impl fmt::Debug for Sigma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sigma({}.{:02})", self.centi / 100, self.centi % 100)
    }
}

/// Noise could not be drawn. Says nothing of the counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoiseError {
    /// The mechanism could not be built or did not draw.
    #[error("the noise mechanism failed: {what}")]
    Mechanism {
        /// Which kind of failure, in the library's words, without values.
        what: String,
    },
    /// The noise would protect less than the charge pays for.
    #[error("the noise costs more privacy than the {charged_micro} millionths of rho that are charged")]
    CostsMoreThanCharged {
        /// What would be charged.
        charged_micro: u32,
    },
}

/// Something that adds noise to exact counts. The noisy counts are the only thing that may be kept.
pub trait NoiseSource {
    /// The counts with fresh independent noise in every cell.
    ///
    /// # Errors
    /// [`NoiseError`] when the mechanism fails or would cost more than its charge; nothing was drawn then.
    fn add(&mut self, exact: &[i64], sigma: Sigma) -> Result<Vec<i64>, NoiseError>;
}

/// The discrete Gaussian of OpenDP.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiscreteGaussian;

type GaussianMeasurement =
    Measurement<VectorDomain<AtomDomain<i64>>, L2Distance<f64>, ZeroConcentratedDivergence, Vec<i64>>;

impl NoiseSource for DiscreteGaussian {
    fn add(&mut self, exact: &[i64], sigma: Sigma) -> Result<Vec<i64>, NoiseError> {
        let mechanism: GaussianMeasurement = make_gaussian(
            VectorDomain::new(AtomDomain::<i64>::default()),
            L2Distance::<f64>::default(),
            sigma.value(),
            None,
        )
        .map_err(|error| failed(&error))?;
        let rho = mechanism.map(&sigma.sensitivity).map_err(|error| failed(&error))?;
        if rho * 1e6 > f64::from(sigma.rho_micro) {
            return Err(NoiseError::CostsMoreThanCharged { charged_micro: sigma.rho_micro });
        }
        mechanism.invoke(&exact.to_vec()).map_err(|error| failed(&error))
    }
}

/// Keeps the kind of the error only: a library's message may quote its input.
fn failed(error: &opendp::error::Error) -> NoiseError {
    NoiseError::Mechanism { what: format!("{:?}", error.variant) }
}

#[cfg(test)]
mod tests;
