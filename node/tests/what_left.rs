//! What left this node: every message, each counted, page by page.

use crate::{desk::Desk, pages::Reader};
use node::storage::outbox::{self, OutboxMessage};
use protocol::kind;
use std::collections::BTreeSet;
use vocabulary::MessageId;

const KINDS: [(u16, &str); 5] = [
    (kind::VACANCY_CHANGES, "vacatures"),
    (kind::RELEASE_DELIVERY, "cijfers"),
    (kind::HANDOVER_OFFER, "aanbod"),
    (kind::HANDOVER_DECISION, "besluit"),
    (kind::HANDOVER_CLOSE, "ontvangst"),
];

/// Puts a message into the outbox, delivered or not.
fn put(desk: &Desk, kind: u16, subject: &str, is_delivered: bool) {
    let now = crate::desk::begin();
    let message = OutboxMessage {
        message_id: MessageId::random(),
        kind,
        version: 1,
        payload: vec![7; 40],
        subject: subject.to_owned(),
        not_before: now,
    };
    desk.context
        .storage
        .write_blocking(|tx| {
            outbox::enqueue(tx, now, &message)?;
            if is_delivered { outbox::mark_delivered(tx, message.message_id, now) } else { Ok(()) }
        })
        .unwrap();
}

/// The subjects of the list of what left, over all its pages.
async fn listed(reader: &Reader, kind: &str) -> Vec<String> {
    let (mut subjects, mut path) = (Vec::new(), format!("/beheer/federatie?soort={kind}"));
    loop {
        let html = reader.get(&path).await.html;
        let list = html.split("id=\"left\"").nth(1).unwrap();
        let rows = list.split("<br><span class=\"muted\">").skip(1);
        subjects.extend(rows.map(|row| row.split('<').next().unwrap().to_owned()));
        let Some(older) = list.split("<a href=\"").find(|link| link.contains("rel=\"next\"")) else { break };
        path = older.split('"').next().unwrap().replace("&#38;", "&").replace("#left", "");
        assert!(subjects.len() < 10_000, "the list goes round");
    }
    subjects
}

#[tokio::test]
async fn every_message_that_left_is_listed_once_and_counted() {
    let desk = Desk::with_passwords("AM24");
    let mut left = BTreeSet::new();
    for number in 0..130 {
        let (kind, name) = KINDS[number % KINDS.len()];
        let subject = format!("{name}/{number}");
        put(&desk, kind, &subject, true);
        left.insert(subject);
    }
    put(&desk, kind::VACANCY_CHANGES, "vacatures/waits", false);
    let reader = Reader::signed_in(&desk, "Operator").await;
    let all = listed(&reader, "").await;
    assert_eq!(all.len(), 130, "nothing twice");
    assert_eq!(all.iter().cloned().collect::<BTreeSet<_>>(), left);
    for (_, name) in KINDS {
        let of_kind = listed(&reader, name).await;
        assert_eq!(of_kind.len(), 26, "{name}");
        assert!(of_kind.iter().all(|subject| subject.starts_with(name)), "{name}");
    }
    let html = reader.get("/beheer/federatie").await.html;
    let figures = html.split("<ul class=\"figures\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(figures.matches("<b>26</b>").count(), 5, "{figures}");
    assert!(figures.contains("<b>1</b>"), "one waits: {figures}");
}

#[tokio::test]
async fn figures_count_beyond_what_a_page_shows() {
    let desk = Desk::with_passwords("AM24");
    for number in 0..120 {
        put(&desk, kind::HANDOVER_DECISION, &format!("handover/{number}"), false);
    }
    let reader = Reader::signed_in(&desk, "Operator").await;
    let html = reader.get("/beheer/federatie").await.html;
    assert!(html.contains("<b>120</b>") && html.contains("De eerste 50 van 120."), "{html}");
}
