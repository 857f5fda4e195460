//! Who may use which route, asked of the running router: every route, signed out and in each role, against one table
//! that is read and agreed on. The table of rules itself is `web/authorization.rs`; this shows that it is applied.

use crate::{desk::Desk, interface::Program, pages::Reader};
use axum::{
    body::{Body, to_bytes},
    http::{Method, Request, Response, StatusCode, header},
};
use node::{
    storage::sessions,
    web::{router, session::csrf_token},
    workflow::Actor,
};
use std::fmt::Write as _;
use tower::ServiceExt as _;

/// The table: `UPDATE_GOLDENS=1 cargo nextest run -p node every_role` writes it anew.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/roles.txt");
const UPDATE: &str = "UPDATE_GOLDENS";

/// Signs somebody in without the time that checking a password takes.
fn session(desk: &Desk, actor: Actor, number: usize) -> String {
    let token = format!("{number:064x}");
    let (hash, now) = (identity::sha256(token.as_bytes()), desk.context.clock.now());
    let ends_at = now.saturating_add(jiff::SignedDuration::from_hours(1)).unwrap();
    let account = actor.id().unwrap();
    desk.context.storage.write_blocking(|tx| sessions::insert(tx, hash, account, now, ends_at)).unwrap();
    token
}

/// A path with ids in it that exist nowhere.
fn filled_in(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{sequence}" => "99",
        part if part.starts_with('{') => "00000000-0000-4000-8000-000000000000",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn request(method: &Method, path: &str, token: Option<&str>) -> Request<Body> {
    let is_api = path.starts_with("/v1/");
    let mut request = Request::builder().method(method).uri(filled_in(path));
    let mut body = String::new();
    if let Some(token) = token {
        if is_api {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        } else {
            request = request.header(header::COOKIE, format!("schakel_session={token}"));
            body = format!("csrf={}", csrf_token(token));
        }
    }
    let kind = if is_api { "application/json" } else { "application/x-www-form-urlencoded" };
    request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
}

/// What the router says to somebody: `yes`, whatever comes of it, `no`, or `sign in`.
async fn verdict(response: Response<Body>) -> &'static str {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    let text = String::from_utf8_lossy(&bytes);
    if status == StatusCode::FORBIDDEN {
        let by_role =
            text.contains("problem:forbidden") || text.contains("Uw rol geeft hier geen toegang toe");
        assert!(by_role, "refused for something else: {text}");
        return "no";
    }
    let signs_in = ["/inloggen?terug=", "/inloggen?verlopen="];
    let to_sign_in =
        location.is_some_and(|to| signs_in.iter().any(|page| to.starts_with(page)) || to == "/inloggen");
    if text.contains("problem:signed-out") || to_sign_in { "sign in" } else { "yes" }
}

#[tokio::test]
async fn every_role_reaches_what_the_table_says_and_nothing_else() {
    let desk = Desk::open("AM24");
    let router = Reader::at(&desk).router;
    let people =
        [None, Some(desk.adviser), Some(desk.coach), Some(desk.business_adviser), Some(desk.operator)];
    let mut table = format!(
        "{:64} {:8} {:8} {:8} {:8} {:8}\n",
        "# route", "nobody", "adviser", "coach", "business", "operator"
    );
    let mut number = 0;
    for (method, path) in router::listed() {
        let mut line = format!("{:64}", format!("{method} {path}"));
        for person in people {
            number += 1;
            let token = person.map(|actor| session(&desk, actor, number));
            let request = request(&method, &path, token.as_deref());
            let response = router.clone().oneshot(request).await.unwrap();
            write!(line, " {:8}", verdict(response).await).unwrap();
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let agreed = std::fs::read_to_string(TABLE).unwrap_or_default();
    assert!(
        agreed == table,
        "who may use what changed: run with {UPDATE}=1 and read the difference\n{table}"
    );
}

#[tokio::test]
async fn who_works_with_employers_learns_of_no_person_by_page_or_program() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let employer = crate::desk::employer(None);
    let context = &desk.context;
    let id = node::workflow::add_employer::add_employer(context, &desk.adviser, employer).await.unwrap();
    let vacancy = crate::desk::vacancy(context, id);
    let vacancy = node::workflow::post_vacancy::post_vacancy(context, &desk.adviser, vacancy).await.unwrap();
    let path = format!("/v1/vacancies/{vacancy}/matches?show=all");
    let business = Program::signed_in(&desk, "Business adviser").await;
    let refused = business.get(&path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.body.to_string().contains(&person.to_string()));
    let page = Reader::signed_in(&desk, "Business adviser").await.get(&format!("/vacatures/{vacancy}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.html.contains(&person.to_string()) && !page.html.contains("Zandoe"));
    let coach = Program::signed_in(&desk, "Coach").await.get(&path).await;
    assert_eq!(
        coach.body["items"][0]["candidate"],
        person.to_string(),
        "the contrast: a coach sees who fits"
    );
}
