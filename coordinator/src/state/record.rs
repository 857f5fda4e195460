//! The rows of the replicated state, as types whose wrong combinations cannot be written down.

use protocol::{
    ProtocolVersion,
    latest::{RefusalReason, RegionState, TableId, VacancyStatus},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocabulary::{AccountId, EnrolmentId, EscoUri, HandoverId, IsoWeek, MessageId, RegionId, VacancyId};

/// A one-time invitation. Only the hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the secret in the token.
    pub token_sha256: [u8; 32],
    /// The region that may use it.
    pub region: RegionId,
    /// The region's name, such as `Zeeland`.
    pub name: String,
    /// Until when it may be used.
    pub expires_at_ms: i64,
    /// The request that used it.
    pub used_by: Option<EnrolmentId>,
}

/// A request of a region to join, with the keys that it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The request.
    pub id: EnrolmentId,
    /// The region that asks.
    pub region: RegionId,
    /// SHA-256 of the secret with which it asked.
    pub token_sha256: [u8; 32],
    /// What it asked with.
    pub keys: EnrolmentKeys,
    /// When it asked.
    pub requested_at_ms: i64,
    /// How it ended.
    pub decision: EnrolmentDecision,
}

/// The keys of a request; the same keys sent twice are the same request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentKeys {
    /// Ed25519 public key.
    pub signing_key: [u8; 32],
    /// X25519 public key.
    pub sealing_key: [u8; 32],
    /// The TLS certificate signing request, DER.
    pub signing_request: Vec<u8>,
    /// The six words that both sides compare, separated by one space.
    pub words: String,
    /// The oldest protocol version that the node speaks.
    pub oldest: ProtocolVersion,
    /// The newest protocol version that the node speaks.
    pub newest: ProtocolVersion,
}

/// How a request to join stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentDecision {
    /// Nobody has compared the words yet.
    Pending,
    /// Let in.
    Approved {
        /// When.
        at_ms: i64,
    },
    /// Not let in.
    Rejected {
        /// When.
        at_ms: i64,
    },
}

/// A region as the directory knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: RegionState,
    /// Since when.
    pub since_ms: i64,
    /// Its keys, once it was approved for the first time.
    pub keys: Option<RegionIdentity>,
}

/// What the directory tells of an approved region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionIdentity {
    /// Ed25519 public key.
    pub signing_key: [u8; 32],
    /// X25519 public key.
    pub sealing_key: [u8; 32],
    /// The oldest protocol version that the node speaks.
    pub oldest: ProtocolVersion,
    /// The newest protocol version that the node speaks.
    pub newest: ProtocolVersion,
    /// The version of the agreement that the region works under.
    pub agreement: u32,
}

/// A TLS certificate that the authority issued to a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCertificate {
    /// The serial number, as the certificate carries it.
    pub serial: Vec<u8>,
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// Until when it is valid.
    pub not_after_ms: i64,
}

/// One change of a region's state, kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionChange {
    /// Its place among all changes.
    pub sequence: u64,
    /// When it was decided.
    pub at_ms: i64,
    /// The region.
    pub region: RegionId,
    /// Who decided: an account's name, or the node itself for a request.
    pub actor: String,
    /// The new state.
    pub state: RegionState,
    /// Why, in a sentence; may be empty.
    pub reason: String,
}

/// A public vacancy in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedVacancy {
    /// Its place in the feed; a new revision takes a new place.
    pub sequence: u64,
    /// The region that posted it.
    pub region: RegionId,
    /// The vacancy.
    pub put: VacancyPut,
    /// When this revision came in.
    pub received_at_ms: i64,
}

/// A vacancy as its region signed it, with what the coordinator reads out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyPut {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Grows with each change; the highest wins.
    pub revision: u64,
    /// Open or closed.
    pub status: VacancyStatus,
    /// The occupation, by which demand is counted.
    pub occupation: EscoUri,
    /// The protocol version in which the record is written.
    pub record_version: ProtocolVersion,
    /// The record as signed.
    pub record: Blob,
    /// The region's signature.
    pub signature: Vec<u8>,
}

/// A released table as it came in; the bytes are the record and are never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRelease {
    /// What was put.
    pub put: ReleasePut,
    /// When it came in.
    pub received_at_ms: i64,
}

