//! The replicated state: what the network decided and keeps. Commands, apply, records, views.
//!
//! [`command`] is what a leader may put into the log; [`apply`] carries one command out over a [`store::StateStore`];
//! [`record`] are the rows; [`view`] is what pages show of them. No SQL, no sockets, no openraft.
//!
//! **Invariant:** `apply` reads no clock, no random source, no file and no unordered map. Time and ids come in the
//! command, so that every replica reaches the same rows.

pub mod apply;
pub mod command;
pub mod record;
pub mod store;
pub mod view;
