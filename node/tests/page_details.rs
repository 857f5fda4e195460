//! Details of pages on the real router: what was typed stays, errors keep the frame, hostile names stay text.

use crate::{
    desk::{Desk, region},
    network::Network,
    pages::{Reader, Seen},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::SignedDuration;
use node::{
    domain::case::{
        deadline::{Deadline, today},
        transition::CaseEvent,
    },
    storage::cases,
    workflow::{
        advance_case::advance_case, apply_handover_outcome::decision_was_refused,
        offer_handover::offer_handover,
    },
};
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tower::ServiceExt as _;

#[tokio::test]
async fn a_hostile_name_stays_text_on_every_page() {
    const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>";
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let mut named = crate::desk::candidate(&desk.context, "Mira Zandoe");
    named.name = vocabulary::Personal::new(HOSTILE.parse().unwrap());
    named.remarks = vocabulary::Personal::new(Some(HOSTILE.parse().unwrap()));
    let hostile = node::workflow::register_candidate::register_candidate(&desk.context, &desk.coach, named);
    let hostile = hostile.await.unwrap();
    for person in [person, hostile] {
        desk.case_of(person).await;
        desk.consent(person, "AM25").await;
    }
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let file = format!("/kandidaten/{hostile}");
    let mut named = 0;
    for path in [
        "/".to_owned(),
        "/kandidaten".to_owned(),
        "/kandidaten?stap=1&van=mij".to_owned(),
        file.clone(),
        format!("{file}/matches"),
        format!("{file}/toestemming"),
        format!("{file}/overdragen?naar=AM25"),
        format!("{file}/overdragen?naar=%22%3E%3Cscript%3E"),
        "/vacatures?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&regio=%22%3E%3Cscript%3E".to_owned(),
    ] {
        let seen = reader.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        named += usize::from(seen.html.contains("alert(1)"));
        is_harmless(&seen, &path);
    }
    assert!(named >= 6, "the name is on the pages: {named}");
    let found = reader.post("/kandidaten/zoeken", &[("q", HOSTILE)]).await;
    assert!(found.html.contains("alert(1)"));
    is_harmless(&found, "search");
    let refused = reader.post(&format!("{file}/stap"), &[("step", "5"), ("reason", HOSTILE)]).await;
    assert!(refused.html.contains("onerror"), "what was typed stays: {}", refused.html);
    is_harmless(&refused, "step");
}

#[track_caller]
fn is_harmless(seen: &Seen, place: &str) {
    for live in ["<script>", "<img", "\"><", "onerror='", "onerror=\""] {
        assert!(!seen.html.contains(live) || live == "\"><", "{place}: {live}");
    }
    // The one script is our own file.
    assert_eq!(seen.html.matches("<script").count(), 1, "{place}");
}

#[tokio::test]
async fn a_step_form_keeps_what_was_typed_and_leads_to_the_field_that_is_wrong() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/kandidaten/{person}/stap");
    let skipped = reader.post(&path, &[("step", "5"), ("revision", "1"), ("reason", "")]).await;
    assert_eq!(skipped.status, StatusCode::CONFLICT);
    assert!(skipped.html.contains("<a href=\"#reason\">"), "{}", skipped.html);
    assert!(skipped.html.contains("<option value=\"5\" selected>"), "the step stays chosen");
    assert!(!skipped.html.contains("<option value=\"2\" selected>"));
    let number = reader.post(&path, &[("step", "5"), ("revision", "1"), ("reason", "BSN 111222333")]).await;
    assert!(number.html.contains("<a href=\"#reason\">") && number.html.contains("burgerservicenummer"));
    let stale = [("step", "2"), ("revision", "9"), ("reason", "Wil meteen beginnen")];
    let stale = reader.post(&path, &stale).await;
    assert!(stale.html.contains("<a href=\"#step\">"), "{}", stale.html);
    assert!(stale.html.contains("value=\"Wil meteen beginnen\""), "the reason stays typed");
    let selection = reader.post(&path, &[("step", "4"), ("revision", "1"), ("reason", "x")]).await;
    assert!(
        selection.html.contains("<a href=\"#step\">"),
        "there is no vacancy to choose: {}",
        selection.html
    );
    let fresh = reader.get(&format!("/kandidaten/{person}")).await.html;
    assert!(fresh.contains("<option value=\"2\" selected>"), "the contrast: the next step comes first");
}

