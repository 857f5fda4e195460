//! Released tables: kept byte for byte, answered with a signed receipt.

use super::{Answer, refuse, refused, session::Session};
use crate::{
    handle::CoordinatorHandle,
    state::{
        command::{Command, Reply},
        record::{Blob, ReleasePut, StoredRelease},
    },
    storage::releases,
};
use identity::SignatureDomain;
use protocol::{
    Message,
    latest::{
        ErrorCode, ReleaseDelivery, ReleaseMarksReply, ReleaseMarksRequest, ReleaseReceipt, ReleaseRecord,
        TableId,
    },
};
use vocabulary::isco;

/// Receipts in one answer, as the message promises.
const MOST_RECEIPTS: u32 = 1000;

pub(super) async fn put(
    handle: &CoordinatorHandle,
    session: Session,
    delivery: ReleaseDelivery,
) -> Answer<ReleaseReceipt> {
    let verified_with = session.identity.signing_key;
    let release = checked(&session, delivery)?;
    let command = Command::PutRelease { verified_with, release: release.clone() };
    match handle.submit(command).await.map_err(refused)? {
        Reply::Released { received_at_ms } => {
            receipt(handle, &StoredRelease { put: release, received_at_ms })
        }
        _ => refuse(ErrorCode::Unavailable, "the coordinator did not understand its own decision"),
    }
}

/// Reads a release if its region signed it and it has the shape of its table.
fn checked(session: &Session, delivery: ReleaseDelivery) -> Answer<ReleasePut> {
    let key = &session.identity.signing_key;
    if !identity::verify(key, SignatureDomain::Release, &delivery.record, &delivery.signature) {
        return refuse(ErrorCode::BadSignature, "the release is not signed by its region");
    }
    let Ok(record) = protocol::decode::<ReleaseRecord>(&delivery.record, ReleaseDelivery::LIMIT_BYTES) else {
        return refuse(ErrorCode::Malformed, "the release cannot be read");
    };
    if record.region != session.region {
        return refuse(ErrorCode::Forbidden, "a region releases its own tables only");
    }
    let cells = match record.table {
        TableId::Total => 1,
        TableId::UnitGroups => isco::unit_groups().len(),
        TableId::SubMajorGroups => isco::sub_major_groups().len(),
    };
    if record.counts().is_none_or(|counts| counts.len() != cells) {
        return refuse(ErrorCode::Malformed, format!("a table of {cells} cells has another number of cells"));
    }
    if i64::try_from(record.sequence).is_err() {
        return refuse(ErrorCode::Malformed, "no node has made that many releases");
    }
    Ok(ReleasePut {
        release_id: record.release_id,
        region: record.region,
        table: record.table,
        period: record.period,
        rho_micro: record.rho_micro,
        sequence: record.sequence,
        record_sha256: identity::sha256(&delivery.record),
        record: Blob(delivery.record),
        signature: delivery.signature,
    })
}

pub(super) async fn marks(
    handle: &CoordinatorHandle,
    session: Session,
    request: ReleaseMarksRequest,
) -> Answer<ReleaseMarksReply> {
    let read = handle.readers().read(move |connection| {
        releases::of_region_after(connection, &session.region, request.after_sequence, MOST_RECEIPTS)
    });
    let kept = read.await.map_err(|error| refused(error.into()))?;
    Ok(ReleaseMarksReply { receipts: kept.iter().map(|kept| receipt(handle, kept)).collect::<Answer<_>>()? })
}

/// The receipt of a kept release; the same bytes whenever it is asked for.
fn receipt(handle: &CoordinatorHandle, kept: &StoredRelease) -> Answer<ReleaseReceipt> {
    let StoredRelease { put, received_at_ms } = kept;
    let receipt = ReleaseReceipt {
        release_id: put.release_id,
        record_sha256: put.record_sha256,
        table: put.table,
        period: put.period,
        rho_micro: put.rho_micro,
        sequence: put.sequence,
        received_at_ms: *received_at_ms,
        signature: Vec::new(),
    };
    identity::receipt::sign_release(handle.authority(), receipt).map_err(|error| refused(error.into()))
}
