use super::*;
use audit_log::{AuditEntry, AuditLogError};
use jiff::Timestamp;
use outbox::{OutboxMessage, OutboxState};
use tempfile::TempDir;
use vocabulary::MessageId;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn opened() -> (TempDir, Storage) {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(&folder.path().join("node.db")).unwrap();
    (folder, storage)
}

fn schema_of(storage: &Storage) -> String {
    storage.read_blocking(migrate::schema).unwrap()
}

fn entry(subject: &str) -> AuditEntry {
    AuditEntry {
        at: at(1),
        actor: "system".into(),
        purpose: "case-work".into(),
        action: "candidate.register".into(),
        subject: subject.into(),
        detail: String::new(),
    }
}

fn message(id: u8, subject: &str) -> OutboxMessage {
    OutboxMessage {
        message_id: MessageId::from_bytes([id; 16]),
        kind: protocol::kind::HANDOVER_OFFER,
        version: 2,
        payload: vec![id; 10],
        subject: subject.into(),
        not_before: at(i64::from(id)),
    }
}

#[test]
fn migrating_twice_changes_nothing() {
    let (folder, storage) = opened();
    let before = schema_of(&storage);
    storage.write_blocking(|tx| settings::set_number(tx, "feed-cursor", 7)).unwrap();
    drop(storage);
    let again = Storage::open(&folder.path().join("node.db")).unwrap();
    assert_eq!(schema_of(&again), before);
    assert_eq!(again.read_blocking(|c| settings::number(c, "feed-cursor")).unwrap(), 7);
}

#[test]
fn the_migrated_schema_is_the_golden_schema() {
    let (_folder, storage) = opened();
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    let schema = schema_of(&storage);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(golden, &schema).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap_or_default();
    assert!(
        schema == expected,
        "the schema differs from node/schema.sql; if that is meant, run `UPDATE_GOLDENS=1 cargo nextest run -p \
         node golden_schema` and read the diff"
    );
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let (folder, storage) = opened();
    let path = folder.path().join("node.db");
    storage
        .write_blocking(|tx| tx.pragma_update(None, "user_version", 99).doing("prepare the test"))
        .unwrap();
    drop(storage);
    let error = Storage::open(&path).unwrap_err();
    assert!(matches!(error, StorageError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("install the program's newer version"), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("node.db");
    std::fs::write(&path, "this is a text, and long enough to be read as a header of something else")
        .unwrap();
    let error = Storage::open(&path).unwrap_err();
    assert!(error.to_string().contains("node.db"), "{error}");
}

#[test]
fn a_full_disk_gives_a_clear_error_and_leaves_nothing_half_written() {
    let (_folder, storage) = opened();
    storage
        .write_blocking(|tx| {
            let pages: i64 =
                tx.pragma_query_value(None, "page_count", |row| row.get(0)).doing("count pages")?;
            tx.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(()))
                .doing("limit the size")
        })
        .unwrap();
    let error = storage
        .write_blocking(|tx| {
            audit_log::append(tx, &entry("candidate/1"))?;
            outbox::enqueue(tx, at(1), &OutboxMessage { payload: vec![1; 100_000], ..message(1, "s") })
        })
        .unwrap_err();
    assert!(matches!(error, StorageError::DiskFull { .. }), "{error:?}");
    assert!(error.to_string().contains("make room and try again"), "{error}");
    assert!(error.is_transient());
    let left = |connection: &Connection| {
        Ok::<_, StorageError>((
            outbox::waiting(connection)?,
            audit_log::verify(connection).expect("the chain is whole").entries,
        ))
    };
    assert_eq!(storage.read_blocking(left).unwrap(), (0, 0));
    // The contrast: what fits is written.
    storage.write_blocking(|tx| audit_log::append(tx, &entry("candidate/1"))).unwrap();
    assert_eq!(storage.read_blocking(left).unwrap(), (0, 1));
}

#[test]
fn the_read_door_does_not_write() {
    let (_folder, storage) = opened();
    let error = storage
        .read_blocking(|connection| {
            connection
                .execute("INSERT INTO settings VALUES ('x', x'00')", [])
                .doing("write through the read door")
        })
        .unwrap_err();
    assert!(error.to_string().contains("write through the read door"), "{error}");
}

#[test]
fn a_failed_or_panicking_write_leaves_nothing() {
    let (_folder, storage) = opened();
    let failed = storage.write_blocking(|tx| {
        settings::set_number(tx, "x", 1)?;
        Err::<(), _>(StorageError::Stopped)
    });
    assert!(failed.is_err());
    let other = storage.clone();
    let panicked = std::thread::spawn(move || {
        other.write_blocking(|tx| {
            settings::set_number(tx, "x", 2)?;
            panic!("a bug in a workflow");
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok::<(), StorageError>(())
        })
    })
    .join();
    assert!(panicked.is_err());
    assert_eq!(storage.read_blocking(|c| settings::number(c, "x")).unwrap(), 0);
    storage.write_blocking(|tx| settings::set_number(tx, "x", 3)).unwrap();
    assert_eq!(storage.read_blocking(|c| settings::number(c, "x")).unwrap(), 3);
}

fn three_entries() -> (TempDir, Storage) {
    let (folder, storage) = opened();
    for subject in ["candidate/1", "candidate/2", "candidate/1"] {
        storage.write_blocking(|tx| audit_log::append(tx, &entry(subject))).unwrap();
    }
    (folder, storage)
}

/// Does to the log what no door of the program can do.
fn tampered(sql: &str) -> Result<audit_log::VerifiedLog, AuditLogError> {
    let (_folder, storage) = three_entries();
    storage
        .write_blocking(|tx| {
            tx.execute_batch(
                "DROP TRIGGER audit_entries_are_never_changed; DROP TRIGGER audit_entries_are_never_removed;",
            )
            .and_then(|()| tx.execute_batch(sql))
            .doing("tamper")
        })
        .unwrap();
    storage.read_blocking(|connection| Ok::<_, StorageError>(audit_log::verify(connection))).unwrap()
}

#[test]
fn an_untouched_audit_log_verifies() {
    assert_eq!(tampered("SELECT 1").unwrap().entries, 3);
}

#[test]
fn one_flipped_byte_in_any_column_of_the_audit_log_is_found() {
    for change in [
        "at_ms = at_ms + 1",
        "actor = 'systen'",
        "purpose = 'case-worl'",
        "action = 'candidate.registes'",
        "subject = 'candidate/3'",
        "detail = 'x'",
        "previous = CAST(x'01' || substr(previous, 2) AS BLOB)",
        "hash = CAST(x'01' || substr(hash, 2) AS BLOB)",
    ] {
        let found = tampered(&format!("UPDATE audit_entries SET {change} WHERE sequence = 2"));
        assert!(matches!(found, Err(AuditLogError::Changed { sequence: 2 })), "{change}: {found:?}");
    }
}

#[test]
fn a_deleted_row_of_the_audit_log_is_found_wherever_it_stood() {
    for sequence in 1..=3 {
        let found = tampered(&format!("DELETE FROM audit_entries WHERE sequence = {sequence}"));
        assert!(
            matches!(found, Err(AuditLogError::Missing { sequence: missing }) if missing == sequence),
            "{found:?}"
        );
    }
}

#[test]
fn the_audit_log_refuses_changes_and_removals() {
    let (_folder, storage) = three_entries();
    for sql in ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"] {
        assert!(storage.write_blocking(|tx| tx.execute(sql, []).doing("tamper")).is_err(), "{sql}");
    }
}

