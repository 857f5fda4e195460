//! A vacancy is closed, and what every page says of it after that.

use crate::{
    desk::{Desk, employer, vacancy},
    interface::Program,
    network::Network,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::vacancy::Vacancy,
    storage::feed,
    workflow::{
        add_employer::add_employer, close_vacancy::close_vacancy, post_vacancy::post_vacancy,
        refresh_matching::network_vacancy_profile,
    },
};
use protocol::{
    Message as _, kind,
    latest::{VacancyChanges, VacancyRecord},
};
use serde_json::json;
use vocabulary::VacancyId;

async fn posted(desk: &Desk) -> (VacancyId, Vacancy) {
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let posted = vacancy(&desk.context, owner);
    (post_vacancy(&desk.context, &desk.adviser, posted.clone()).await.unwrap(), posted)
}

#[tokio::test]
async fn a_vacancy_is_closed_on_its_page_and_nobody_is_proposed_for_it_any_more() {
    let desk = Desk::with_passwords("AM24");
    let (id, _) = posted(&desk).await;
    let person = desk.person_near("Mira Zandoe").await;
    let (path, matches) = (format!("/vacatures/{id}"), format!("/vacatures/{id}/matches"));
    let coach = Reader::signed_in(&desk, "Coach").await;
    let open = coach.get(&path).await.html;
    assert!(open.contains("Mira Zandoe") && !open.contains("/sluiten"), "a coach closes no vacancy: {open}");
    let business = Reader::signed_in(&desk, "Business adviser").await;
    assert!(business.get(&path).await.html.contains(&format!("action=\"{path}/sluiten\"")));
    assert_eq!(coach.post(&format!("{path}/sluiten"), &[]).await.status, StatusCode::FORBIDDEN);
    let closed = business.post(&format!("{path}/sluiten"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.html);
    for page in [coach.get(&path).await, business.get(&path).await] {
        assert!(
            page.html.contains("gesloten op 24 nov 2026") && !page.html.contains("/sluiten"),
            "{}",
            page.html
        );
        assert!(!page.html.contains("Mira Zandoe") && !page.html.contains("Niemand past"), "{}", page.html);
    }
    assert!(coach.get(&matches).await.html.contains("De vacature is gesloten"));
    let of_person = coach.get(&format!("/kandidaten/{person}/matches")).await.html;
    assert!(of_person.contains("Er is nu geen vacature die past"), "{of_person}");
}

#[tokio::test]
async fn a_vacancy_is_closed_by_a_program_and_its_record_says_so() {
    let desk = Desk::with_passwords("AM24");
    let (id, _) = posted(&desk).await;
    let path = format!("/v1/vacancies/{id}/close");
    let coach = Program::signed_in(&desk, "Coach").await;
    assert_eq!(coach.post(&path, &json!({})).await.status, StatusCode::FORBIDDEN);
    let business = Program::signed_in(&desk, "Business adviser").await;
    for _ in 0..2 {
        let closed = business.post(&path, &json!({})).await;
        assert_eq!((closed.status, &closed.body["state"]), (StatusCode::OK, &json!("closed")));
    }
    assert_eq!(business.get("/v1/vacancies").await.body["items"], json!([]));
    let matches = coach.get(&format!("/v1/vacancies/{id}/matches")).await;
    assert_eq!(matches.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_vacancy_that_another_region_withdrew_says_so_and_is_proposed_to_nobody() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::with_passwords("AM24");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let (id, _) = posted(&brabant).await;
    let person = zeeland.person_near("Mira Zandoe").await;
    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let path = format!("/vacatures/{id}");
    learn(&brabant, &zeeland);
    let open = reader.get(&path).await.html;
    assert!(open.contains("Mira Zandoe") && open.contains("van regio West-Brabant"), "{open}");
    close_vacancy(&brabant.context, &brabant.adviser, id).await.unwrap();
    // Here the matching still has it, as in the moment between the feed and the index.
    learn(&brabant, &zeeland);
    let closed = reader.get(&path).await.html;
    assert!(closed.contains("Regio West-Brabant heeft deze vacature gesloten"), "{closed}");
    assert!(!closed.contains("Mira Zandoe"), "{closed}");
    let of_person = reader.get(&format!("/kandidaten/{person}/matches")).await.html;
    assert!(of_person.contains("Er is nu geen vacature die past"), "{of_person}");
}

/// What lies in the outbox of one desk about vacancies stands in the feed of the other.
pub(crate) fn learn(from: &Desk, to: &Desk) {
    let mut entries = from.outbox();
    entries.reverse();
    for entry in entries.iter().filter(|entry| entry.message.kind == kind::VACANCY_CHANGES) {
        let changes: VacancyChanges =
            protocol::decode(&entry.message.payload, VacancyChanges::LIMIT_BYTES).unwrap();
        for signed in &changes.vacancies {
            let record = VacancyRecord::from_signed(signed).unwrap();
            let now = crate::desk::begin();
            let storage = &to.context.storage;
            storage.write_blocking(|tx| feed::upsert_network_vacancy(tx, signed, &record, now)).unwrap();
            to.context.matching.vacancy_changed(&network_vacancy_profile(&record, &to.context.vocabulary));
        }
    }
}
