//! An address that no list has is refused with the nearest one, wherever it comes in.

use crate::{
    desk::{Desk, employer, occupation},
    interface::Program,
};
use axum::http::StatusCode;
use node::workflow::add_employer::add_employer;
use serde_json::{Value, json};
use vocabulary::{EscoUri, Language};

/// The address with its last character another one.
fn mistyped(uri: &EscoUri) -> String {
    let mut wrong = uri.to_string();
    let last = wrong.pop().unwrap();
    wrong.push(if last == '0' { '1' } else { '0' });
    wrong
}

fn detail(body: &Value) -> &str {
    body["errors"][0]["detail"].as_str().unwrap_or_else(|| panic!("{body}"))
}

#[tokio::test]
async fn an_unknown_skill_or_occupation_is_refused_with_the_nearest_one_wherever_it_comes_in() {
    let desk = Desk::with_passwords("AM24");
    let (work, skills) = occupation(&desk.context.vocabulary);
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let person = desk.person("Mira Zandoe").await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let (wrong_work, wrong_skill) = (mistyped(&work), mistyped(&skills[0]));
    let candidate = |occupation: &str, skill: &str| {
        json!({ "name": "Jona Anders", "municipality": "GM0687", "hoursMin": 24, "hoursMax": 32,
                "maxTravelMinutes": 45, "occupation": occupation, "targetOccupations": [work],
                "skills": [{ "uri": skill, "level": 3, "evidence": "self" }] })
    };
    let vacancy = |occupation: &str, skill: &str| {
        json!({ "employer": owner, "municipality": "GM0687", "occupation": occupation, "title": "Verzorgende",
                "essentialSkills": [skill], "hoursMin": 24, "hoursMax": 32 })
    };
    let mut wished = candidate(work.as_str(), skills[0].as_str());
    wished["targetOccupations"] = json!([wrong_work]);
    let test = json!({ "name": "Taaltoets", "provider": "Toetshuis", "date": "2026-11-20",
                       "competences": [{ "uri": wrong_skill, "level": 2 }] });
    let group = json!({ "name": "Brug", "beginsOn": "2026-11-24", "months": 18, "budgetCents": 0,
                        "jobs": [{ "employer": owner, "occupation": wrong_work, "vanishesOn": "2027-10-01",
                                   "jobs": 1 }] });
    let sent = [
        ("/v1/candidates".to_owned(), candidate(&wrong_work, skills[0].as_str()), &work),
        ("/v1/candidates".to_owned(), candidate(work.as_str(), &wrong_skill), &skills[0]),
        ("/v1/candidates".to_owned(), wished, &work),
        ("/v1/vacancies".to_owned(), vacancy(&wrong_work, skills[0].as_str()), &work),
        ("/v1/vacancies".to_owned(), vacancy(work.as_str(), &wrong_skill), &skills[0]),
        ("/v1/employer-groups".to_owned(), group, &work),
        (format!("/v1/candidates/{person}/test-results"), test, &skills[0]),
    ];
    for (path, body, meant) in sent {
        let refused = program.post(&path, &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path}: {}", refused.body);
        assert!(detail(&refused.body).contains(meant.as_str()), "{path}: {}", refused.body);
    }
    let asked = wrong_work.replace(':', "%3A").replace('/', "%2F");
    for path in [
        format!("/v1/trainings?occupation={asked}"),
        format!("/v1/candidates/{person}/way?to={asked}"),
        format!("/v1/candidates/{person}/occupation-path?occupation={asked}"),
    ] {
        let refused = program.get(&path).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path}: {}", refused.body);
        assert!(detail(&refused.body).contains(work.as_str()), "{path}: {}", refused.body);
    }
    let vocabulary = &desk.context.vocabulary;
    let name = vocabulary.occupation_label(vocabulary.occupation(&work).unwrap(), Language::NL);
    let refused = program.post("/v1/vacancies", &vacancy(&wrong_work, skills[0].as_str())).await;
    assert!(detail(&refused.body).contains(name), "by name too: {}", refused.body);
    // The contrast: with the address that was meant it is taken.
    let taken = program.post("/v1/vacancies", &vacancy(work.as_str(), skills[0].as_str())).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
}