#[test]
fn messages_about_one_subject_leave_in_order_and_only_when_due() {
    let (_folder, storage) = opened();
    storage
        .write_blocking(|tx| {
            outbox::enqueue(tx, at(0), &message(1, "handover/a"))?;
            outbox::enqueue(tx, at(0), &message(2, "handover/a"))?;
            outbox::enqueue(tx, at(0), &message(3, "handover/b"))
        })
        .unwrap();
    let due = |now| {
        let entries = storage.read_blocking(move |c| outbox::due(c, now, 10)).unwrap();
        entries.iter().map(|entry| entry.message.message_id.to_bytes()[0]).collect::<Vec<_>>()
    };
    assert_eq!(due(at(0)), [0_u8; 0]);
    assert_eq!(due(at(9)), [1, 3]);
    let first = MessageId::from_bytes([1; 16]);
    storage.write_blocking(|tx| outbox::mark_failed(tx, first, at(9), at(20), "no route")).unwrap();
    assert_eq!(due(at(10)), [3]);
    storage.write_blocking(|tx| outbox::mark_delivered(tx, first, at(20))).unwrap();
    assert_eq!(due(at(20)), [2, 3]);
    let third = MessageId::from_bytes([3; 16]);
    storage.write_blocking(|tx| outbox::mark_refused(tx, third, at(20), "unknown region")).unwrap();
    let page = storage.read_blocking(|c| outbox::page(c, 0, 10)).unwrap();
    assert_eq!(page[0].state, OutboxState::Refused(at(20), "unknown region".into()));
    assert_eq!(page[2].state, OutboxState::Delivered(at(20)));
    assert!(
        page[2].message.payload.is_empty() && page[2].size_bytes == 10,
        "a delivered offer keeps no share"
    );
}

#[test]
fn a_message_that_never_left_can_be_taken_back_and_one_that_may_have_left_cannot() {
    let (_folder, storage) = opened();
    let offer = protocol::kind::HANDOVER_OFFER;
    storage
        .write_blocking(|tx| {
            outbox::enqueue(tx, at(0), &message(1, "handover/a"))?;
            outbox::enqueue(tx, at(0), &message(2, "handover/b"))?;
            assert!(outbox::mark_tried(tx, MessageId::from_bytes([2; 16]))?);
            outbox::mark_failed(tx, MessageId::from_bytes([2; 16]), at(1), at(2), "timeout")?;
            assert!(outbox::cancel(tx, "handover/a", offer, at(3), "consent withdrawn")?);
            assert!(!outbox::cancel(tx, "handover/b", offer, at(3), "consent withdrawn")?);
            assert!(!outbox::mark_tried(tx, MessageId::from_bytes([1; 16]))?, "taken back, not to be sent");
            Ok::<_, StorageError>(())
        })
        .unwrap();
    assert_eq!(storage.read_blocking(outbox::waiting).unwrap(), 1);
}

#[test]
fn a_message_has_its_effect_once() {
    let (_folder, storage) = opened();
    let id = MessageId::from_bytes([1; 16]);
    assert!(storage.write_blocking(|tx| inbox::take(tx, id, at(0))).unwrap());
    assert!(!storage.write_blocking(|tx| inbox::take(tx, id, at(1))).unwrap());
}

#[test]
fn a_head_that_was_written_down_is_found_again_and_the_head_of_another_log_is_not() {
    let (_folder, storage) = opened();
    let append = |subject: &str| storage.write_blocking(|tx| audit_log::append(tx, &entry(subject))).unwrap();
    append("candidate/1");
    let head = storage.read_blocking(|c| Ok::<_, StorageError>(audit_log::verify(c).unwrap().head)).unwrap();
    append("candidate/2");
    assert_eq!(storage.read_blocking(|c| audit_log::place_of(c, head)).unwrap(), Some(1));
    assert_eq!(storage.read_blocking(|c| audit_log::place_of(c, [9; 32])).unwrap(), None);
}
