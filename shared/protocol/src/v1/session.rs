//! Greeting, renewal of certificates, errors.

use crate::ProtocolVersion;
use serde::{Deserialize, Serialize};

/// The first message on a connection: which versions the node speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The oldest version that the sender speaks.
    pub oldest: ProtocolVersion,
    /// The newest version that the sender speaks.
    pub newest: ProtocolVersion,
    /// The sender's software, such as `schakel-node 0.1.0`.
    pub software: String,
    /// The version of the directory that the sender holds; 0 when it holds none.
    pub directory_version: u64,
    /// The sender's clock, milliseconds since 1970 UTC; a large difference is reported at both ends.
    pub clock_ms: i64,
}

/// The answer to [`Hello`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloReply {
    /// The version to speak from now on.
    pub version: ProtocolVersion,
    /// The version of the coordinator's directory.
    pub directory_version: u64,
    /// The last sequence number of the vacancy feed.
    pub feed_sequence: u64,
    /// The last sequence number of the region's mailbox.
    pub mailbox_sequence: u64,
    /// The coordinator's clock, milliseconds since 1970 UTC.
    pub clock_ms: i64,
}

/// The answer to a message that was taken, now or earlier under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whether this id had been taken before; the effect is there once either way.
    pub known_already: bool,
}

/// Asks for a new TLS certificate for the same region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewRequest {
    /// A certificate signing request, DER.
    pub signing_request: Vec<u8>,
}

/// The new certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewReply {
    /// The certificate, then the authority's, DER.
    pub chain: Vec<Vec<u8>>,
}

/// Why a request was not carried out. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorCode {
    /// The receiver does not speak the version of the frame.
    UnknownVersion,
    /// The receiver does not know the kind of message, or not on this connection.
    UnknownKind,
    /// The bytes are not the message that they claim to be.
    Malformed,
    /// The region is not approved: pending, suspended, rejected or revoked.
    NotAdmitted,
    /// The sender may not do this, for instance decide on another region's hand-over.
    Forbidden,
    /// A signature does not fit the bytes and the key in the directory.
    BadSignature,
    /// The thing asked about does not exist.
    NotFound,
    /// The request contradicts what is already there, for instance another payload under a known release id.
    Conflict,
    /// The token is unknown, used or expired.
    BadToken,
    /// The coordinator cannot decide now (no leader, or overloaded); the same request may be sent again.
    Unavailable,
}

impl ErrorCode {
    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn is_transient(self) -> bool {
        match self {
            Self::Unavailable | Self::NotAdmitted => true,
            Self::UnknownVersion
            | Self::UnknownKind
            | Self::Malformed
            | Self::Forbidden
            | Self::BadSignature
            | Self::NotFound
            | Self::Conflict
            | Self::BadToken => false,
        }
    }
}

/// The answer to a request that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReply {
    /// The kind of refusal.
    pub code: ErrorCode,
    /// One English sentence for the operator's log; never personal, never the request's content.
    pub sentence: String,
    /// The oldest version that the answering side speaks.
    pub oldest: ProtocolVersion,
    /// The newest version that the answering side speaks.
    pub newest: ProtocolVersion,
    /// Seconds to wait before trying again, where that makes sense.
    pub retry_after_s: Option<u32>,
}
