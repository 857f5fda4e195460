//! The real coordinator and real nodes in one process, over real QUIC on the loopback address, on a clock that the
//! test moves. What is looked for: who owns a case, what each side holds, and what went over the wire; then the
//! story of the pilot from its first chapter to its last.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod across_borders;
mod admission;
mod carving;
mod copied_node;
mod handover;
mod network;
mod pilot_story;
