//! What an amount of rho (zCDP) means as epsilon, by OpenDP's tight conversion.

use opendp::{combinators::ConcentratedMeasure, measures::ZeroConcentratedDivergence};

/// The delta of every statement about epsilon: less than one in the million and more persons of the network.
pub const DELTA: f64 = 1e-7;

/// The conversion did not give a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rho {rho_micro} millionths could not be converted to epsilon: {what}")]
pub struct ConversionError {
    /// The amount that was to be converted.
    pub rho_micro: u64,
    /// The kind of failure, in the library's words.
    pub what: String,
}

/// The smallest epsilon that `rho_micro` millionths of rho give at [`DELTA`].
///
/// # Errors
/// [`ConversionError`] when the library refuses the amount.
pub fn epsilon(rho_micro: u64) -> Result<f64, ConversionError> {
    let failed =
        |error: opendp::error::Error| ConversionError { rho_micro, what: format!("{:?}", error.variant) };
    let rho = rho_micro as f64 / 1e6;
    let profile = ZeroConcentratedDivergence::convert(rho).map_err(failed)?;
    profile.epsilon(DELTA).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Budget, CEILING_MICRO, RUNNING_BUDGET};

    #[test]
    fn the_conversion_gives_the_published_table() {
        for (published, rho_micro) in
            [(0.1, 254), (0.5, 5_427), (1.0, 20_187), (2.0, 74_181), (4.0, 266_314), (8.0, 919_229)]
        {
            let epsilon = epsilon(rho_micro).unwrap();
            assert!((epsilon / published - 1.0).abs() < 2e-3, "{rho_micro}: {epsilon}");
        }
    }

    #[test]
    fn the_documented_sums_over_two_and_three_years_are_right() {
        for (years, documented) in [(2, 1.45), (3, 1.8)] {
            let epsilon = epsilon(years * RUNNING_BUDGET.cap_micro()).unwrap();
            assert!((epsilon - documented).abs() < 0.03, "{years}: {epsilon}");
        }
    }

    #[test]
    fn the_running_budget_is_epsilon_one_and_nothing_above_epsilon_two_can_be_made() {
        assert!(epsilon(RUNNING_BUDGET.cap_micro()).unwrap() <= 1.0);
        assert!(epsilon(CEILING_MICRO).unwrap() <= 2.0);
        assert!(Budget::new(CEILING_MICRO).is_some() && Budget::new(CEILING_MICRO + 1).is_none());
    }
}
