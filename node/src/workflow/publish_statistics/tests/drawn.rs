//! Each week is drawn once, charged once and published as a whole, through crashes and copies.

use super::*;

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
