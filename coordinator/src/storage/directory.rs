//! The directory as the state has it.

use super::{counters, regions};
use crate::state::{
    record::{Counter, Region},
    store::Stored,
};
use protocol::latest::{DirectoryDocument, DirectoryRegion, RegionState};
use rusqlite::Connection;

/// The directory of this moment: every region that was let in once and did not ask anew since.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn directory(connection: &mut Connection) -> Stored<DirectoryDocument> {
    let transaction = super::snapshot(connection)?;
    let entry = |region: Region| {
        let keys = region.keys?;
        let shown =
            matches!(region.state, RegionState::Approved | RegionState::Suspended | RegionState::Revoked);
        shown.then_some(DirectoryRegion {
            region: region.region,
            name: region.name,
            state: region.state,
            signing_key: keys.signing_key,
            sealing_key: keys.sealing_key,
            oldest: keys.oldest,
            newest: keys.newest,
            agreement: keys.agreement,
            since_ms: region.since_ms,
        })
    };
    Ok(DirectoryDocument {
        version: counters::counter(&transaction, Counter::Directory)?,
        issued_at_ms: counters::directory_time_ms(&transaction)?,
        regions: regions::all(&transaction)?.into_iter().filter_map(entry).collect(),
        revoked_serials: regions::revoked_serials(&transaction)?,
    })
}
