//! What the network operator types: one file per command.
