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
use vocabulary::{CandidateId, EscoUri, Geography, MunicipalityCode, Personal};

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

#[test]
fn a_week_is_drawn_once_and_its_bytes_stay_also_when_the_people_change() {
    let mut node = Node::new(people(&[("2221", 40), ("5131", 300)]));
    let first = node.publish(week(1));
    assert_eq!(first.len(), 3);
    assert_eq!(first.iter().map(|entry| counts(entry).len()).collect::<Vec<_>>(), [1, 436, 43]);
    node.people = people(&[("2221", 4000)]);
    for later in [0, 1, 3 * 24] {
        assert_eq!(node.publish(week(1) + later.hours()), first, "{later}");
    }
    assert_eq!(node.outbox().len(), 3);
    for (message, entry) in node.outbox().iter().rev().zip(&first) {
        let delivery: ReleaseDelivery = protocol::decode(&message.message.payload, 64 * 1024).unwrap();
        assert_eq!((&delivery.record, message.message.kind), (&entry.record, kind::RELEASE_DELIVERY));
        let key = node.keys.signing_key();
        assert!(identity::verify(&key, SignatureDomain::Release, &delivery.record, &delivery.signature));
    }
    assert_eq!(node.audited(Table::UnitGroups, week(1)), ["release.publish"]);
}

#[test]
fn a_missed_week_stays_empty_and_a_clock_that_goes_back_draws_nothing() {
    let node = Node::new(people(&[("2221", 40)]));
    node.publish(week(1));
    node.publish(week(4));
    let weeks: Vec<_> = node.ledger().iter().map(|entry| entry.period.to_string()).collect();
    assert_eq!(weeks, ["2026-W03", "2026-W03", "2026-W03", "2026-W06", "2026-W06", "2026-W06"]);
    for (_, outcome) in node.publish_with(week(3), &mut DiscreteGaussian).unwrap() {
        assert_eq!(outcome, TableOutcome::BehindMark { mark: IsoWeek::of_timestamp(week(4)) });
    }
    assert_eq!((node.ledger().len(), node.outbox().len()), (6, 6));
}

#[test]
fn a9_a_crash_before_the_commit_leaves_nothing_charged_and_nothing_to_send() {
    let node = Node::new(people(&[("2221", 40)]));
    let publisher = Publisher { region: &node.region, keys: &node.keys, unit_groups: isco::unit_groups() };
    let crashed: Result<(), PublishError> = node.storage.write_blocking(|transaction| {
        let stock = |_: &Transaction<'_>| Ok(Stock::new(node.people.clone())?);
        publish_week(transaction, &node.gate, publisher, week(1), &mut DiscreteGaussian, stock)?;
        Err(StorageError::Stopped.into())
    });
    assert!(crashed.is_err());
    assert!(node.ledger().is_empty() && node.outbox().is_empty());
    assert!(node.audited(Table::Total, week(1)).is_empty());
    let drawn = node.publish(week(1));
    assert_eq!(drawn.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 2, 3]);
}

/// A noise source that fails at its third draw.
struct Failing(usize);

impl NoiseSource for Failing {
    fn add(&mut self, exact: &[i64], sigma: privacy::Sigma) -> Result<Vec<i64>, NoiseError> {
        self.0 += 1;
        if self.0 == 3 {
            return Err(NoiseError::Mechanism { what: "exercise".to_owned() });
        }
        DiscreteGaussian.add(exact, sigma)
    }
}

#[test]
fn a9_a_week_is_published_as_a_whole_or_not_at_all() {
    let node = Node::new(people(&[("2221", 40)]));
    let failed = node.publish_with(week(1), &mut Failing(0));
    assert!(matches!(failed, Err(PublishError::Noise { table: "S1b", .. })), "{failed:?}");
    assert!(node.ledger().is_empty() && node.outbox().is_empty());
    assert_eq!(node.publish(week(1)).len(), 3);
}

