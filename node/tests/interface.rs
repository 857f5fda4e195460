//! The interface under `/v1` on the real router and database, as a program uses it.

use crate::desk::{Desk, PASSWORD, occupation};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use jiff::SignedDuration;
use node::web::{
    WebState,
    api::description,
    pages::{fault_page, words::WORDS},
    router::router,
};
use serde_json::{Value, json};
use service::{
    settings::HttpConfig,
    web::{api_audit::Description, assets::Assets, page::Site, translator::Catalogue},
};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt as _;

/// What the interface says of itself; every answer that a program gets is held against it.
static DESCRIPTION: LazyLock<Description> = LazyLock::new(|| Description::parse(&description()).unwrap());

/// A program that talks to the node.
#[derive(Clone)]
pub(crate) struct Program {
    router: Router,
    token: Option<String>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Program {
    pub(crate) fn at(desk: &Desk) -> Self {
        let site = Site {
            network: "Zij-instroom".into(),
            place: "Zeeland".into(),
            version: "0".into(),
            assets: Arc::new(Assets::new(None)),
            catalogue: Arc::new(Catalogue::new(&[WORDS]).unwrap()),
            simulated_clock: false,
        };
        let state = WebState {
            context: desk.context.clone(),
            http: Arc::new(HttpConfig::default()),
            site: Arc::new(site),
            fault_page,
        };
        Self { router: router(state), token: None }
    }

    pub(crate) async fn signed_in(desk: &Desk, name: &str) -> Self {
        let mut program = Self::at(desk);
        let answer = program.post("/v1/sessions", &json!({ "name": name, "password": PASSWORD })).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        program.token = Some(answer.body["token"].as_str().unwrap().to_owned());
        program
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let json = [(header::CONTENT_TYPE.as_str(), "application/json")];
        self.send(Method::POST, path, &json, Body::from(body.to_string())).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        let json = [(header::CONTENT_TYPE.as_str(), "application/json")];
        self.send(Method::PUT, path, &json, Body::from(body.to_string())).await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let name = method.to_string();
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10_000_000).await.unwrap();
        let kind = parts.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
        let path = path.split('?').next().unwrap();
        let status = parts.status.as_u16();
        let sent =
            service::web::api_audit::Answer { method: &name, path, status, content_type: kind, body: &bytes };
        let differences = DESCRIPTION.differences(&sent);
        assert!(differences.is_empty(), "{differences:#?}");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

pub(crate) fn person(desk: &Desk) -> Value {
    let (occupation, skills) = occupation(&desk.context.vocabulary);
    let claim = |skill: &vocabulary::EscoUri| json!({ "uri": skill, "level": 3, "evidence": "employer" });
    json!({
        "name": "Wimaa Unedorkem",
        "municipality": "GM0703",
        "hoursMin": 16,
        "hoursMax": 32,
        "maxTravelMinutes": 45,
        "occupation": occupation,
        "skills": skills.iter().map(claim).collect::<Vec<_>>(),
    })
}

pub(crate) async fn vacancy(desk: &Desk, program: &Program) -> Value {
    let employer = json!({ "name": "Zorggroep Belador", "municipality": "GM0703", "size": "50-249" });
    let employer = program.post("/v1/employers", &employer).await.body["id"].clone();
    let (occupation, skills) = occupation(&desk.context.vocabulary);
    json!({
        "employer": employer,
        "municipality": "GM0703",
        "occupation": occupation,
        "title": "Leerwerkplek",
        "essentialSkills": skills,
        "trainableSkills": [],
        "hoursMin": 24,
        "hoursMax": 36,
    })
}

#[tokio::test]
async fn a_person_is_registered_matched_and_read_and_each_of_it_is_logged() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let posted = program.post("/v1/vacancies", &vacancy(&desk, &program).await).await;
    assert_eq!(posted.status, StatusCode::CREATED, "{}", posted.body);
    let made = program.post("/v1/candidates", &person(&desk)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let candidate = made.body["id"].as_str().unwrap();

    let of_vacancy = format!("/v1/vacancies/{}/matches", posted.body["id"].as_str().unwrap());
    let found = program.get(&of_vacancy).await.body;
    let best = &found["items"][0];
    // all skills, proven; potential and interests are not known and count as half of their fifth
    assert_eq!((&best["candidate"], &best["score"]), (&json!(candidate), &json!(0.9)));
    assert!(best.get("name").is_none(), "a match names nobody");
    assert_eq!(best["held"][0]["level"], 3);
    assert_eq!(best["rules"][0]["outcome"], "passed");
    let of_person = program.get(&format!("/v1/candidates/{candidate}/matches")).await.body;
    assert_eq!(of_person["items"][0]["vacancy"], posted.body["id"]);

    let file = program.get(&format!("/v1/candidates/{candidate}")).await.body;
    assert_eq!(file["name"], "Wimaa Unedorkem");
    let audit = desk.audit();
    for action in ["candidate.register", "match.people", "match.vacancies"] {
        assert!(audit.iter().any(|logged| logged == action), "{action} is not in {audit:?}");
    }
    // the two matches and the file, each for this person
    let reads =
        format!("audit_entries WHERE action = 'candidate.read' AND subject = 'candidate/{candidate}'");
    assert_eq!(desk.count(&reads), 3, "{audit:?}");
}

#[tokio::test]
async fn all_wrong_fields_are_named_together_in_the_readers_language() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let mut wrong = person(&desk);
    wrong["name"] = json!("");
    wrong["hoursMin"] = json!(40);
    wrong["email"] = json!("no address");
    wrong["skills"][1]["level"] = json!(9);
    let json_body = [("content-type", "application/json"), ("accept-language", "en")];
    let answer =
        program.send(Method::POST, "/v1/candidates", &json_body, Body::from(wrong.to_string())).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    let fields: Vec<_> =
        answer.body["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["name", "email", "hoursMin", "skills[1].level"]);
    assert_eq!(answer.body["title"], "Check the fields named here; nothing was stored.");
    assert_eq!(desk.count("candidates"), 0);
    wrong["unknown"] = json!(1);
    let answer = program.post("/v1/candidates", &wrong).await;
    assert_eq!(answer.body["errors"][0]["field"], "unknown", "{}", answer.body);
}

#[tokio::test]
async fn a_citizen_service_number_is_refused_and_not_repeated() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let mut wrong = person(&desk);
    wrong["remarks"] = json!("BSN 111222333");
    let answer = program.post("/v1/candidates", &wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.body.to_string().contains("111222333"), "{}", answer.body);
}

#[tokio::test]
async fn who_may_not_is_sent_away_and_who_is_not_known_is_asked_to_sign_in() {
    let desk = Desk::with_passwords("AM24");
    let stranger = Program::at(&desk).get("/v1/candidates").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.headers[header::WWW_AUTHENTICATE], "Bearer");
    let business = Program::signed_in(&desk, "Business adviser").await;
    assert_eq!(business.get("/v1/candidates").await.status, StatusCode::FORBIDDEN);
    assert_eq!(business.get("/v1/employers").await.status, StatusCode::OK);
    let operator = Program::signed_in(&desk, "Operator").await;
    assert_eq!(operator.get("/v1/cases").await.status, StatusCode::FORBIDDEN);
    assert_eq!(operator.get("/v1/status").await.status, StatusCode::OK);
    let forged = Program { token: Some("0".repeat(64)), ..operator.clone() };
    assert_eq!(forged.get("/v1/status").await.status, StatusCode::UNAUTHORIZED);
    desk.pass(SignedDuration::from_hours(2));
    assert_eq!(operator.get("/v1/status").await.status, StatusCode::UNAUTHORIZED, "the session has ended");
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_too_many_close_the_door_for_a_while() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::at(&desk);
    let wrong = json!({ "name": "Adviser", "password": "not this one, surely" });
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(program.post("/v1/sessions", &wrong).await.status);
    }
    assert_eq!(statuses[0], StatusCode::UNAUTHORIZED);
    assert_eq!(statuses[11], StatusCode::TOO_MANY_REQUESTS);
    let right = json!({ "name": "Adviser", "password": PASSWORD });
    let closed = program.post("/v1/sessions", &right).await;
    assert_eq!(closed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(closed.headers[header::RETRY_AFTER], "30");
    assert_eq!(closed.body["title"], "Te vaak geprobeerd. Probeer het over 30 seconden opnieuw.");
}

