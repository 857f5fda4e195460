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
use privacy::Table;
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
    as_its_table_says(&record)?;
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

/// What a table is, costs and hides is the same for all regions: a release that says otherwise would be shown with
/// intervals that are not its own, or take the id of another region's.
fn as_its_table_says(record: &ReleaseRecord) -> Answer<()> {
    let (table, cells) = match record.table {
        TableId::Total => (Table::Total, 1),
        TableId::UnitGroups => (Table::UnitGroups, isco::unit_groups().len()),
        TableId::SubMajorGroups => (Table::SubMajorGroups, isco::sub_major_groups().len()),
    };
    let (name, version) = (table.name(), table.schema_version());
    let wrong = |what: String| refuse(ErrorCode::Malformed, format!("a release of table {name} {what}"));
    if record.schema_version != version {
        return wrong(format!("has version {version} of its keys, not {}", record.schema_version));
    }
    if record.release_id != identity::receipt::release_id(&record.region, name, version, record.period) {
        return wrong("has the id of another region, table or week".to_owned());
    }
    let (rho_micro, sigma_centi) = (table.rho_micro(), table.sigma().centi());
    if (record.rho_micro, record.sigma_centi) != (rho_micro, sigma_centi) {
        return wrong(format!(
            "costs {rho_micro} millionths of rho and has noise of {sigma_centi} hundredths, not {} and {}",
            record.rho_micro, record.sigma_centi
        ));
    }
    if record.counts().is_none_or(|counts| counts.len() != cells) {
        return wrong(format!("has {cells} cells, not another number"));
    }
    Ok(())
}

pub(super) async fn marks(
    handle: &CoordinatorHandle,
    session: Session,
    request: ReleaseMarksRequest,
) -> Answer<ReleaseMarksReply> {
    // A replica that lags behind would leave out the newest releases, and a node restored from a backup would draw
    // those weeks a second time.
    handle.replica().catch_up().await.map_err(|error| refused(error.into()))?;
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
