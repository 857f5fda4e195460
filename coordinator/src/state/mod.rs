//! The replicated state: commands, apply, snapshot. Pure and deterministic.
