//! Workflows of a node on a real database, with a network of a few lines between the nodes.

mod accounts;
mod cases;
mod desk;
mod handover;
mod network;
mod people;
mod vacancies;
