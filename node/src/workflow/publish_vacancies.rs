//! Signs public vacancies and puts them into the outbox: those posted now, and those that were imported or
//! posted before this region joined the network.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{employer::Employer, vacancy::Vacancy},
    federation::disclosure,
    storage::{
        StorageError, audit_log, directory, employers,
        outbox::{self, OutboxMessage},
        vacancies,
    },
};
use identity::RegionKeys;
use jiff::Timestamp;
use protocol::{
    ProtocolVersion, kind,
    latest::{RegionState, VacancyChanges},
};
use rusqlite::Transaction;
use vocabulary::{MessageId, Purpose, RegionId};

/// Publishes what waits, in messages of [`VacancyChanges::MOST`]; gives how many vacancies that were. Does
/// nothing before the region has joined.
///
/// # Errors
/// [`WorkflowError`] when a vacancy cannot be written or saved.
pub async fn publish_vacancies(context: &Context) -> Result<usize, WorkflowError> {
    let Some(keys) = context.signer.clone() else { return Ok(0) };
    let mut published = 0;
    loop {
        let now = context.clock.now();
        let (keys, region) = (keys.clone(), context.region.clone());
        let batch = context
            .storage
            .write(move |tx| {
                let most = u32::try_from(VacancyChanges::MOST).unwrap_or(u32::MAX);
                let mut batch = Vec::new();
                for vacancy in vacancies::to_publish(tx, most)? {
                    let employer = employers::get(tx, vacancy.employer)?
                        .ok_or(WorkflowError::NotFound { kind: "employer" })?;
                    batch.push((vacancy, employer));
                }
                if !batch.is_empty() {
                    publish(tx, &keys, &region, &batch, now)?;
                    let detail = format!("{} vacancies", batch.len());
                    let entry = Actor::System.entry(
                        now,
                        Purpose::CaseWork,
                        "vacancy.publish",
                        "vacancies".into(),
                        detail,
                    );
                    audit_log::append(tx, &entry)?;
                }
                Ok::<_, WorkflowError>(batch.len())
            })
            .await?;
        if batch == 0 {
            return Ok(published);
        }
        published += batch;
        context.wake.wake();
    }
}

/// Signs vacancies and puts them into the outbox as one message.
pub(super) fn publish(
    transaction: &Transaction<'_>,
    keys: &RegionKeys,
    region: &RegionId,
    batch: &[(Vacancy, Employer)],
    now: Timestamp,
) -> Result<(), WorkflowError> {
    let version = version_for_all(transaction)?;
    let vacancies = batch
        .iter()
        .map(|(vacancy, employer)| disclosure::vacancy(keys, region, version, vacancy, employer))
        .collect::<Result<Vec<_>, _>>()?;
    let subject = match batch {
        [(vacancy, _)] => format!("vacancy/{}", vacancy.id),
        _ => format!("vacancies/{}", MessageId::random()),
    };
    enqueue(transaction, now, kind::VACANCY_CHANGES, &VacancyChanges { vacancies }, subject)?;
    for (vacancy, _) in batch {
        vacancies::mark_published(transaction, vacancy.id, vacancy.revision)?;
    }
    Ok(())
}

/// The newest version that every approved region reads; the newest of all while the directory is not known.
fn version_for_all(transaction: &Transaction<'_>) -> Result<ProtocolVersion, StorageError> {
    let known = directory::current(transaction)?;
    let regions = known.map(|known| known.document.regions).unwrap_or_default();
    Ok(regions
        .iter()
        .filter(|listed| listed.state == RegionState::Approved)
        .map(|listed| listed.newest)
        .fold(ProtocolVersion::NEWEST, ProtocolVersion::min))
}

/// Puts a message into the outbox, due at once.
pub(super) fn enqueue<M: serde::Serialize>(
    transaction: &Transaction<'_>,
    now: Timestamp,
    kind: u16,
    message: &M,
    subject: String,
) -> Result<(), WorkflowError> {
    let random = identity::random_bytes().map_err(|_| WorkflowError::Secret)?;
    let message = OutboxMessage {
        message_id: MessageId::sorted_by_time(now.as_millisecond().unsigned_abs(), random),
        kind,
        // Every version writes these messages alike; what differs says its version itself.
        version: ProtocolVersion::OLDEST.0,
        payload: protocol::encode(message)
            .map_err(|error| WorkflowError::Untrusted { what: error.to_string() })?,
        subject,
        not_before: now,
    };
    outbox::enqueue(transaction, now, &message)?;
    Ok(())
}
