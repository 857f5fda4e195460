//! What cannot be meant: each gets a sentence that says what is wrong, where, and what to do; nothing breaks off.

use crate::{
    desk::{Desk, employer, vacancy},
    pages::Reader,
};
use axum::http::StatusCode;
use node::workflow::{add_employer::add_employer, post_vacancy::post_vacancy};
use vocabulary::VacancyId;

/// Numbers that no page has; the last two overflow when anything is added.
const NO_PAGES: [&str; 6] =
    ["-1", "0,5", "veel", "1000000000000", "9223372036854775807", "18446744073709551615"];

async fn posted(desk: &Desk) -> VacancyId {
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap()
}

#[tokio::test]
async fn a_page_that_no_list_has_shows_the_first_and_says_no_more_rows_than_there_are() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    posted(&desk).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let lists = [
        ("/kandidaten?", "Zandoe"),
        (&format!("/kandidaten?na={person}&"), "Kandidaten"),
        ("/kandidaten?van=mij&", "Zandoe"),
        ("/kandidaten?stap=1&", "Zandoe"),
        ("/vacatures?", "1 tot 1 van 1"),
        ("/werkgevers?", "1 tot 1 van 1"),
        ("/rapporten/ronde?", "De dagelijkse ronde"),
    ];
    for (list, expected) in lists {
        for number in NO_PAGES {
            let seen = reader.get(&format!("{list}vanaf={number}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{list} {number}");
            assert!(seen.html.contains(expected), "{list} {number}: {}", seen.html);
            assert!(!seen.html.contains("1.000.000.000"), "{list} {number}: {}", seen.html);
        }
    }
    let beyond = reader.get("/vacatures?vanaf=50").await.html;
    assert!(beyond.contains("1 tot 1 van 1"), "a page beyond the end shows the first: {beyond}");
}

#[tokio::test]
async fn what_holds_no_letter_finds_nobody_rather_than_everybody() {
    let desk = Desk::with_passwords("AM24");
    desk.person("Mira Zandoe").await;
    posted(&desk).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let search = async |name: &str| reader.post("/kandidaten/zoeken", &[("q", name)]).await.html;
    assert!(search("zandoe").await.contains("Mira Zandoe"), "the contrast");
    for name in ["\u{1f469}\u{200d}\u{1f527}", "***", "\u{202e}", "-- ;"] {
        let found = search(name).await;
        assert!(
            found.contains("Geen kandidaat gevonden") && !found.contains("Mira Zandoe"),
            "{name}: {found}"
        );
    }
    let found = reader.get("/vacatures?q=%F0%9F%94%A7").await.html;
    assert!(found.contains("Geen vacature gevonden met deze filters"), "{found}");
    let unknown = "/scholing?beroep=http%3A%2F%2Fdata.europa.eu%2Fesco%2Foccupation%2Fonbekend";
    let training = reader.get(unknown).await.html;
    assert!(training.contains("Niets gevonden voor") && !training.contains("Scholing voor:"), "{training}");
}

