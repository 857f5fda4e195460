//! Workflows of a node on a real database, with a network of a few lines between the nodes.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

mod accounts;
mod cases;
mod desk;
mod handover;
mod network;
mod people;
mod vacancies;
