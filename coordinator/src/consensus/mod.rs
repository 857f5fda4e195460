//! openraft on SQLite and on whatever carries bytes between replicas. Glue only: what commands mean is in `state`.
//!
//! [`replica::Replica`] is what the rest of the program holds: it proposes commands in batches, forwards them to
//! the leader, and serves the other replicas (`serve`). [`log_store`] and [`state_machine`] are the two halves of the
//! storage, each with a file and a writer of its own; [`network`] speaks to the other replicas over a
//! [`network::RaftTransport`].
//!
//! **Invariant:** a replica whose disk fails stops at once and never serves on.

mod batches;
mod codec;
mod incoming;
pub mod log_store;
pub mod network;
pub mod replica;
mod serve;
pub mod snapshot;
pub mod state_machine;
pub mod type_config;

/// Stops the process after a failure of the disk under the log or the state. A supervisor starts it again, and it
/// recovers from what is surely written.
pub(crate) fn stop_for(error: &dyn std::error::Error) -> ! {
    let mut reasons = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reasons = format!("{reasons}: {cause}");
        source = cause.source();
    }
    tracing::error!(
        "the disk of this replica failed, it stops: {reasons}. Make room or repair the disk, then start it again: \
         what was acknowledged is kept"
    );
    std::process::abort()
}
