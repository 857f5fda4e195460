use super::{
    hub::Mood,
    records::{record, region, signed, signed_as},
    running_hub::{RunningHub, eventually},
};
use identity::receipt;
use jiff::Timestamp;
use node::{
    domain::handover::{HandoverProgress, HandoverState},
    node::RunningNode,
    storage::{
        StorageError, feed,
        handovers::{self, Handover},
        outbox::{self, OutboxEntry, OutboxMessage, OutboxState},
    },
};
use protocol::{
    ProtocolVersion, kind,
    latest::{
        self, ErrorCode, HandoverOutcome, HandoverReceipt, HandoverStatement, SignedVacancy, VacancyChanges,
        VacancyRecord, VacancyStatus,
    },
    v1,
};
use tempfile::tempdir;
use vocabulary::{HandoverId, MessageId, Personal, VacancyId};

/// Puts a message with one vacancy into the outbox, as a workflow does.
async fn enqueue(node: &RunningNode, id: u8, vacancy: SignedVacancy, subject: &str) {
    let payload = protocol::encode(&VacancyChanges { vacancies: vec![vacancy] }).unwrap();
    let message = OutboxMessage {
        message_id: MessageId::from_bytes([id; 16]),
        kind: kind::VACANCY_CHANGES,
        version: 1,
        payload,
        subject: subject.to_owned(),
        not_before: Timestamp::UNIX_EPOCH,
    };
    let context = node.context();
    let now = context.clock.now();
    context.storage.write(move |tx| outbox::enqueue(tx, now, &message)).await.unwrap();
    context.wake.wake();
}

async fn enqueue_own(node: &RunningNode, id: u8, subject: &str) {
    let keys = node.context().signer.clone().unwrap();
    let vacancy = signed(&keys, &record(id, "AM24", 1, VacancyStatus::Open));
    enqueue(node, id, vacancy, subject).await;
}

/// The vacancies that the hub has, in the order in which they took effect.
fn titles(hub: &RunningHub) -> Vec<String> {
    hub.hub.state.lock().unwrap().vacancies.iter().map(|record| record.title.clone()).collect()
}

async fn entry(node: &RunningNode, id: u8) -> OutboxEntry {
    let entries = node.context().storage.read(|c| outbox::page(c, 0, 100)).await.unwrap();
    entries.into_iter().find(|entry| entry.message.message_id == MessageId::from_bytes([id; 16])).unwrap()
}

