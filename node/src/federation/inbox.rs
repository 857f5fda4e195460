//! Takes in what other regions sent: nothing counts before its region's signature was checked with the key in
//! the directory.

use super::directory::approved;
use crate::storage::directory::KnownDirectory;
use identity::{EnvelopeContext, RegionKeys, SignatureDomain, envelope, receipt, sha256};
use protocol::latest::{HandoverStatement, MailboxItem, SignedVacancy, VacancyRecord};
use vocabulary::RegionId;

use super::case_file::Preview;

/// Why something that came is not taken in. It is passed over; the reason goes to the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The region is not an approved one in the directory that this node has.
    #[error("region {0} is not an approved region")]
    UnknownRegion(RegionId),
    /// The signature does not fit.
    #[error("it does not carry the signature of region {0}")]
    BadSignature(RegionId),
    /// The signed bytes are not what they should be.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// The signed bytes say something else than what they came with.
    #[error("`{0}` differs from what was signed")]
    Contradicts(&'static str),
}

impl NotTaken {
    /// Whether a newer directory may change it: the region may just have joined.
    #[must_use]
    pub const fn wants_newer_directory(&self) -> bool {
        matches!(self, Self::UnknownRegion(_) | Self::BadSignature(_))
    }
}

/// A vacancy of another region, if that region signed it.
///
/// # Errors
/// [`NotTaken`].
pub fn vacancy(directory: &KnownDirectory, signed: &SignedVacancy) -> Result<VacancyRecord, NotTaken> {
    let region = &signed.region;
    let known = approved(directory, region).ok_or_else(|| NotTaken::UnknownRegion(region.clone()))?;
    if !identity::verify(&known.signing_key, SignatureDomain::Vacancy, &signed.record, &signed.signature) {
        return Err(NotTaken::BadSignature(region.clone()));
    }
    let record =
        VacancyRecord::from_signed(signed).map_err(|error| NotTaken::Unreadable(error.to_string()))?;
    if record.region != *region {
        return Err(NotTaken::Contradicts("region"));
    }
    Ok(record)
}

/// An offer that lay in this region's mailbox, as far as it can be read before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedOffer {
    /// What the sender signed.
    pub statement: HandoverStatement,
    /// The signed bytes.
    pub statement_bytes: Vec<u8>,
    /// The sender's signature.
    pub sender_signature: Vec<u8>,
    /// What may be shown before the decision.
    pub preview: Preview,
    /// The encrypted case.
    pub envelope: Vec<u8>,
}

/// An offer from the mailbox, if its sender signed it, it is for this region and nothing was exchanged on the
/// way.
///
/// # Errors
/// [`NotTaken`].
pub fn offer(
    directory: &KnownDirectory,
    keys: &RegionKeys,
    own_region: &RegionId,
    item: MailboxItem,
) -> Result<ReceivedOffer, NotTaken> {
    let claimed: HandoverStatement =
        protocol::decode(&item.statement, 1024).map_err(|error| NotTaken::Unreadable(error.to_string()))?;
    let from = claimed.from;
    let known = approved(directory, &from).ok_or_else(|| NotTaken::UnknownRegion(from.clone()))?;
    let statement = receipt::verify_offer(&known.signing_key, &item.statement, &item.sender_signature)
        .map_err(|_| NotTaken::BadSignature(from.clone()))?;
    if statement.to != *own_region || statement.from == *own_region {
        return Err(NotTaken::Contradicts("receiver"));
    }
    if sha256(&item.envelope) != statement.envelope_sha256 {
        return Err(NotTaken::Contradicts("envelope"));
    }
    if sha256(&item.preview) != statement.preview_sha256 {
        return Err(NotTaken::Contradicts("preview"));
    }
    let context = EnvelopeContext { handover: statement.handover, from, to: own_region.clone() };
    let preview = envelope::open_preview(keys, &context, &item.preview)
        .map_err(|error| NotTaken::Unreadable(error.to_string()))?;
    let preview = Preview::from_json(&preview).map_err(|error| NotTaken::Unreadable(error.to_string()))?;
    Ok(ReceivedOffer {
        statement,
        statement_bytes: item.statement,
        sender_signature: item.sender_signature,
        preview,
        envelope: item.envelope,
    })
}