#[tokio::test]
async fn a_program_that_signs_out_is_not_known_any_more() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let other = Program::signed_in(&desk, "Coach").await;
    let out = program.send(Method::DELETE, "/v1/sessions", &[], Body::empty()).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get("/v1/status").await.status, StatusCode::UNAUTHORIZED);
    let again = program.send(Method::DELETE, "/v1/sessions", &[], Body::empty()).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert_eq!(other.get("/v1/status").await.status, StatusCode::OK, "another session goes on");
}

#[tokio::test]
async fn a_browser_changes_nothing_from_another_site_or_without_the_sessions_own_token() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let cookie = format!("schakel_session={}", program.token.clone().unwrap());
    let browser = Program { token: None, ..program };
    let employer = json!({ "name": "Zorggroep", "municipality": "GM0703", "size": "1-9" }).to_string();
    let token = node::web::session::csrf_token(cookie.split_once('=').unwrap().1);
    let check = async |headers: &[(&str, &str)], expected: StatusCode| {
        let mut all = vec![("content-type", "application/json"), ("cookie", cookie.as_str())];
        all.extend_from_slice(headers);
        let answer = browser.send(Method::POST, "/v1/employers", &all, Body::from(employer.clone())).await;
        assert_eq!(answer.status, expected, "{headers:?} {}", answer.body);
    };
    check(&[("sec-fetch-site", "cross-site"), ("x-csrf-token", &token)], StatusCode::FORBIDDEN).await;
    check(&[("origin", "https://elsewhere.example"), ("host", "node.example")], StatusCode::FORBIDDEN).await;
    check(&[("sec-fetch-site", "same-origin")], StatusCode::FORBIDDEN).await;
    check(&[("sec-fetch-site", "same-origin"), ("x-csrf-token", "0")], StatusCode::FORBIDDEN).await;
    assert_eq!(desk.count("employers"), 0);
    check(&[("sec-fetch-site", "same-origin"), ("x-csrf-token", &token)], StatusCode::CREATED).await;
}

