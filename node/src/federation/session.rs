//! The connection with the coordinator: which version is spoken, whether it answers, and since when not.

use crate::storage::{certificates::StoredCertificate, membership::Membership};
use identity::RegionKeys;
use jiff::Timestamp;
use protocol::{
    Frame, FrameHeader, Message as _, ProtocolVersion, Request,
    latest::{ErrorCode, ErrorReply, Hello, HelloReply},
};
use service::{
    SharedClock,
    quic::{Alpn, CallError, Connection, ConnectionOptions, Credentials, FrameObserver, Trust},
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tracing::{info, warn};
use vocabulary::MessageId;

/// The program as it introduces itself.
const SOFTWARE: &str = concat!("schakel-node ", env!("CARGO_PKG_VERSION"));
/// How far the two clocks may differ before it is said in the log: certificates allow a day, deadlines less.
const CLOCK_TOLERANCE_MS: u64 = 5 * 60 * 1000;

/// How the session stands, for the status page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionStatus {
    /// The version agreed on, once there was an answer.
    pub version: Option<ProtocolVersion>,
    /// When the coordinator answered last.
    pub answered_at: Option<Timestamp>,
    /// Since when it does not answer, and why.
    pub away: Option<Away>,
    /// The coordinator's clock minus this node's, in milliseconds.
    pub clock_difference_ms: i64,
}

/// The coordinator does not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Since when.
    pub since: Timestamp,
    /// Why, as the last attempt says.
    pub reason: String,
}

/// The way to the coordinator.
pub struct Session {
    connection: Connection,
    clock: SharedClock,
    status: Mutex<SessionStatus>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({:?})", self.connection)
    }
}

/// What a session is made of.
pub struct SessionParts<'a> {
    /// The network.
    pub membership: &'a Membership,
    /// The authority's certificate, DER.
    pub authority: &'a [u8],
    /// The node's certificate.
    pub certificate: &'a StoredCertificate,
    /// The node's keys.
    pub keys: &'a RegionKeys,
    /// Addresses that go before the token's; may be empty.
    pub addresses: &'a [String],
    /// How long one request may take.
    pub deadline: Duration,
    /// The node's clock.
    pub clock: SharedClock,
    /// Sees every frame, in tests.
    pub observer: Option<Arc<dyn FrameObserver>>,
}

impl Session {
    /// A session that connects with its first request.
    #[must_use]
    pub fn new(parts: SessionParts<'_>) -> Self {
        let addresses =
            if parts.addresses.is_empty() { &parts.membership.addresses } else { parts.addresses };
        let trust = Trust::Authority(parts.authority.to_vec().into());
        let clock = Arc::clone(&parts.clock);
        let options = ConnectionOptions {
            credentials: Some(credentials(parts.certificate, parts.authority, parts.keys)),
            deadline: parts.deadline,
            observer: parts.observer,
            ..ConnectionOptions::to_coordinator(addresses.to_vec(), Alpn::Node, trust, parts.clock)
        };
        Self { connection: Connection::new(options), clock, status: Mutex::default() }
    }

    /// Uses a renewed certificate from the next request on.
    pub async fn use_certificate(
        &self,
        certificate: &StoredCertificate,
        authority: &[u8],
        keys: &RegionKeys,
    ) {
        let credentials = credentials(certificate, authority, keys);
        self.connection.reconnect_with(|options| options.credentials = Some(credentials)).await;
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> SessionStatus {
        self.locked().clone()
    }

    /// Ends the connection.
    pub async fn close(&self) {
        self.connection.close().await;
    }

    /// Makes sure that the coordinator was there when it was last spoken to, or greets it.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn reach(&self) -> Result<(), CallError> {
        self.version().await.map(drop)
    }

