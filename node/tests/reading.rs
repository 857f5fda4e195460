//! What of a person is shown is logged for that person, before it is shown.

use crate::{
    desk::{Desk, employer, vacancy},
    interface::Program,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::case::deadline::{Deadline, Expectation},
    storage::{access_log, case_lists::WorklistOf},
    workflow::{
        add_employer::add_employer,
        find_candidates::{PeopleQuery, find_people},
        open_case::{OpenCase, open_case},
        post_vacancy::post_vacancy,
        view_candidate::view_candidate,
        view_cases::view_cases,
        view_worklist::view_worklist,
    },
};
use vocabulary::{CandidateId, Personal};

/// What was shown of a person, oldest first.
fn shown(desk: &Desk, person: CandidateId) -> Vec<String> {
    let reads = desk.context.storage.read_blocking(|c| access_log::of_candidate(c, person, 100)).unwrap();
    reads.into_iter().rev().map(|read| read.entry.detail).collect()
}

async fn case_due(desk: &Desk, person: CandidateId, due_on: &str) {
    let deadline = Some(Deadline { due_on: due_on.parse().unwrap(), expectation: Expectation::OfTheStep });
    let command = OpenCase { candidate: person, owner: None, wish: Personal::new(None), deadline };
    open_case(&desk.context, &desk.adviser, command).await.unwrap();
}

#[tokio::test]
async fn whoever_a_search_shows_sees_it_in_the_own_access_log_and_nobody_else_does() {
    let desk = Desk::open("AM24");
    let found = desk.person("Wimaa Dorkem").await;
    let other = desk.person("Zoë Yelsen").await;
    let query = PeopleQuery { name: "drokem".to_owned(), ..PeopleQuery::default() };
    find_people(&desk.context, &desk.coach, query, 10).await.unwrap();
    assert_eq!(shown(&desk, found), [access_log::LINE]);
    assert_eq!(shown(&desk, other), [""; 0]);
}

#[tokio::test]
async fn whoever_the_worklist_or_a_list_of_cases_shows_sees_it_in_the_own_access_log() {
    let desk = Desk::open("AM24");
    let (late, soon, later) =
        (desk.person("A Later").await, desk.person("B Soon").await, desk.person("C Late").await);
    for (person, due_on) in [(late, "2026-11-24"), (soon, "2026-12-02"), (later, "2026-12-20")] {
        case_due(&desk, person, due_on).await;
    }
    desk.pass(jiff::SignedDuration::from_hours(8 * 24));
    view_worklist(&desk.context, &desk.adviser, WorklistOf::Everybody).await.unwrap();
    assert_eq!((shown(&desk, late).len(), shown(&desk, soon).len()), (1, 1));
    assert_eq!(shown(&desk, later), [""; 0], "what lies more than a week ahead is not shown");
    view_cases(&desk.context, &desk.adviser, WorklistOf::Everybody, None, 0, 50).await.unwrap();
    assert_eq!(shown(&desk, later), [access_log::LINE]);
}

#[tokio::test]
async fn a_program_that_reads_cases_is_logged_for_each_person() {
    let desk = Desk::with_passwords("AM24");
    let (first, second) = (desk.person("A Eerst").await, desk.person("B Tweed").await);
    desk.case_of(first).await;
    desk.case_of(second).await;
    let program = Program::signed_in(&desk, "Coach").await;
    let part = program.get("/v1/cases?limit=1").await.body;
    assert!(part["next"].is_string());
    let seen = part["items"][0]["candidate"].as_str().unwrap().to_owned();
    let (seen, unseen) = if seen == first.to_string() { (first, second) } else { (second, first) };
    assert_eq!(shown(&desk, seen), [access_log::CASE]);
    assert_eq!(shown(&desk, unseen), [""; 0], "the next part was not shown");
}

#[tokio::test]
async fn matches_on_a_page_are_logged_as_matches() {
    let desk = Desk::with_passwords("AM24");
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let id = post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap();
    let person = desk.person_near("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = reader.get(&format!("/vacatures/{id}/matches")).await;
    assert!(page.status == StatusCode::OK && page.html.contains("Mira Zandoe"), "{}", page.html);
    assert_eq!(shown(&desk, person), [access_log::MATCH, access_log::LINE]);
    assert!(desk.audit().contains(&"match.people".to_owned()));
    reader.get(&format!("/kandidaten/{person}/matches")).await;
    assert!(desk.audit().contains(&"match.vacancies".to_owned()));
}

#[tokio::test]
async fn the_file_tells_who_saw_what_and_a_worklist_does_not_hide_the_others() {
    let desk = Desk::open("AM24");
    let person = desk.person("Mira Zandoe").await;
    case_due(&desk, person, "2026-11-24").await;
    view_candidate(&desk.context, &desk.coach, person).await.unwrap();
    for _ in 0..150 {
        view_worklist(&desk.context, &desk.adviser, WorklistOf::Everybody).await.unwrap();
    }
    let file = view_candidate(&desk.context, &desk.adviser, person).await.unwrap();
    let told: Vec<_> =
        file.reads.iter().map(|read| (read.newest.entry.detail.as_str(), read.times)).collect();
    assert_eq!(
        told,
        [(access_log::WHOLE_FILE, 1), (access_log::LINE, 150), (access_log::WHOLE_FILE, 1)],
        "newest first"
    );
}

#[tokio::test]
async fn the_timeline_tells_who_saw_a_line_and_who_read_the_file_once_each() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    case_due(&desk, person, "2026-11-24").await;
    view_worklist(&desk.context, &desk.adviser, WorklistOf::Everybody).await.unwrap();
    let reader = Reader::signed_in(&desk, "Coach").await;
    reader.get("/kandidaten").await;
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    let timeline = file.split("class=\"timeline\"").nth(1).unwrap().split("</ol>").next().unwrap();
    let line = "In een lijst of zoekresultaat gezien <span class=\"muted\">– Adviser</span>";
    assert!(timeline.contains(line), "{timeline}");
    assert_eq!(timeline.matches("Dossier ingezien").count(), 1, "{timeline}");
    assert_eq!(
        timeline.matches("gezien").count(),
        2,
        "the coach's list is part of reading the file: {timeline}"
    );
}