#[tokio::test]
async fn what_cannot_be_read_or_is_not_there_is_told_as_a_problem() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let check = |answer: &Answer, status: StatusCode, kind: &str| {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.body["type"], format!("urn:schakelnet:problem:{kind}"));
    };
    let unknown = "00000000-0000-4000-8000-000000000000";
    check(&program.get(&format!("/v1/candidates/{unknown}")).await, StatusCode::NOT_FOUND, "not-found");
    check(&program.get("/v1/candidates/no-id").await, StatusCode::NOT_FOUND, "not-found");
    check(&program.get("/v1/nothing").await, StatusCode::NOT_FOUND, "not-found");
    let text = program.send(Method::POST, "/v1/candidates", &[], Body::from("{}")).await;
    check(&text, StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    let json_body = [("content-type", "application/json")];
    let broken = program.send(Method::POST, "/v1/candidates", &json_body, Body::from("{")).await;
    check(&broken, StatusCode::BAD_REQUEST, "invalid");
    let large = Body::from(vec![b' '; 2 * 1024 * 1024]);
    let large = program.send(Method::POST, "/v1/candidates", &json_body, large).await;
    check(&large, StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let deleted = program.send(Method::DELETE, "/v1/candidates", &[], Body::empty()).await;
    check(&deleted, StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed");
    check(&program.get("/v1/employers?limit=9999").await, StatusCode::BAD_REQUEST, "invalid");
    check(&program.get("/v1/employers?limit=many").await, StatusCode::BAD_REQUEST, "malformed");
}

#[tokio::test]
async fn a_long_list_comes_in_parts_and_every_thing_once() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    for number in 0..7 {
        let employer =
            json!({ "name": format!("Winkels {number}"), "municipality": "GM0703", "size": "1-9" });
        program.post("/v1/employers", &employer).await;
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let part = program.get(&format!("/v1/employers?limit=3{after}")).await.body;
        seen.extend(part["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        let Some(next) = part["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (7, 7));
}

#[tokio::test]
async fn a_kvk_number_that_another_employer_has_is_a_conflict_and_changes_nothing() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let employer =
        |name: &str| json!({ "name": name, "kvk": "00123456", "municipality": "GM0703", "size": "1-9" });
    assert_eq!(program.post("/v1/employers", &employer("Winkels")).await.status, StatusCode::CREATED);
    assert_eq!(program.post("/v1/employers", &employer("Horeca")).await.status, StatusCode::CONFLICT);
    assert_eq!(desk.count("employers"), 1);
}

#[tokio::test]
async fn a_case_is_opened_and_moved_and_nothing_is_offered_before_the_region_has_joined() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let candidate = program.post("/v1/candidates", &person(&desk)).await.body["id"].clone();
    let case = program.post("/v1/cases", &json!({ "candidate": candidate })).await.body["id"].clone();
    let case = case.as_str().unwrap();
    let step = |step: &str, revision: u32| json!({ "step": step, "revision": revision });
    let steps = format!("/v1/cases/{case}/steps");
    assert_eq!(
        program.post(&steps, &step("training", 1)).await.status,
        StatusCode::CONFLICT,
        "it skips steps"
    );
    let moved = program.post(&steps, &step("coaching", 1)).await;
    assert_eq!((moved.status, &moved.body["step"]), (StatusCode::OK, &json!("coaching")));
    assert!(moved.body["dueOn"].is_string() && moved.body["ownerAccount"].is_string());
    assert_eq!(program.post(&steps, &step("matching", 1)).await.status, StatusCode::CONFLICT, "read again");
    let listed = program.get("/v1/cases").await.body;
    assert_eq!(listed["items"][0]["id"], case);
    let consent = json!({ "region": "AM25", "fields": ["name", "municipality"], "channel": "in-person" });
    let path = format!("/v1/candidates/{}/consents", candidate.as_str().unwrap());
    assert_eq!(program.post(&path, &consent).await.status, StatusCode::CREATED);
    let narrow = json!({ "region": "AM25", "fields": ["name"], "channel": "in-person" });
    assert_eq!(program.post(&path, &narrow).await.status, StatusCode::CONFLICT, "a name alone is too little");
    let offer = json!({ "case": case, "toRegion": "AM22" });
    assert_eq!(program.post("/v1/handovers", &offer).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(desk.count("handovers"), 0);
}

#[tokio::test]
async fn the_description_is_open_to_everybody_and_names_its_version() {
    let desk = Desk::with_passwords("AM24");
    let answer = Program::at(&desk).get("/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["api-version"], "1.0.0");
    assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert!(answer.body["paths"]["/v1/handovers/{id}/accept"]["post"].is_object());
    assert!(answer.headers.contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_and_every_answer_is_the_one_described() {
    assert!(DESCRIPTION.problems().is_empty(), "{:#?}", DESCRIPTION.problems());
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let posted = program.post("/v1/vacancies", &vacancy(&desk, &program).await).await.body["id"].clone();
    let candidate = program.post("/v1/candidates", &person(&desk)).await.body["id"].clone();
    let case = program.post("/v1/cases", &json!({ "candidate": candidate })).await.body["id"].clone();
    let text = |id: &Value| id.as_str().unwrap().to_owned();
    // Each of these is checked against its schema on the way.
    for (path, status) in [
        ("/v1/status".to_owned(), StatusCode::OK),
        ("/v1/releases".to_owned(), StatusCode::OK),
        ("/v1/candidates".to_owned(), StatusCode::OK),
        (format!("/v1/candidates/{}", text(&candidate)), StatusCode::OK),
        (format!("/v1/candidates/{}/matches?show=all", text(&candidate)), StatusCode::OK),
        ("/v1/employers".to_owned(), StatusCode::OK),
        ("/v1/vacancies".to_owned(), StatusCode::OK),
        (format!("/v1/vacancies/{}", text(&posted)), StatusCode::OK),
        (format!("/v1/vacancies/{}/matches?show=all", text(&posted)), StatusCode::OK),
        ("/v1/network-vacancies".to_owned(), StatusCode::OK),
        (format!("/v1/network-vacancies/{}", text(&posted)), StatusCode::NOT_FOUND),
        ("/v1/cases".to_owned(), StatusCode::OK),
        (format!("/v1/cases/{}", text(&case)), StatusCode::OK),
        ("/v1/handovers".to_owned(), StatusCode::OK),
        (format!("/v1/handovers/{}", text(&case)), StatusCode::NOT_FOUND),
        ("/v1/openapi.json".to_owned(), StatusCode::OK),
    ] {
        let answer = program.get(&path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}