#[test]
fn a9_a_node_restored_from_a_backup_cannot_draw_a_released_week_again() {
    let network = NetworkAuthority::generate(week(0)).unwrap();
    let node = Node::new(people(&[("2221", 40)]));
    let first = node.publish(week(1));
    let restored = node.restored_from_backup();
    let (second, third) = (node.publish(week(2)), node.publish(week(3)));

    let closed = restored.publish_with(week(3), &mut DiscreteGaussian);
    assert!(matches!(closed, Err(PublishError::PublicationClosed)), "{closed:?}");
    let all = [first.clone(), second.clone(), third.clone()].concat();
    assert!(restored.take_in(&network, &receipts_of(&network, &all)).unwrap(), "something is imported");
    assert!(!restored.take_in(&network, &receipts_of(&network, &all)).unwrap(), "and only once");
    restored.gate.open();

    assert_eq!(restored.publish(week(1)), first, "what it has itself stays as it was");
    for (late, original) in [(week(2), second), (week(3), third)] {
        for (entry, original) in restored.publish(late).iter().zip(&original) {
            assert_eq!((entry.record_sha256, entry.record.len()), (original.record_sha256, 0));
        }
    }
    assert!(restored.outbox().len() == 3, "nothing new was enqueued");
    let spent = |node: &Node| node.ledger().iter().map(|entry| entry.rho_micro).sum::<u32>();
    assert_eq!(spent(&restored), spent(&node));
    assert_eq!(restored.publish(week(4))[0].sequence, 10, "the next week goes on with the running numbers");
    assert_eq!(restored.storage.read_blocking(privacy_ledger::verify).unwrap(), None);
}

/// The contrast: with the gate forced open, the same backup would draw the week again, with other bytes.
#[test]
fn a9_without_the_coordinators_marks_a_backup_would_draw_again() {
    let node = Node::new(people(&[("2221", 40)]));
    node.publish(week(1));
    let restored = node.restored_from_backup();
    let second = node.publish(week(2));
    restored.gate.open();
    assert_ne!(restored.publish(week(2)), second);
}

#[test]
fn a9_receipts_that_do_not_fit_stop_the_publication() {
    let (network, stranger) =
        (NetworkAuthority::generate(week(0)).unwrap(), NetworkAuthority::generate(week(0)).unwrap());
    let node = Node::new(people(&[("2221", 40)]));
    let copy = node.restored_from_backup();
    copy.gate.open();
    let ours = receipts_of(&network, &node.publish(week(1)));
    let theirs = receipts_of(&network, &copy.publish(week(1)));
    let forged = receipts_of(&stranger, &node.publish(week(1)));
    assert!(matches!(node.take_in(&network, &forged), Err(MarksError::NotSigned { sequence: 1 })));
    assert!(matches!(node.take_in(&network, &theirs), Err(MarksError::Diverged { sequence: 1 })));
    assert!(!node.take_in(&network, &ours).unwrap());
    let marked = |node: &Node| node.storage.read_blocking(privacy_ledger::receipted_through).unwrap();
    assert_eq!((marked(&node), marked(&copy)), (3, 0));
    let later = receipts_of(&network, &node.publish(week(2)));
    assert!(!node.take_in(&network, &later[2..]).unwrap());
    assert_eq!(marked(&node), 3, "a release without a receipt is asked about again, also below later ones");
    assert!(!node.take_in(&network, &later).unwrap());
    assert_eq!(marked(&node), 6);
}

#[test]
fn a_release_above_the_budget_is_refused_and_noted_once() {
    let node = Node::new(people(&[("2221", 40)]));
    let spent = LedgerEntry {
        sequence: 1,
        release_id: [9; 32],
        table: "earlier".to_owned(),
        schema_version: 1,
        period: IsoWeek::of_timestamp(week(0)),
        rho_micro: 20_100,
        record: Vec::new(),
        record_sha256: [0; 32],
        signature: Vec::new(),
        created_at: week(0),
    };
    node.storage.write_blocking(|transaction| privacy_ledger::append(transaction, &spent)).unwrap();
    for _ in 0..3 {
        let outcomes = node.publish_with(week(1), &mut DiscreteGaussian).unwrap();
        assert!(matches!(outcomes[1].1, TableOutcome::RefusedByBudget(_)), "{outcomes:?}");
        assert_eq!(node.audited(Table::UnitGroups, week(1)), ["release.refuse"]);
    }
    assert_eq!(node.ledger().len(), 3, "the two cheaper tables have room");
    let a_year_later = node.publish_with(week(53), &mut DiscreteGaussian).unwrap();
    assert!(matches!(a_year_later[1].1, TableOutcome::Published(_)), "the window has moved on");
}

#[test]
fn a10_two_years_of_weeks_are_never_refused() {
    let node = Node::new(people(&[("2221", 40)]));
    let mut noise = SeededNoise::new(1);
    for number in 0..106 {
        let published = node.publish_with(week(number), &mut noise).unwrap();
        assert!(
            published.iter().all(|(_, outcome)| matches!(outcome, TableOutcome::Published(_))),
            "{number}"
        );
    }
}

