//! What this node knows of the other regions, and for how long it may go on with it.

use crate::storage::{
    Storage, StorageError,
    directory::{self as stored, KnownDirectory},
};
use identity::directory::DirectoryError;
use jiff::{SignedDuration, Timestamp};
use protocol::latest::{DirectoryRegion, DirectoryReply, DirectoryRequest, RegionState};
use service::SharedClock;
use vocabulary::RegionId;

use super::session::Session;
use service::quic::CallError;

/// Why the directory was not brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The coordinator does not answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// What it sent is not signed by the network.
    #[error("the directory that the coordinator sent is not believed")]
    Directory(#[from] DirectoryError),
    /// What it sent is older than what is there: somebody plays an old one back.
    #[error("the coordinator sent directory {sent}, and {known} is known already")]
    Older {
        /// The version that came.
        sent: u64,
        /// The version that is there.
        known: u64,
    },
    /// It cannot be saved.
    #[error("cannot save the directory")]
    Storage(#[from] StorageError),
}

/// Asks for a newer directory and keeps it. True when there was one.
///
/// # Errors
/// [`RefreshError`].
pub async fn refresh(
    session: &Session,
    storage: &Storage,
    network_key: [u8; 32],
    clock: &SharedClock,
) -> Result<bool, RefreshError> {
    let known = storage.read(stored::current).await?;
    let known_version = known.map_or(0, |known| known.document.version);
    let DirectoryReply { newer } = session.ask(&DirectoryRequest { known_version }).await?;
    let now = clock.now();
    let Some(signed) = newer else {
        storage.write(move |tx| stored::touch(tx, now)).await?;
        return Ok(false);
    };
    let document = identity::directory::verify(&network_key, &signed)?;
    if document.version < known_version {
        return Err(RefreshError::Older { sent: document.version, known: known_version });
    }
    storage.write(move |tx| stored::save(tx, &signed, &document, now)).await?;
    Ok(true)
}

/// Whether a directory may still be relied on: within the grace time after the coordinator confirmed it last.
#[must_use]
pub fn is_fresh(known: &KnownDirectory, now: Timestamp, grace: SignedDuration) -> bool {
    known.received_at.duration_until(now) <= grace
}

/// A region that hand-overs and vacancies may come from and go to.
#[must_use]
pub fn approved<'a>(known: &'a KnownDirectory, region: &RegionId) -> Option<&'a DirectoryRegion> {
    known
        .document
        .regions
        .iter()
        .find(|listed| listed.region == *region && listed.state == RegionState::Approved)
}
