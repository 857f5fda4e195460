//! What replicas say to each other. One request and one reply at a time over a [`RaftTransport`]; a snapshot goes
//! as a row of parts.

use super::{
    codec,
    snapshot::Meta,
    type_config::{ReplicaId, TypeConfig, Vote},
};
use crate::state::{
    command::{Command, Reply},
    record::Blob,
};
use openraft::{
    BasicNode, RaftNetwork, RaftNetworkFactory, Snapshot,
    error::{Fatal, NetworkError, RPCError, RaftError, ReplicationClosed, StreamingError, Unreachable},
    network::RPCOption,
    raft::{AppendEntriesRequest, AppendEntriesResponse, SnapshotResponse, VoteRequest, VoteResponse},
};
use protocol::kind;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{fmt::Debug, pin::Pin, sync::Arc, time::Duration};

/// Bytes of a snapshot in one message; far below the largest frame.
const PART_BYTES: usize = 1024 * 1024;
/// How long one part of a snapshot may take, its installation included.
const PART_DEADLINE: Duration = Duration::from_secs(60);

/// A reply that takes a while.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, TransportError>> + Send + 'a>>;

/// Carries one request to another replica and its reply back.
pub trait RaftTransport: Debug + Send + Sync + 'static {
    /// Sends a request of a kind from [`protocol::kind`] to replica `to`, which listens at `address`, and gives its
    /// reply. The other side is that replica and no other: the transport checks it.
    fn call<'a>(
        &'a self,
        to: ReplicaId,
        address: &'a str,
        kind: u16,
        payload: Vec<u8>,
        deadline: Duration,
    ) -> Carried<'a>;
}

/// A request that brought no reply.
#[derive(Debug, thiserror::Error)]
#[error("replica {to} cannot be reached: {reason}")]
pub struct TransportError {
    /// The replica.
    pub to: ReplicaId,
    /// What happened, in words.
    pub reason: String,
}

/// A part of a snapshot.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SnapshotPart {
    pub(super) vote: Vote,
    pub(super) meta: Meta,
    pub(super) offset: u64,
    pub(super) bytes: Blob,
    pub(super) last: bool,
}

/// The reply to a part.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum SnapshotPartReply {
    /// Send the next one.
    Continue,
    /// The parts do not follow each other; begin again.
    OutOfOrder,
    /// It was the last one.
    Installed(SnapshotResponse<ReplicaId>),
}

/// Commands for the leader; none at all asks only how far the log is committed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Forward {
    pub(super) commands: Vec<Command>,
}

/// What the leader says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ForwardReply {
    /// Carried out up to this place in the log.
    Done {
        /// The place.
        log_index: u64,
        /// One reply for each command.
        replies: Vec<Reply>,
    },
    /// This replica does not lead, or cannot decide now.
    NotNow,
}

/// Makes the connections that openraft asks for.
#[derive(Debug, Clone)]
pub struct Network {
    transport: Arc<dyn RaftTransport>,
}

impl Network {
    /// A network over this transport.
    #[must_use]
    pub fn new(transport: Arc<dyn RaftTransport>) -> Self {
        Self { transport }
    }
}

impl RaftNetworkFactory<TypeConfig> for Network {
    type Network = Peer;

    async fn new_client(&mut self, target: ReplicaId, node: &BasicNode) -> Peer {
        Peer { to: target, address: node.addr.clone(), transport: Arc::clone(&self.transport) }
    }
}

/// Another replica.
#[derive(Debug)]
pub struct Peer {
    to: ReplicaId,
    address: String,
    transport: Arc<dyn RaftTransport>,
}

impl Peer {
    async fn ask<Q: Serialize, A: DeserializeOwned>(
        &self,
        kind: u16,
        request: &Q,
        deadline: Duration,
    ) -> Result<A, Unanswered> {
        let payload =
            codec::encode(request).map_err(|error| Unanswered::Garbled(NetworkError::new(&error)))?;
        let reply = self
            .transport
            .call(self.to, &self.address, kind, payload, deadline)
            .await
            .map_err(|error| Unanswered::Unreachable(Unreachable::new(&error)))?;
        codec::decode(&reply).map_err(|error| Unanswered::Garbled(NetworkError::new(&error)))
    }
}

enum Unanswered {
    Unreachable(Unreachable),
    Garbled(NetworkError),
}

type RpcError = RPCError<ReplicaId, BasicNode, RaftError<ReplicaId>>;

impl From<Unanswered> for RpcError {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Unreachable(error) => Self::Unreachable(error),
            Unanswered::Garbled(error) => Self::Network(error),
        }
    }
}

type SnapshotError = StreamingError<TypeConfig, Fatal<ReplicaId>>;

impl From<Unanswered> for SnapshotError {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Unreachable(error) => Self::Unreachable(error),
            Unanswered::Garbled(error) => Self::Network(error),
        }
    }
}

impl RaftNetwork<TypeConfig> for Peer {
    async fn append_entries(
        &mut self,
        rpc: AppendEntriesRequest<TypeConfig>,
        option: RPCOption,
    ) -> Result<AppendEntriesResponse<ReplicaId>, RpcError> {
        Ok(self.ask(kind::RAFT_APPEND, &rpc, option.hard_ttl()).await?)
    }

    async fn vote(
        &mut self,
        rpc: VoteRequest<ReplicaId>,
        option: RPCOption,
    ) -> Result<VoteResponse<ReplicaId>, RpcError> {
        Ok(self.ask(kind::RAFT_VOTE, &rpc, option.hard_ttl()).await?)
    }

    async fn full_snapshot(
        &mut self,
        vote: Vote,
        snapshot: Snapshot<TypeConfig>,
        cancel: impl Future<Output = ReplicationClosed> + Send + 'static,
        _option: RPCOption,
    ) -> Result<SnapshotResponse<ReplicaId>, SnapshotError> {
        tokio::select! {
            closed = cancel => Err(StreamingError::Closed(closed)),
            sent = self.send_snapshot(vote, snapshot) => sent,
        }
    }
}

impl Peer {
    async fn send_snapshot(
        &self,
        vote: Vote,
        snapshot: Snapshot<TypeConfig>,
    ) -> Result<SnapshotResponse<ReplicaId>, SnapshotError> {
        let broken = |error: std::io::Error| StreamingError::Network(NetworkError::new(&error));
        let size_bytes = snapshot.snapshot.size_bytes().map_err(broken)?;
        let mut offset = 0;
        loop {
            let file = snapshot.snapshot.clone();
            let read = tokio::task::spawn_blocking(move || file.read_at(offset, PART_BYTES)).await;
            let bytes = read.map_err(|error| broken(error.into()))?.map_err(broken)?;
            let next = offset + bytes.len() as u64;
            let last = next >= size_bytes;
            let part = SnapshotPart { vote, meta: snapshot.meta.clone(), offset, bytes: Blob(bytes), last };
            match self.ask(kind::RAFT_SNAPSHOT, &part, PART_DEADLINE).await? {
                SnapshotPartReply::Continue if last => {
                    let error = std::io::Error::other("the last part of a snapshot was not installed");
                    return Err(broken(error));
                }
                SnapshotPartReply::Continue => offset = next,
                SnapshotPartReply::OutOfOrder => {
                    return Err(broken(std::io::Error::other("the parts of a snapshot came out of order")));
                }
                SnapshotPartReply::Installed(response) => return Ok(response),
            }
        }
    }
}
