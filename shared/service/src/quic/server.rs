//! The serving end: accepts connections, asks who is there, reads a frame per stream and hands it to the handler
//! of the connection's ALPN.

use super::{
    Alpn, CloseCode, Credentials, FrameObserver, Limits, Peer, TlsError, answer,
    limits::{Doorkeeper, Place, STREAMS_OF_A_MEMBER, WINDOW_OF_A_MEMBER},
    stream::{ReadFrameError, read_frame, write_frame},
    tls,
};
use crate::{SharedClock, TaskGroup};
use identity::{Holder, certificate::identify};
use protocol::{Frame, latest::ErrorCode};
use quinn::crypto::rustls::HandshakeData;
use rustls::pki_types::CertificateDer;
use std::{io, net::SocketAddr, pin::Pin, sync::Arc};
use tracing::{debug, info};

/// The answer of a handler, later.
pub type HandlerFuture<'a> = Pin<Box<dyn Future<Output = Frame> + Send + 'a>>;

/// Answers frames. It decides by the [`Peer`] what the other side may do, and answers with
/// [`answer::reply`] or [`answer::refuse`].
pub trait Handler: Send + Sync + 'static {
    /// Answers one frame. The version of the frame is one that this side speaks.
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a>;
}

/// Who answers on which ALPN; what has no handler is not offered.
#[derive(Clone, Default)]
pub struct Handlers {
    /// Regions' nodes.
    pub nodes: Option<Arc<dyn Handler>>,
    /// The other replicas.
    pub replicas: Option<Arc<dyn Handler>>,
    /// Those who want to join.
    pub enrolment: Option<Arc<dyn Handler>>,
}

impl Handlers {
    fn of(&self, alpn: Alpn) -> Option<&Arc<dyn Handler>> {
        match alpn {
            Alpn::Node => self.nodes.as_ref(),
            Alpn::Raft => self.replicas.as_ref(),
            Alpn::Enrol => self.enrolment.as_ref(),
        }
    }

    fn alpns(&self) -> Vec<Alpn> {
        [Alpn::Node, Alpn::Raft, Alpn::Enrol].into_iter().filter(|alpn| self.of(*alpn).is_some()).collect()
    }
}

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handlers({:?})", self.alpns())
    }
}

/// What a server needs.
#[derive(Clone)]
pub struct ServerOptions {
    /// The UDP address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The replica's certificate and key.
    pub credentials: Credentials,
    /// The authority's certificate, under which clients must stand.
    pub authority: CertificateDer<'static>,
    /// By which certificates are judged.
    pub clock: SharedClock,
    /// How much of the server others may take.
    pub limits: Limits,
    /// Sees every frame, in tests.
    pub observer: Option<Arc<dyn FrameObserver>>,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Certificates and keys do not fit.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The port is taken, or the address is not this machine's.
    #[error("cannot listen on UDP {address}: is another program using that port?")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// A server that listens.
#[derive(Debug, Clone)]
pub struct Server {
    endpoint: quinn::Endpoint,
    shared: Arc<Shared>,
}

struct Shared {
    handlers: Handlers,
    observer: Option<Arc<dyn FrameObserver>>,
    authority: CertificateDer<'static>,
    clock: SharedClock,
    door: Doorkeeper,
    tasks: TaskGroup,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.handlers)
    }
}

impl Server {
    /// Starts to listen; ends with the task group.
    ///
    /// # Errors
    /// [`ServerError`] when the certificates do not fit or the port is taken.
    pub fn start(options: ServerOptions, handlers: Handlers, tasks: &TaskGroup) -> Result<Self, ServerError> {
        let alpns = handlers.alpns();
        let ServerOptions { listen, credentials, authority, clock, limits, observer } = options;
        let config = server_config(&credentials, &authority, &alpns, &clock)?;
        let endpoint = quinn::Endpoint::server(config, listen)
            .map_err(|source| ServerError::Listen { address: listen, source })?;
        let (door, tasks_of_all) = (Doorkeeper::new(limits), tasks.clone());
        let shared = Arc::new(Shared { handlers, observer, authority, clock, door, tasks: tasks_of_all });
        let server = Self { endpoint, shared };
        tasks.spawn("quic", server.clone().run());
        Ok(server)
    }

