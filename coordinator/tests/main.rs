//! Tests of the coordinator through its public items, on real files.

mod admission;
mod deliveries;
mod determinism;
mod federation;
mod handovers;
mod network;
mod program;
mod replicas;
mod storage_suite;
mod support;
