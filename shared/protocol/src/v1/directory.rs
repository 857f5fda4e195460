//! The directory: which regions there are, in which state, with which public keys. Signed by the network.

use crate::ProtocolVersion;
use serde::{Deserialize, Serialize};
use vocabulary::RegionId;

/// Where a region stands. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RegionState {
    /// Asked to join; nobody has compared the six words yet.
    Pending,
    /// Takes part.
    Approved,
    /// Kept out for a while; may come back.
    Suspended,
    /// Was not let in.
    Rejected,
    /// Put out for good; its certificates are refused.
    Revoked,
}

impl RegionState {
    /// The state as logs and the API write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Suspended => "suspended",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }
}

/// One region in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRegion {
    /// The region.
    pub region: RegionId,
    /// Its name, such as `Zeeland`.
    pub name: String,
    /// Where it stands.
    pub state: RegionState,
    /// Ed25519 public key with which the region signs.
    pub signing_key: [u8; 32],
    /// X25519 public key to which others seal.
    pub sealing_key: [u8; 32],
    /// The oldest protocol version the region speaks.
    pub oldest: ProtocolVersion,
    /// The newest protocol version the region speaks.
    pub newest: ProtocolVersion,
    /// The version of the agreement that the region works under.
    pub agreement: u32,
    /// Since when the state holds, milliseconds since 1970 UTC.
    pub since_ms: i64,
}

/// The whole directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryDocument {
    /// Grows by one with each change.
    pub version: u64,
    /// When this version was made, milliseconds since 1970 UTC.
    pub issued_at_ms: i64,
    /// The regions by code.
    pub regions: Vec<DirectoryRegion>,
    /// Serial numbers of TLS certificates that are refused though they have not expired.
    pub revoked_serials: Vec<Vec<u8>>,
}

/// A directory with the network's signature over exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedDirectory {
    /// An encoded [`DirectoryDocument`], as signed.
    pub document: Vec<u8>,
    /// Ed25519 signature of the network's key.
    pub signature: Vec<u8>,
}

/// Asks for the directory if there is a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRequest {
    /// The version that the asker holds; 0 when it holds none.
    pub known_version: u64,
}

/// The directory, if there is a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryReply {
    /// The newer directory.
    pub newer: Option<SignedDirectory>,
}