    /// The address that it listens on.
    ///
    /// # Errors
    /// The system's error.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.endpoint.local_addr()
    }

    /// Uses another certificate for connections from now on.
    ///
    /// # Errors
    /// [`TlsError`] when it does not fit its key; the old one stays.
    pub fn replace_credentials(&self, credentials: &Credentials) -> Result<(), TlsError> {
        let Shared { authority, clock, handlers, .. } = &*self.shared;
        let config = server_config(credentials, authority, &handlers.alpns(), clock)?;
        self.endpoint.set_server_config(Some(config));
        Ok(())
    }

    async fn run(self) {
        let tasks = &self.shared.tasks;
        while let Some(Some(incoming)) = tasks.token().run_until_cancelled(self.endpoint.accept()).await {
            let shared = Arc::clone(&self.shared);
            let address = incoming.remote_address();
            if shared.door.is_crowded() && incoming.may_retry() {
                // An address that is somebody else's does not come back.
                incoming.retry().unwrap_or_else(|error| error.into_incoming().ignore());
                continue;
            }
            let Some(place) = shared.door.let_stranger_in(address.ip()) else {
                debug!("{address} is sent away: there are enough connections");
                incoming.refuse();
                continue;
            };
            tasks.spawn("quic connection", async move {
                match tokio::time::timeout(shared.door.limits().patience, incoming).await {
                    Ok(Ok(connection)) => shared.serve(connection, place).await,
                    Ok(Err(error)) => debug!("{address} did not shake hands: {error}"),
                    Err(_) => debug!("{address} did not shake hands in time"),
                }
            });
        }
        self.endpoint.close(CloseCode::GoingAway.into(), b"the program stops");
        self.endpoint.wait_idle().await;
    }
}

fn server_config(
    credentials: &Credentials,
    authority: &CertificateDer<'_>,
    alpns: &[Alpn],
    clock: &SharedClock,
) -> Result<quinn::ServerConfig, TlsError> {
    let crypto = tls::server_config(credentials, authority, alpns, clock)?;
    let mut config = quinn::ServerConfig::with_crypto(Arc::new(crypto));
    config.transport_config(Arc::new(tls::server_transport()));
    Ok(config)
}

impl Shared {
    async fn serve(self: Arc<Self>, connection: quinn::Connection, place: Place) {
        let (alpn, peer) = match admit(&connection) {
            Ok(admitted) => admitted,
            Err(reason) => {
                info!("{} is sent away: {reason}", connection.remote_address());
                connection.close(CloseCode::NotForYou.into(), reason.as_bytes());
                return;
            }
        };
        let peer = Arc::new(peer);
        debug!(peer = %peer, "{peer} is connected on {}", alpn.name());
        match &*peer {
            Peer::Anonymous => self.serve_stranger(&connection, alpn, &peer).await,
            Peer::Region { .. } | Peer::Replica(_) => {
                let Some(_place) = self.door.let_member_in(&peer.to_string()) else {
                    info!(peer = %peer, "{peer} is sent away: it has enough connections");
                    return connection.close(CloseCode::Enough.into(), b"there are enough connections");
                };
                drop(place);
                connection.set_max_concurrent_bi_streams(STREAMS_OF_A_MEMBER.into());
                connection.set_receive_window(WINDOW_OF_A_MEMBER.into());
                self.serve_requests(&connection, alpn, &peer).await;
            }
        }
    }

    /// Answers somebody without a certificate for a while.
    async fn serve_stranger(self: &Arc<Self>, connection: &quinn::Connection, alpn: Alpn, peer: &Arc<Peer>) {
        let Limits { stranger_idle, stranger_life, .. } = *self.door.limits();
        let served = async {
            while let Ok(true) =
                tokio::time::timeout(stranger_idle, self.serve_one(connection, alpn, peer)).await
            {
            }
        };
        // Whichever limit it was, or it went by itself.
        tokio::time::timeout(stranger_life, served).await.unwrap_or_default();
        connection.close(CloseCode::Enough.into(), b"connect again when there is more to ask");
    }

    async fn serve_requests(self: &Arc<Self>, connection: &quinn::Connection, alpn: Alpn, peer: &Arc<Peer>) {
        while self.serve_one(connection, alpn, peer).await {}
    }

