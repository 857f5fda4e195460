//! A name that is searched for stands in no address: not in a redirect, a link, a form or a request.

use crate::{
    desk::Desk,
    interface::Program,
    pages::{Reader, Seen},
};
use axum::http::StatusCode;
use serde_json::json;

/// The name as it is typed, in a spelling that stands nowhere else on a page.
const TYPED: &str = "Zandoex";

/// No address of a page holds what was typed; the page itself says what was searched for.
fn no_address_holds_it(seen: &Seen) {
    assert!(!seen.location.contains(TYPED), "{}", seen.location);
    for attribute in ["href=\"", "action=\"", "src=\"", "formaction=\"", "data-live=\""] {
        for address in seen.html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(!address.to_lowercase().contains("zandoe"), "{attribute}{address}");
        }
    }
    for form in seen.html.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let by_address = form.contains("method=\"get\"");
        assert!(!by_address || !form.contains(TYPED), "a form sends it in an address: {form}");
    }
}

#[tokio::test]
async fn a_name_that_is_searched_for_on_a_page_stands_in_no_address() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    for filters in [&[][..], &[("stap", "1")], &[("stap", "1"), ("van", "mij")]] {
        let fields: Vec<_> = [("q", TYPED)].into_iter().chain(filters.iter().copied()).collect();
        let found = reader.post("/kandidaten/zoeken", &fields).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.html.contains("Mira Zandoe"), "a typing error is forgiven: {}", found.html);
        assert!(found.html.contains(&format!("value=\"{TYPED}\"")), "what was typed stays");
        no_address_holds_it(&found);
    }
    let header = reader.get("/").await.html;
    let box_ = header.split("id=\"site-search\"").next().unwrap().rsplit("<form").next().unwrap().to_owned();
    assert!(box_.contains("method=\"post\"") && box_.contains("name=\"csrf\""), "{box_}");
}

#[tokio::test]
async fn step_and_owner_stay_in_the_address_where_no_name_is_typed() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let filtered = reader.post("/kandidaten/zoeken", &[("q", " "), ("stap", "3"), ("van", "mij")]).await;
    assert_eq!(filtered.status, StatusCode::SEE_OTHER);
    assert_eq!(filtered.location, "/kandidaten?stap=3&van=mij");
    let link = reader.get("/kandidaten/zoeken?taal=en").await;
    assert_eq!((link.status, link.location.as_str()), (StatusCode::SEE_OTHER, "/kandidaten"));
}

#[tokio::test]
async fn a_search_without_the_sessions_own_token_finds_nobody() {
    let desk = Desk::with_passwords("AM24");
    desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let forged = Reader { csrf: "0".repeat(32), ..reader };
    let seen = forged.post("/kandidaten/zoeken", &[("q", TYPED)]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(!seen.html.contains("Mira"));
}

#[tokio::test]
async fn who_signs_in_again_comes_back_to_the_page_without_what_was_asked_of_it() {
    let desk = Desk::with_passwords("AM24");
    for address in ["/kandidaten?q=Zandoex", "/vacatures?q=Zandoex", "/kandidaten/zoeken?q=Zandoex"] {
        let seen = Reader::at(&desk).get(address).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let path = address.split('?').next().unwrap();
        assert_eq!(seen.location, format!("/inloggen?terug={path}"));
    }
    let sent = Reader::at(&desk).post("/kandidaten/zoeken", &[("q", TYPED)]).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/inloggen?verlopen=ja"));
    let told = Reader::at(&desk).get(&sent.location).await.html;
    assert!(told.contains("U was niet meer ingelogd. Er is niets opgeslagen"), "{told}");
}

#[tokio::test]
async fn a_program_searches_for_a_name_in_the_body_and_an_address_with_one_is_refused() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let program = Program::signed_in(&desk, "Coach").await;
    let found = program.post("/v1/candidate-searches", &json!({ "name": TYPED, "limit": 5 })).await;
    assert_eq!(found.status, StatusCode::OK);
    assert_eq!(found.body["items"][0]["id"], person.to_string());
    for value in found.headers.values() {
        assert!(!value.to_str().unwrap().contains(TYPED), "{value:?}");
    }
    let nobody = program.post("/v1/candidate-searches", &json!({ "name": " " })).await;
    assert_eq!(
        (nobody.status, &nobody.body["errors"][0]["field"]),
        (StatusCode::BAD_REQUEST, &json!("name"))
    );
    let in_address = program.get("/v1/candidates?name=Zandoex").await;
    assert_eq!(
        in_address.status,
        StatusCode::BAD_REQUEST,
        "a program of before is told, not given everybody"
    );
    assert_eq!(program.get("/v1/candidates").await.body["items"][0]["id"], person.to_string());
}
