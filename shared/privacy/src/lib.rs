//! What protects a person in the published summaries: tables, noise, budget and conversion.
//!
//! In reading order: [`table`] says which tables exist, what each costs and how large its noise is; [`noise`]
//! draws that noise; [`budget`] decides whether one more release fits; [`conversion`] says what a budget means
//! as epsilon. Nothing here stores, sends or knows a clock.
//!
//! **Invariant:** every figure of the mechanism is derived from [`budget::RUNNING_BUDGET`] and a table's share
//! of it. No standard deviation is typed in by hand.

pub mod budget;
pub mod conversion;
pub mod noise;
pub mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use budget::{Budget, BudgetError, Ledger};
pub use noise::{DiscreteGaussian, NoiseError, NoiseSource, Sigma};
pub use table::{KeyError, Table, TableKeys};

#[cfg(all(feature = "testing", not(debug_assertions)))]
compile_error!(
    "the feature `testing` brings a sampler with a known seed and has no place in a release build"
);
