//! The asking end: a connection that is made when it is needed, made again when it is lost, and moves on to the
//! next address when one does not answer.

use super::{
    Alpn, CloseCode, Credentials, DEFAULT_DEADLINE, FrameObserver, TlsError, Trust,
    stream::{ReadFrameError, read_frame, write_frame},
    tls,
};
use crate::SharedClock;
use identity::certificate::COORDINATOR_NAME;
use protocol::{
    DecodeError, EncodeError, Frame, FrameError, FrameHeader, Message, ProtocolVersion, Request,
    latest::ErrorReply,
};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tracing::debug;
use vocabulary::MessageId;

/// Why a call brought no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The other side answered that it will not.
    #[error("the other side refuses: {}", .0.sentence)]
    Refused(ErrorReply),
    /// No address answered.
    #[error("no connection with {addresses}: {reason}")]
    Connect {
        /// The addresses that were tried.
        addresses: String,
        /// Why the last of them failed.
        reason: String,
    },
    /// The handshake failed: one side does not believe the other's certificate, or there is no common ALPN.
    #[error("{address} and this program do not trust each other: {reason}")]
    NotTrusted {
        /// The address.
        address: String,
        /// What TLS says.
        reason: String,
    },
    /// No answer in time.
    #[error("no answer within {} ms", .0.as_millis())]
    Deadline(Duration),
    /// The connection broke while the answer was awaited; the request may or may not have been carried out.
    #[error("the connection broke off: {0}")]
    Lost(String),
    /// The answer is not a frame.
    #[error("the answer is not a frame")]
    NotAFrame(#[source] FrameError),
    /// The answer is another message than the one that answers the request.
    #[error("the answer is of kind {kind}, not {wanted}")]
    WrongReply {
        /// The kind that came.
        kind: u16,
        /// The kind that was wanted.
        wanted: u16,
    },
    /// The answer cannot be read.
    #[error("the answer cannot be read")]
    Decode(#[source] DecodeError),
    /// The request cannot be written.
    #[error("the request cannot be written")]
    Encode(#[source] EncodeError),
    /// The request is larger than its kind may be.
    #[error("the request has {size_bytes} bytes, {limit_bytes} are allowed")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
        /// The limit of its kind.
        limit_bytes: usize,
    },
    /// The own certificate or key is unusable.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

impl CallError {
    /// Whether the same request may succeed later, so that it is worth keeping.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Refused(reply) => reply.code.is_transient(),
            Self::Encode(_) | Self::TooLarge { .. } => false,
            Self::Connect { .. }
            | Self::NotTrusted { .. }
            | Self::Deadline(_)
            | Self::Lost(_)
            | Self::NotAFrame(_)
            | Self::WrongReply { .. }
            | Self::Decode(_)
            | Self::Tls(_) => true,
        }
    }
}

/// What a connection needs.
#[derive(Clone)]
pub struct ConnectionOptions {
    /// `host:port`, any of which will do; the one that answered last is tried first.
    pub addresses: Vec<String>,
    /// What the connection is for.
    pub alpn: Alpn,
    /// The name that the server's certificate must carry.
    pub server_name: String,
    /// How the server is known.
    pub trust: Trust,
    /// The own certificate; none when joining.
    pub credentials: Option<Credentials>,
    /// By which the server's certificate is judged.
    pub clock: SharedClock,
    /// How long a call may take, connecting included.
    pub deadline: Duration,
    /// Sees every frame, in tests.
    pub observer: Option<Arc<dyn FrameObserver>>,
}

impl ConnectionOptions {
    /// A connection to the coordinator with the default deadline.
    #[must_use]
    pub fn to_coordinator(addresses: Vec<String>, alpn: Alpn, trust: Trust, clock: SharedClock) -> Self {
        Self {
            addresses,
            alpn,
            server_name: COORDINATOR_NAME.to_owned(),
            trust,
            credentials: None,
            clock,
            deadline: DEFAULT_DEADLINE,
            observer: None,
        }
    }
}

/// A connection to one program that may be at several addresses.
pub struct Connection {
    options: Mutex<Arc<ConnectionOptions>>,
    /// Held only while a connection is made, so that many calls share one.
    current: tokio::sync::Mutex<Current>,
}

#[derive(Default)]
struct Current {
    connection: Option<quinn::Connection>,
    /// Kept so that its socket lives as long as the connection.
    endpoint: Option<quinn::Endpoint>,
    /// Which address to try first.
    next_address: usize,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let options = self.options();
        write!(f, "Connection({} to {})", options.alpn.name(), options.addresses.join(", "))
    }
}

impl Connection {
    /// A connection that will be made with the first call.
    #[must_use]
    pub fn new(options: ConnectionOptions) -> Self {
        Self { options: Mutex::new(Arc::new(options)), current: tokio::sync::Mutex::default() }
    }

