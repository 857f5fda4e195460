//! What a replica answers the other replicas.

use super::replica::{Decided, Replica};
use super::{
    codec,
    network::{Forward, ForwardReply, SnapshotPart, SnapshotPartReply},
    type_config::{ReplicaId, TypeConfig, Vote},
};
use crate::state::store::StoreError;
use openraft::{
    Snapshot,
    raft::{AppendEntriesRequest, VoteRequest},
};
use protocol::kind;
use tracing::info;

impl Replica {
    /// Answers another replica.
    ///
    /// # Errors
    /// A sentence when the request is not understood or this replica stops.
    pub async fn serve(&self, from: ReplicaId, kind: u16, payload: &[u8]) -> Result<Vec<u8>, String> {
        let raft = &self.inner.raft;
        let says = |error: &dyn std::error::Error| format!("replica {from} asked in vain: {error}");
        let understood = |error: StoreError| says(&error);
        let reply = match kind {
            kind::RAFT_APPEND => {
                let request: AppendEntriesRequest<TypeConfig> = codec::decode(payload).map_err(understood)?;
                speaks_for_itself(from, &request.vote)?;
                codec::encode(&raft.append_entries(request).await.map_err(|error| says(&error))?)
            }
            kind::RAFT_VOTE => {
                let request: VoteRequest<ReplicaId> = codec::decode(payload).map_err(understood)?;
                speaks_for_itself(from, &request.vote)?;
                codec::encode(&raft.vote(request).await.map_err(|error| says(&error))?)
            }
            kind::RAFT_SNAPSHOT => {
                let part: SnapshotPart = codec::decode(payload).map_err(understood)?;
                speaks_for_itself(from, &part.vote)?;
                codec::encode(&self.take_part(part).await?)
            }
            kind::RAFT_FORWARD => {
                let request: Forward = codec::decode(payload).map_err(understood)?;
                if !self.status().replicas.contains_key(&from) {
                    return Err(format!("replica {from} is not a member of this network"));
                }
                codec::encode(&self.take_forward(request).await)
            }
            other => return Err(format!("replicas do not say messages of kind {other}")),
        };
        reply.map_err(understood)
    }

    async fn take_forward(&self, request: Forward) -> ForwardReply {
        match self.decide_here(request.commands).await {
            Ok(Decided::Done { log_index, replies }) => ForwardReply::Done { log_index, replies },
            Ok(Decided::Elsewhere(_)) | Err(_) => ForwardReply::NotNow,
        }
    }

    async fn take_part(&self, part: SnapshotPart) -> Result<SnapshotPartReply, String> {
        let SnapshotPart { vote, meta, offset, bytes, last } = part;
        let incoming = &self.inner.incoming;
        let file = match incoming.file_for(&meta.snapshot_id, offset) {
            Some(file) => file,
            None if offset == 0 => *self
                .inner
                .raft
                .begin_receiving_snapshot()
                .await
                .map_err(|error| format!("a snapshot cannot be received: {error}"))?,
            None => return Ok(SnapshotPartReply::OutOfOrder),
        };
        let next = offset + bytes.0.len() as u64;
        let writing = file.clone();
        let written = tokio::task::spawn_blocking(move || writing.write_at(offset, &bytes.0)).await;
        if let Err(error) = written.map_err(std::io::Error::from).and_then(|written| written) {
            super::stop_for(&error);
        }
        if !last {
            let expected = incoming.expect(meta.snapshot_id, file, next);
            expected.unwrap_or_else(|error| super::stop_for(&error));
            return Ok(SnapshotPartReply::Continue);
        }
        incoming.complete(&file).unwrap_or_else(|error| super::stop_for(&error));
        info!(snapshot.size_bytes = next, "a snapshot came in whole and is installed");
        let snapshot = Snapshot { meta, snapshot: Box::new(file.clone()) };
        let installed = self.inner.raft.install_full_snapshot(vote, snapshot).await;
        // One that was not needed any more lies there still; an installed one has another name by now.
        file.discard().unwrap_or_else(|error| super::stop_for(&error));
        installed
            .map(SnapshotPartReply::Installed)
            .map_err(|error| format!("a snapshot was not installed: {error}"))
    }
}

/// A replica leads or stands for election in its own name only. Whether it is a member is not asked here: it may have
/// become one, and the leader, while this replica was away, which then learns it from that very leader.
fn speaks_for_itself(from: ReplicaId, vote: &Vote) -> Result<(), String> {
    match vote.leader_id().voted_for() {
        Some(named) if named != from => Err(format!("replica {from} speaks in the name of replica {named}")),
        _ => Ok(()),
    }
}
