//! What no one types is told in every search box: bytes of a file are not *nothing found*.

use crate::{desk::Desk, interface::Program, pages::Reader};
use axum::http::StatusCode;
use serde_json::json;

const TOLD: &str = "Dit is geen tekst waarop gezocht kan worden";

#[tokio::test]
async fn binary_text_is_told_in_every_search_box_of_the_pages() {
    let desk = Desk::with_passwords("AM24");
    desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    for box_ in ["/vacatures?q=", "/werkgevers?q=", "/scholing?beroep="] {
        for binary in ["%7FELF%02%01", "%FF%FE%00k", "kok%1B%5B2J"] {
            let refused = reader.get(&format!("{box_}{binary}")).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{box_}{binary}");
            assert!(refused.html.contains(TOLD), "{box_}{binary}: {}", refused.html);
        }
        for text in ["kok", "12345678"] {
            let found = reader.get(&format!("{box_}{text}")).await;
            assert!(found.status == StatusCode::OK && !found.html.contains(TOLD), "{box_}{text}");
        }
    }
    let named = reader.post("/kandidaten/zoeken", &[("q", "Mira\u{0}\u{1}")]).await;
    assert!(named.status == StatusCode::BAD_REQUEST && named.html.contains(TOLD), "{}", named.html);
}

#[tokio::test]
async fn a_word_box_of_a_form_says_when_there_is_no_word_to_look_for() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let hint = async |query: &str| {
        let fields = [("search", "skills"), ("skills-search", query)];
        let form = reader.post("/kandidaten/nieuw", &fields).await;
        (form.html.contains(TOLD), form.html.contains("Niets gevonden voor"))
    };
    for no_text in ["\u{7f}ELF\u{2}\u{1}", "1234", "?!"] {
        assert_eq!(hint(no_text).await, (true, false), "{no_text:?}");
    }
    assert_eq!(hint("qqqxyzzy").await, (false, true), "the contrast: words that the list does not have");
    assert_eq!(hint("klantenservice").await, (false, false));
}

#[tokio::test]
async fn a_program_that_searches_for_bytes_is_told_the_field() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let refused = program.post("/v1/candidate-searches", &json!({ "name": "\u{7f}ELF\u{2}\u{1}" })).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["errors"][0]["field"], "name");
    let detail = refused.body["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("geen tekst") || detail.contains("not text"), "{detail}");
}
