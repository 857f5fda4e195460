//! A vacancy is changed, by itself or because a match says something wrong of it.

use crate::{
    closing::learn,
    desk::{Desk, employer, vacancy},
    interface::Program,
    network::Network,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::{
        employer::Employer,
        vacancy::{Vacancy, Visibility},
    },
    storage::vacancies,
    workflow::{
        ErrorKind, WorkflowError, add_employer::add_employer, change_vacancy::change_vacancy,
        close_vacancy::close_vacancy, error::Conflict, note_shortage::note_shortage,
        post_vacancy::post_vacancy,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vocabulary::{EmployerId, VacancyId};

async fn posted(desk: &Desk) -> VacancyId {
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap()
}

fn read(desk: &Desk, id: VacancyId) -> Vacancy {
    desk.context.storage.read_blocking(|connection| vacancies::get(connection, id)).unwrap().unwrap()
}

#[tokio::test]
async fn a_changed_vacancy_goes_to_the_network_once_and_what_stays_here_sends_nothing() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let id = posted(&desk).await;
    let sent = desk.outbox().len();
    let first = read(&desk, id);
    let change = async |vacancy: Vacancy, version: &str| {
        change_vacancy(&desk.context, &desk.business_adviser, vacancy, version.to_owned()).await
    };

    let mut wider = first.clone();
    wider.essential_skills.truncate(2);
    wider.optional_skills = first.essential_skills[2..].to_vec();
    change(wider.clone(), &first.version()).await.unwrap();
    let kept = read(&desk, id);
    assert_eq!(
        (&kept.essential_skills, &kept.optional_skills),
        (&wider.essential_skills, &wider.optional_skills)
    );
    assert_eq!((kept.revision, desk.outbox().len()), (2, sent + 1));
    assert!(desk.audit().contains(&"vacancy.change".to_owned()));

    let later = Vacancy { starts_on: Some("2027-02-01".parse().unwrap()), ..kept.clone() };
    change(later, &kept.version()).await.unwrap();
    let now = read(&desk, id);
    assert_eq!(now.starts_on, Some("2027-02-01".parse().unwrap()));
    assert_eq!((now.revision, desk.outbox().len()), (2, sent + 1), "when the work begins stays here");
    let changes = |desk: &Desk| desk.audit().iter().filter(|action| *action == "vacancy.change").count();
    let logged = changes(&desk);
    change(now.clone(), &now.version()).await.unwrap();
    assert_eq!((desk.outbox().len(), changes(&desk)), (sent + 1, logged), "nothing different is no change");
}

#[tokio::test]
async fn a_vacancy_is_not_changed_by_who_read_an_older_one_nor_into_what_it_cannot_be() {
    let desk = Desk::open("AM24");
    let id = posted(&desk).await;
    let first = read(&desk, id);
    let change = async |vacancy: Vacancy, version: String| {
        change_vacancy(&desk.context, &desk.adviser, vacancy, version).await.unwrap_err()
    };
    let wider = Vacancy { optional_skills: first.essential_skills[..1].to_vec(), ..first.clone() };
    note_shortage(&desk.context, &desk.adviser, id, BTreeSet::new(), "2027-02-01".parse().ok())
        .await
        .unwrap();
    let late = change(wider.clone(), first.version()).await;
    assert!(matches!(late, WorkflowError::ChangedMeanwhile { .. }), "also when only a day differs: {late:?}");
    let version = read(&desk, id).version();
    let conflict = |error: WorkflowError| match error {
        WorkflowError::Conflict { reason } => reason,
        other => panic!("{other:?}"),
    };
    let elses = Vacancy { employer: EmployerId::random(), ..wider.clone() };
    assert_eq!(conflict(change(elses, version.clone()).await), Conflict::OtherEmployer);
    let hidden = Vacancy { visibility: Visibility::Internal, ..wider.clone() };
    assert_eq!(conflict(change(hidden, version.clone()).await), Conflict::StaysPublic);
    let empty = Vacancy { essential_skills: vec![], trainable_skills: vec![], ..first.clone() };
    assert_eq!(
        change(empty, version.clone()).await.kind(),
        ErrorKind::Invalid,
        "row DEF-04 holds for a change"
    );
    let coach = change_vacancy(&desk.context, &desk.coach, wider.clone(), version.clone()).await;
    assert_eq!(coach.unwrap_err().kind(), ErrorKind::Forbidden);
    // The contrast: the same change with the version that is there.
    change_vacancy(&desk.context, &desk.adviser, wider.clone(), version).await.unwrap();
    close_vacancy(&desk.context, &desk.adviser, id).await.unwrap();
    let version = read(&desk, id).version();
    assert_eq!(conflict(change(first, version).await), Conflict::VacancyClosed);
}

#[tokio::test]
async fn a_program_changes_a_vacancy_with_the_version_it_read_and_matches_follow_at_once() {
    let desk = Desk::with_passwords("AM24");
    let id = posted(&desk).await;
    desk.person_near("Mira Zandoe").await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/vacancies/{id}");
    let shown = program.get(&path).await.body;
    let change = |hours: u8| {
        let mut fields = shown.clone();
        for name in ["id", "revision", "version", "state", "openedOn", "demands", "outside"] {
            fields.as_object_mut().unwrap().remove(name);
        }
        fields["hoursMin"] = json!(hours);
        fields["hoursMax"] = json!(hours);
        json!({ "version": shown["version"], "fields": fields })
    };
    let held_back = async || {
        let receipt = program.get(&format!("{path}/matches")).await.body["receipt"].clone();
        receipt["heldBack"].as_array().unwrap().iter().any(|it| it["rule"] == "hours")
    };
    assert!(!held_back().await);
    let changed = program.put(&path, &change(40)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!((&changed.body["hoursMin"], &changed.body["openedOn"]), (&json!(40), &shown["openedOn"]));
    assert!(held_back().await, "who wants 32 hours at most is held back in the next answer");
    let second = program.put(&path, &change(36)).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "the version is an older one");
    let coach = Program::signed_in(&desk, "Coach").await;
    assert_eq!(coach.put(&path, &change(36)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn of_two_who_change_a_vacancy_at_once_the_second_sees_both_values() {
    let desk = Desk::with_passwords("AM24");
    let id = posted(&desk).await;
    let adviser = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/vacatures/{id}/wijzigen");
    assert!(adviser.get(&format!("/vacatures/{id}")).await.html.contains(&path));
    assert!(adviser.get(&path).await.html.contains("value=\"Verzorgende\""));
    let stored = read(&desk, id);
    let (employer, version) = (stored.employer.to_string(), stored.version());
    let save = async |version: &str, hours: &str| {
        let mut fields = vec![
            ("version", version),
            ("employer", employer.as_str()),
            ("title", "Verzorgende"),
            ("municipality", "GM0687"),
            ("hoursMin", hours),
            ("hoursMax", "36"),
            ("guarantee", "yes"),
            ("occupation", stored.occupation.as_str()),
            ("visibility", "public"),
            ("source", "https://voorbeeld.nl/werk"),
        ];
        fields.extend(stored.essential_skills[1..].iter().map(|skill| ("essential", skill.as_str())));
        fields.extend(stored.trainable_skills.iter().map(|skill| ("trainable", skill.as_str())));
        adviser.post(&path, &fields).await
    };
    assert_eq!(save(&version, "20").await.status, StatusCode::SEE_OTHER);
    let second = save(&version, "28").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second.html.contains("opgeslagen is nu ‘20’") && second.html.contains("value=\"28\""),
        "{}",
        second.html
    );
    assert!(!second.html.contains("opgeslagen is nu ‘Verzorgende’"), "only what differs");
    assert_eq!(read(&desk, id).hours.fewest(), 20, "nothing was written over");
    assert_eq!(save(&read(&desk, id).version(), "28").await.status, StatusCode::SEE_OTHER);
    let kept = read(&desk, id);
    assert_eq!((kept.hours.fewest(), kept.revision), (28, 3));
    assert_eq!(kept.essential_skills, stored.essential_skills, "in the order that they had");
    let coach = Reader::signed_in(&desk, "Coach").await;
    assert_eq!(coach.get(&path).await.status, StatusCode::FORBIDDEN);
}

fn contest(vacancy: VacancyId, version: &Value, claim: &str, more: Value) -> Value {
    let mut fields =
        json!({ "vacancy": vacancy, "vacancyVersion": version, "claim": claim, "why": "employer-says-so" });
    fields.as_object_mut().unwrap().append(&mut more.as_object().unwrap().clone());
    fields
}

#[tokio::test]
async fn first_14_a_wrong_fact_of_the_vacancy_is_corrected_at_the_vacancy_scored_again_and_logged_for_both() {
    let mut desk = Desk::with_passwords("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let id = posted(&desk).await;
    let person = desk.person_near("Mira Zandoe").await;
    let sent = desk.outbox().len();
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/candidates/{person}/contests");
    let version = async || program.get(&format!("/v1/vacancies/{id}")).await.body["version"].clone();
    let read_at = version().await;
    let unknown = desk.context.vocabulary.skills().map(|it| desk.context.vocabulary.skill_uri(it));
    let held = read(&desk, id).essential_skills;
    let other = unknown.into_iter().find(|skill| !held.contains(skill)).unwrap();

    let asked = json!({ "skill": other, "wanted": "essential" });
    let answer = program.post(&path, &contest(id, &read_at, "skillWanted", asked.clone())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body["after"].as_f64() < answer.body["before"].as_f64(), "{}", answer.body);
    assert!(read(&desk, id).essential_skills.contains(&other), "the vacancy itself is corrected");
    assert_eq!(desk.outbox().len(), sent + 1, "other regions learn it");
    assert!(desk.audit_says("match.contest", "a skill is wanted otherwise: employer-says-so"));
    assert!(desk.audit_says("candidate.read", "contested and corrected"), "the person sees it too");
    let matches = program.get(&format!("/v1/vacancies/{id}/matches")).await.body;
    assert_eq!(matches["items"][0]["score"], answer.body["after"], "the list says the same");

    let late = program.post(&path, &contest(id, &read_at, "skillNotWanted", asked.clone())).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the version is an older one");
    let day = json!({ "day": "2027-03-01" });
    let starts = program.post(&path, &contest(id, &version().await, "startsOn", day.clone())).await;
    assert_eq!(starts.status, StatusCode::OK, "{}", starts.body);
    assert_eq!(read(&desk, id).starts_on, "2027-03-01".parse().ok());
    assert_eq!(desk.outbox().len(), sent + 1, "when the work begins stays here");
    let mut of_person =
        contest(id, &Value::Null, "availableFrom", json!({ "day": "2027-04-01", "revision": 1 }));
    of_person.as_object_mut().unwrap().remove("vacancyVersion");
    assert_eq!(program.post(&path, &of_person).await.status, StatusCode::OK);
    let rules = program.get(&format!("/v1/vacancies/{id}/matches?show=all")).await.body;
    let rules = rules["items"][0]["rules"].as_array().unwrap();
    let start = rules.iter().find(|it| it["rule"] == "start").unwrap();
    assert_eq!(start["outcome"], "failed", "both dates count at once: {start}");

    // The contrasts: who keeps no vacancies, and a claim that is not complete.
    let coach = Program::signed_in(&desk, "Coach").await;
    let refused = coach.post(&path, &contest(id, &version().await, "startsOn", day)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let incomplete = program.post(&path, &contest(id, &version().await, "place", json!({}))).await;
    assert_eq!(incomplete.body["errors"][0]["field"], "municipality", "{}", incomplete.body);
}

#[tokio::test]
async fn first_14_a_vacancy_of_another_region_is_not_changed_here_and_it_is_said_whom_to_tell() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::with_passwords("AM24");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland]);
    let id = posted(&brabant).await;
    learn(&brabant, &zeeland);
    let person = zeeland.person_near("Mira Zandoe").await;
    let region = zeeland.context.geography.region(&brabant.context.region).unwrap().name.to_string();
    let program = Program::signed_in(&zeeland, "Adviser").await;
    let day = json!({ "day": "2027-03-01" });
    let path = format!("/v1/candidates/{person}/contests");
    let refused = program.post(&path, &contest(id, &json!("1//"), "startsOn", day)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(refused.body["title"].as_str().unwrap().contains(&region), "{}", refused.body);
    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let page = reader.get(&format!("/kandidaten/{person}/klopt-niet/{id}")).await.html;
    assert!(page.contains(&format!("van de regio {region}")) && !page.contains("Over de vacature"), "{page}");
    let form = reader.get(&format!("/vacatures/{id}/wijzigen")).await;
    assert_eq!(form.status, StatusCode::CONFLICT);
    assert!(form.html.contains(&region), "{}", form.html);
}

#[tokio::test]
async fn first_14_an_adviser_corrects_the_vacancy_on_the_page_of_a_match_and_a_coach_reads_whom_to_ask() {
    let desk = Desk::with_passwords("AM24");
    let id = posted(&desk).await;
    let person = desk.person_near("Mira Zandoe").await;
    let path = format!("/kandidaten/{person}/klopt-niet/{id}");
    let coach = Reader::signed_in(&desk, "Coach").await.get(&path).await.html;
    assert!(coach.contains("Vraag het de adviseur van de werkgever") && !coach.contains("Over de vacature"));
    let adviser = Reader::signed_in(&desk, "Adviser").await;
    let form = adviser.get(&path).await.html;
    assert!(form.contains("Over de vacature") && form.contains("De plaats van het werk"), "{form}");
    let version = read(&desk, id).version();
    let fields = [
        ("claim", "place"),
        ("municipality", "GM0703"),
        ("vacancyVersion", version.as_str()),
        ("revision", "1"),
        ("why", "written-wrongly"),
    ];
    let done = adviser.post(&path, &fields).await;
    assert!(done.html.contains("Verbeterd. Score eerst: "), "{}", done.html);
    assert_eq!(read(&desk, id).municipality.as_str(), "GM0703");
    assert_eq!(adviser.post(&path, &fields).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_employer_is_found_among_hundreds_by_a_part_of_its_name_and_stays_chosen() {
    let desk = Desk::with_passwords("AM24");
    let named = async |name: &str| {
        let employer = Employer { name: name.parse().unwrap(), kvk: None, ..employer(None) };
        add_employer(&desk.context, &desk.adviser, employer).await.unwrap().to_string()
    };
    let adviser = Reader::signed_in(&desk, "Adviser").await;
    let empty = adviser.get("/vacatures/nieuw").await.html;
    assert!(empty.contains("Voeg die eerst toe onder Werkgevers"), "what to do where there is none: {empty}");
    let chosen = named("Thuishulp De Kim").await;
    let radio = |id: &str| format!("name=\"employer\" type=\"radio\" value=\"{id}\"");
    let form = adviser.get("/vacatures/nieuw").await.html;
    assert!(form.contains(&radio(&chosen)), "of a few employers all are shown: {form}");
    assert!(!form.contains("Voeg die eerst toe"), "{form}");
    for number in 0..13 {
        named(&format!("Bakkerij {number:02}")).await;
    }
    let wanted = named("Zorggroep Delta").await;
    let form = adviser.get(&format!("/vacatures/nieuw?werkgever={chosen}")).await.html;
    assert!(form.contains(&format!("{} checked", radio(&chosen))), "{form}");
    assert!(
        !form.contains(&radio(&wanted)) && !form.contains("Bakkerij"),
        "hundreds are searched, not listed"
    );
    assert!(form.contains("Zoek op een deel van de naam"), "{form}");

    let search = async |query: &str| {
        let typed = [
            ("employer", chosen.as_str()),
            ("employer-search", query),
            ("search", "employer"),
            ("title", "Kok"),
        ];
        adviser.post("/vacatures/nieuw", &typed).await.html
    };
    let found = search("GROEP").await;
    assert!(found.contains(&radio(&wanted)) && !found.contains("Bakkerij"), "{found}");
    assert!(found.contains(&format!("{} checked", radio(&chosen))), "what was chosen stays");
    assert!(found.contains("value=\"Kok\""), "and what was typed");
    let many = search("bakkerij").await;
    assert!(
        many.contains("Bakkerij 00") && !many.contains("Bakkerij 12") && many.contains("Er zijn er meer"),
        "{many}"
    );
    assert!(search("xqz").await.contains("Niets gevonden voor ‘xqz’"));
}
