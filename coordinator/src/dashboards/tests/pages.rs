//! The pages and the API as a browser and a program see them.

use super::{
    browser::{Browser, DESCRIPTION},
    coordinator::dashboards::{WORDS, api, source::RegionDecision},
    sample::{self},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use service::web::catalogue_audit;
use std::path::PathBuf;
use tokio::task::JoinSet;
use tower::ServiceExt;

const PAGES: &[&str] = &[
    "/",
    "/?groep=isco-22&volgorde=regio",
    "/?groep=alle&volgorde=vacatures",
    "/?groep=sector-education&week=2026-W40",
    "/regios/AM24",
    "/regios/AM30",
    "/netwerk",
    "/netwerk/leveringen",
    "/netwerk/regios/AM27/toelaten",
    "/netwerk/regios/AM27/afwijzen",
    "/netwerk/regios/AM24/schorsen",
    "/netwerk/regios/AM11/heropenen",
    "/netwerk/regios/AM24/intrekken",
    "/definities",
    "/over",
    "/toegankelijkheid",
    "/privacy",
    "/hulp",
];

#[tokio::test]
async fn every_page_is_whole_in_both_languages_with_and_without_regions() {
    for regions in [0, 7] {
        let browser = Browser::signed_in(regions, "nico").await;
        for page in PAGES {
            let needs_regions =
                page.contains("/regios/AM24/") || page.contains("/regios/AM11/") || page.contains("week=");
            if regions == 0 && needs_regions {
                assert_eq!(browser.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
                continue;
            }
            for language in ["nl", "en"] {
                let joint = if page.contains('?') { '&' } else { '?' };
                let seen = browser.get(&format!("{page}{joint}taal={language}")).await;
                assert_eq!(seen.status, StatusCode::OK, "{page}");
                assert!(!seen.text.contains('⟦'), "{page} in {language} misses a word:\n{}", seen.text);
                seen.has(&format!("<html lang=\"{language}\""));
                assert_eq!(seen.text.matches("<h1>").count(), 1, "{page}");
                assert!(!seen.text.contains(" style=") && !seen.text.contains("onclick"), "{page}");
            }
        }
    }
}

#[tokio::test]
async fn what_the_program_wrote_down_is_read_in_the_language_of_the_page_and_wide_tables_stack() {
    let browser = Browser::signed_in(7, "nico").await;
    let dutch = browser.get("/netwerk?taal=nl").await;
    dutch.has("De zes woorden zijn vergeleken.");
    assert!(!dutch.text.contains("the six words"), "{}", dutch.text);
    browser.get("/netwerk?taal=en").await.has("The six words were compared.");
    for page in ["/", "/regios/AM24", "/netwerk"] {
        let seen = browser.get(page).await;
        for table in seen.text.split("<table").skip(1) {
            let columns = table.split("</thead>").next().unwrap_or_default().matches("<th ").count();
            assert!(columns < 3 || table.contains("data-label="), "{page}: {columns} columns");
        }
    }
}

#[tokio::test]
async fn pages_are_for_those_who_signed_in_and_the_map_for_all_where_the_operator_says_so() {
    let browser = Browser::new(3, "");
    for page in PAGES
        .iter()
        .filter(|page| page.starts_with("/?") || page.contains("netwerk") || page.contains("regios"))
    {
        let seen = browser.get(page).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{page}");
        assert!(seen.header("location").starts_with("/aanmelden?naar=%2F"), "{page}");
    }
    for page in ["/definities", "/over", "/privacy", "/toegankelijkheid", "/hulp", "/aanmelden"] {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "{page}");
    }
    let open = Browser::new(3, "[figures]\npublic = true\n");
    assert_eq!(open.get("/").await.status, StatusCode::OK);
    assert_eq!(open.get("/netwerk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_sixth_try_must_wait() {
    let browser = Browser::new(0, "");
    for _ in 0..5 {
        let seen = browser.post("/aanmelden", "name=nico&password=wrong").await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.header("set-cookie").is_empty() && !seen.text.contains("value=\"wrong\""));
        seen.has("value=\"nico\"");
    }
    let right = "name=nico&password=a+long+pass+phrase";
    let closed = browser.post("/aanmelden", right).await;
    assert_eq!((closed.status, closed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "900"));
    let program = browser.post("/v1/sessions", r#"{"name":"nico","password":"a long pass phrase"}"#).await;
    assert_eq!((program.status, program.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "900"));
    browser.clock.advance(jiff::SignedDuration::from_mins(16));
    assert_eq!(browser.post("/aanmelden", right).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_attempts_at_the_same_moment_try_no_more_passwords_than_are_free() {
    let browser = Browser::new(0, "");
    let mut attempts = JoinSet::new();
    for _ in 0..50 {
        let router = browser.router.clone();
        let body = Body::from("name=nico&password=wrong");
        attempts.spawn(router.oneshot(Request::post("/aanmelden").body(body).unwrap()));
    }
    let mut tried = 0;
    while let Some(attempt) = attempts.join_next().await {
        let status = attempt.unwrap().unwrap().status();
        tried += usize::from(status == StatusCode::UNPROCESSABLE_ENTITY);
        assert!(matches!(status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS));
    }
    assert_eq!(tried, 5);
}

#[tokio::test]
async fn a_session_ends_by_itself_and_on_request() {
    let browser = Browser::signed_in(0, "anna").await;
    assert_eq!(browser.get("/netwerk").await.status, StatusCode::OK);
    browser.clock.advance(jiff::SignedDuration::from_mins(50));
    assert_eq!(browser.get("/netwerk").await.status, StatusCode::OK, "a session that is used lasts");
    browser.clock.advance(jiff::SignedDuration::from_mins(59));
    let page = browser.get("/netwerk").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(browser.post("/afmelden", "csrf=other").await.status, StatusCode::BAD_REQUEST);
    let csrf = page.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(browser.post("/afmelden", &format!("csrf={csrf}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/netwerk").await.status, StatusCode::SEE_OTHER);
    let other = Browser::signed_in(0, "anna").await;
    other.clock.advance(jiff::SignedDuration::from_mins(61));
    assert_eq!(other.get("/netwerk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_the_network_operator_decides_and_only_with_the_words_of_the_region() {
    let approve = "/netwerk/regios/AM27/toelaten";
    for name in ["anna", "karin"] {
        let browser = Browser::signed_in(7, name).await;
        assert_eq!(browser.get(approve).await.status, StatusCode::FORBIDDEN, "{name}");
        assert_eq!(browser.post(approve, "words=x").await.status, StatusCode::FORBIDDEN, "{name}");
        assert!(!browser.get("/netwerk").await.text.contains("/schorsen"), "{name}");
    }
    let browser = Browser::signed_in(7, "nico").await;
    browser.get("/netwerk").await.has("/netwerk/regios/AM24/schorsen");
    let no_token = browser.post(approve, &format!("words={}", sample::WORDS.replace(' ', "+"))).await;
    assert_eq!(no_token.status, StatusCode::BAD_REQUEST);
    let wrong = browser.submit(approve, "words=harbor+velvet+candle+orbit+museum+lion").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.has("Deze woorden horen niet bij de aanvraag");
    assert_eq!(browser.submit(approve, "words=harbor").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.sample.decisions.lock().unwrap().is_empty());
    let right = browser.submit(approve, "words=Harbor,+velvet+CANDLE+orbit-museum+tiger").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let decisions = browser.sample.decisions.lock().unwrap().clone();
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].1, RegionDecision::Approve { words: sample::WORDS.to_owned() });
    assert_eq!((decisions[0].0.as_str(), decisions[0].2.as_str()), ("AM27", "nico"));
}

#[tokio::test]
async fn a_region_is_not_revoked_without_a_reason_and_a_second_yes() {
    let browser = Browser::signed_in(7, "nico").await;
    let revoke = "/netwerk/regios/AM24/intrekken";
    for incomplete in ["reason=Gestopt", "sure=yes", ""] {
        assert_eq!(
            browser.submit(revoke, incomplete).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{incomplete}"
        );
    }
    assert!(browser.sample.decisions.lock().unwrap().is_empty());
    let seen = browser.submit(revoke, "reason=Gestopt&sure=yes").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    browser.get(seen.header("location")).await.has("De toelating van Zeeland is ingetrokken.");
    assert_eq!(browser.sample.decisions.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let browser = Browser::signed_in(7, "nico").await;
    let post = |origin: &str| {
        Request::post("/netwerk/regios/AM24/schorsen")
            .header("cookie", &browser.cookie)
            .header("host", "coordinator.example.nl")
            .header("origin", origin)
            .body(Body::from("reason=x"))
            .unwrap()
    };
    assert_eq!(browser.send(post("https://elsewhere.example")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.send(post("https://coordinator.example.nl")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn def_08_each_of_the_four_shortage_sectors_can_be_chosen_on_the_map() {
    let browser = Browser::signed_in(7, "anna").await;
    let page = browser.get("/").await;
    for sector in ["sector-care", "sector-education", "sector-ict", "sector-engineering"] {
        page.has(&format!("value=\"{sector}\""));
        assert_eq!(browser.get(&format!("/?groep={sector}")).await.status, StatusCode::OK);
    }
    assert_eq!(browser.get("/?groep=sector-none").await.status, StatusCode::NOT_FOUND);
    assert!(!page.text.contains("sector-cross"), "the class of initiatives is no sector of people");
}

/// DEF-08: another sector is a matter of the operator's configuration, not of a new release.
#[tokio::test]
async fn def_08_a_sector_of_the_operators_own_list_has_a_row_on_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("sectors.csv");
    let text = "code,kind,name_nl,name_en,shortage_at_start,sbi_sections,isco_groups\n\
                bouw,sector,Bouwen en wonen,Building and housing,yes,F L,71 3123\n\
                rest,sector,Al het andere,Everything else,no,A B C D E G H I J K M N O P Q R S T U,\
                0 1 2 3 4 5 6 7 8 9\n";
    std::fs::write(&list, text).unwrap();
    let settings = format!("[figures]\npublic = true\n[lists]\nsectors = {:?}\n", list.display().to_string());
    let browser = Browser::new(7, &settings);
    let page = browser.get("/?groep=sector-bouw").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.has("value=\"sector-bouw\"");
    page.has("Bouwen en wonen");
    let row = page.text.split("id=\"r-AM22\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("Rijnmond") && !row.contains("geen cijfers"), "{row}");
    assert_eq!(browser.get("/?groep=sector-care").await.status, StatusCode::NOT_FOUND);
    // The contrast: without the file there is no such sector.
    let embedded = Browser::new(7, "[figures]\npublic = true\n");
    assert_eq!(embedded.get("/?groep=sector-bouw").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn def_11_a_summary_older_than_its_period_shows_as_stale_and_takes_no_part_in_shortage() {
    let browser = Browser::signed_in(7, "anna").await;
    let page = browser.get("/").await;
    page.has("Verouderd en daarom buiten beschouwing gelaten: Flevoland");
    let row = page.text.split("id=\"r-AM11\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("verouderd: 2026-W44") && row.contains("geen cijfers"), "{row}");
    let current = page.text.split("id=\"r-AM22\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(current.contains("zeer krap") && !current.contains("verouderd"), "{current}");
}

#[tokio::test]
async fn an_uncertain_class_is_named_with_the_classes_that_are_possible() {
    let browser = Browser::signed_in(7, "anna").await;
    let mut uncertain = 0;
    for group in ["sector-care", "sector-education", "isco-22", "isco-23", "isco-53"] {
        let page = browser.get(&format!("/?groep={group}")).await.text;
        for row in page.split("<tr id=").skip(1) {
            let row = row.split("</tr>").next().unwrap();
            uncertain += usize::from(row.contains("scale-uncertain") && row.contains("onzeker: "));
            assert!(!row.contains("scale-uncertain") || row.contains("onzeker"), "{row}");
        }
    }
    assert!(uncertain > 0, "the sample has uncertain cells, and none was shown as such");
}

#[tokio::test]
async fn an_earlier_week_shows_supply_and_no_shortage() {
    let browser = Browser::signed_in(7, "anna").await;
    let page = browser.get("/?groep=sector-care&week=2026-W40").await;
    page.has("U kijkt terug naar 2026-W40");
    assert!(!page.text.contains("zeer krap"));
    assert_eq!(browser.get("/?week=2020-W01").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/?week=soon").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_missing_week_and_an_incomplete_one_are_shown_in_the_deliveries() {
    let browser = Browser::signed_in(7, "karin").await;
    let page = browser.get("/netwerk/leveringen").await;
    page.has("2026-W39: ontbreekt");
    page.has("2026-W34: deels");
    page.has("2026-W47: volledig");
}

#[tokio::test]
async fn a_coordinator_that_cannot_answer_says_so_and_what_to_do() {
    let browser = Browser::signed_in(7, "anna").await;
    *browser.sample.answering.lock().unwrap() = false;
    let seen = browser.get("/netwerk").await;
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    seen.has("Probeer opnieuw");
    let api = browser.get("/v1/status").await;
    assert_eq!(
        (api.status, api.header("content-type")),
        (StatusCode::SERVICE_UNAVAILABLE, "application/problem+json")
    );
}

#[tokio::test]
async fn an_address_that_does_not_exist_leads_back_to_the_map() {
    let browser = Browser::signed_in(7, "anna").await;
    for address in ["/niets", "/regios/AM99", "/regios/<b>", "/netwerk/regios/AM24/verwijderen"] {
        let seen = browser.get(&address.replace('<', "%3C").replace('>', "%3E")).await;
        assert!(
            matches!(seen.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN),
            "{address}: {}",
            seen.status
        );
        seen.has("href=\"/\"");
        assert!(!seen.text.contains("<b>N") || !address.contains('<'));
    }
    let api = browser.get("/v1/nothing").await;
    assert_eq!((api.status, api.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers_and_assets_may_be_kept() {
    let browser = Browser::signed_in(3, "anna").await;
    let page = browser.get("/").await;
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert_eq!(page.header("cache-control"), "no-store");
    let style = page.text.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let asset = browser.get(style).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert!(asset.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn the_export_holds_the_figures_of_the_page_with_intervals() {
    let browser = Browser::signed_in(7, "anna").await;
    let csv = browser.get("/spanning.csv?groep=sector-care").await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    let lines: Vec<_> = csv.text.lines().collect();
    assert_eq!(lines.len(), 36, "a heading and all regions");
    assert!(lines[0].starts_with("region,region_name,group,week,supply,supply_low,supply_high,vacancies"));
    let stale = lines.iter().find(|line| line.starts_with("AM11")).unwrap();
    assert!(stale.ends_with(",stale"), "{stale}");
    let fields: Vec<_> = lines.iter().find(|line| line.starts_with("AM22")).unwrap().split(',').collect();
    let number = |index: usize| fields[index].parse::<u64>().unwrap();
    assert!(number(5) <= number(4) && number(4) <= number(6));
}

#[tokio::test]
async fn programs_sign_in_and_read_the_same_figures() {
    let mut browser = Browser::new(7, "");
    let api = browser.get("/v1/regions").await;
    assert_eq!(
        (api.status, api.header("content-type")),
        (StatusCode::UNAUTHORIZED, "application/problem+json")
    );
    let wrong = browser.post("/v1/sessions", r#"{"name":"anna","password":"x"}"#).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    for malformed in ["", "{}", r#"{"name":"anna","password":"x","more":1}"#] {
        assert_eq!(
            browser.post("/v1/sessions", malformed).await.status,
            StatusCode::BAD_REQUEST,
            "{malformed}"
        );
    }
    let begun = browser.post("/v1/sessions", r#"{"name":"anna","password":"a long pass phrase"}"#).await;
    assert_eq!(begun.status, StatusCode::CREATED);
    let token =
        serde_json::from_str::<serde_json::Value>(&begun.text).unwrap()["token"].as_str().unwrap().to_owned();
    browser.cookie = String::new();
    let read = async |address: &str| {
        let request =
            Request::get(address).header("authorization", format!("Bearer {token}")).body(Body::empty());
        let seen = browser.send(request.unwrap()).await;
        assert_eq!(seen.status, StatusCode::OK, "{address}: {}", seen.text);
        assert_eq!(seen.header("api-version"), "1.0.0");
        serde_json::from_str::<serde_json::Value>(&seen.text).unwrap()
    };
    assert_eq!(read("/v1/regions").await["items"].as_array().unwrap().len(), 7);
    let care = read("/v1/shortages?sector=care").await;
    let care = care["items"].as_array().unwrap();
    let of = |code: &str| care.iter().find(|item| item["region"] == code).unwrap().clone();
    assert_eq!(of("AM22")["class"]["tightest"], "very-tight");
    assert_eq!(
        (of("AM11")["freshness"].as_str(), &of("AM11")["class"]),
        (Some("stale"), &serde_json::Value::Null)
    );
    assert!(of("AM22")["supply"]["low"].as_u64() <= of("AM22")["supply"]["high"].as_u64());
    assert!(!read("/v1/deliveries").await["items"].as_array().unwrap().is_empty());
    assert!(!read("/v1/vacancies/summary").await["items"].as_array().unwrap().is_empty());
    assert_eq!(read("/v1/status").await["appliedIndex"], 48_211);
    let back = read("/v1/shortages?isco=22&week=2026-W40").await;
    assert_eq!(back["items"][0]["openVacancies"], serde_json::Value::Null);
    for expected in [StatusCode::NO_CONTENT, StatusCode::UNAUTHORIZED] {
        let out = Request::delete("/v1/sessions").header("authorization", format!("Bearer {token}"));
        assert_eq!(browser.send(out.body(Body::empty()).unwrap()).await.status, expected);
    }
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_read_is_not_repeated() {
    let seen = Browser::new(0, "").post("/v1/sessions", r#"{"name":"anna","password":111222333}"#).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(!seen.text.contains("111222333"), "{}", seen.text);
}

#[tokio::test]
async fn the_description_of_the_api_names_every_route() {
    let browser = Browser::new(0, "");
    let seen = browser.get("/v1/openapi.json").await;
    assert_eq!(seen.text, api::description());
    let agreed = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(agreed, seen.text.clone() + "\n").unwrap();
    }
    let agreed = std::fs::read_to_string(agreed).unwrap_or_default();
    assert!(agreed == seen.text.clone() + "\n", "run with UPDATE_GOLDENS=1, read the difference, commit it");
    let problems = DESCRIPTION.problems();
    assert!(problems.is_empty(), "{problems:#?}");
    let document: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        paths,
        [
            "/v1/deliveries",
            "/v1/openapi.json",
            "/v1/regions",
            "/v1/sessions",
            "/v1/shortages",
            "/v1/status",
            "/v1/vacancies/summary"
        ]
    );
}

#[test]
fn every_word_is_there_in_both_languages_and_used() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("src/dashboards"), root.join("templates")];
    let found = catalogue_audit::problems(WORDS, &[service::web::translator::SHARED], &folders).unwrap();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
