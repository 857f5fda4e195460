//! The state database: one writer that carries out batches, many readers, one hash over all rows.

use super::{
    accounts, counters, enrolments, handovers, regions, releases, row::failed, schema, vacancies, wal,
};
use crate::state::{
    apply::apply,
    command::{Batch, Reply},
    record::{
        Account, Counter, Enrolment, FeedVacancy, Handover, HandoverFile, Invitation, IssuedCertificate,
        Region, RegionChange, SeenMessage, StoredRelease,
    },
    store::{ReleasePlace, StateStore, StoreError, Stored},
};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, types::ValueRef};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use vocabulary::{EnrolmentId, HandoverId, MessageId, RegionId, VacancyId};

/// How long a connection waits for another one; the writer holds its lock for milliseconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The file `sm.db` with its one writing connection.
#[derive(Debug)]
pub struct StateDatabase {
    path: PathBuf,
    writer: Connection,
}

impl StateDatabase {
    /// Opens the file, or makes it, and brings it to the newest schema.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the file cannot be opened, is damaged, or was written by a newer program.
    pub fn open(path: &Path) -> Stored<Self> {
        let doing = "opening the state database";
        let mut writer = Connection::open(path).map_err(failed(doing))?;
        writer.busy_timeout(BUSY_TIMEOUT).map_err(failed(doing))?;
        // FULL: nothing stops a purge of the log past what lies safely here. `secure_delete`: a destroyed share
        // must not stay readable in a free page.
        let pragmas = [
            ("journal_mode", "WAL"),
            ("synchronous", "FULL"),
            ("secure_delete", "ON"),
            ("foreign_keys", "ON"),
        ];
        for (pragma, value) in pragmas {
            writer.pragma_update(None, pragma, value).map_err(failed(doing))?;
        }
        schema::migrate(&mut writer)?;
        Ok(Self { path: path.to_owned(), writer })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A connection that only reads.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the file cannot be opened.
    pub fn reader(path: &Path) -> Stored<Connection> {
        let doing = "opening the state database for reading";
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(path, flags).map_err(failed(doing))?;
        reader.busy_timeout(BUSY_TIMEOUT).map_err(failed(doing))?;
        Ok(reader)
    }

    /// The writing connection, for reads in the same thread.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.writer
    }

    /// Replaces the whole state by that of a file, in one transaction: readers see the old state or the new one.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the file is damaged or the database fails.
    pub fn replace_with(&mut self, file: &Path) -> Stored<()> {
        let doing = "taking over a snapshot";
        let source = Self::reader(file)?;
        let check: String =
            source.query_row("PRAGMA quick_check", [], |row| row.get(0)).map_err(failed(doing))?;
        if check != "ok" {
            return Err(StoreError::new(doing, format!("the snapshot is damaged: {check}")));
        }
        let backup = rusqlite::backup::Backup::new(&source, &mut self.writer).map_err(failed(doing))?;
        // -1: all pages in one step.
        match backup.step(-1).map_err(failed(doing))? {
            rusqlite::backup::StepResult::Done => Ok(()),
            other => Err(StoreError::new(doing, format!("the state database is busy: {other:?}"))),
        }
    }

    /// Empties the write-ahead log into the file. False: somebody reads, it is to be tried again.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn settle(&self) -> Stored<bool> {
        wal::empty(&self.writer, BUSY_TIMEOUT).map_err(failed("emptying the write-ahead log of the state"))
    }

    /// Writes the whole state, as it is now, into a new file.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails or the file exists.
    pub fn copy_into(reader: &Connection, file: &Path) -> Stored<()> {
        let doing = "making a snapshot";
        let name =
            file.to_str().ok_or_else(|| StoreError::new(doing, "the data folder's name is not UTF-8"))?;
        reader.execute("VACUUM INTO ?1", [name]).map_err(failed(doing))?;
        Ok(())
    }

    /// One transaction for all that `work` does; nothing of it stays when it fails.
    ///
    /// # Errors
    /// What `work` fails with, or [`crate::state::store::StoreError`] of the commit.
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Applying<'_>) -> Stored<T>) -> Stored<T> {
        let transaction = self
            .writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed("beginning a transaction"))?;
        let mut applying = Applying { transaction };
        let value = work(&mut applying)?;
        applying.transaction.commit().map_err(failed("committing"))?;
        Ok(value)
    }
}

