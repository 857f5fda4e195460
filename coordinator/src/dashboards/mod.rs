//! Pages and API of the coordinator.