async fn waits_until_delivered(node: &RunningNode, id: u8) {
    eventually("delivered", async || {
        matches!(entry(node, id).await.state, OutboxState::Delivered(_)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_waits_while_the_coordinator_is_away_leaves_when_it_is_back_and_once() {
    let (mut hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    enqueue_own(&node, 1, "vacancy/1").await;
    waits_until_delivered(&node, 1).await;

    hub.stop().await;
    enqueue_own(&node, 2, "vacancy/2").await;
    enqueue_own(&node, 3, "vacancy/3").await;
    let waiting = node.context().storage.read(outbox::waiting).await.unwrap();
    assert_eq!(waiting, 2);
    hub.back().await;
    waits_until_delivered(&node, 2).await;
    waits_until_delivered(&node, 3).await;
    assert_eq!(titles(&hub), ["Verzorgende 1", "Verzorgende 2", "Verzorgende 3"]);
    node.shutdown().await;
}

#[tokio::test]
async fn an_answer_that_got_lost_repeats_the_message_and_not_its_effect() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node_in_a_hurry(folder.path()).await;
    hub.hub.state.lock().unwrap().mood = Mood::Dawdles;
    enqueue_own(&node, 1, "vacancy/1").await;
    hub.wait_for("the message came twice", |state| state.taken.len() >= 2).await;
    hub.hub.state.lock().unwrap().mood = Mood::Takes;
    waits_until_delivered(&node, 1).await;
    let taken = hub.hub.state.lock().unwrap().taken.clone();
    assert!(taken.iter().all(|(id, _)| *id == MessageId::from_bytes([1; 16])));
    assert_eq!(titles(&hub), ["Verzorgende 1"]);
    node.shutdown().await;
}

#[tokio::test]
async fn a_refused_message_is_kept_and_shown_and_holds_up_no_other() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    hub.hub.state.lock().unwrap().mood = Mood::Refuses(ErrorCode::BadSignature, b"Verzorgende 1".to_vec());
    enqueue_own(&node, 1, "vacancy/1").await;
    enqueue_own(&node, 2, "vacancy/1").await;
    waits_until_delivered(&node, 2).await;
    let refused = entry(&node, 1).await;
    let OutboxState::Refused(_, reason) = &refused.state else { panic!("{:?}", refused.state) };
    assert_eq!(reason, "bad-signature", "a code that pages have words for");
    let said = "SELECT detail FROM audit_entries WHERE action = 'outbox.refused'";
    let read =
        move |connection: &_| node::storage::sql::rows(connection, said, [], |row| row.get::<_, String>(0));
    let said = node.context().storage.read_blocking(|connection| {
        read(connection).map_err(|source| StorageError::Sql { doing: "read the audit log", source })
    });
    assert_eq!(said.unwrap(), ["not this one"], "the coordinator's own words, for the operator");
    assert!(!refused.message.payload.is_empty());
    node.shutdown().await;
}

#[tokio::test]
async fn a_passing_refusal_keeps_the_order_of_a_subject() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    hub.hub.state.lock().unwrap().mood = Mood::Refuses(ErrorCode::Unavailable, b"Verzorgende 1".to_vec());
    enqueue_own(&node, 1, "vacancy/1").await;
    enqueue_own(&node, 2, "vacancy/1").await;
    eventually("the first failed", async || match entry(&node, 1).await.state {
        OutboxState::Waiting { last_failure } => last_failure,
        _ => None,
    })
    .await;
    hub.hub.state.lock().unwrap().mood = Mood::Takes;
    waits_until_delivered(&node, 2).await;
    assert_eq!(titles(&hub), ["Verzorgende 1", "Verzorgende 2"]);
    node.shutdown().await;
}

#[tokio::test]
async fn a_coordinator_that_is_a_version_behind_is_spoken_to_in_its_version() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.hub.state.lock().unwrap().newest = ProtocolVersion::OLDEST;
    let node = hub.joined_node(folder.path()).await;
    enqueue_own(&node, 1, "vacancy/1").await;
    waits_until_delivered(&node, 1).await;
    assert_eq!(hub.hub.state.lock().unwrap().taken[0].1, ProtocolVersion::OLDEST);

    // It is upgraded while the node runs: from the next greeting on, the newest is spoken.
    let mut hub = hub;
    hub.stop().await;
    hub.hub.state.lock().unwrap().newest = ProtocolVersion::NEWEST;
    hub.back().await;
    eventually("the new version is spoken", async || {
        let id = 10 + u8::try_from(hub.hub.state.lock().unwrap().taken.len()).unwrap();
        enqueue_own(&node, id, "vacancy/1").await;
        waits_until_delivered(&node, id).await;
        let last = hub.hub.state.lock().unwrap().taken.last().unwrap().1;
        (last == ProtocolVersion::NEWEST).then_some(())
    })
    .await;
    node.shutdown().await;
}

#[tokio::test]
async fn an_offer_that_is_refused_for_good_leaves_no_envelope_and_no_share_in_the_outbox() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    let payload = vec![0xA7; 5_000];
    let message = OutboxMessage {
        message_id: MessageId::from_bytes([9; 16]),
        // This hub knows nothing of hand-overs, which is final.
        kind: kind::HANDOVER_OFFER,
        version: 1,
        payload: payload.clone(),
        subject: format!("handover/{}", HandoverId::random()),
        not_before: Timestamp::UNIX_EPOCH,
    };
    let now = node.context().clock.now();
    node.context().storage.write(move |tx| outbox::enqueue(tx, now, &message)).await.unwrap();
    node.context().wake.wake();
    let refused = eventually("refused", async || {
        Some(entry(&node, 9).await).filter(|entry| matches!(entry.state, OutboxState::Refused(..)))
    })
    .await;
    assert_eq!(refused.message.payload, Vec::<u8>::new());
    // What it was is still to be seen.
    assert_eq!((refused.size_bytes, refused.payload_sha256), (5_000, identity::sha256(&payload)));
    node.shutdown().await;
}

