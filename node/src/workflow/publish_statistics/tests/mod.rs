//! A node that publishes, on a database of its own: what is drawn once, and who is counted.

mod counted;
mod drawn;

use super::{
    receipts::{Completeness, MarksError, marks_after, take_in_marks, take_in_receipts},
    *,
};
use crate::{
    domain::candidate::{Candidate, TravelLimit, WeekHours},
    matching::{index::MatchingIndex, travel::TravelTable},
    storage::{Storage, outbox::OutboxEntry},
    workflow::{Policy, Wake},
};
use identity::{NetworkAuthority, SignatureDomain, receipt::sign_release};
use jiff::ToSpan;
use privacy::{DiscreteGaussian, testing::SeededNoise};
use protocol::latest::{ReleaseDelivery, ReleaseReceipt};
use service::ManualClock;
use tempfile::TempDir;
use vocabulary::{CandidateId, EscoUri, Geography, MunicipalityCode};

/// A node that publishes, on a database of its own.
struct Node {
    folder: TempDir,
    storage: Storage,
    gate: PublicationGate,
    region: RegionId,
    keys: RegionKeys,
    people: Vec<CountedPerson>,
}

impl Node {
    fn new(people: Vec<CountedPerson>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let gate = PublicationGate::default();
        gate.open();
        let (region, keys) = (RegionId::new("AM24").unwrap(), RegionKeys::generate().unwrap());
        Self { folder, storage, gate, region, keys, people }
    }

    fn publish_with(
        &self,
        now: Timestamp,
        noise: &mut dyn NoiseSource,
    ) -> Result<Vec<(Table, TableOutcome)>, PublishError> {
        let publisher =
            Publisher { region: &self.region, keys: &self.keys, unit_groups: isco::unit_groups() };
        self.storage.write_blocking(|transaction| {
            publish_week(transaction, &self.gate, publisher, now, noise, |_| {
                Ok(Stock::new(self.people.clone())?)
            })
        })
    }

    /// The entries of the week of `now`, drawn or stored.
    fn publish(&self, now: Timestamp) -> Vec<LedgerEntry> {
        entries(self.publish_with(now, &mut DiscreteGaussian).unwrap())
    }

    /// What a copy of the database of this moment is worth, as a node with the same keys.
    fn restored_from_backup(&self) -> Self {
        self.storage.settle_blocking().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("node.db");
        std::fs::copy(self.folder.path().join("node.db"), &path).unwrap();
        Self {
            storage: Storage::open(&path).unwrap(),
            folder,
            gate: PublicationGate::default(),
            region: self.region.clone(),
            keys: self.keys.clone(),
            people: self.people.clone(),
        }
    }

    fn take_in(&self, network: &NetworkAuthority, receipts: &[ReleaseReceipt]) -> Result<bool, MarksError> {
        self.storage.write_blocking(|transaction| {
            take_in_receipts(transaction, &network.network_key(), receipts, week(9))
        })
    }

    fn outbox(&self) -> Vec<OutboxEntry> {
        self.storage.read_blocking(|connection| outbox::page(connection, 0, 1000)).unwrap()
    }

    fn ledger(&self) -> Vec<LedgerEntry> {
        let page =
            self.storage.read_blocking(|connection| privacy_ledger::page(connection, 0, 1000)).unwrap();
        page.into_iter().rev().map(|listed| listed.entry).collect()
    }

    fn audited(&self, table: Table, now: Timestamp) -> Vec<String> {
        let subject = subject(table, IsoWeek::of_timestamp(now));
        let records =
            self.storage.read_blocking(|connection| audit_log::about(connection, &subject, 10)).unwrap();
        records.into_iter().map(|record| record.entry.action).collect()
    }
}

fn entries(outcomes: Vec<(Table, TableOutcome)>) -> Vec<LedgerEntry> {
    outcomes
        .into_iter()
        .map(|(_, outcome)| match outcome {
            TableOutcome::Published(entry) | TableOutcome::ReleasedBefore(entry) => entry,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn person(unit_group: &str) -> CountedPerson {
    CountedPerson { candidate: CandidateId::random(), unit_group: Some(IscoCode::new(unit_group).unwrap()) }
}

fn people(groups: &[(&str, usize)]) -> Vec<CountedPerson> {
    groups.iter().flat_map(|(group, count)| (0..*count).map(|_| person(group))).collect()
}

/// The Wednesday of a week, counted from the first of the year.
fn week(number: i64) -> Timestamp {
    let first: Timestamp = "2026-01-07T12:00:00Z".parse().unwrap();
    first + (number * 7 * 24).hours()
}

fn counts(entry: &LedgerEntry) -> Vec<i64> {
    record(entry).counts().unwrap()
}

fn record(entry: &LedgerEntry) -> ReleaseRecord {
    protocol::decode(&entry.record, 64 * 1024).unwrap()
}

fn receipts_of(network: &NetworkAuthority, entries: &[LedgerEntry]) -> Vec<ReleaseReceipt> {
    let receipt = |entry: &LedgerEntry| ReleaseReceipt {
        release_id: entry.release_id,
        record_sha256: entry.record_sha256,
        table: record(entry).table,
        period: entry.period,
        rho_micro: entry.rho_micro,
        sequence: entry.sequence,
        received_at_ms: 0,
        signature: Vec::new(),
    };
    entries.iter().map(|entry| sign_release(network, receipt(entry)).unwrap()).collect()
}
