//! The hand-over of a case between two regions. The coordinator orders the decisions and keeps one share of the
//! key; it cannot read the case. The receiver gets that share with a committed accept and not before.

use serde::{Deserialize, Serialize};
use vocabulary::{HandoverId, RegionId};

/// What both regions put their signature under, encoded once by the sender and then kept as bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverStatement {
    /// The hand-over.
    pub handover: HandoverId,
    /// The region that owns the case until a committed accept.
    pub from: RegionId,
    /// The region that owns it from then on.
    pub to: RegionId,
    /// SHA-256 of the envelope.
    pub envelope_sha256: [u8; 32],
    /// SHA-256 of the sealed preview, so that nobody on the way can put another in its place.
    pub preview_sha256: [u8; 32],
    /// SHA-256 of the consent record (which fields, which region, which text), salted with a random value that
    /// stays inside the envelope.
    pub consent_sha256: [u8; 32],
    /// When it was offered, milliseconds since 1970 UTC.
    pub offered_at_ms: i64,
    /// When the offer ends by itself, milliseconds since 1970 UTC.
    pub expires_at_ms: i64,
}

/// Offers a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverOffer {
    /// An encoded [`HandoverStatement`], as signed.
    pub statement: Vec<u8>,
    /// Ed25519 signature of the sender over the statement, in the domain `handover offer`.
    pub sender_signature: Vec<u8>,
    /// What the receiver sees before accepting, as far as the consent allows, sealed to the receiver and padded.
    pub preview: Vec<u8>,
    /// The case, encrypted under the two-share key, with the receiver's share sealed to it; padded.
    pub envelope: Vec<u8>,
    /// The coordinator's share of the key: released by the commit of the accept, destroyed otherwise.
    pub coordinator_share: [u8; 32],
}

/// Why a region refuses. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusalReason {
    /// No adviser or coach has room.
    NoCapacity,
    /// Nothing in the region fits the person.
    NothingFits,
    /// The person belongs to another region.
    WrongRegion,
    /// Something is missing that the receiver needs first.
    Incomplete,
    /// Another reason, told in the sealed note.
    Other,
}

/// What a region decides about a hand-over. New variants are appended, never inserted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// The receiver takes the case.
    Accept {
        /// Ed25519 signature of the receiver over the sender's statement, in the domain `handover accept`.
        receiver_signature: Vec<u8>,
    },
    /// The receiver does not take it.
    Refuse {
        /// Why.
        reason: RefusalReason,
        /// A note for the sender's adviser, sealed to the sender and padded; may be empty.
        note: Vec<u8>,
    },
    /// The sender takes the offer back, for instance because consent was withdrawn.
    Withdraw,
}

/// Decides; the first decision that is committed wins and the others get its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverDecision {
    /// The hand-over.
    pub handover: HandoverId,
    /// What the asking region decides.
    pub decision: Decision,
}

/// Tells that the receiver has stored the case: envelope and share can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverClose {
    /// The hand-over.
    pub handover: HandoverId,
}

/// Where a hand-over stands in the coordinator's log. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandoverState {
    /// Waiting for the receiver.
    Offered,
    /// Taken; the receiver is owner.
    Accepted,
    /// Not taken; the sender is owner.
    Refused,
    /// Taken back; the sender is owner.
    Withdrawn,
    /// Nobody decided in time; the sender is owner.
    Expired,
    /// Taken and stored; only the receipt is left.
    Closed,
}

impl HandoverState {
    /// Whether the case is the receiver's.
    #[must_use]
    pub const fn belongs_to_receiver(self) -> bool {
        matches!(self, Self::Accepted | Self::Closed)
    }
}

/// Both signatures under one statement, and the network's under both. Verifiable offline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverReceipt {
    /// The statement, as signed.
    pub statement: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// The receiver's signature.
    pub receiver_signature: Vec<u8>,
    /// The sender's Ed25519 public key, from the directory at the moment of the offer.
    pub sender_key: [u8; 32],
    /// The receiver's Ed25519 public key, from the directory at the moment of the accept.
    pub receiver_key: [u8; 32],
    /// When the accept was committed, milliseconds since 1970 UTC.
    pub decided_at_ms: i64,
    /// The place of the accept in the coordinator's log.
    pub log_index: u64,
    /// Ed25519 signature of the network's key over the encoded receipt with this field empty.
    pub network_signature: Vec<u8>,
}

/// The answer to an offer, a decision or a question: what holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverOutcome {
    /// The hand-over.
    pub handover: HandoverId,
    /// Where it stands.
    pub state: HandoverState,
    /// When that was committed, milliseconds since 1970 UTC.
    pub decided_at_ms: i64,
    /// Why it was refused, with the sealed note; only for the sender.
    pub refusal: Option<(RefusalReason, Vec<u8>)>,
    /// The coordinator's share of the key; only for the receiver, only in [`HandoverState::Accepted`].
    pub coordinator_share: Option<[u8; 32]>,
    /// The receipt, once accepted.
    pub receipt: Option<HandoverReceipt>,
}

/// Asks for what lies in the region's mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxRequest {
    /// The last sequence number that the asker has.
    pub after_sequence: u64,
}

/// One offer in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxItem {
    /// Its place in the mailbox of this region.
    pub sequence: u64,
    /// The statement, as signed.
    pub statement: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// What the receiver may see now.
    pub preview: Vec<u8>,
    /// The encrypted case.
    pub envelope: Vec<u8>,
}

/// What lies in the mailbox. Items of ended hand-overs are not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxReply {
    /// The items by sequence, as many as fit.
    pub items: Vec<MailboxItem>,
    /// The last sequence number that there is; ask again while it is ahead.
    pub last_sequence: u64,
}

/// Asks how hand-overs of the asking region stand, at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverStatusRequest {
    /// The hand-overs.
    pub handovers: Vec<HandoverId>,
}

/// How they stand; those that the region is no party to are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverStatusReply {
    /// The outcomes.
    pub outcomes: Vec<HandoverOutcome>,
}