/// The state inside of one transaction.
#[derive(Debug)]
pub struct Applying<'a> {
    transaction: Transaction<'a>,
}

impl Applying<'_> {
    /// Carries out a batch that stands at this place of the log.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn apply(&mut self, log_index: u64, batch: Batch) -> Stored<Vec<Reply>> {
        apply(self, log_index, batch)
    }

    /// The connection of the transaction, for reads.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// Keeps how far the log was applied.
    ///
    /// # Errors
    /// [`crate::state::store::StoreError`] when the database fails.
    pub fn put_progress(&mut self, progress: &Progress) -> Stored<()> {
        let values =
            (&progress.last_applied, super::row::signed(progress.applied_index), &progress.membership);
        self.transaction
            .execute("UPDATE progress SET last_applied = ?1, applied_index = ?2, membership = ?3", values)
            .map_err(failed("writing how far the log was applied"))?;
        Ok(())
    }
}

/// How far the log was applied. What consensus says about itself is JSON that only consensus reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The last applied log id, JSON.
    pub last_applied: Option<String>,
    /// The place of that log id; 0 before the first.
    pub applied_index: u64,
    /// The membership, JSON.
    pub membership: String,
}

/// How far the log was applied.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn progress(connection: &Connection) -> Stored<Progress> {
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Progress {
            last_applied: row.get(0)?,
            applied_index: super::row::unsigned(row, 1)?,
            membership: row.get(2)?,
        })
    };
    connection
        .query_row("SELECT last_applied, applied_index, membership FROM progress", [], read)
        .map_err(failed("reading how far the log was applied"))
}

/// SHA-256 over all rows of all replicated tables, in the order of their keys. Equal on replicas that have applied
/// the same log.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn state_hash(connection: &Connection) -> Stored<[u8; 32]> {
    let doing = "hashing the state";
    let mut names = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('progress') ORDER BY name",
        )
        .map_err(failed(doing))?;
    let names = names.query_map([], |row| row.get::<_, String>(0)).map_err(failed(doing))?;
    let mut hash = Sha256::new();
    for name in names {
        let name = name.map_err(failed(doing))?;
        hash_rows(connection, &name, &mut hash).map_err(failed(doing))?;
    }
    Ok(hash.finalize().into())
}

fn hash_rows(connection: &Connection, table: &str, hash: &mut Sha256) -> rusqlite::Result<()> {
    hash.update(table.as_bytes());
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY 1, 2"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (mark, bytes): (u8, Vec<u8>) = match row.get_ref(column)? {
                ValueRef::Null => (0, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_be_bytes().to_vec()),
                ValueRef::Real(number) => (2, number.to_be_bytes().to_vec()),
                ValueRef::Text(text) => (3, text.to_vec()),
                ValueRef::Blob(blob) => (4, blob.to_vec()),
            };
            hash.update([mark]);
            hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(&bytes);
        }
    }
    Ok(())
}

