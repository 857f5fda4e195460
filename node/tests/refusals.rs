//! What a program reads when it is refused: in its language, with the field, and never with the value that it sent.

use crate::{
    desk::{Desk, occupation},
    interface::{Answer, Program},
};
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};
use std::{cell::RefCell, collections::BTreeSet};

/// A value that must not come back: a citizen service number where it does not belong.
const PERSONAL: &str = "111222333";

fn person() -> Value {
    json!({ "name": "Wimaa Unedorkem", "municipality": "GM0703", "hoursMin": 16, "hoursMax": 32,
        "maxTravelMinutes": 45 })
}

/// A person with one field changed.
fn but(field: &str, value: Value) -> Value {
    let mut person = person();
    person[field] = value;
    person
}

fn without(field: &str) -> Value {
    let mut person = person();
    person.as_object_mut().unwrap().remove(field);
    person
}

/// The title and every detail of a problem, as a reader gets them.
fn sentences(answer: &Answer) -> Vec<String> {
    let details = answer.body["errors"].as_array().into_iter().flatten().map(|error| error["detail"].clone());
    let all = std::iter::once(answer.body["title"].clone()).chain(details);
    all.map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn is_english(text: &str) -> bool {
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    [
        "the", "this", "not", "has", "and", "already", "cannot", "with", "there", "may", "must", "expected",
        "field",
    ]
    .iter()
    .any(|english| words.iter().any(|word| word == english))
}

#[tokio::test]
async fn what_cannot_be_read_is_named_by_its_field_and_never_by_its_value() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let number: u64 = PERSONAL.parse().unwrap();
    let skill = |level: Value| json!([{ "uri": "x", "level": level, "evidence": "self" }]);
    for (body, field) in [
        (but("name", json!(number)), "name"),
        (but("hoursMin", json!(PERSONAL)), "hoursMin"),
        (but("hoursMin", json!(number)), "hoursMin"),
        (but("bornOn", json!(PERSONAL)), "bornOn"),
        (but("bornOn", json!("1979-13-08")), "bornOn"),
        (but("education", json!(PERSONAL)), "education"),
        (but("presentEmployer", json!(PERSONAL)), "presentEmployer"),
        (but("municipality", json!(PERSONAL)), "municipality"),
        (but("occupation", json!(PERSONAL)), "occupation"),
        (but("email", json!(PERSONAL)), "email"),
        (but("skills", json!([number])), "skills[0]"),
        (but("skills", skill(json!(PERSONAL))), "skills[0].level"),
        (but("languages", json!([{ "code": PERSONAL, "level": "B1" }])), "languages[0].code"),
        (but(PERSONAL, json!(1)), "body"),
        (but("nickname", json!(number)), "nickname"),
        (without("name"), "name"),
        (json!(number), "body"),
        (json!([PERSONAL]), "body"),
    ] {
        for language in ["nl", "en"] {
            let answer = program.post(&format!("/v1/candidates?taal={language}"), &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.body["errors"][0]["field"], field, "{body}: {}", answer.body);
            let text = answer.body.to_string();
            assert!(!text.contains(PERSONAL) && !text.contains("1979"), "{text}");
            for sentence in sentences(&answer) {
                assert_eq!(is_english(&sentence), language == "en", "{sentence}");
            }
        }
    }
    assert_eq!(desk.count("candidates"), 0);
    let json_body = [("content-type", "application/json")];
    for broken in ["{", "{\"name\": 111222333", "111222333 x", ""] {
        let body = Body::from(broken);
        let answer = program.send(Method::POST, "/v1/candidates", &json_body, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(!answer.body.to_string().contains(PERSONAL), "{}", answer.body);
    }
    assert_eq!(program.post("/v1/candidates", &person()).await.status, StatusCode::CREATED, "the contrast");
}

#[tokio::test]
async fn every_refusal_is_told_in_the_language_of_the_request() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let operator = Program::signed_in(&desk, "Operator").await;
    let candidate = program.post("/v1/candidates", &person()).await.body["id"].as_str().unwrap().to_owned();
    let case = program.post("/v1/cases", &json!({ "candidate": candidate })).await.body["id"].clone();
    let employer =
        |kvk: &str| json!({ "name": "Winkels", "kvk": kvk, "municipality": "GM0703", "size": "1-9" });
    assert_eq!(program.post("/v1/employers", &employer("00123456")).await.status, StatusCode::CREATED);
    let (work, _) = occupation(&desk.context.vocabulary);
    let vacancy = json!({ "employer": "x", "municipality": "GM0703", "occupation": work, "title": "",
        "essentialSkills": [], "trainableSkills": [work], "hoursMin": 40, "hoursMax": 8, "educationMin": "mbo4" });
    let consent =
        json!({ "region": "Zeeland", "fields": ["everything"], "channel": "pigeon", "language": "fr" });
    let elsewhere = json!({ "region": "AM99", "fields": ["name", "municipality"], "channel": "in-person" });
    let step = |step: &str, revision: u32| json!({ "step": step, "revision": revision });
    let steps = format!("/v1/cases/{}/steps", case.as_str().unwrap());
    let consents = format!("/v1/candidates/{candidate}/consents");
    let unknown = "/v1/candidates/00000000-0000-4000-8000-000000000000";
    let sent = [
        ("/v1/employers", employer("00123456"), StatusCode::CONFLICT),
        ("/v1/employers", employer("12"), StatusCode::BAD_REQUEST),
        ("/v1/cases", json!({ "candidate": candidate }), StatusCode::CONFLICT),
        ("/v1/candidates", but("municipality", json!("GM9999")), StatusCode::BAD_REQUEST),
        ("/v1/candidates", but("maxTravelMinutes", json!(999)), StatusCode::BAD_REQUEST),
        ("/v1/candidates", but("remarks", json!("BSN 111222333")), StatusCode::BAD_REQUEST),
        ("/v1/vacancies", vacancy, StatusCode::BAD_REQUEST),
        (&steps, step("training", 1), StatusCode::CONFLICT),
        (&steps, step("coaching", 9), StatusCode::CONFLICT),
        (&steps, step("selection", 1), StatusCode::BAD_REQUEST),
        (&steps, step("job-start", 1), StatusCode::BAD_REQUEST),
        (&steps, step("aftercare", 1), StatusCode::BAD_REQUEST),
        (&steps, step("holiday", 1), StatusCode::BAD_REQUEST),
        (&consents, consent, StatusCode::BAD_REQUEST),
        (&consents, elsewhere, StatusCode::BAD_REQUEST),
        ("/v1/handovers", json!({ "case": case, "toRegion": "AM25" }), StatusCode::SERVICE_UNAVAILABLE),
    ];
    let dutch = RefCell::new(BTreeSet::new());
    for language in ["nl", "en"] {
        let tell = |answer: Answer, expected: StatusCode, what: &str| {
            assert_eq!(answer.status, expected, "{what}: {}", answer.body);
            for sentence in sentences(&answer) {
                if language == "nl" {
                    assert!(!is_english(&sentence), "{what}: {sentence}");
                    dutch.borrow_mut().insert(sentence);
                } else {
                    assert!(!dutch.borrow().contains(&sentence), "{what}: {sentence}");
                }
            }
        };
        for (path, body, status) in &sent {
            let answer = program.post(&format!("{path}?taal={language}"), body).await;
            tell(answer, *status, &format!("{path} {body}"));
        }
        let matches = format!("/v1/candidates/{candidate}/matches?show=some&taal={language}");
        tell(program.get(&matches).await, StatusCode::BAD_REQUEST, "matches");
        let list = format!("/v1/employers?limit=9999&taal={language}");
        tell(program.get(&list).await, StatusCode::BAD_REQUEST, "limit");
        tell(program.get(&format!("{unknown}?taal={language}")).await, StatusCode::NOT_FOUND, "not found");
        let forbidden = operator.get(&format!("/v1/cases?taal={language}")).await;
        tell(forbidden, StatusCode::FORBIDDEN, "forbidden");
    }
}
