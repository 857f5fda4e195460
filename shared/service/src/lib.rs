//! Configuration, logging, clock, tasks, QUIC endpoint, control socket and what the pages of both programs share.
//!
//! [`clock`] is the only place that reads the real time, [`task`] the only one that starts a task, [`config`]
//! the only one that reads a configuration file;
//! [`settings`] are the parts of it that both programs have. [`quic`] carries frames between programs, [`control`] carries
//! commands from the operator's command line to the running program, [`data_dir`] makes sure that there is only
//! one such program per folder.
//!
//! **Invariant:** nothing here knows a candidate, a vacancy or a hand-over.

pub mod clock;
pub mod config;
pub mod control;
pub mod data_dir;
pub mod logging;
pub mod quic;
pub mod settings;
pub mod task;

pub use clock::{Clock, ManualClock, SharedClock, SimulatedClock, SystemClock};
pub use config::ConfigError;
pub use data_dir::{DataDir, DataDirError};
pub use logging::LoggingConfig;
pub use task::TaskGroup;

// The templates are compiled into other crates too and name types of this one by its name.
extern crate self as service;

pub mod web;
