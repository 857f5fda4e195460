//! What regions deliver: vacancies for the feed, released tables for the record.

use super::{Checked, Moment, admitted, next};
use crate::state::{
    command::{Refusal, Reply},
    record::{Counter, FeedVacancy, ReleasePut, SeenMessage, StoredRelease, VacancyPut},
    store::{ReleasePlace, StateStore},
};
use protocol::latest::ErrorCode;
use vocabulary::{MessageId, RegionId};

pub(super) fn put_vacancies(
    store: &mut impl StateStore,
    moment: Moment,
    region: RegionId,
    message: MessageId,
    verified_with: [u8; 32],
    vacancies: Vec<VacancyPut>,
) -> Checked<Reply> {
    if let Err(refusal) = admitted(store, &region, Some(verified_with))? {
        return Ok(Err(refusal));
    }
    if store.message_is_known(&region, message)? {
        return Ok(Ok(Reply::Delivered { known_already: true }));
    }
    let mut fresh = Vec::new();
    for put in vacancies {
        match store.find_vacancy(put.vacancy)? {
            Some((owner, _)) if owner != region => {
                let sentence = format!("vacancy {} was posted by another region", put.vacancy);
                return Ok(Err(Refusal::new(ErrorCode::Forbidden, sentence)));
            }
            Some((_, revision)) if revision >= put.revision => {}
            _ => fresh.push(put),
        }
    }
    for put in fresh {
        let sequence = next(store, Counter::Feed)?;
        let vacancy = FeedVacancy { sequence, region: region.clone(), put, received_at_ms: moment.at_ms };
        store.put_vacancy(&vacancy)?;
    }
    store.put_message(&SeenMessage { region, message, at_ms: moment.at_ms })?;
    Ok(Ok(Reply::Delivered { known_already: false }))
}

pub(super) fn put_release(
    store: &mut impl StateStore,
    moment: Moment,
    verified_with: [u8; 32],
    put: ReleasePut,
) -> Checked<Reply> {
    if let Err(refusal) = admitted(store, &put.region, Some(verified_with))? {
        return Ok(Err(refusal));
    }
    if let Some((received_at_ms, record_sha256)) = store.find_release(&put.region, &put.release_id)? {
        if record_sha256 == put.record_sha256 {
            return Ok(Ok(Reply::Released { received_at_ms }));
        }
        return conflict("other bytes are kept under this release id");
    }
    if store.release_place_is_taken(&put.region, ReleasePlace::Period(put.table, put.period))? {
        return conflict("another release of this table and week is kept");
    }
    if store.release_place_is_taken(&put.region, ReleasePlace::Sequence(put.sequence))? {
        return conflict("another release has this running number: the node was restored or cloned");
    }
    store.put_release(&StoredRelease { put, received_at_ms: moment.at_ms })?;
    Ok(Ok(Reply::Released { received_at_ms: moment.at_ms }))
}

fn conflict(sentence: &str) -> Checked<Reply> {
    Ok(Err(Refusal::new(ErrorCode::Conflict, sentence)))
}
