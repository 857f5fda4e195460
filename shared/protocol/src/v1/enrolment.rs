//! How a region joins. The connection is authenticated one way only: the node checks the coordinator against
//! the fingerprint in its token; the coordinator knows the node by the token and then by six compared words.

use super::directory::SignedDirectory;
use crate::ProtocolVersion;
use serde::{Deserialize, Serialize};
use vocabulary::{EnrolmentId, RegionId};

/// Asks to join. Sent again with the same keys it gets the same request id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The one-time secret of the token.
    pub token_secret: [u8; 32],
    /// The region that the token is for.
    pub region: RegionId,
    /// Ed25519 public key, made on the node.
    pub signing_key: [u8; 32],
    /// X25519 public key, made on the node.
    pub sealing_key: [u8; 32],
    /// A TLS certificate signing request, DER.
    pub signing_request: Vec<u8>,
    /// The oldest version that the node speaks.
    pub oldest: ProtocolVersion,
    /// The newest version that the node speaks.
    pub newest: ProtocolVersion,
    /// Signature of the signing key over the encoded request with this field empty.
    pub signature: Vec<u8>,
}

/// Asks how the request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolStatusRequest {
    /// The request.
    pub enrolment: EnrolmentId,
    /// The same one-time secret.
    pub token_secret: [u8; 32],
}

/// How a request to join stands. New variants are appended, never inserted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnrolReply {
    /// Waiting for somebody to compare the six words.
    Pending {
        /// By which to ask again.
        enrolment: EnrolmentId,
    },
    /// Let in.
    Approved {
        /// The node's TLS certificate, then the authority's, DER.
        chain: Vec<Vec<u8>>,
        /// The directory of this moment.
        directory: SignedDirectory,
        /// Ed25519 public key of the network, which signs directory and receipts.
        network_key: [u8; 32],
    },
    /// Not let in.
    Rejected,
}