/// A hand-over that this node offered to West-Brabant.
fn offered(id: u8, statement: Vec<u8>) -> Handover {
    let mut progress = HandoverProgress::drafted("2026-12-08T03:00:00Z".parse().unwrap());
    progress.state = HandoverState::Offered;
    Handover {
        id: HandoverId::from_bytes([id; 16]),
        progress,
        other_region: region("AM25"),
        case: None,
        candidate: None,
        consent: None,
        account: None,
        statement,
        sender_signature: vec![0; 64],
        envelope: None,
        preview: Personal::new(None),
        refusal_note: Personal::new(None),
        offered_at: Timestamp::UNIX_EPOCH,
        decided_at: None,
        receipt: None,
        problem: None,
        consent_record: Personal::new(None),
    }
}

#[tokio::test]
async fn a_hand_over_whose_outcome_cannot_be_stored_holds_up_no_other() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    let (sender, receiver) = (node.context().signer.clone().unwrap(), hub.neighbour("AM25"));
    // The first was accepted under another statement than the one that lies here: that is never believed.
    let statement = HandoverStatement {
        handover: HandoverId::from_bytes([1; 16]),
        from: region("AM24"),
        to: region("AM25"),
        envelope_sha256: [0; 32],
        preview_sha256: [0; 32],
        consent_sha256: [0; 32],
        offered_at_ms: 0,
        expires_at_ms: 1,
    };
    let other = protocol::encode(&statement).unwrap();
    let receipt = HandoverReceipt {
        sender_signature: receipt::sign_offer(&sender, &other),
        receiver_signature: receipt::sign_accept(&receiver, &other),
        statement: other,
        sender_key: sender.signing_key(),
        receiver_key: receiver.signing_key(),
        decided_at_ms: 1,
        log_index: 1,
        network_signature: Vec::new(),
    };
    let receipt = receipt::sign(&hub.hub.authority, receipt).unwrap();
    let outcome = |id, state, receipt| HandoverOutcome {
        handover: HandoverId::from_bytes([id; 16]),
        state,
        decided_at_ms: 1,
        refusal: None,
        coordinator_share: None,
        receipt,
    };
    let here = [offered(1, vec![1]), offered(2, vec![2])];
    node.context()
        .storage
        .write(move |tx| here.iter().try_for_each(|handover| handovers::save(tx, handover)))
        .await
        .unwrap();
    hub.hub.state.lock().unwrap().outcomes = vec![
        outcome(1, latest::HandoverState::Accepted, Some(receipt)),
        outcome(2, latest::HandoverState::Expired, None),
    ];
    node.context().wake.wake();
    let state = async |id: u8| {
        let id = HandoverId::from_bytes([id; 16]);
        let found = node.context().storage.read(move |connection| handovers::get(connection, id)).await;
        found.unwrap().unwrap().progress.state
    };
    eventually("the second has ended", async || (state(2).await == HandoverState::Expired).then_some(()))
        .await;
    assert_eq!(state(1).await, HandoverState::Offered);
    let data = folder.path().join("data");
    eventually("the operator is told of the first", async || {
        let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
        let problem = status["jobs"]["handover-status"]["problem"].as_str()?.to_owned();
        problem.contains("is of another one").then_some(problem)
    })
    .await;
    node.shutdown().await;
}

