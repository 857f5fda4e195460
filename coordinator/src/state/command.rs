//! What may stand in the log, and what comes out of carrying it out.
//!
//! The log outlives programs: variants are appended, never inserted, changed or removed. A command is proposed only
//! after its signatures were checked; the key that they were checked with goes along, and apply compares it with
//! the directory of its own moment.

use super::record::{Account, Blob, EnrolmentKeys, Handover, IssuedCertificate, ReleasePut, VacancyPut};
use protocol::{
    ProtocolVersion,
    latest::{Decision, ErrorCode, RegionState},
};
use serde::{Deserialize, Serialize};
use vocabulary::{EnrolmentId, HandoverId, MessageId, RegionId};

/// Commands that were put into the log together, with the leader's time for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The leader's clock, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The commands, carried out in this order.
    pub commands: Vec<Command>,
}

/// One thing to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Lets a region ask to join, once.
    InviteRegion {
        /// SHA-256 of the secret in the token.
        token_sha256: [u8; 32],
        /// The region.
        region: RegionId,
        /// Its name.
        name: String,
        /// Until when.
        expires_at_ms: i64,
        /// Who invites.
        actor: String,
    },
    /// A region asks to join; its own signature was checked.
    RequestEnrolment {
        /// The id that a new request gets.
        enrolment: EnrolmentId,
        /// The region that asks.
        region: RegionId,
        /// SHA-256 of the secret it knows.
        token_sha256: [u8; 32],
        /// Its keys.
        keys: EnrolmentKeys,
    },
    /// Lets a region in, if the words are the ones of its request.
    ApproveRegion {
        /// The region.
        region: RegionId,
        /// The request that was looked at, for whose key the certificate is.
        enrolment: EnrolmentId,
        /// The words as somebody heard them from the region.
        words: String,
        /// The certificate that the region gets.
        certificate: IssuedCertificate,
        /// Who decides.
        actor: String,
    },
    /// Does not let a region in.
    RejectRegion {
        /// The region.
        region: RegionId,
        /// Why.
        reason: String,
        /// Who decides.
        actor: String,
    },
    /// Suspends, readmits or revokes a region.
    ChangeRegionState {
        /// The region.
        region: RegionId,
        /// What changes.
        change: StateChange,
        /// Why.
        reason: String,
        /// Who decides.
        actor: String,
    },
    /// Remembers a certificate that a region got in exchange for an older one.
    RecordCertificate {
        /// The region.
        region: RegionId,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// Puts vacancies into the feed.
    PutVacancies {
        /// The region that posts.
        region: RegionId,
        /// The message by which it posts; a known one has no effect.
        message: MessageId,
        /// The key with which the signatures were checked.
        verified_with: [u8; 32],
        /// The vacancies.
        vacancies: Vec<VacancyPut>,
    },
    /// Keeps a released table.
    PutRelease {
        /// The key with which the signature was checked.
        verified_with: [u8; 32],
        /// The release.
        release: ReleasePut,
    },
    /// Offers a case to another region.
    OfferHandover {
        /// The key with which the signature was checked.
        verified_with: [u8; 32],
        /// The offer.
        offer: Offer,
    },
    /// Decides about a hand-over.
    DecideHandover {
        /// The region that decides.
        region: RegionId,
        /// The hand-over.
        handover: HandoverId,
        /// What it decides.
        decision: Decision,
        /// The key with which an accept's signature was checked.
        verified_with: [u8; 32],
    },
    /// The receiver has stored the case.
    CloseHandover {
        /// The region that says so.
        region: RegionId,
        /// The hand-over.
        handover: HandoverId,
    },
    /// Carries out what is due by the leader's time: expiry, tombstones, forgotten message ids.
    PassTime,
    /// Makes an account, or changes the one with that name.
    PutAccount {
        /// The account.
        account: Account,
    },
    /// Remembers which protocol versions a region's node speaks since it was installed anew.
    RecordVersions {
        /// The region.
        region: RegionId,
        /// The oldest.
        oldest: ProtocolVersion,
        /// The newest.
        newest: ProtocolVersion,
    },
}

/// A change of state that an operator may make of an admitted region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateChange {
    /// Keeps it out for a while.
    Suspend,
    /// Lets it back in.
    Readmit,
    /// Puts it out for good and refuses its certificates.
    Revoke,
}

impl StateChange {
    /// The state that follows.
    #[must_use]
    pub const fn target(self) -> RegionState {
        match self {
            Self::Suspend => RegionState::Suspended,
            Self::Readmit => RegionState::Approved,
            Self::Revoke => RegionState::Revoked,
        }
    }
}

/// A hand-over offer whose parts were read and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The hand-over.
    pub handover: HandoverId,
    /// The sender.
    pub from: RegionId,
    /// The receiver.
    pub to: RegionId,
    /// When the offer ends by itself.
    pub expires_at_ms: i64,
    /// The statement as signed.
    pub statement: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// The sealed preview.
    pub preview: Blob,
    /// The encrypted case.
    pub envelope: Blob,
    /// The coordinator's share of the key.
    pub share: [u8; 32],
}

/// What came of a command: read by whoever proposed it, also across replicas; never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// Carried out.
    Done,
    /// The request to join, new or known.
    Enrolment(EnrolmentId),
    /// Carried out now, or earlier under the same message id.
    Delivered {
        /// Whether the id was known.
        known_already: bool,
    },
    /// The release is kept, since then.
    Released {
        /// When it came in first.
        received_at_ms: i64,
    },
    /// What holds about the hand-over.
    Handover(Box<Handover>),
    /// Not carried out.
    Refused(Refusal),
}

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{sentence}")]
pub struct Refusal {
    /// The kind of refusal, as the wire names it.
    pub code: ErrorCode,
    /// One English sentence for an operator.
    pub sentence: String,
}

impl Refusal {
    /// A refusal of this kind with its reason.
    pub fn new(code: ErrorCode, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }
}

impl Command {
    /// About how many bytes the command has in the log; exact enough to bound a batch.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        /// What a command has beside its large parts.
        const BASE: usize = 512;
        BASE + match self {
            Self::PutVacancies { vacancies, .. } => {
                vacancies.iter().map(|put| put.record.0.len() + put.signature.len() + BASE).sum()
            }
            Self::PutRelease { release, .. } => release.record.0.len(),
            Self::OfferHandover { offer, .. } => {
                offer.preview.0.len() + offer.envelope.0.len() + offer.statement.len()
            }
            Self::DecideHandover { decision: Decision::Refuse { note, .. }, .. } => note.len(),
            Self::RequestEnrolment { keys, .. } => keys.signing_request.len(),
            _ => 0,
        }
    }
}
