//! Frames over QUIC with mutual TLS: one request is one bidirectional stream, on which the client writes one
//! frame and the server answers with one.
//!
//! One UDP port speaks three protocols, told apart by ALPN. [`Alpn::Node`] wants a region's certificate,
//! [`Alpn::Raft`] a replica's, [`Alpn::Enrol`] none. Who the other side is comes from its certificate and is
//! handed to the handler as a [`Peer`], never from what a message says.
//!
//! Who has shown no certificate gets little room and little time, see [`Limits`].
//!
//! **Invariant:** TLS 1.3 only, no session tickets and no early data: every connection checks both certificates
//! against the [`crate::Clock`], and nothing is executed that could be a replay.

pub mod answer;
mod client;
mod limits;
mod server;
mod stream;
mod tls;

pub use client::{CallError, Connection, ConnectionOptions};
pub use limits::Limits;
pub use server::{Handler, HandlerFuture, Handlers, Server, ServerError, ServerOptions};
pub use tls::{Credentials, TlsError, Trust};

use protocol::{Message, latest::EnrolRequest};
use std::{fmt, time::Duration};
use vocabulary::RegionId;

/// Nodes to coordinator.
pub const ALPN_NODE: &str = "schakel/1";
/// Replica to replica.
pub const ALPN_RAFT: &str = "schakel-raft/1";
/// Joining, before there is a certificate.
pub const ALPN_ENROL: &str = "schakel-enrol/1";

/// How long a call may take unless the connection says otherwise.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(2);
/// The largest payload between replicas, in bytes: a part of a snapshot.
pub const LARGEST_RAFT_PAYLOAD_BYTES: usize = 64 * 1024 * 1024;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alpn {
    /// Nodes to coordinator.
    Node,
    /// Replica to replica.
    Raft,
    /// Joining.
    Enrol,
}

impl Alpn {
    /// The name as TLS negotiates it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Node => ALPN_NODE,
            Self::Raft => ALPN_RAFT,
            Self::Enrol => ALPN_ENROL,
        }
    }

    fn from_name(name: &[u8]) -> Option<Self> {
        [Self::Node, Self::Raft, Self::Enrol].into_iter().find(|alpn| alpn.name().as_bytes() == name)
    }

    /// The largest payload of a request. Whoever joins has no certificate yet and is given no more room than asking to
    /// join takes.
    const fn largest_request_bytes(self) -> usize {
        match self {
            Self::Node => protocol::codec::LARGEST_MESSAGE_BYTES,
            Self::Enrol => <EnrolRequest as Message>::LIMIT_BYTES,
            Self::Raft => LARGEST_RAFT_PAYLOAD_BYTES,
        }
    }

    /// The largest payload of an answer; the answer to an approved request carries the directory.
    const fn largest_reply_bytes(self) -> usize {
        match self {
            Self::Node | Self::Enrol => protocol::codec::LARGEST_MESSAGE_BYTES,
            Self::Raft => LARGEST_RAFT_PAYLOAD_BYTES,
        }
    }
}

/// Who is at the other end, as its certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// A region's node.
    Region {
        /// The region.
        region: RegionId,
        /// The serial number of the certificate, to compare with the revoked ones.
        serial: Vec<u8>,
    },
    /// A replica of the coordinator.
    Replica(u64),
    /// Somebody without a certificate; only on [`Alpn::Enrol`].
    Anonymous,
}

impl Peer {
    /// The region, if it is one.
    #[must_use]
    pub const fn region(&self) -> Option<&RegionId> {
        match self {
            Self::Region { region, .. } => Some(region),
            Self::Replica(_) | Self::Anonymous => None,
        }
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region { region, .. } => region.fmt(f),
            Self::Replica(replica) => write!(f, "replica {replica}"),
            Self::Anonymous => f.write_str("anonymous"),
        }
    }
}

/// Which way a frame goes, seen from the endpoint that tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From this endpoint.
    Sent,
    /// To this endpoint.
    Received,
}

/// Sees the plain bytes of every frame, just before encryption and just after decryption. For tests that look
/// for what must not be there.
pub trait FrameObserver: Send + Sync {
    /// One whole frame, length field first.
    fn frame(&self, direction: Direction, peer: &str, bytes: &[u8]);
}

/// Why the other side was sent away; the code of a QUIC application close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CloseCode {
    /// The program stops.
    GoingAway = 0,
    /// The certificate is missing or of the wrong kind for this ALPN.
    NotForYou = 1,
    /// There are enough connections, or this one has been there for long enough.
    Enough = 2,
}

impl From<CloseCode> for quinn::VarInt {
    fn from(code: CloseCode) -> Self {
        Self::from_u32(code as u32)
    }
}

#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod tests;
