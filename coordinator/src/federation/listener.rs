//! One UDP port for nodes, newcomers and replicas, and the replica's own certificate.

use super::{
    dispatch::{Newcomers, Nodes},
    replicas::Replicas,
};
use crate::{consensus::type_config::ReplicaId, handle::CoordinatorHandle};
use identity::{CertificateError, KeyError, NetworkAuthority, TlsKey, certificate::replica_name};
use jiff::Timestamp;
use protocol::{Frame, latest::ErrorCode};
use service::{
    SharedClock, TaskGroup,
    quic::{
        Credentials, FrameObserver, Handler, HandlerFuture, Handlers, Limits, Peer, Server, ServerError,
        ServerOptions, answer,
    },
};
use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

/// The certificate of a replica, with the moment from which it is renewed.
#[derive(Debug, Clone)]
pub struct ReplicaCertificate {
    /// Certificate and key.
    pub credentials: Credentials,
    /// Two thirds of its life.
    pub renew_from: Timestamp,
}

/// Why a replica has no certificate.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaCertificateError {
    /// No key can be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The authority does not issue it.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

impl ReplicaCertificate {
    /// Issues a certificate for a fresh key. Each replica holds the authority, so it needs nobody for it, and
    /// nothing is written to disk.
    ///
    /// # Errors
    /// [`ReplicaCertificateError`] without random bytes.
    pub fn issue(
        authority: &NetworkAuthority,
        replica: ReplicaId,
        now: Timestamp,
    ) -> Result<Self, ReplicaCertificateError> {
        let key = TlsKey::generate()?;
        let request = key.signing_request(&replica_name(replica))?;
        let issued = authority.issue_replica(replica, &request, now)?;
        let renew_from = now.saturating_add(now.duration_until(issued.not_after) * 2 / 3).unwrap_or(now);
        Ok(Self { credentials: Credentials::new(&issued.chain, &key), renew_from })
    }
}

/// Where the federation listens and as whom.
pub struct ListenerOptions {
    /// The UDP address.
    pub listen: SocketAddr,
    /// The replica's certificate.
    pub credentials: Credentials,
    /// The clock.
    pub clock: SharedClock,
    /// Sees every frame, in tests.
    pub observer: Option<Arc<dyn FrameObserver>>,
}

/// The listening end. It listens before the coordinator is whole, because the replica needs its real address; until
/// [`Listener::open`] everybody is asked to come again.
#[derive(Debug, Clone)]
pub struct Listener {
    server: Server,
    handle: Arc<OnceLock<CoordinatorHandle>>,
}

impl Listener {
    /// Starts to listen; ends with the task group.
    ///
    /// # Errors
    /// [`ServerError`] when the port is taken.
    pub fn start(
        options: ListenerOptions,
        authority: &NetworkAuthority,
        replicas: &Replicas,
        tasks: &TaskGroup,
    ) -> Result<Self, ServerError> {
        let handle = Arc::new(OnceLock::new());
        let handlers = Handlers {
            nodes: Some(Arc::new(WhenOpen { handle: Arc::clone(&handle), serve: Door::Nodes })),
            enrolment: Some(Arc::new(WhenOpen { handle: Arc::clone(&handle), serve: Door::Newcomers })),
            replicas: Some(Arc::new(replicas.clone())),
        };
        let options = ServerOptions {
            listen: options.listen,
            credentials: options.credentials,
            authority: authority.certificate().clone(),
            clock: options.clock,
            limits: Limits::default(),
            observer: options.observer,
        };
        Ok(Self { server: Server::start(options, handlers, tasks)?, handle })
    }

    /// The server, for its address and its certificate.
    #[must_use]
    pub const fn server(&self) -> &Server {
        &self.server
    }

    /// Serves nodes from now on.
    pub fn open(&self, handle: &CoordinatorHandle) {
        // Opening twice is opening once.
        drop(self.handle.set(handle.clone()));
    }
}

#[derive(Debug, Clone, Copy)]
enum Door {
    Nodes,
    Newcomers,
}

struct WhenOpen {
    handle: Arc<OnceLock<CoordinatorHandle>>,
    serve: Door,
}

impl Handler for WhenOpen {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            match (self.handle.get(), self.serve) {
                (Some(handle), Door::Nodes) => Nodes(handle.clone()).handle(peer, frame).await,
                (Some(handle), Door::Newcomers) => Newcomers(handle.clone()).handle(peer, frame).await,
                (None, _) => answer::refuse_until(&frame.header, ErrorCode::Unavailable, "starting", Some(1)),
            }
        })
    }
}
