//! Tests of the coordinator through its public items, on real files.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

mod admission;
mod deliveries;
mod determinism;
mod federation;
mod figures;
mod full_disk;
mod handovers;
mod membership;
mod network;
mod network_handovers;
mod outages;
mod program;
mod replicas;
mod schema;
mod storage_suite;
mod support;