#[tokio::test]
async fn a_vacancy_of_a_region_that_is_a_version_behind_comes_in_without_what_it_cannot_say() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    let neighbour = hub.neighbour("AM25");
    let newest = record(1, "AM25", 1, VacancyStatus::Open);
    let old = v1::vacancy::VacancyRecord {
        vacancy: newest.vacancy,
        region: newest.region.clone(),
        revision: newest.revision,
        status: newest.status,
        employer_name: newest.employer_name.clone(),
        municipality: newest.municipality.clone(),
        occupation: newest.occupation.clone(),
        title: newest.title.clone(),
        text: newest.text.clone(),
        essential_skills: newest.essential_skills.clone(),
        optional_skills: newest.optional_skills.clone(),
        hours_min: newest.hours_min,
        hours_max: newest.hours_max,
        education_min: newest.education_min.clone(),
        opened_on: newest.opened_on.clone(),
        public_since: newest.public_since.clone(),
        source: newest.source.clone(),
    };
    let old = protocol::encode(&old).unwrap();
    // The contrast: the same bytes as another version cannot be read.
    let claimed = signed_as(&neighbour, &region("AM25"), ProtocolVersion(2), old.clone());
    let behind = signed_as(&neighbour, &region("AM25"), ProtocolVersion(1), old);
    hub.hub.state.lock().unwrap().feed = vec![claimed, behind];
    let open = eventually("the feed is taken in", async || {
        let read = |connection: &_| {
            let open = feed::open_network_vacancies(connection, None, None, 100)?;
            Ok::<_, StorageError>((feed::cursor(connection)?, open))
        };
        let (cursor, open) = node.context().storage.read(read).await.unwrap();
        (cursor == 2).then_some(open)
    })
    .await;
    assert_eq!(open.len(), 1);
    assert!(newest.job_guarantee && !open[0].record.job_guarantee);
    let expected = VacancyRecord { job_guarantee: false, trainable_skills: Vec::new(), ..newest };
    assert_eq!(open[0].record, expected);
    eventually("it is matched", async || (node.context().matching.size().1 == 1).then_some(())).await;
    node.shutdown().await;
}

#[tokio::test]
async fn vacancies_of_others_come_in_and_forged_ones_do_not() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    // The neighbour joins after this node: its first vacancy makes the node ask for a newer directory.
    let neighbour = hub.neighbour("AM25");
    let stranger = identity::RegionKeys::generate().unwrap();
    let mut garbled = signed(&neighbour, &record(4, "AM25", 1, VacancyStatus::Open));
    garbled.record[20] ^= 1;
    let mut claimed = signed(&neighbour, &record(5, "AM25", 1, VacancyStatus::Open));
    claimed.region = region("AM24");
    hub.hub.state.lock().unwrap().feed = vec![
        signed(&stranger, &record(1, "AM25", 1, VacancyStatus::Open)),
        signed(&neighbour, &record(2, "AM25", 1, VacancyStatus::Open)),
        signed(&stranger, &record(3, "AM26", 1, VacancyStatus::Open)),
        garbled,
        claimed,
        signed(&neighbour, &record(6, "AM25", 1, VacancyStatus::Open)),
        signed(&neighbour, &record(2, "AM25", 2, VacancyStatus::Closed)),
    ];
    let read = |connection: &_| {
        Ok::<_, StorageError>((
            feed::cursor(connection)?,
            feed::open_network_vacancies(connection, None, None, 100)?,
        ))
    };
    let open = eventually("the whole feed is taken in", async || {
        let (cursor, open) = node.context().storage.read(read).await.unwrap();
        (cursor == 7).then_some(open)
    })
    .await;
    let ids: Vec<_> = open.iter().map(|vacancy| vacancy.record.vacancy).collect();
    assert_eq!(ids, [VacancyId::from_bytes([6; 16])]);
    // What is stored is matched a moment later.
    eventually("it is matched", async || (node.context().matching.size().1 == 1).then_some(())).await;
    node.shutdown().await;
}
