//! Public vacancies: into the feed with the region's signature, out of it to everybody.

use super::{Answer, refuse, refused, session::Session};
use crate::{
    handle::CoordinatorHandle,
    state::{
        command::{Command, Reply},
        record::{Blob, Counter, VacancyPut},
    },
    storage::{self, vacancies},
};
use identity::SignatureDomain;
use protocol::latest::{
    Delivered, ErrorCode, FeedReply, FeedRequest, SignedVacancy, VacancyChanges, VacancyRecord,
};
use vocabulary::MessageId;

/// Bytes of the feed in one answer; half of the largest answer.
const MOST_FEED_BYTES: usize = 1024 * 1024;

pub(super) async fn put(
    handle: &CoordinatorHandle,
    session: Session,
    message: MessageId,
    changes: VacancyChanges,
) -> Answer<Delivered> {
    if changes.vacancies.len() > VacancyChanges::MOST {
        return refuse(
            ErrorCode::Malformed,
            format!("more than {} vacancies at a time", VacancyChanges::MOST),
        );
    }
    let verified_with = session.identity.signing_key;
    let vacancies =
        changes.vacancies.into_iter().map(|signed| checked(&session, signed)).collect::<Answer<_>>()?;
    let command = Command::PutVacancies { region: session.region, message, verified_with, vacancies };
    match handle.submit(command).await.map_err(refused)? {
        Reply::Delivered { known_already } => Ok(Delivered { known_already }),
        _ => refuse(ErrorCode::Unavailable, "the coordinator did not understand its own decision"),
    }
}

/// Reads a vacancy if its region signed it.
fn checked(session: &Session, signed: SignedVacancy) -> Answer<VacancyPut> {
    if signed.region != session.region {
        return refuse(ErrorCode::Forbidden, "a region posts its own vacancies only");
    }
    if !signed.record_version.is_spoken() {
        let sentence = format!("vacancies of version {} are not read here", signed.record_version);
        return refuse(ErrorCode::UnknownVersion, sentence);
    }
    let key = &session.identity.signing_key;
    if !identity::verify(key, SignatureDomain::Vacancy, &signed.record, &signed.signature) {
        return refuse(ErrorCode::BadSignature, "a vacancy is not signed by its region");
    }
    let Ok(record) = VacancyRecord::from_signed(&signed) else {
        return refuse(ErrorCode::Malformed, "a vacancy cannot be read");
    };
    if record.region != session.region {
        return refuse(ErrorCode::Forbidden, "a region posts its own vacancies only");
    }
    Ok(VacancyPut {
        vacancy: record.vacancy,
        revision: record.revision,
        status: record.status,
        occupation: record.occupation,
        record_version: signed.record_version,
        record: Blob(signed.record),
        signature: signed.signature,
    })
}

pub(super) async fn feed(
    handle: &CoordinatorHandle,
    _session: Session,
    request: FeedRequest,
) -> Answer<FeedReply> {
    let read = handle.readers().read(move |connection| {
        let transaction = storage::snapshot(connection)?;
        Ok(FeedReply {
            entries: vacancies::feed_after(&transaction, request.after_sequence, MOST_FEED_BYTES)?,
            last_sequence: storage::counter(&transaction, Counter::Feed)?,
        })
    });
    read.await.map_err(|error| refused(error.into()))
}