    /// Sends a request under a fresh message id; for questions, which change nothing.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn ask<R: Request>(&self, request: &R) -> Result<R::Reply, CallError> {
        let version = self.version().await?;
        let answer = self.connection.call(version, MessageId::random(), request).await;
        self.note(answer)
    }

    /// Sends an encoded message of the outbox under its own id and gives the frame that answers it, which is
    /// never a refusal.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn send(&self, kind: u16, message_id: MessageId, payload: Vec<u8>) -> Result<Frame, CallError> {
        let version = self.version().await?;
        let frame = Frame { header: FrameHeader { version, kind, message_id }, payload };
        let answer = self.connection.call_frame(frame).await.and_then(|answer| {
            if answer.header.kind != ErrorReply::KIND {
                return Ok(answer);
            }
            match protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES) {
                Ok(reply) => Err(CallError::Refused(reply)),
                Err(error) => Err(CallError::Decode(error)),
            }
        });
        self.note(answer)
    }

    /// The version agreed on; asks the coordinator when there is none yet.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn version(&self) -> Result<ProtocolVersion, CallError> {
        let agreed = self.locked().version;
        match agreed {
            Some(version) => Ok(version),
            None => self.greet().await.map(|reply| reply.version),
        }
    }

    /// Greets the coordinator in the oldest version that this node speaks, which every neighbour version knows.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn greet(&self) -> Result<HelloReply, CallError> {
        let hello = Hello {
            oldest: ProtocolVersion::OLDEST,
            newest: ProtocolVersion::NEWEST,
            software: SOFTWARE.to_owned(),
            directory_version: 0,
            clock_ms: self.clock.now_ms(),
        };
        let mut version = ProtocolVersion::OLDEST;
        let answer = loop {
            match self.connection.call(version, MessageId::random(), &hello).await {
                // A coordinator that has left our oldest version behind may still speak a newer one of ours.
                Err(CallError::Refused(reply)) if reply.code == ErrorCode::UnknownVersion => {
                    match ProtocolVersion::best_common(reply.oldest, reply.newest) {
                        Some(common) if common != version => version = common,
                        _ => break Err(CallError::Refused(reply)),
                    }
                }
                answer => break answer,
            }
        };
        let reply = self.note(answer)?;
        self.agree(&reply, hello.clock_ms);
        Ok(reply)
    }

    fn agree(&self, reply: &HelloReply, asked_at_ms: i64) {
        let version = if reply.version.is_spoken() { reply.version } else { ProtocolVersion::OLDEST };
        let clock_difference_ms = reply.clock_ms.saturating_sub(asked_at_ms);
        if clock_difference_ms.unsigned_abs() > CLOCK_TOLERANCE_MS {
            warn!(
                difference_ms = clock_difference_ms,
                "the coordinator's clock and this node's differ by {} s: check both",
                clock_difference_ms / 1000
            );
        }
        let mut status = self.locked();
        status.version = Some(version);
        status.clock_difference_ms = clock_difference_ms;
    }

    /// Keeps the status up to date and tells the log when the coordinator goes and when it is back.
    fn note<T>(&self, answer: Result<T, CallError>) -> Result<T, CallError> {
        let now = self.clock.now();
        let mut status = self.locked();
        match &answer {
            Ok(_) => {
                status.answered_at = Some(now);
                if let Some(away) = status.away.take() {
                    info!("the coordinator answers again; it was away since {}", away.since);
                }
            }
            Err(CallError::Refused(reply)) => {
                status.answered_at = Some(now);
                if reply.code == ErrorCode::UnknownVersion {
                    status.version = None;
                }
            }
            Err(error) => {
                // After a restart it may be another version that answers.
                status.version = None;
                let reason = error.to_string();
                match &mut status.away {
                    Some(away) => away.reason = reason,
                    None => {
                        warn!("the coordinator does not answer: {reason}");
                        status.away = Some(Away { since: now, reason });
                    }
                }
            }
        }
        drop(status);
        answer
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, SessionStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn credentials(certificate: &StoredCertificate, authority: &[u8], keys: &RegionKeys) -> Credentials {
    Credentials::new(&[certificate.certificate.clone(), authority.to_vec()], keys.tls())
}