    fn options(&self) -> Arc<ConnectionOptions> {
        Arc::clone(&self.options.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the options, for instance to a renewed certificate; the next call connects anew.
    pub async fn reconnect_with(&self, change: impl FnOnce(&mut ConnectionOptions)) {
        let mut current = self.current.lock().await;
        {
            let mut options = self.options.lock().unwrap_or_else(PoisonError::into_inner);
            change(Arc::make_mut(&mut options));
        }
        current.drop_connection();
    }

    /// Ends the connection; a later call makes a new one.
    pub async fn close(&self) {
        let mut current = self.current.lock().await;
        current.drop_connection();
        if let Some(endpoint) = current.endpoint.take() {
            endpoint.close(CloseCode::GoingAway.into(), b"done");
            // The close has to leave this machine; the other side would otherwise wait for its idle timeout.
            tokio::time::timeout(Duration::from_millis(200), endpoint.wait_idle()).await.unwrap_or_default();
        }
    }

    /// Sends a request and gives its answer.
    ///
    /// # Errors
    /// [`CallError`]; a refusal of the other side is [`CallError::Refused`].
    pub async fn call<R: Request>(
        &self,
        version: ProtocolVersion,
        message_id: MessageId,
        request: &R,
    ) -> Result<R::Reply, CallError> {
        let payload = protocol::encode(request).map_err(CallError::Encode)?;
        if payload.len() > R::LIMIT_BYTES {
            return Err(CallError::TooLarge { size_bytes: payload.len(), limit_bytes: R::LIMIT_BYTES });
        }
        let header = FrameHeader { version, kind: R::KIND, message_id };
        read_answer(&self.call_frame(Frame { header, payload }).await?)
    }

    /// Sends bytes of a kind and gives the bytes of the answer, whatever its kind; for replicas, whose messages
    /// are not the nodes' business.
    ///
    /// # Errors
    /// [`CallError`]; an answer of the kind `ERROR` is [`CallError::Refused`].
    pub async fn call_raw(&self, kind: u16, bytes: Vec<u8>) -> Result<Vec<u8>, CallError> {
        self.call_raw_within(kind, bytes, self.options().deadline).await
    }

    /// As [`Self::call_raw`], with a deadline of its own: a part of a snapshot takes longer than a heartbeat.
    ///
    /// # Errors
    /// As [`Self::call_raw`].
    pub async fn call_raw_within(
        &self,
        kind: u16,
        bytes: Vec<u8>,
        deadline: Duration,
    ) -> Result<Vec<u8>, CallError> {
        let limit_bytes = self.options().alpn.largest_request_bytes();
        if bytes.len() > limit_bytes {
            return Err(CallError::TooLarge { size_bytes: bytes.len(), limit_bytes });
        }
        let header = FrameHeader { version: ProtocolVersion::NEWEST, kind, message_id: MessageId::random() };
        let answer = self.call_frame_within(Frame { header, payload: bytes }, deadline).await?;
        if answer.header.kind == ErrorReply::KIND { Err(refusal(&answer)) } else { Ok(answer.payload) }
    }

    /// Sends a frame and gives the frame that answers it.
    ///
    /// # Errors
    /// [`CallError`], but not [`CallError::Refused`]: a refusal is a frame too.
    pub async fn call_frame(&self, frame: Frame) -> Result<Frame, CallError> {
        self.call_frame_within(frame, self.options().deadline).await
    }

    async fn call_frame_within(&self, frame: Frame, deadline: Duration) -> Result<Frame, CallError> {
        let options = self.options();
        match tokio::time::timeout(deadline, self.exchange(&options, &frame)).await {
            Ok(answer) => answer,
            Err(_) => {
                // It may hang on a dead peer: the next call starts anew, at the next address.
                let mut current = self.current.lock().await;
                current.drop_connection();
                current.next_address = current.next_address.wrapping_add(1);
                Err(CallError::Deadline(deadline))
            }
        }
    }

    async fn exchange(&self, options: &ConnectionOptions, frame: &Frame) -> Result<Frame, CallError> {
        let (connection, (mut send, mut receive)) = self.open_stream(options).await?;
        let peer = connection.remote_address().to_string();
        let observer = || options.observer.as_deref().map(|observer| (observer, peer.as_str()));
        // An endpoint that refuses early stops our stream and answers: its answer says more than the failed write.
        let written = write_frame(&mut send, frame, observer()).await;
        let limit_bytes = options.alpn.largest_reply_bytes();
        match (read_frame(&mut receive, limit_bytes, observer()).await, written) {
            (Ok(answer), _) => Ok(answer),
            (Err(ReadFrameError::Frame(error)), Ok(())) => Err(CallError::NotAFrame(error)),
            (Err(read), _) => Err(self.broken(&connection, &peer, &read)),
        }
    }

    fn broken(&self, connection: &quinn::Connection, address: &str, error: &ReadFrameError) -> CallError {
        match connection.close_reason() {
            Some(reason) => connection_error(address, &reason),
            None => CallError::Lost(format!("{error} ({:?})", self.options().alpn)),
        }
    }

    /// A stream on the current connection, or on a new one when that is gone.
    async fn open_stream(
        &self,
        options: &ConnectionOptions,
    ) -> Result<(quinn::Connection, (quinn::SendStream, quinn::RecvStream)), CallError> {
        let known = self.current.lock().await.connection.clone();
        if let Some(connection) = known.filter(|known| known.close_reason().is_none()) {
            match connection.open_bi().await {
                Ok(stream) => return Ok((connection, stream)),
                // Nothing was sent yet, so a new connection may carry the request.
                Err(error) => debug!("the connection is gone: {error}"),
            }
        }
        let mut current = self.current.lock().await;
        let made_meanwhile = current.connection.clone().filter(|open| open.close_reason().is_none());
        let connection = match made_meanwhile {
            Some(connection) => connection,
            None => current.connect(options).await?,
        };
        drop(current);
        let address = connection.remote_address().to_string();
        let stream = connection.open_bi().await.map_err(|error| connection_error(&address, &error))?;
        Ok((connection, stream))
    }
}

impl Current {
    fn drop_connection(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.close(CloseCode::GoingAway.into(), b"done");
        }
    }

    /// Tries every address once, beginning with the one that is next.
    async fn connect(&mut self, options: &ConnectionOptions) -> Result<quinn::Connection, CallError> {
        let crypto =
            tls::client_config(options.credentials.as_ref(), &options.trust, options.alpn, &options.clock)?;
        let mut config = quinn::ClientConfig::new(Arc::new(crypto));
        config.transport_config(Arc::new(tls::client_transport()));
        let mut failure = CallError::Connect {
            addresses: options.addresses.join(", "),
            reason: "no address is configured".to_owned(),
        };
        // An address that does not answer may use up its share of the deadline and not more.
        let count = u32::try_from(options.addresses.len()).unwrap_or(u32::MAX).max(1);
        let patience = (options.deadline * 9 / 10) / count;
        for _ in 0..options.addresses.len() {
            let address = &options.addresses[self.next_address % options.addresses.len()];
            match connect_one(address, options, config.clone(), patience).await {
                Ok((endpoint, connection)) => {
                    debug!("connected with {address} on {}", options.alpn.name());
                    self.endpoint = Some(endpoint);
                    self.connection = Some(connection.clone());
                    return Ok(connection);
                }
                Err(error) => {
                    debug!("{error}");
                    failure = error;
                    self.next_address = self.next_address.wrapping_add(1);
                }
            }
        }
        Err(failure)
    }
}

async fn connect_one(
    address: &str,
    options: &ConnectionOptions,
    config: quinn::ClientConfig,
    patience: Duration,
) -> Result<(quinn::Endpoint, quinn::Connection), CallError> {
    let failed = |reason: String| CallError::Connect { addresses: address.to_owned(), reason };
    let target = tokio::net::lookup_host(address)
        .await
        .and_then(|mut found| found.next().ok_or_else(|| io::Error::other("the name has no address")))
        .map_err(|error| failed(error.to_string()))?;
    let any: IpAddr =
        if target.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let endpoint =
        quinn::Endpoint::client(SocketAddr::new(any, 0)).map_err(|error| failed(error.to_string()))?;
    let connecting = endpoint
        .connect_with(config, target, &options.server_name)
        .map_err(|error| failed(error.to_string()))?;
    match tokio::time::timeout(patience, connecting).await {
        Ok(Ok(connection)) => Ok((endpoint, connection)),
        Ok(Err(error)) => Err(connection_error(address, &error)),
        Err(_) => Err(failed("no answer".to_owned())),
    }
}

/// Tells a broken line from a failed handshake and from being sent away.
fn connection_error(address: &str, error: &quinn::ConnectionError) -> CallError {
    let not_trusted = |reason: String| CallError::NotTrusted { address: address.to_owned(), reason };
    let is_crypto = |code: u64| (0x100..0x200).contains(&code);
    match error {
        quinn::ConnectionError::TransportError(error) if is_crypto(error.code.into()) => {
            not_trusted(error.to_string())
        }
        quinn::ConnectionError::ConnectionClosed(close) if is_crypto(close.error_code.into()) => {
            not_trusted(close.to_string())
        }
        quinn::ConnectionError::ApplicationClosed(close)
            if close.error_code == CloseCode::NotForYou.into() =>
        {
            not_trusted(String::from_utf8_lossy(&close.reason).into_owned())
        }
        quinn::ConnectionError::TimedOut | quinn::ConnectionError::VersionMismatch => {
            CallError::Connect { addresses: address.to_owned(), reason: error.to_string() }
        }
        other => CallError::Lost(other.to_string()),
    }
}

fn refusal(answer: &Frame) -> CallError {
    match protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES) {
        Ok(reply) => CallError::Refused(reply),
        Err(error) => CallError::Decode(error),
    }
}

fn read_answer<M: Message>(answer: &Frame) -> Result<M, CallError> {
    match answer.header.kind {
        kind if kind == M::KIND => {
            protocol::decode(&answer.payload, M::LIMIT_BYTES).map_err(CallError::Decode)
        }
        kind if kind == ErrorReply::KIND => Err(refusal(answer)),
        kind => Err(CallError::WrongReply { kind, wanted: M::KIND }),
    }
}