/// A release with what the coordinator reads out of its signed record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasePut {
    /// SHA-256 of node, table, schema version and period.
    pub release_id: [u8; 32],
    /// The region that publishes.
    pub region: RegionId,
    /// The table.
    pub table: TableId,
    /// The week.
    pub period: IsoWeek,
    /// What it costs of the budget, in millionths of rho.
    pub rho_micro: u32,
    /// The node's running number.
    pub sequence: u64,
    /// The record as signed, with the noisy cells.
    pub record: Blob,
    /// SHA-256 of the record.
    pub record_sha256: [u8; 32],
    /// The region's signature.
    pub signature: Vec<u8>,
}

/// A hand-over as the log decided it. The sealed file lies in its own row, see [`HandoverFile`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The hand-over.
    pub id: HandoverId,
    /// The region that owns the case until a committed accept.
    pub from: RegionId,
    /// The region that owns it from then on.
    pub to: RegionId,
    /// The statement as the sender signed it.
    pub statement: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// The sender's key at the moment of the offer.
    pub sender_key: [u8; 32],
    /// When the offer was committed.
    pub offered_at_ms: i64,
    /// When the offer ends by itself.
    pub expires_at_ms: i64,
    /// Where it stands.
    pub stage: HandoverStage,
}

/// Where a hand-over stands. Only two of the stages hold a share of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandoverStage {
    /// Waiting for the receiver; the share waits too.
    Offered {
        /// The coordinator's share.
        share: [u8; 32],
    },
    /// Taken; the receiver may have the share.
    Accepted {
        /// The coordinator's share.
        share: [u8; 32],
        /// The accept.
        accept: Accept,
    },
    /// Taken and stored: only what the receipt needs is left.
    Closed {
        /// The accept.
        accept: Accept,
        /// When the receiver had stored the case.
        closed_at_ms: i64,
    },
    /// Not taken.
    Refused {
        /// When.
        at_ms: i64,
        /// Why.
        reason: RefusalReason,
        /// A note sealed to the sender.
        note: Vec<u8>,
    },
    /// Taken back by the sender.
    Withdrawn {
        /// When.
        at_ms: i64,
    },
    /// Nobody decided in time.
    Expired {
        /// When that was noticed, by the leader's time.
        at_ms: i64,
    },
}

/// The committed accept of a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// When it was committed.
    pub at_ms: i64,
    /// Its place in the log.
    pub log_index: u64,
    /// The receiver's signature over the sender's statement.
    pub receiver_signature: Vec<u8>,
    /// The receiver's key at that moment.
    pub receiver_key: [u8; 32],
}

/// The sealed bytes of an offer: gone at every end of the hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverFile {
    /// The place in the receiver's mailbox.
    pub sequence: u64,
    /// What the receiver may see before accepting, sealed to it.
    pub preview: Blob,
    /// The case, encrypted.
    pub envelope: Blob,
}

/// What somebody may do on the coordinator's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Looks at figures.
    Analyst,
    /// Admits, suspends and revokes regions.
    NetworkOperator,
    /// Steers: figures, regions and deliveries (*kwartiermaker*).
    Quartermaster,
}

impl Role {
    /// All roles, in the order in which pages list them.
    pub const ALL: [Self; 3] = [Self::Analyst, Self::NetworkOperator, Self::Quartermaster];

    /// The role as the command line and the database write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::NetworkOperator => "network-operator",
            Self::Quartermaster => "quartermaster",
        }
    }

    /// The role with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// An account of somebody who works with the coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// The sign-in name, unique.
    pub name: String,
    /// The argon2id hash of the password, in PHC form.
    pub password_hash: String,
    /// What the account may do.
    pub roles: BTreeSet<Role>,
}

/// The names of the running numbers of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// The newest place in the vacancy feed.
    Feed,
    /// The version of the directory.
    Directory,
    /// The newest change of a region's state.
    RegionChange,
}

/// Bytes that are written and read in one piece; a plain `Vec<u8>` would pass through serde byte by byte.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

impl std::fmt::Debug for Blob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

impl Serialize for Blob {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl serde::de::Visitor<'_> for Bytes {
            type Value = Blob;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Blob, E> {
                Ok(Blob(bytes.to_vec()))
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Blob, E> {
                Ok(Blob(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Bytes)
    }
}

/// A message id of a region, remembered so that its effect happens once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenMessage {
    /// The sender.
    pub region: RegionId,
    /// The message.
    pub message: MessageId,
    /// When it was carried out.
    pub at_ms: i64,
}