#[test]
fn a6_one_person_more_or_less_changes_no_shape() {
    let base = [("2221", 10), ("5131", 1), ("9112", 300)];
    let worlds = [
        people(&base),
        people(&[("2221", 11), ("5131", 1), ("9112", 300)]),
        people(&[("2221", 9), ("5131", 1), ("9112", 300)]),
        people(&[("2221", 10), ("9112", 300)]),
        people(&[("2221", 10), ("5131", 1), ("9112", 300), ("0110", 1)]),
        Vec::new(),
    ];
    let shapes: Vec<Vec<_>> = worlds
        .into_iter()
        .map(|world| {
            let node = Node::new(world);
            for number in 0..3 {
                node.publish(week(number));
            }
            let shape = |entry: OutboxEntry| {
                let message = entry.message;
                (message.message_id, message.kind, message.version, message.payload.len(), message.subject)
            };
            node.outbox().into_iter().map(shape).collect()
        })
        .collect();
    assert_eq!(shapes[0].len(), 9);
    assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:?}");
}

#[test]
fn a7_equal_data_get_other_noise_in_each_week_table_and_node() {
    let all = people(&[("2221", 10)]);
    let (one, other) = (Node::new(all.clone()), Node::new(all));
    let drawn = [one.publish(week(1)), one.publish(week(2)), other.publish(week(1))];
    let units: Vec<_> = drawn.iter().map(|entries| counts(&entries[1])).collect();
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        let equal = units[first].iter().zip(&units[second]).filter(|(a, b)| a == b).count();
        assert!(equal < 30, "{equal} of 436 cells are equal");
    }
    assert!(units[0].iter().any(|count| *count < 0), "counts below zero are published as they are");
}

#[test]
fn a11_no_id_of_a_person_is_in_what_leaves() {
    let node = Node::new(people(&[("2221", 60), ("5131", 60)]));
    node.publish(week(1));
    let left: Vec<u8> = node.outbox().into_iter().flat_map(|entry| entry.message.payload).collect();
    for person in &node.people {
        let id = person.candidate.to_bytes();
        for token in [id.to_vec(), person.candidate.to_string().into_bytes(), hex::encode(id).into_bytes()] {
            assert!(!left.windows(token.len()).any(|window| window == token));
        }
    }
}

#[test]
fn a_person_who_would_be_counted_twice_stops_the_week() {
    let mut node = Node::new(people(&[("2221", 3)]));
    node.people.push(node.people[0].clone());
    let refused = node.publish_with(week(1), &mut DiscreteGaussian);
    assert!(matches!(refused, Err(PublishError::Counted(_))), "{refused:?}");
    assert!(node.ledger().is_empty() && node.outbox().is_empty());
}

#[test]
fn the_ledger_refuses_changes_and_shows_those_made_around_it() {
    let node = Node::new(people(&[("2221", 3)]));
    node.publish(week(1));
    let change = |sql: &'static str| {
        node.storage.write_blocking(|transaction| {
            transaction
                .execute_batch(sql)
                .map_err(|source| StorageError::Sql { doing: "change the ledger", source })
        })
    };
    for refused in ["UPDATE dp_release SET rho_micro = 1", "DELETE FROM dp_release WHERE sequence = 3"] {
        assert!(change(refused).is_err(), "{refused}");
    }
    let verified = || node.storage.read_blocking(privacy_ledger::verify).unwrap();
    assert_eq!(verified(), None);
    change(
        "DROP TRIGGER dp_release_is_never_changed; UPDATE dp_release SET rho_micro = 1 WHERE sequence = 2",
    )
    .unwrap();
    assert_eq!(verified(), Some(privacy_ledger::BrokenAt { sequence: 2 }));
}

fn candidate(occupation: Option<&EscoUri>, targets: &[&EscoUri]) -> Candidate {
    Candidate {
        id: CandidateId::random(),
        revision: 1,
        name: Personal::new("Test Person".parse().unwrap()),
        email: Personal::new(None),
        phone: Personal::new(None),
        born_on: Personal::new(None),
        remarks: Personal::new(None),
        present_employer: Personal::new(None),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        hours: WeekHours::new(8, 40).unwrap(),
        max_travel: TravelLimit::from_minutes(45).unwrap(),
        education: None,
        occupation: occupation.cloned(),
        years_experience: 3,
        former_occupations: Vec::new(),
        target_occupations: targets.iter().map(|uri| (*uri).clone()).collect(),
        languages: Vec::new(),
        skills: Vec::new(),
        potential: None,
        available_from: None,
        interests: None,
        restricted: false,
    }
}

fn context(node: &Node) -> Context {
    Context {
        storage: node.storage.clone(),
        clock: Arc::new(ManualClock::at(week(1))),
        region: node.region.clone(),
        vocabulary: Arc::new(Vocabulary::starter()),
        geography: Arc::new(Geography::embedded()),
        sectors: Arc::new(vocabulary::Sectors::embedded()),
        signer: Some(Arc::new(node.keys.clone())),
        network_key: None,
        wake: Wake::default(),
        matching: Arc::new(MatchingIndex::new(Arc::new(TravelTable::default()))),
        policy: Policy::default(),
        publication: Arc::default(),
        transitions: Arc::default(),
        round: Arc::default(),
        counted: Arc::default(),
    }
}

