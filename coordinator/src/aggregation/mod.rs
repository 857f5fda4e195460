//! From noisy tables to shortage and surplus with intervals. Pure: values in, values out, time an argument.
//!
//! In reading order: [`input`] is what comes in; `filter` follows one cell over the weeks, `history` all cells;
//! `posterior` weighs the tables of a region against each other and against the profile of the other regions;
//! [`figure`] and [`tension`] are how a count and a shortage are shown; [`shortage`] is the table for the pages,
//! [`published`] what travels to the regions.
//! The raw noisy tables stay the record; nothing here writes.
//!
//! **Invariant:** noise is never lowered to make a picture nicer. A figure without its interval does not leave
//! this module, and a summary that is older than its period takes no part in a shortage call.

pub mod figure;
mod filter;
mod history;
pub mod input;
mod posterior;
pub mod published;
pub mod shortage;
pub mod tension;

pub use figure::{Estimate, Figure, Interval};
pub use input::{AggregationInput, Group, OccupationGroups};
pub use published::Ingredients;
pub use shortage::{Freshness, RegionSummary, ShortageRow, ShortageTable, shortage_table};
pub use tension::{Balance, TensionClass, Verdict, classify};
