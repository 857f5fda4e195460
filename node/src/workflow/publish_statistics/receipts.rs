//! What the coordinator holds of this region: its receipts are kept, and a database from a backup learns from them
//! what was spent since. Until it has, nothing is drawn.

use super::{Context, audit_entry, subject};
use crate::storage::{
    StorageError, audit_log,
    privacy_ledger::{self, LedgerEntry},
};
use identity::receipt::verify_release;
use jiff::Timestamp;
use privacy::Table;
use protocol::{
    EncodeError,
    latest::{ReleaseReceipt, TableId},
};
use rusqlite::Transaction;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tracing::error;

/// What a stop of all publication is about in the audit log.
const PUBLICATION: &str = "publication";

/// Whether releases may be drawn. Closed when the program starts; opened by [`take_in_marks`]; stopped for as long as
/// the program runs when a copy of the node turns out to publish too. After the next start the coordinator is asked
/// again, and what it holds beside this ledger stops publication once more.
#[derive(Debug, Default)]
pub struct PublicationGate {
    standing: Mutex<GateStanding>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum GateStanding {
    #[default]
    Closed,
    Open,
    Stopped,
}

/// Whether receipts are everything that the coordinator holds above [`marks_after`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// They are.
    All,
    /// There may be more.
    Some,
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
         publishes too, and nothing is published here any more"
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
        *self.locked() == GateStanding::Open
    }

    /// Whether publication is stopped because a copy of this node publishes too.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        *self.locked() == GateStanding::Stopped
    }

    /// The coordinator has named everything it holds; to be called when the transaction that took it in is
    /// committed. A stopped gate stays stopped.
    pub fn open(&self) {
        self.leave(GateStanding::Closed, GateStanding::Open);
    }

    /// Closes it again until the coordinator has been asked once more. A stopped gate stays stopped.
    pub fn close(&self) {
        self.leave(GateStanding::Open, GateStanding::Closed);
    }

    /// Stops publication; true when it was not stopped yet.
    fn stop(&self) -> bool {
        std::mem::replace(&mut *self.locked(), GateStanding::Stopped) != GateStanding::Stopped
    }

    fn leave(&self, from: GateStanding, to: GateStanding) {
        let mut standing = self.locked();
        if *standing == from {
            *standing = to;
        }
    }

    fn locked(&self) -> MutexGuard<'_, GateStanding> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The running number above which the coordinator is asked for its receipts.
///
/// # Errors
/// [`StorageError`] when the ledger cannot be read.
pub async fn marks_after(context: &Context) -> Result<u64, StorageError> {
    context.storage.read(privacy_ledger::receipted_through).await
}

/// A copy of this node publishes too: nothing is drawn here any more, and the audit log says so, once.
///
/// # Errors
/// [`StorageError`] when the audit log cannot be written; nothing is drawn all the same.
pub async fn stop_publication(context: &Context, detail: String) -> Result<(), StorageError> {
    if !context.publication.stop() {
        return Ok(());
    }
    error!("publication stops, a copy of this node publishes too: {detail}");
    let entry = audit_entry(context.clock.now(), "release.stop", PUBLICATION.to_owned(), detail);
    context.storage.write(move |transaction| audit_log::append(transaction, &entry)).await
}

/// Takes in what the coordinator holds of this region, after each start and with each delivery. Opens the gate when
/// these are `all` of them; closes it when the network did not sign one, stops it when one contradicts the ledger.
///
/// # Errors
/// [`MarksError`]; nothing was taken in then.
pub async fn take_in_marks(
    context: &Context,
    network_key: [u8; 32],
    receipts: Vec<ReleaseReceipt>,
    completeness: Completeness,
) -> Result<(), MarksError> {
    let now = context.clock.now();
    let taken = context
        .storage
        .write(move |transaction| take_in_receipts(transaction, &network_key, &receipts, now))
        .await;
    match (&taken, completeness) {
        (Ok(_), Completeness::All) => context.publication.open(),
        (Ok(_), Completeness::Some) | (Err(MarksError::Storage(_) | MarksError::Encode(_)), _) => {}
        (Err(MarksError::NotSigned { .. }), _) => context.publication.close(),
        (Err(diverged @ MarksError::Diverged { .. }), _) => {
            stop_publication(context, diverged.to_string()).await?;
        }
    }
    taken.map(|_| ())
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

const fn table_of(table: TableId) -> Table {
    match table {
        TableId::Total => Table::Total,
        TableId::UnitGroups => Table::UnitGroups,
        TableId::SubMajorGroups => Table::SubMajorGroups,
    }
}