/// An occupation of the starter vocabulary in this unit group.
fn occupation_in(unit_group: &str) -> EscoUri {
    let vocabulary = Vocabulary::starter();
    let found = vocabulary.occupations().find(|it| vocabulary.isco(*it).as_str() == unit_group);
    vocabulary.occupation_uri(found.expect("the starter has such an occupation"))
}

#[test]
fn people_count_once_by_the_first_wanted_or_else_present_occupation_and_restricted_ones_do_not() {
    let node = Node::new(Vec::new());
    let (nurse, waiter) = (occupation_in("2221"), occupation_in("5131"));
    let restricted = Candidate { restricted: true, ..candidate(Some(&nurse), &[]) };
    let registered = [
        candidate(Some(&waiter), &[&nurse, &waiter]),
        candidate(Some(&waiter), &[]),
        candidate(None, &[]),
        restricted,
    ];
    let stock = node.storage.write_blocking(|transaction| {
        for candidate in &registered {
            crate::storage::candidates::insert(transaction, candidate, week(0))?;
        }
        stock_of(transaction, &Vocabulary::starter())
    });
    let stock = stock.unwrap();
    let keys = |table| TableKeys::new(table, isco::unit_groups()).unwrap();
    assert_eq!(stock.count(&keys(Table::Total))[0], 3);
    let units = keys(Table::UnitGroups);
    for (group, expected) in [("2221", 1), ("5131", 1)] {
        let cell = units.cell_of(Some(&IscoCode::new(group).unwrap())).unwrap();
        assert_eq!(stock.count(&units)[cell], expected, "{group}");
    }
    assert_eq!(stock.count(&units).iter().sum::<i64>(), 2);
}

#[tokio::test]
async fn a_node_publishes_by_itself_once_the_coordinator_has_named_what_it_holds() {
    let node = Node::new(Vec::new());
    let context = context(&node);
    let gate = &context.publication;
    let network = NetworkAuthority::generate(week(0)).unwrap();
    let closed = publish_statistics(&context).await;
    assert!(matches!(closed, Err(PublishError::PublicationClosed)), "{closed:?}");

    let take_in =
        |receipts, completeness| take_in_marks(&context, network.network_key(), receipts, completeness);
    take_in(Vec::new(), Completeness::Some).await.unwrap();
    assert!(!gate.is_open(), "there may be more receipts");
    take_in(Vec::new(), Completeness::All).await.unwrap();
    let published = entries(publish_statistics(&context).await.unwrap());
    assert_eq!((published.len(), node.outbox().len()), (3, 3));
    assert!(publish_statistics(&context).await.unwrap().is_empty(), "and once only");

    assert_eq!(marks_after(&context).await.unwrap(), 0);
    take_in(receipts_of(&network, &published), Completeness::Some).await.unwrap();
    assert_eq!(marks_after(&context).await.unwrap(), 3);
    let mut strange = receipts_of(&network, &published);
    strange[0].record_sha256 = [1; 32];
    assert!(matches!(take_in(strange, Completeness::All).await, Err(MarksError::NotSigned { .. })));
    assert!(!gate.is_open(), "a receipt that does not fit closes the gate");
    take_in(Vec::new(), Completeness::All).await.unwrap();
    assert!(gate.is_open(), "until the coordinator has been asked once more");
}

#[tokio::test]
async fn a_release_of_a_copy_stops_publication_until_the_next_start_and_is_noted_once() {
    let node = Node::new(Vec::new());
    let network = NetworkAuthority::generate(week(0)).unwrap();
    let copy = node.restored_from_backup();
    copy.gate.open();
    let theirs = receipts_of(&network, &copy.publish(week(1)));
    node.publish(week(1));
    let context = context(&node);
    for _ in 0..2 {
        let taken = take_in_marks(&context, network.network_key(), theirs.clone(), Completeness::All).await;
        assert!(matches!(taken, Err(MarksError::Diverged { sequence: 1 })), "{taken:?}");
    }
    take_in_marks(&context, network.network_key(), Vec::new(), Completeness::All).await.unwrap();
    let stopped = publish_statistics(&context).await;
    assert!(matches!(stopped, Err(PublishError::PublicationStopped)), "{stopped:?}");
    let noted =
        node.storage.read_blocking(|connection| audit_log::about(connection, "publication", 10)).unwrap();
    assert_eq!(noted.iter().map(|record| record.entry.action.as_str()).collect::<Vec<_>>(), ["release.stop"]);
}
