//! The only SQL of the coordinator.