impl StateStore for Applying<'_> {
    fn time_ms(&self) -> Stored<i64> {
        counters::time_ms(&self.transaction)
    }
    fn put_time_ms(&mut self, time_ms: i64) -> Stored<()> {
        counters::put_time_ms(&self.transaction, time_ms)
    }
    fn counter(&self, counter: Counter) -> Stored<u64> {
        counters::counter(&self.transaction, counter)
    }
    fn put_counter(&mut self, counter: Counter, value: u64) -> Stored<()> {
        counters::put_counter(&self.transaction, counter, value)
    }
    fn put_directory_time_ms(&mut self, time_ms: i64) -> Stored<()> {
        counters::put_directory_time_ms(&self.transaction, time_ms)
    }
    fn find_invitation(&self, token_sha256: &[u8; 32]) -> Stored<Option<Invitation>> {
        enrolments::find_invitation(&self.transaction, token_sha256)
    }
    fn put_invitation(&mut self, invitation: &Invitation) -> Stored<()> {
        enrolments::put_invitation(&self.transaction, invitation)
    }
    fn remove_unused_invitations(&mut self, region: &RegionId) -> Stored<()> {
        enrolments::remove_unused_invitations(&self.transaction, region)
    }
    fn find_enrolment(&self, id: EnrolmentId) -> Stored<Option<Enrolment>> {
        enrolments::find_enrolment(&self.transaction, id)
    }
    fn pending_enrolment(&self, region: &RegionId) -> Stored<Option<Enrolment>> {
        enrolments::pending_enrolment(&self.transaction, region)
    }
    fn put_enrolment(&mut self, enrolment: &Enrolment) -> Stored<()> {
        enrolments::put_enrolment(&self.transaction, enrolment)
    }
    fn find_region(&self, region: &RegionId) -> Stored<Option<Region>> {
        regions::find(&self.transaction, region)
    }
    fn put_region(&mut self, region: &Region) -> Stored<()> {
        regions::put(&self.transaction, region)
    }
    fn put_region_change(&mut self, change: &RegionChange) -> Stored<()> {
        regions::put_change(&self.transaction, change)
    }
    fn put_certificate(&mut self, region: &RegionId, certificate: &IssuedCertificate) -> Stored<()> {
        regions::put_certificate(&self.transaction, region, certificate)
    }
    fn has_certificate_after(&self, region: &RegionId, time_ms: i64) -> Stored<bool> {
        regions::has_certificate_after(&self.transaction, region, time_ms)
    }
    fn revoke_certificates(&mut self, region: &RegionId) -> Stored<()> {
        regions::revoke_certificates(&self.transaction, region)
    }
    fn forget_certificates_before(&mut self, time_ms: i64) -> Stored<bool> {
        regions::forget_certificates_before(&self.transaction, time_ms)
    }
    fn message_is_known(&self, region: &RegionId, message: MessageId) -> Stored<bool> {
        vacancies::message_is_known(&self.transaction, region, message)
    }
    fn put_message(&mut self, message: &SeenMessage) -> Stored<()> {
        vacancies::put_message(&self.transaction, message)
    }
    fn forget_messages_before(&mut self, time_ms: i64) -> Stored<()> {
        vacancies::forget_messages_before(&self.transaction, time_ms)
    }
    fn find_vacancy(&self, vacancy: VacancyId) -> Stored<Option<(RegionId, u64)>> {
        vacancies::find(&self.transaction, vacancy)
    }
    fn put_vacancy(&mut self, vacancy: &FeedVacancy) -> Stored<()> {
        vacancies::put(&self.transaction, vacancy)
    }
    fn remove_tombstones_before(&mut self, time_ms: i64) -> Stored<()> {
        vacancies::remove_tombstones_before(&self.transaction, time_ms)
    }
    fn find_release(&self, region: &RegionId, release_id: &[u8; 32]) -> Stored<Option<(i64, [u8; 32])>> {
        releases::find(&self.transaction, region, release_id)
    }
    fn release_place_is_taken(&self, region: &RegionId, place: ReleasePlace) -> Stored<bool> {
        releases::place_is_taken(&self.transaction, region, place)
    }
    fn put_release(&mut self, release: &StoredRelease) -> Stored<()> {
        releases::put(&self.transaction, release)
    }
    fn find_handover(&self, id: HandoverId) -> Stored<Option<Handover>> {
        handovers::find(&self.transaction, id)
    }
    fn put_handover(&mut self, handover: &Handover) -> Stored<()> {
        handovers::put(&self.transaction, handover)
    }
    fn offers_expiring_until(&self, time_ms: i64) -> Stored<Vec<Handover>> {
        handovers::expiring_until(&self.transaction, time_ms)
    }
    fn open_offers_of(&self, region: &RegionId) -> Stored<Vec<Handover>> {
        handovers::open_offers_of(&self.transaction, region)
    }
    fn put_handover_file(&mut self, id: HandoverId, file: &HandoverFile) -> Stored<()> {
        handovers::put_file(&self.transaction, id, file)
    }
    fn remove_handover_file(&mut self, id: HandoverId) -> Stored<()> {
        handovers::remove_file(&self.transaction, id)
    }
    fn next_mailbox_sequence(&mut self, region: &RegionId) -> Stored<u64> {
        let sequence = counters::mailbox_sequence(&self.transaction, region)? + 1;
        counters::put_mailbox_sequence(&self.transaction, region, sequence)?;
        Ok(sequence)
    }
    fn account_named(&self, name: &str) -> Stored<Option<Account>> {
        accounts::find_account(&self.transaction, name)
    }
    fn put_account(&mut self, account: &Account) -> Stored<()> {
        accounts::put_account(&self.transaction, account)
    }
}
