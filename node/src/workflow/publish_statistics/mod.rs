//! Publishes the week's noisy tables: count, draw, debit, keep and enqueue in one transaction, once for ever.
//!
//! What was released is never drawn again: the stored bytes are the answer, also after a correction of the data.
//! A week that was missed stays empty. After a start nothing is drawn until the coordinator has said what it
//! holds of this region ([`PublicationGate`]), because a database from a backup would draw a week twice.

use crate::{
    domain::statistics::{CountedTwice, Stock},
    federation::disclosure,
    storage::{
        StorageError,
        audit_log::{self, AuditEntry},
        outbox::{self, OutboxMessage},
        privacy_ledger::{self, LedgerEntry},
    },
};
use identity::{RegionKeys, receipt::verify_release, sha256};
use jiff::Timestamp;
use privacy::{BudgetError, KeyError, NoiseError, NoiseSource, Table, TableKeys, budget::RUNNING_BUDGET};
use protocol::{
    EncodeError, ProtocolVersion, kind,
    latest::{ReleaseReceipt, ReleaseRecord, TableId},
};
use rusqlite::Transaction;
use std::sync::atomic::{AtomicBool, Ordering};
use vocabulary::{IscoCode, IsoWeek, MessageId, RegionId};

/// Whether releases may be drawn. Closed when the program starts; opened by [`take_in_marks`].
#[derive(Debug, Default)]
pub struct PublicationGate {
    open: AtomicBool,
}

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

/// The coordinator's receipts do not fit this node's ledger.
#[derive(Debug, thiserror::Error)]
pub enum MarksError {
    /// The network did not sign the receipt.
    #[error("the receipt of release {sequence} does not carry the network's signature")]
    NotSigned {
        /// The running number in it.
        sequence: u64,
    },
    /// The coordinator holds something else than this node published: two nodes use this region's keys.
    #[error(
        "the coordinator holds another release under number {sequence} than this node: a copy of this node \
         publishes too. Stop the copy; nothing is published here until then"
    )]
    Diverged {
        /// The running number.
        sequence: u64,
    },
    /// The receipt cannot be kept as bytes.
    #[error("a receipt cannot be written")]
    Encode(#[from] EncodeError),
    /// The ledger could not be read or written.
    #[error("the privacy ledger could not be kept")]
    Storage(#[from] StorageError),
}

impl PublicationGate {
    /// Whether releases may be drawn.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// The coordinator has named everything it holds; to be called when the transaction that took it in is
    /// committed.
    pub fn open(&self) {
        self.open.store(true, Ordering::Release);
    }

    /// Closes it again, for instance because a receipt did not fit.
    pub fn close(&self) {
        self.open.store(false, Ordering::Release);
    }
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
    if !gate.is_open() {
        return Err(PublishError::PublicationClosed);
    }
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

/// Takes the coordinator's receipts in: those of known releases are kept, those of unknown ones are imported as
/// spent, because this database is older than what was published. True when something was imported.
///
/// # Errors
/// [`MarksError`]; the caller lets the transaction fail and closes the gate.
pub fn take_in_receipts(
    transaction: &Transaction<'_>,
    network_key: &[u8; 32],
    receipts: &[ReleaseReceipt],
    now: Timestamp,
) -> Result<bool, MarksError> {
    let mut imported = false;
    for receipt in receipts {
        if !verify_release(network_key, receipt) {
            return Err(MarksError::NotSigned { sequence: receipt.sequence });
        }
        match privacy_ledger::find(transaction, receipt.release_id)? {
            Some(known) if known.record_sha256 == receipt.record_sha256 => {}
            Some(_) => return Err(MarksError::Diverged { sequence: receipt.sequence }),
            None => {
                import_as_spent(transaction, receipt, now)?;
                imported = true;
            }
        }
        let bytes = protocol::encode(receipt)?;
        privacy_ledger::keep_receipt(transaction, receipt.release_id, &bytes, now)?;
    }
    Ok(imported)
}

fn import_as_spent(
    transaction: &Transaction<'_>,
    receipt: &ReleaseReceipt,
    now: Timestamp,
) -> Result<(), MarksError> {
    if privacy_ledger::last(transaction)?.is_some_and(|last| receipt.sequence <= last.sequence) {
        return Err(MarksError::Diverged { sequence: receipt.sequence });
    }
    let table = table_of(receipt.table);
    let entry = LedgerEntry {
        sequence: receipt.sequence,
        release_id: receipt.release_id,
        table: table.name().to_owned(),
        schema_version: table.schema_version(),
        period: receipt.period,
        rho_micro: receipt.rho_micro,
        record: Vec::new(),
        record_sha256: receipt.record_sha256,
        signature: Vec::new(),
        created_at: now,
    };
    privacy_ledger::append(transaction, &entry)?;
    let detail = format!("number {} was released before the database was restored", receipt.sequence);
    let entry = audit_entry(now, "release.import-as-spent", subject(table, receipt.period), detail);
    Ok(audit_log::append(transaction, &entry)?)
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

/// SHA-256 of what a release is of: it does not depend on what was counted.
fn release_id(region: &RegionId, table: Table, week: IsoWeek) -> [u8; 32] {
    sha256(format!("{region}|{}|{}|{week}", table.name(), table.schema_version()).as_bytes())
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
    let (actor, purpose) = ("system".to_owned(), "statistics".to_owned());
    AuditEntry { at, actor, purpose, action: action.to_owned(), subject, detail }
}

const fn wire_table(table: Table) -> TableId {
    match table {
        Table::Total => TableId::Total,
        Table::UnitGroups => TableId::UnitGroups,
        Table::SubMajorGroups => TableId::SubMajorGroups,
    }
}

const fn table_of(table: TableId) -> Table {
    match table {
        TableId::Total => Table::Total,
        TableId::UnitGroups => Table::UnitGroups,
        TableId::SubMajorGroups => Table::SubMajorGroups,
    }
}

#[cfg(test)]
mod tests;
