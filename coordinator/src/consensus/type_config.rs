//! The types that openraft works with.

use super::snapshot::SnapshotFile;
use crate::state::command::{Batch, Reply};

/// The number of a replica; never used again for another machine.
pub type ReplicaId = u64;

openraft::declare_raft_types!(
    /// Batches of commands in, one reply for each command out, snapshots as files.
    pub TypeConfig:
        D = Batch,
        R = Vec<Reply>,
        NodeId = u64,
        Node = openraft::BasicNode,
        Entry = openraft::Entry<TypeConfig>,
        SnapshotData = SnapshotFile,
        Responder = openraft::impls::OneshotResponder<TypeConfig>,
        AsyncRuntime = openraft::TokioRuntime,
);

/// An entry of the log.
pub type Entry = openraft::Entry<TypeConfig>;
/// A place in the log with the term in which it was written.
pub type LogId = openraft::LogId<ReplicaId>;
/// A vote.
pub type Vote = openraft::Vote<ReplicaId>;
/// An error that openraft takes from a store.
pub type StorageError = openraft::StorageError<ReplicaId>;