#[tokio::test]
async fn a_fact_that_is_contested_is_chosen_by_hand_and_what_is_wrong_stands_beside_its_field() {
    let desk = Desk::with_passwords("AM24");
    let (person, vacancy) = (desk.person("Mira Zandoe").await, posted(&desk).await);
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/kandidaten/{person}/klopt-niet/{vacancy}");
    let form = reader.get(&path).await.html;
    for field in ["claim", "why", "wanted"] {
        let select = form.split(&format!("<select id=\"{field}\"")).nth(1).unwrap();
        let first = select.split("</select>").next().unwrap().split("<option value=\"").nth(1).unwrap();
        assert!(first.starts_with("\">Maak een keuze"), "nothing is chosen beforehand: {first}");
    }
    let check = async |claim: &str, field: &str, typed: &str, (at, expected): (&str, &str)| {
        let fields = [
            (field, typed),
            ("claim", claim),
            ("why", "outdated"),
            ("revision", "1"),
            ("hoursMin", "32"),
            ("vacancyHoursMax", "16"),
        ];
        let answer = reader.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{claim} {typed}");
        let beside = format!("id=\"{at}-error\"");
        assert!(answer.html.contains(&beside), "{claim} {typed}: {}", answer.html);
        assert!(answer.html.contains(&format!("href=\"#{at}\"")), "the summary leads to the field");
        assert!(answer.html.contains(expected), "{expected}: {}", answer.html);
        assert!(answer.html.contains(&format!("value=\"{typed}\"")), "what was typed stays: {}", answer.html);
    };
    let hours = "Vul een aantal uren in tussen 1 en 60";
    let order = "Het minimale aantal uren";
    let day = "Vul een dag in die bestaat";
    check("hours", "hoursMin", "-4", ("hoursMin", hours)).await;
    check("hours", "hoursMax", "16", ("hoursMin", order)).await;
    check("vacancy-hours", "vacancyHoursMin", "24", ("vacancyHoursMin", order)).await;
    check("travel", "minutes", "1000000000000", ("minutes", "Vul een reistijd in tussen 1 en 240 minuten"))
        .await;
    check("available", "available", "31-02-2027", ("available", day)).await;
    check("starts", "starts", "2027-02-31", ("starts", day)).await;
    let no_reason = reader.post(&path, &[("claim", "available"), ("available", "2027-02-01")]).await;
    assert!(no_reason.html.contains("id=\"why-error\""), "{}", no_reason.html);
    let nothing = reader.post(&path, &[("claim", ""), ("why", "outdated")]).await;
    assert!(nothing.html.contains("id=\"claim-error\""), "{}", nothing.html);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_stored_once_and_another_by_the_same_form_is_not_lost() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let once = async |path: &str| {
        let form = reader.get(path).await.html;
        form.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap().to_string();
    let wanted = vacancy(&desk.context, owner.parse().unwrap());
    let (work, skill) = (wanted.occupation.to_string(), wanted.essential_skills[0].to_string());
    let place = wanted.municipality.to_string();
    let common = [("municipality", place.as_str()), ("hoursMin", "24"), ("hoursMax", "32")];
    let person = [("travel", "45"), ("remarks", "Belt liever\r\n's middags")];
    let work = [
        ("employer", owner.as_str()),
        ("occupation", work.as_str()),
        ("essential", skill.as_str()),
        ("visibility", "internal"),
    ];
    let new_employer = [("size", "10-49"), ("network", "network")];
    let check = async |path: &str, name: (&str, [&str; 2]), more: &[(&str, &str)], table: &str| {
        let (key, [one, other]) = name;
        let id = once(path).await;
        let send = async |named: &str| {
            let mut fields = vec![("once", id.as_str()), (key, named)];
            fields.extend(common.iter().chain(more).copied());
            reader.post(path, &fields).await
        };
        let before = desk.count(table);
        let (first, second) = (send(one).await, send(one).await);
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.html);
        assert_eq!((second.status, &second.location), (first.status, &first.location), "{}", second.html);
        assert_eq!(desk.count(table), before + 1, "{path} twice");
        let changed = send(other).await;
        assert_eq!(changed.status, StatusCode::CONFLICT, "{}", changed.html);
        assert!(
            changed.html.contains("Dit formulier is al opgeslagen, met iets anders erin"),
            "{}",
            changed.html
        );
        assert!(changed.html.contains(other) && !changed.html.contains(&id), "it can be saved as another");
        assert_eq!(desk.count(table), before + 1);
    };
    check("/kandidaten/nieuw", ("name", ["Mira Zandoe", "Jona Zandoe"]), &person, "candidates").await;
    check("/vacatures/nieuw", ("title", ["Verzorgende", "Kok"]), &work, "vacancies").await;
    check("/werkgevers/nieuw", ("name", ["Loods Veldoe", "Zorg Veldoe"]), &new_employer, "employers").await;

    let vacancy = posted(&desk).await;
    let task = [("description", "Bewoners helpen"), ("hours", "3"), ("level", "mbo")];
    for _ in 0..2 {
        let saved = reader.post(&format!("/vacatures/{vacancy}/taken"), &task).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    }
    assert_eq!(desk.count("vacancy_tasks"), 1);
}

#[tokio::test]
async fn a_consent_that_is_recorded_twice_is_one_and_is_gone_once_it_is_withdrawn() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/toestemming");
    let fields = [
        ("region", "AM25"),
        ("fields", "name"),
        ("fields", "municipality"),
        ("fields", "skills"),
        ("channel", "in-person"),
    ];
    for _ in 0..2 {
        assert_eq!(reader.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(desk.count("consents"), 1);
    let without_name = reader.post(&path, &[("region", "AM25"), ("fields", "skills")]).await;
    assert!(without_name.html.contains("naam en woonplaats zijn altijd nodig"), "{}", without_name.html);
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    let withdraw = file.split("/intrekken\"").next().unwrap().rsplit('"').next().unwrap();
    let gone = reader.post(&format!("{withdraw}/intrekken"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.html);
    assert_eq!(desk.count("consents WHERE withdrawn_at_ms IS NULL"), 0, "none is left over");
    assert_eq!(reader.post(&path, &fields).await.status, StatusCode::SEE_OTHER, "the contrast: given anew");
    assert_eq!(desk.count("consents"), 2);
}