    /// Waits for a request and has it answered. False: there will be no more.
    async fn serve_one(
        self: &Arc<Self>,
        connection: &quinn::Connection,
        alpn: Alpn,
        peer: &Arc<Peer>,
    ) -> bool {
        let Some(Ok((send, receive))) = self.tasks.token().run_until_cancelled(connection.accept_bi()).await
        else {
            return false;
        };
        let (shared, peer) = (Arc::clone(self), Arc::clone(peer));
        self.tasks.spawn("quic request", async move {
            shared.answer(alpn, &peer, send, receive).await;
        });
        true
    }

    async fn answer(
        &self,
        alpn: Alpn,
        peer: &Peer,
        mut send: quinn::SendStream,
        mut receive: quinn::RecvStream,
    ) {
        let name = peer.to_string();
        let observer = || self.observer.as_deref().map(|observer| (observer, name.as_str()));
        let patience = self.door.limits().patience;
        let limit_bytes = alpn.largest_request_bytes();
        let read = tokio::time::timeout(patience, read_frame(&mut receive, limit_bytes, observer())).await;
        let answer = match read {
            Ok(Ok(frame)) => self.handle(alpn, peer, frame).await,
            Ok(Err(ReadFrameError::Frame(error))) => {
                info!(peer = %peer, "{peer} sent no frame: {error}");
                answer::refuse_bytes(&error.to_string())
            }
            Ok(Err(error)) => return debug!(peer = %peer, "{peer}: {error}"),
            Err(_) => return debug!(peer = %peer, "{peer} did not finish a request"),
        };
        match tokio::time::timeout(patience, write_frame(&mut send, &answer, observer())).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return debug!(peer = %peer, "{peer} did not wait for its answer: {error}"),
            Err(_) => {
                info!(peer = %peer, "{peer} does not read its answer");
                return send.reset(CloseCode::Enough.into()).unwrap_or_default();
            }
        }
        // Whatever else the other side still sends on this stream is not read any more.
        receive.stop(CloseCode::GoingAway.into()).unwrap_or_default();
        self.let_it_be_read(peer, &mut send).await;
    }

    /// Waits until the answer has arrived, so that those who never read do not pile up answers here.
    async fn let_it_be_read(&self, peer: &Peer, send: &mut quinn::SendStream) {
        let arrived = self.tasks.token().run_until_cancelled(send.stopped());
        if tokio::time::timeout(self.door.limits().patience, arrived).await.is_err() {
            info!(peer = %peer, "{peer} does not read its answer");
            send.reset(CloseCode::Enough.into()).unwrap_or_default();
        }
    }

    async fn handle(&self, alpn: Alpn, peer: &Peer, frame: Frame) -> Frame {
        let header = frame.header;
        match self.handlers.of(alpn) {
            _ if !header.version.is_spoken() => {
                let sentence = format!("protocol version {} is not spoken here", header.version);
                info!(peer = %peer, "{peer}: {sentence}");
                answer::refuse(&header, ErrorCode::UnknownVersion, &sentence)
            }
            Some(handler) => handler.handle(peer, frame).await,
            None => answer::refuse(&header, ErrorCode::UnknownKind, "nobody answers here"),
        }
    }
}

/// Who is at the other end of a connection, if that may be on its ALPN; or the reason why not.
fn admit(connection: &quinn::Connection) -> Result<(Alpn, Peer), String> {
    let alpn = connection
        .handshake_data()
        .and_then(|data| data.downcast::<HandshakeData>().ok())
        .and_then(|data| Alpn::from_name(data.protocol.as_deref()?))
        .ok_or("no protocol was negotiated")?;
    let certificate = connection
        .peer_identity()
        .and_then(|identity| identity.downcast::<Vec<CertificateDer<'static>>>().ok())
        .and_then(|chain| chain.first().cloned());
    let peer = match certificate {
        None => Peer::Anonymous,
        Some(certificate) => {
            let identity = identify(&certificate).map_err(|error| error.to_string())?;
            match identity.holder {
                Holder::Region(region) => Peer::Region { region, serial: identity.serial },
                Holder::Replica(replica) => Peer::Replica(replica),
            }
        }
    };
    match (alpn, &peer) {
        (Alpn::Node, Peer::Region { .. }) | (Alpn::Raft, Peer::Replica(_)) | (Alpn::Enrol, _) => {
            Ok((alpn, peer))
        }
        (Alpn::Node, _) => Err("a region's certificate is needed on schakel/1".to_owned()),
        (Alpn::Raft, _) => Err("a replica's certificate is needed on schakel-raft/1".to_owned()),
    }
}
