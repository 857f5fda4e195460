//! Publishes the week's noisy tables: count, draw, debit, keep and enqueue in one transaction, once for ever.
//!
//! What was released is never drawn again: the stored bytes are the answer, also after a correction of the data.
//! A week that was missed stays empty. After a start nothing is drawn until the coordinator has said what it
//! holds of this region ([`PublicationGate`]), because a database from a backup would draw a week twice.

pub mod receipts;

use super::{Actor, Context};
use crate::{
    domain::statistics::{CountedPerson, CountedTwice, Stock},
    federation::disclosure,
    storage::{
        StorageError,
        audit_log::{self, AuditEntry},
        candidate_counts,
        outbox::{self, OutboxMessage},
        privacy_ledger::{self, LedgerEntry},
        terms,
    },
};
use identity::{RegionKeys, sha256};
use jiff::Timestamp;
use privacy::{
    BudgetError, DiscreteGaussian, KeyError, NoiseError, NoiseSource, Table, TableKeys,
    budget::RUNNING_BUDGET,
};
use protocol::{
    EncodeError, ProtocolVersion, kind,
    latest::{ReleaseRecord, TableId},
};
use receipts::PublicationGate;
use rusqlite::{Connection, Transaction};
use std::{collections::BTreeMap, sync::Arc};
use tracing::info;
use vocabulary::{IscoCode, IsoWeek, MessageId, RegionId, Vocabulary, isco};

/// Who publishes, over which cells.
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a> {
    /// The region.
    pub region: &'a RegionId,
    /// Its keys.
    pub keys: &'a RegionKeys,
    /// All unit groups of ISCO-08 in ascending order: the keys of the tables.
    pub unit_groups: &'a [IscoCode],
}

/// What became of one table of the week.
#[derive(Debug, Clone, PartialEq)]
pub enum TableOutcome {
    /// It was drawn and waits in the outbox.
    Published(LedgerEntry),
    /// It was released before; these are its bytes, and they stay it.
    ReleasedBefore(LedgerEntry),
    /// A later week was released already: the clock went back, or a receipt came from before a restore.
    BehindMark {
        /// The newest released week.
        mark: IsoWeek,
    },
    /// The budget has no room; noted in the audit log once.
    RefusedByBudget(BudgetError),
}

