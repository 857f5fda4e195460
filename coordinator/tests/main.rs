//! Tests of the coordinator through its public items, on real files.

mod admission;
mod deliveries;
mod determinism;
mod handovers;
mod replicas;
mod storage_suite;
mod support;
