//! Reads what other regions made public: nothing counts before its region's signature was checked with the key
//! in the directory. (Offers of cases are read by `workflow::receive_offer`, in the transaction that keeps them.)

use super::directory::approved;
use crate::storage::directory::KnownDirectory;
use identity::SignatureDomain;
use protocol::latest::{SignedVacancy, VacancyRecord};
use vocabulary::RegionId;

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
pub fn vacancy(
    directory: Option<&KnownDirectory>,
    signed: &SignedVacancy,
) -> Result<VacancyRecord, NotTaken> {
    let region = &signed.region;
    let known = directory
        .and_then(|directory| approved(directory, region))
        .ok_or_else(|| NotTaken::UnknownRegion(region.clone()))?;
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
