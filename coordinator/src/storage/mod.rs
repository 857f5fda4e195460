//! The only SQL of the coordinator's state: one file per group of tables, on one SQLite file, `sm.db`.
//!
//! [`StateDatabase`] has two doors: one writer that carries out batches of the log, and short-lived read
//! connections. The log itself lies in another file with a writer of its own, see `consensus::log_store`.

mod accounts;
mod counters;
mod directory;
mod enrolments;
pub mod figures;
pub mod handovers;
pub mod log;
pub mod reader;
pub mod regions;
pub mod releases;
mod row;
mod schema;
pub mod sessions;
mod state;
pub mod vacancies;
pub mod view;
mod wal;

pub use accounts::{all_accounts, find_account};
pub use counters::{counter, directory_time_ms, mailbox_sequence, time_ms};
pub use directory::directory;
pub use enrolments::{find_enrolment, find_invitation, pending_enrolment};
pub use reader::snapshot;
pub use state::{Applying, Progress, StateDatabase, progress, state_hash};
pub use view::is_something_due;
