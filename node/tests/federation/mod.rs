//! The node against a coordinator that does what the test says: joining, delivery, feed, figures, renewal, versions, and
//! the command line around them. The real coordinator is met in the end-to-end tests.

mod command_line;
mod delivery;
mod figures;
mod hub;
mod joining;
mod records;
mod renewal;
pub(crate) mod running_hub;