/// Nothing was published; nothing was charged.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The coordinator has not said yet what it holds of this region.
    #[error(
        "nothing is published until the coordinator has said which releases it has of this region; \
         it is asked at each start, in case the database came from a backup"
    )]
    PublicationClosed,
    /// A copy of this node publishes too.
    #[error(
        "nothing is published any more: the coordinator holds other tables of this region, so a copy of this node \
         publishes too. Find and stop the copy"
    )]
    PublicationStopped,
    /// The region has not joined the network.
    #[error("this region has not joined the network yet: there is nobody to publish to")]
    NotJoined,
    /// A person would be counted twice.
    #[error("the week was not published")]
    Counted(#[from] CountedTwice),
    /// The noise could not be drawn.
    #[error("the noise of table {table} could not be drawn; the week was not published")]
    Noise {
        /// The table.
        table: &'static str,
        /// Why.
        #[source]
        source: NoiseError,
    },
    /// The classification cannot be the key list.
    #[error("the occupation groups cannot be the keys of the summaries")]
    Keys(#[from] KeyError),
    /// The record cannot be written.
    #[error("the release cannot be written")]
    Encode(#[from] EncodeError),
    /// The ledger could not be read or written.
    #[error("the privacy ledger could not be kept; the week was not published")]
    Storage(#[from] StorageError),
}

/// Publishes the tables of this week, those that were not released yet; empty when all were. A background job
/// calls it whenever it likes: it does nothing twice.
///
/// # Errors
/// [`PublishError`]; nothing of the week was published or charged then.
pub async fn publish_statistics(context: &Context) -> Result<Vec<(Table, TableOutcome)>, PublishError> {
    may_publish(&context.publication)?;
    let keys = context.signer.clone().ok_or(PublishError::NotJoined)?;
    let (region, now) = (context.region.clone(), context.clock.now());
    let week = IsoWeek::of_timestamp(now);
    let asked = region.clone();
    let done = context.storage.read(move |connection| all_released(connection, &asked, week)).await?;
    if done {
        return Ok(Vec::new());
    }
    let (gate, vocabulary) = (Arc::clone(&context.publication), Arc::clone(&context.vocabulary));
    let outcomes = context
        .storage
        .write(move |transaction| {
            let publisher = Publisher { region: &region, keys: &keys, unit_groups: isco::unit_groups() };
            let stock = |transaction: &Transaction<'_>| stock_of(transaction, &vocabulary);
            publish_week(transaction, &gate, publisher, now, &mut DiscreteGaussian, stock)
        })
        .await?;
    let published =
        outcomes.iter().filter(|(_, outcome)| matches!(outcome, TableOutcome::Published(_))).count();
    // Only then: a refused table must not wake the job that finds it refused again.
    if published > 0 {
        info!(release.period = %week, release.tables = published, "published {published} tables of {week}");
        context.wake.wake();
    }
    Ok(outcomes)
}

/// Whether releases may be drawn.
///
/// # Errors
/// [`PublishError::PublicationClosed`] or [`PublishError::PublicationStopped`].
fn may_publish(gate: &PublicationGate) -> Result<(), PublishError> {
    if gate.is_stopped() {
        return Err(PublishError::PublicationStopped);
    }
    if gate.is_open() { Ok(()) } else { Err(PublishError::PublicationClosed) }
}

fn all_released(connection: &Connection, region: &RegionId, week: IsoWeek) -> Result<bool, StorageError> {
    for table in Table::ALL {
        if privacy_ledger::find(connection, release_id(region, table, week))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The people of the region, each with the unit group of the occupation that counts.
fn stock_of(transaction: &Transaction<'_>, vocabulary: &Vocabulary) -> Result<Stock, PublishError> {
    let group_of = |uri| vocabulary.occupation(uri).map(|occupation| vocabulary.isco(occupation));
    let terms = terms::all(transaction)?;
    let groups: BTreeMap<u32, Option<IscoCode>> =
        terms.iter().map(|(number, uri)| (*number, group_of(uri))).collect();
    let persons =
        candidate_counts::primary_occupations(transaction)?.into_iter().map(|(candidate, occupation)| {
            let unit_group = occupation.and_then(|number| groups.get(&number).cloned().flatten());
            CountedPerson { candidate, unit_group }
        });
    Ok(Stock::new(persons.collect())?)
}

/// Publishes the tables of the week in which `now` lies, those that were not released yet. The stock is counted
/// by `stock` inside the same transaction.
///
/// # Errors
/// [`PublishError`]; the caller lets the transaction fail then, so that nothing of the week is left.
pub fn publish_week(
    transaction: &Transaction<'_>,
    gate: &PublicationGate,
    publisher: Publisher<'_>,
    now: Timestamp,
    noise: &mut dyn NoiseSource,
    stock: impl FnOnce(&Transaction<'_>) -> Result<Stock, PublishError>,
) -> Result<Vec<(Table, TableOutcome)>, PublishError> {
    may_publish(gate)?;
    let week = IsoWeek::of_timestamp(now);
    let (mut count, mut counted) = (Some(stock), None);
    let mut outcomes = Vec::new();
    for table in Table::ALL {
        let outcome = match standing_of(transaction, publisher.region, table, week, now)? {
            Some(outcome) => outcome,
            None => {
                if let Some(count) = count.take() {
                    counted = Some(count(transaction)?);
                }
                let stock = counted.as_ref().expect("the line above counts when nothing was counted yet");
                let record = draw(transaction, publisher, table, week, noise, stock)?;
                TableOutcome::Published(release(transaction, publisher, table, now, record)?)
            }
        };
        outcomes.push((table, outcome));
    }
    Ok(outcomes)
}

/// Why a table of the week is not drawn; nothing when it is due. A refusal of the budget is noted once.
fn standing_of(
    transaction: &Transaction<'_>,
    region: &RegionId,
    table: Table,
    week: IsoWeek,
    now: Timestamp,
) -> Result<Option<TableOutcome>, PublishError> {
    if let Some(entry) = privacy_ledger::find(transaction, release_id(region, table, week))? {
        return Ok(Some(TableOutcome::ReleasedBefore(entry)));
    }
    if let Some(mark) = privacy_ledger::newest_period(transaction, table.name())?.filter(|mark| week <= *mark)
    {
        return Ok(Some(TableOutcome::BehindMark { mark }));
    }
    let ledger = privacy_ledger::charges_around(transaction, week.monday())?;
    let Err(refusal) = ledger.admit(RUNNING_BUDGET, week.monday(), table.rho_micro()) else {
        return Ok(None);
    };
    let subject = subject(table, week);
    if audit_log::about(transaction, &subject, 1)?.is_empty() {
        let entry = audit_entry(now, "release.refuse", subject, refusal.to_string());
        audit_log::append(transaction, &entry)?;
    }
    Ok(Some(TableOutcome::RefusedByBudget(refusal)))
}

/// Counts, adds the noise and wipes the counts.
fn draw(
    transaction: &Transaction<'_>,
    publisher: Publisher<'_>,
    table: Table,
    week: IsoWeek,
    noise: &mut dyn NoiseSource,
    stock: &Stock,
) -> Result<ReleaseRecord, PublishError> {
    let keys = TableKeys::new(table, publisher.unit_groups)?;
    let sigma = table.sigma();
    let counts = stock.count(&keys);
    let noisy =
        noise.add(&counts, sigma).map_err(|source| PublishError::Noise { table: table.name(), source })?;
    let last = privacy_ledger::last(transaction)?;
    Ok(ReleaseRecord {
        release_id: release_id(publisher.region, table, week),
        region: publisher.region.clone(),
        table: wire_table(table),
        schema_version: table.schema_version(),
        period: week,
        rho_micro: sigma.rho_micro(),
        sigma_centi: sigma.centi(),
        sequence: last.as_ref().map_or(0, |last| last.sequence) + 1,
        previous: last.map_or([0; 32], |last| last.record_sha256),
        cells: ReleaseRecord::cells_of(&noisy),
    })
}

/// Signs, debits, keeps and enqueues a drawn record.
fn release(
    transaction: &Transaction<'_>,
    publisher: Publisher<'_>,
    table: Table,
    now: Timestamp,
    drawn: ReleaseRecord,
) -> Result<LedgerEntry, PublishError> {
    let delivery = disclosure::release(publisher.keys, protocol::encode(&drawn)?);
    let entry = LedgerEntry {
        sequence: drawn.sequence,
        release_id: drawn.release_id,
        table: table.name().to_owned(),
        schema_version: drawn.schema_version,
        period: drawn.period,
        rho_micro: drawn.rho_micro,
        record_sha256: sha256(&delivery.record),
        record: delivery.record.clone(),
        signature: delivery.signature.clone(),
        created_at: now,
    };
    privacy_ledger::append(transaction, &entry)?;
    let message = OutboxMessage {
        message_id: message_id(&drawn.release_id),
        kind: kind::RELEASE_DELIVERY,
        version: ProtocolVersion::OLDEST.0,
        payload: protocol::encode(&delivery)?,
        subject: subject(table, drawn.period),
        not_before: now,
    };
    outbox::enqueue(transaction, now, &message)?;
    let detail = format!("rho {} millionths", drawn.rho_micro);
    audit_log::append(transaction, &audit_entry(now, "release.publish", message.subject, detail))?;
    Ok(entry)
}

/// It does not depend on what was counted.
fn release_id(region: &RegionId, table: Table, week: IsoWeek) -> [u8; 32] {
    identity::receipt::release_id(region, table.name(), table.schema_version(), week)
}

/// The same message id for the same release, whoever enqueues it again.
fn message_id(release_id: &[u8; 32]) -> MessageId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&release_id[..16]);
    MessageId::from_random(bytes)
}

fn subject(table: Table, week: IsoWeek) -> String {
    format!("release/{}/{week}", table.name())
}

fn audit_entry(at: Timestamp, action: &str, subject: String, detail: String) -> AuditEntry {
    let (actor, purpose) = (Actor::System.to_string(), "statistics".to_owned());
    AuditEntry { at, actor, purpose, action: action.to_owned(), subject, detail }
}

const fn wire_table(table: Table) -> TableId {
    match table {
        Table::Total => TableId::Total,
        Table::UnitGroups => TableId::UnitGroups,
        Table::SubMajorGroups => TableId::SubMajorGroups,
    }
}

#[cfg(test)]
mod tests;
