//! What replicas say to each other, over QUIC: each replica proves its number by its certificate.

use crate::consensus::{
    network::{Carried, RaftTransport, TransportError},
    replica::Replica,
    type_config::ReplicaId,
};
use identity::certificate::replica_name;
use protocol::{Frame, FrameHeader, kind, latest::ErrorCode};
use service::{
    SharedClock,
    quic::{Alpn, Connection, ConnectionOptions, Credentials, Handler, HandlerFuture, Peer, Trust, answer},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

/// Connections to the other replicas, made when they are needed.
#[derive(Debug)]
pub struct QuicTransport {
    credentials: Mutex<Credentials>,
    trust: Trust,
    clock: SharedClock,
    connections: Mutex<BTreeMap<(ReplicaId, String), Arc<Connection>>>,
}

impl QuicTransport {
    /// A transport that shows these credentials.
    #[must_use]
    pub fn new(credentials: Credentials, trust: Trust, clock: SharedClock) -> Self {
        Self { credentials: Mutex::new(credentials), trust, clock, connections: Mutex::default() }
    }

    /// Shows other credentials from the next connection on.
    pub async fn replace_credentials(&self, credentials: &Credentials) {
        *self.credentials.lock().unwrap_or_else(PoisonError::into_inner) = credentials.clone();
        let connections: Vec<_> = self.connections().values().cloned().collect();
        for connection in connections {
            connection.reconnect_with(|options| options.credentials = Some(credentials.clone())).await;
        }
    }

    /// Ends all connections.
    pub async fn close(&self) {
        let connections = std::mem::take(&mut *self.connections());
        for connection in connections.into_values() {
            connection.close().await;
        }
    }

    fn connection(&self, to: ReplicaId, address: &str) -> Arc<Connection> {
        let mut connections = self.connections();
        let connection = connections.entry((to, address.to_owned())).or_insert_with(|| {
            let credentials = self.credentials.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let coordinator = ConnectionOptions::to_coordinator(
                vec![address.to_owned()],
                Alpn::Raft,
                self.trust.clone(),
                Arc::clone(&self.clock),
            );
            // That replica and no other: its number is in its certificate.
            let server_name = replica_name(to);
            Arc::new(Connection::new(ConnectionOptions {
                server_name,
                credentials: Some(credentials),
                ..coordinator
            }))
        });
        Arc::clone(connection)
    }

    fn connections(&self) -> MutexGuard<'_, BTreeMap<(ReplicaId, String), Arc<Connection>>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RaftTransport for QuicTransport {
    fn call<'a>(
        &'a self,
        to: ReplicaId,
        address: &'a str,
        kind: u16,
        payload: Vec<u8>,
        deadline: Duration,
    ) -> Carried<'a> {
        Box::pin(async move {
            let connection = self.connection(to, address);
            let called = connection.call_raw_within(kind, payload, deadline).await;
            called.map_err(|error| TransportError { to, reason: error.to_string() })
        })
    }
}

/// Answers other replicas. The replica is put in when it has started: it needs the transport first.
#[derive(Debug, Clone, Default)]
pub struct Replicas(pub Arc<OnceLock<Replica>>);

impl Handler for Replicas {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            let (Peer::Replica(from), Some(replica)) = (peer, self.0.get()) else {
                return answer::refuse(&frame.header, ErrorCode::Unavailable, "this replica is starting");
            };
            match replica.serve(*from, frame.header.kind, &frame.payload).await {
                Ok(payload) => {
                    Frame { header: FrameHeader { kind: kind::RAFT_REPLY, ..frame.header }, payload }
                }
                Err(sentence) => answer::refuse(&frame.header, ErrorCode::Unavailable, &sentence),
            }
        })
    }
}
