//! The pages on the real router and database, as a browser without script uses them.

use crate::desk::{Desk, PASSWORD};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use node::{
    web::{
        WebState,
        pages::{fault_page, words::WORDS},
        router::router,
    },
    workflow::publish_statistics::receipts::stop_publication,
};
use service::{
    settings::HttpConfig,
    web::{assets::Assets, form::encoded, page::Site, translator::Catalogue},
};
use std::sync::Arc;
use tower::ServiceExt as _;
use vocabulary::CandidateId;

/// Somebody at a browser.
pub(crate) struct Reader {
    pub(crate) router: Router,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// What came back.
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) html: String,
}

impl Reader {
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
        Self { router: router(state), cookie: String::new(), csrf: String::new() }
    }

    pub(crate) async fn signed_in(desk: &Desk, name: &str) -> Self {
        let mut reader = Self::at(desk);
        let answer = reader.send("/inloggen", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        reader.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = reader.get("/over").await.html;
        let token = page.split(r#"name="csrf" value=""#).nth(1).unwrap();
        reader.csrf = token.split('"').next().unwrap().to_owned();
        reader
    }

    pub(crate) async fn get(&self, path: &str) -> Seen {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
        Seen::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        Seen::of(self.send(path, &all).await).await
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }
}

impl Seen {
    async fn of(response: Response<Body>) -> Self {
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or_else(String::new, |value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        Self { status, location, html: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

#[tokio::test]
async fn every_page_is_served_in_both_languages_to_an_adviser() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let file = format!("/kandidaten/{person}");
    for path in [
        "/",
        "/kandidaten",
        "/kandidaten?stap=1&van=mij",
        "/kandidaten/nieuw",
        &file,
        &format!("{file}/matches"),
        &format!("{file}/toestemming"),
        &format!("{file}/overdragen?naar=AM25"),
        "/werkgevers",
        "/werkgevers/nieuw",
        "/vacatures",
        "/vacatures?bereik=network",
        "/vacatures/nieuw",
        "/overdrachten",
        "/beheer/federatie",
        "/over",
        "/privacy",
        "/toegankelijkheid",
        "/hulp",
    ] {
        for language in ["nl", "en"] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let seen = reader.get(&format!("{path}{joint}taal={language}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
            assert!(seen.html.contains(&format!("<html lang=\"{language}\"")), "{path}");
            assert_eq!(seen.html.matches("<h1>").count(), 1, "{path}");
            assert!(!seen.html.contains('⟦') && !seen.html.contains(" style="), "{path}");
        }
    }
    let found = reader.post("/kandidaten/zoeken", &[("q", "zandoo")]).await;
    assert!(found.html.contains("Mira Zandoe"), "a typing error is forgiven");
}

#[tokio::test]
async fn nobody_reads_a_file_without_signing_in_or_with_the_wrong_role() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let file = format!("/kandidaten/{person}");
    let stranger = Reader::at(&desk).get(&file).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    assert!(stranger.location.starts_with("/inloggen?terug=/kandidaten/"), "{}", stranger.location);
    let operator = Reader::signed_in(&desk, "Operator").await.get(&file).await;
    assert_eq!(operator.status, StatusCode::FORBIDDEN);
    assert!(operator.html.contains(r#"<a href="/hulp">"#) && !operator.html.contains("Zandoe"));
    let coach = Reader::signed_in(&desk, "Coach").await.get(&file).await;
    assert!(coach.html.contains("Mira Zandoe"), "the contrast: a coach reads it");
}

#[tokio::test]
async fn a_wrong_form_names_every_error_and_keeps_what_was_typed() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Coach").await;
    let wrong =
        [("name", ""), ("email", "geen adres"), ("hoursMin", "40"), ("hoursMax", "20"), ("travel", "9999")];
    let seen = reader.post("/kandidaten/nieuw", &wrong).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    for anchor in ["#name", "#email", "#municipality", "#hoursMin", "#travel"] {
        assert!(seen.html.contains(&format!("<a href=\"{anchor}\">")), "{anchor}: {}", seen.html);
    }
    assert!(seen.html.contains(r#"value="geen adres""#) && seen.html.contains(r#"id="errors""#));
}

#[tokio::test]
async fn a_citizen_service_number_is_refused_in_words() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Coach").await;
    let fields = [
        ("name", "Mira Zandoe"),
        ("municipality", "GM0687"),
        ("hoursMin", "16"),
        ("hoursMax", "32"),
        ("travel", "45"),
        ("remarks", "nummer 111222333"),
    ];
    let seen = reader.post("/kandidaten/nieuw", &fields).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(seen.html.contains("burgerservicenummer. Dat mag hier niet"), "{}", seen.html);
    let without = reader.post("/kandidaten/nieuw", &fields[..5]).await;
    assert_eq!(without.status, StatusCode::SEE_OTHER, "the contrast: without the number it is taken");
}

#[tokio::test]
async fn a_person_is_added_with_skills_that_are_searched_and_ticked_without_script() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Coach").await;
    let typed = [
        ("name", "Şahin Zandoe"),
        ("municipality", "GM0687"),
        ("hoursMin", "16"),
        ("hoursMax", "32"),
        ("travel", "45"),
        ("skills-search", "gesprek"),
    ];
    let searching: Vec<_> = typed.into_iter().chain([("search", "skills")]).collect();
    let found = reader.post("/kandidaten/nieuw", &searching).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.html.contains("Şahin Zandoe"), "what was typed stays");
    let skill = found.html.split(r#"name="skills" type="checkbox" value=""#).nth(1).unwrap();
    let skill = skill.split('"').next().unwrap().to_owned();
    let saving: Vec<_> = typed.into_iter().chain([("skills", skill.as_str())]).collect();
    let saved = reader.post("/kandidaten/nieuw", &saving).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let file = reader.get(&saved.location).await.html;
    assert!(
        file.contains("Şahin Zandoe") && file.contains("Gelukt:") && file.contains("aria-current=\"step\"")
    );
    assert!(file.contains("zelf genoemd"), "{file}");
}

#[tokio::test]
async fn a_form_with_another_token_changes_nothing() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let mut reader = Reader::signed_in(&desk, "Coach").await;
    let token = std::mem::replace(&mut reader.csrf, "0".repeat(32));
    let path = format!("/kandidaten/{person}/traject");
    assert_eq!(reader.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
    reader.csrf = token;
    assert_eq!(reader.post(&path, &[]).await.status, StatusCode::SEE_OTHER, "the contrast");
}

#[tokio::test]
async fn a_step_is_skipped_with_a_reason_only_and_the_page_says_so() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/kandidaten/{person}/stap");
    let skipping = [("step", "5"), ("revision", "1"), ("reason", "")];
    let refused = reader.post(&path, &skipping).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html.contains("overgeslagen"), "{}", refused.html);
    let with_reason = [("step", "5"), ("revision", "1"), ("reason", "Heeft al werk gevonden")];
    assert_eq!(reader.post(&path, &with_reason).await.status, StatusCode::SEE_OTHER);
    let stale = reader.post(&path, &[("step", "6"), ("revision", "1"), ("reason", "")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "somebody changed it meanwhile");
}

#[tokio::test]
async fn consent_is_recorded_ticked_by_the_person_and_withdrawn_in_one_act() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/kandidaten/{person}/toestemming");
    let form = reader.get(&path).await.html;
    assert!(!form.contains(" checked"), "nothing is ticked beforehand");
    let narrow = [("region", "AM25"), ("fields", "name"), ("channel", "in-person")];
    assert_eq!(reader.post(&path, &narrow).await.status, StatusCode::BAD_REQUEST);
    let enough =
        [("region", "AM25"), ("fields", "name"), ("fields", "municipality"), ("channel", "in-person")];
    assert_eq!(reader.post(&path, &enough).await.status, StatusCode::SEE_OTHER);
    let offer = reader.get(&format!("/kandidaten/{person}/overdragen?naar=AM25")).await.html;
    assert!(offer.contains("West-Brabant") && offer.contains("naam"), "{offer}");
    let elsewhere = reader.get(&format!("/kandidaten/{person}/overdragen?naar=AM22")).await.html;
    assert!(elsewhere.contains("/toestemming?naar=AM22"), "{elsewhere}");
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    let action = file.split(&format!("action=\"{path}/")).nth(1).unwrap().split('"').next().unwrap();
    let withdrawn = reader.post(&format!("{path}/{action}"), &[]).await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
    assert!(reader.get(&format!("/kandidaten/{person}")).await.html.contains("Ingetrokken 24 nov 2026"));
}

#[tokio::test]
async fn an_employer_and_its_vacancy_are_added_and_a_kvk_number_is_taken_once() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let employer =
        [("name", "Zorggroep Delta"), ("kvk", "12345678"), ("municipality", "GM0687"), ("size", "50-249")];
    assert_eq!(reader.post("/werkgevers/nieuw", &employer).await.status, StatusCode::SEE_OTHER);
    let twice = reader.post("/werkgevers/nieuw", &employer).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.html.contains("Er is al een werkgever met dit KvK-nummer"), "{}", twice.html);
    let list = reader.get("/werkgevers").await.html;
    let id = list.split("werkgever=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let context = &desk.context;
    let occupation = context.vocabulary.occupations().next().unwrap();
    let skill = context.vocabulary.essential_skills(occupation).next().unwrap();
    let (occupation, skill) = (
        context.vocabulary.occupation_uri(occupation).to_string(),
        context.vocabulary.skill_uri(skill).to_string(),
    );
    let vacancy = [
        ("employer", id.as_str()),
        ("title", "Verzorgende"),
        ("municipality", "GM0687"),
        ("hoursMin", "16"),
        ("hoursMax", "32"),
        ("occupation", &occupation),
        ("essential", &skill),
        ("visibility", "internal"),
    ];
    let posted = reader.post("/vacatures/nieuw", &vacancy).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.html);
    let page = reader.get(&posted.location).await.html;
    assert!(page.contains("<h1>Verzorgende</h1>") && page.contains("alleen deze regio"), "{page}");
}

#[tokio::test]
async fn what_does_not_exist_is_said_with_a_next_step() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Adviser").await;
    for path in [
        format!("/kandidaten/{}", CandidateId::random()),
        "/kandidaten/geen-nummer".to_owned(),
        "/vacatures/geen-nummer".to_owned(),
        "/beheer/federatie/publicaties/99".to_owned(),
    ] {
        let seen = reader.get(&path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            seen.html.contains("<h1>Niet gevonden</h1>") && seen.html.contains(r#"<a href="/">"#),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_stop_of_publication_is_said_on_the_page_of_what_left_the_node() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Operator").await;
    let sentences =
        [("nl", "Deze regio verstuurt geen cijfers meer."), ("en", "This region sends no more figures.")];
    for (language, sentence) in sentences {
        let page = reader.get(&format!("/beheer/federatie?taal={language}")).await.html;
        assert!(!page.contains(sentence), "not without a reason");
    }
    stop_publication(&desk.context, "release/S1/2026-W49: other bytes are kept".to_owned()).await.unwrap();
    for (language, sentence) in sentences {
        let page = reader.get(&format!("/beheer/federatie?taal={language}")).await.html;
        assert!(page.contains(sentence), "{page}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_without_saying_which_part_is_wrong() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::at(&desk);
    for name in ["Adviser", "Nobody"] {
        let seen = Seen::of(reader.send("/inloggen", &[("name", name), ("password", "wrong")]).await).await;
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
        assert!(
            seen.html.contains("Gebruikersnaam of wachtwoord klopt niet")
                && !seen.html.contains(r#"value="wrong""#)
        );
    }
}