#[tokio::test]
async fn an_error_page_keeps_the_menu_of_who_is_signed_in() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    for (path, status) in [
        ("/kandidaten/geen-nummer", StatusCode::FORBIDDEN),
        ("/vacatures/geen-nummer", StatusCode::NOT_FOUND),
        ("/deze/pagina/is/er/niet", StatusCode::NOT_FOUND),
    ] {
        let seen = reader.get(path).await;
        assert_eq!(seen.status, status, "{path}");
        assert!(
            seen.html.contains("href=\"/werkgevers\"") && seen.html.contains("Business adviser"),
            "{path}"
        );
    }
    let stranger = Reader::at(&desk).get("/deze/pagina/is/er/niet").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert!(!stranger.html.contains("href=\"/werkgevers\""), "the contrast");
}

#[tokio::test]
async fn a_page_says_which_methods_it_knows() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Adviser").await;
    for (method, path, allowed) in [
        ("DELETE", "/kandidaten/nieuw", "GET, POST"),
        ("POST", "/werkgevers", "GET"),
        ("GET", "/uitloggen", "POST"),
        ("PUT", "/v1/candidates", "GET, POST"),
    ] {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &reader.cookie);
        let csrf = request.header("x-csrf-token", &reader.csrf).body(Body::empty()).unwrap();
        let response = reader.router.clone().oneshot(csrf).await.unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(response.headers()[header::ALLOW], allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn a_column_of_the_worklist_is_shown_whole_and_alone() {
    let desk = Desk::with_passwords("AM24");
    let context = &desk.context;
    let now = today(context.clock.now());
    for number in 0..60 {
        let person = desk.person(&format!("Laat Nummer{number}")).await;
        let case = desk.case_of(person).await;
        if number >= 55 {
            let step = cases_step(&desk, case);
            let event = CaseEvent::Agree(Deadline { due_on: now, ..step });
            advance_case(context, &desk.adviser, case, 1, event).await.unwrap();
        }
    }
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let worklist = reader.get("/").await.html;
    assert!(worklist.contains("href=\"/kandidaten?van=mij&#38;deel=new\""), "{worklist}");
    let first = reader.get("/kandidaten?van=mij&deel=new").await.html;
    assert_eq!(first.matches("Laat Nummer").count(), 50);
    assert!(
        first.contains("Uw werklijst: Nieuw") && first.contains("1–50") || first.contains("55"),
        "{first}"
    );
    let next = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let next = next.split('"').next().unwrap().replace("&#38;", "&");
    let second = reader.get(&next).await.html;
    assert_eq!(second.matches("Laat Nummer").count(), 5, "{next}");
    let today = reader.get("/kandidaten?van=mij&deel=today").await.html;
    assert_eq!(today.matches("Laat Nummer").count(), 5);
    desk.pass(SignedDuration::from_hours(24));
    let reader = Reader::signed_in(&desk, "Adviser").await;
    assert_eq!(reader.get("/kandidaten?van=mij&deel=late").await.html.matches("Laat Nummer").count(), 5);
}

fn cases_step(desk: &Desk, case: vocabulary::CaseId) -> Deadline {
    let case =
        desk.context.storage.read_blocking(|connection| cases::get(connection, case)).unwrap().unwrap();
    case.deadline().clone()
}

#[tokio::test]
async fn a_consent_is_withdrawn_in_the_file_it_belongs_to_and_in_no_other() {
    let desk = Desk::with_passwords("AM24");
    let (one, other) = (desk.person("Mira Zandoe").await, desk.person("Bel Dor").await);
    let consent = desk.consent(one, "AM25").await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = |person| format!("/kandidaten/{person}/toestemming/{consent}/intrekken");
    assert_eq!(reader.post(&path(other), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.count("consents WHERE withdrawn_at_ms IS NULL"), 1);
    assert_eq!(reader.post(&path(one), &[]).await.status, StatusCode::SEE_OTHER, "the contrast");
    assert_eq!(desk.count("consents WHERE withdrawn_at_ms IS NULL"), 0);
}

#[tokio::test]
async fn a_printed_file_holds_every_skill() {
    let desk = Desk::with_passwords("AM24");
    let mut candidate = crate::desk::candidate(&desk.context, "Mira Zandoe");
    let vocabulary = &desk.context.vocabulary;
    let (_, first) = crate::desk::occupation(vocabulary);
    let claim = candidate.skills[0].clone();
    let all = vocabulary.occupations().flat_map(|occupation| vocabulary.essential_skills(occupation));
    let mut uris: Vec<_> = all.map(|skill| vocabulary.skill_uri(skill)).chain(first).collect();
    uris.sort();
    uris.dedup();
    uris.truncate(15);
    candidate.skills = uris
        .iter()
        .map(|skill| node::domain::candidate::SkillClaim { skill: skill.clone(), ..claim.clone() })
        .collect();
    let person =
        node::workflow::register_candidate::register_candidate(&desk.context, &desk.coach, candidate);
    let person = person.await.unwrap();
    let html = Reader::signed_in(&desk, "Coach").await.get(&format!("/kandidaten/{person}")).await.html;
    let printed = html.split("<ul class=\"print-only\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(printed.matches("<li>").count(), 3, "twelve stand in the table, the rest here: {printed}");
    assert!(html.contains("<details class=\"disclosure screen-only\">"));
}

#[tokio::test]
async fn a_refusal_keeps_what_was_typed_and_a_problem_is_told_in_the_readers_language() {
    let (mut brabant, mut zeeland) = (Desk::with_passwords("AM25"), Desk::with_passwords("AM24"));
    let mut network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let person = brabant.person("Mira Zandoe").await;
    let case = brabant.case_of(person).await;
    brabant.consent(person, "AM24").await;
    let offered = offer_handover(&brabant.context, &brabant.adviser, case, region("AM24")).await.unwrap();
    network.deliver(&brabant, true).await;
    network.read_mailbox(&zeeland).await;

    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let path = format!("/overdrachten/{offered}/weigeren");
    let no_note = reader.post(&path, &[("reason", "other"), ("note", "")]).await;
    assert_eq!(no_note.status, StatusCode::BAD_REQUEST);
    assert!(no_note.html.contains("<a href=\"#note\">"), "{}", no_note.html);
    assert!(no_note.html.contains("<option value=\"other\" selected>"), "the reason stays chosen");
    let no_reason = reader.post(&path, &[("reason", ""), ("note", "Geen plek tot mei")]).await;
    assert!(no_reason.html.contains("<a href=\"#reason\">"));
    assert!(no_reason.html.contains("value=\"Geen plek tot mei\""), "the note stays typed");
    assert_eq!(zeeland.outbox().len(), 0, "nothing was asked");

    let said = "the statement was decided on before".to_owned();
    decision_was_refused(&zeeland.context, offered, said.clone()).await.unwrap();
    for (language, words) in
        [("nl", "Het landelijke netwerk nam dit besluit niet aan"), ("en", "did not take this decision")]
    {
        let html = reader.get(&format!("/overdrachten/{offered}?taal={language}")).await.html;
        assert!(html.contains(words) && !html.contains(&said), "{html}");
    }
    let audit = zeeland.audit();
    assert!(audit.contains(&"handover.decision-not-taken".to_owned()), "{audit:?}");
    assert_eq!(reader.post(&path, &[("reason", "no-capacity")]).await.status, StatusCode::SEE_OTHER);
}

/// What a log line goes into.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_of_a_request_that_failed_names_the_route_and_nobody() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let breaking = |tx: &rusqlite::Transaction<'_>| {
        tx.execute_batch("ALTER TABLE consents RENAME TO elsewhere")
            .map_err(|source| node::storage::StorageError::Sql { doing: "break a table", source })
    };
    desk.context.storage.write_blocking(breaking).unwrap();
    let seen = reader.get(&format!("/kandidaten/{person}?zoek=zandoe")).await;
    assert_eq!(seen.status, StatusCode::INTERNAL_SERVER_ERROR);
    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("/kandidaten/{id}"), "{logged}");
    assert!(!logged.contains(&person.to_string()) && !logged.to_lowercase().contains("zandoe"), "{logged}");
}
