//! Who is counted, what leaves, and when a node publishes by itself.

use super::*;

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

fn candidate(occupation: Option<&EscoUri>, targets: &[&EscoUri]) -> Candidate {
    let (hours, travel) = (WeekHours::new(8, 40).unwrap(), TravelLimit::from_minutes(45).unwrap());
    let (name, place) = ("Test Person".parse().unwrap(), MunicipalityCode::new("GM0687").unwrap());
    Candidate {
        occupation: occupation.cloned(),
        years_experience: 3,
        target_occupations: targets.iter().map(|uri| (*uri).clone()).collect(),
        ..Candidate::new(CandidateId::random(), name, place, hours, travel)
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
