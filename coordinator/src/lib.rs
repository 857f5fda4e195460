//! The national coordinator: directory, vacancy feed, hand-over decisions, released tables and what they show.
//!
//! In reading order: [`state`] is the replicated state and its pure `apply`; [`aggregation`] turns noisy tables
//! into figures with intervals; [`routing`] says which regions are likely to have people; [`storage`] holds the
//! only SQL; [`consensus`] is openraft on SQLite and QUIC; [`handle`] is the running coordinator as
//! its parts hold it; [`federation`] serves the nodes; [`background`] does
//! what is due; [`dashboards`] are the pages and the API; [`cli`] is what the network operator types;
//! [`config`] is what can be set. [`coordinator`] builds it all; [`pages`] answers the pages, [`health`] a supervisor and [`control`] the
//! command line out of the handle.

pub mod aggregation;
pub mod background;
pub mod cli;
pub mod config;
pub mod consensus;
pub mod control;
pub mod coordinator;
pub mod dashboards;
pub mod federation;
pub mod handle;
pub mod health;
pub mod pages;
pub mod routing;
pub mod state;
pub mod storage;
