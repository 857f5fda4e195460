//! Who may use which route: every route is asked signed out and in each role. A route without a line here fails.

use super::{
    browser::{Browser, Seen},
    coordinator::dashboards::{api, pages},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody where the operator made the figures public, otherwise everybody who is signed in.
    ReadersOfFigures,
    /// Everybody who is signed in.
    SignedIn,
    /// The network operator.
    NetworkOperator,
}

use Access::{Anyone, NetworkOperator, ReadersOfFigures, SignedIn};

/// The rule of every route, by method and path as the router writes it.
const RULES: &[(&str, &str, Access)] = &[
    ("GET", "/", ReadersOfFigures),
    ("GET", "/spanning.csv", ReadersOfFigures),
    ("GET", "/regios/{code}", ReadersOfFigures),
    ("GET", "/netwerk", SignedIn),
    ("GET", "/netwerk/regios/{code}/{action}", NetworkOperator),
    ("POST", "/netwerk/regios/{code}/{action}", NetworkOperator),
    ("GET", "/netwerk/leveringen", SignedIn),
    ("GET", "/definities", Anyone),
    ("GET", "/over", Anyone),
    ("GET", "/toegankelijkheid", Anyone),
    ("GET", "/privacy", Anyone),
    ("GET", "/hulp", Anyone),
    ("GET", "/aanmelden", Anyone),
    ("POST", "/aanmelden", Anyone),
    ("POST", "/afmelden", SignedIn),
    ("GET", "/assets/{name}", Anyone),
    ("GET", "/v1/openapi.json", Anyone),
    ("POST", "/v1/sessions", Anyone),
    ("DELETE", "/v1/sessions", SignedIn),
    ("GET", "/v1/regions", SignedIn),
    ("GET", "/v1/shortages", ReadersOfFigures),
    ("GET", "/v1/deliveries", SignedIn),
    ("GET", "/v1/vacancies/summary", ReadersOfFigures),
    ("GET", "/v1/status", Anyone),
];

/// Nobody, and one account of each role.
const VISITORS: [Option<&str>; 4] = [None, Some("anna"), Some("nico"), Some("karin")];

fn listed() -> Vec<(Method, String)> {
    [pages().listed().to_vec(), api::listed()].concat()
}

fn rule(method: &Method, path: &str) -> Option<Access> {
    RULES.iter().find(|(of, at, _)| method == *of && *at == path).map(|(_, _, access)| *access)
}

/// Whether an account may use a route with this rule.
fn may(access: Access, visitor: Option<&str>, figures_are_public: bool) -> bool {
    match access {
        Anyone => true,
        ReadersOfFigures => figures_are_public || visitor.is_some(),
        SignedIn => visitor.is_some(),
        NetworkOperator => visitor == Some("nico"),
    }
}

/// An answer that lets nobody in: the way to sign in, or a refusal.
fn is_shut(seen: &Seen) -> bool {
    seen.status == StatusCode::UNAUTHORIZED
        || seen.status == StatusCode::FORBIDDEN
        || (seen.status == StatusCode::SEE_OTHER && seen.header("location").starts_with("/aanmelden"))
}

async fn ask(browser: &Browser, method: &Method, path: &str) -> Seen {
    let address = path.replace("{code}", "AM24").replace("{action}", "schorsen").replace("{name}", "app.css");
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header("cookie", browser.cookie())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::empty());
    browser.send(request.unwrap()).await
}

#[test]
fn every_route_has_a_rule_and_every_rule_a_route() {
    let listed = listed();
    assert!(listed.len() > 20, "{listed:?}");
    for (method, path) in &listed {
        assert!(rule(method, path).is_some(), "{method} {path} has no rule in RULES");
    }
    for (number, (method, path, _)) in RULES.iter().enumerate() {
        assert!(listed.iter().any(|(of, at)| of == method && at == path), "{method} {path} is no route");
        let twice = RULES[number + 1..].iter().any(|(other, at, _)| other == method && at == path);
        assert!(!twice, "{method} {path} has two rules");
    }
    assert_eq!(rule(&Method::DELETE, "/netwerk"), None);
}

#[tokio::test]
async fn every_route_is_open_to_those_of_its_rule_and_shut_to_everybody_else() {
    for visitor in VISITORS {
        for figures_are_public in [false, true] {
            let settings = if figures_are_public { "[figures]\npublic = true\n" } else { "" };
            let browser = match visitor {
                None => Browser::new(7, settings),
                Some(name) => Browser::signed_in_with(7, name, settings).await,
            };
            // Signing out comes last: it ends the session.
            let (last, others): (Vec<_>, Vec<_>) = listed()
                .into_iter()
                .partition(|(method, path)| path == "/afmelden" || method == Method::DELETE);
            for (method, path) in others.into_iter().chain(last) {
                let access = rule(&method, &path).expect("another test asks for a rule of every route");
                let seen = ask(&browser, &method, &path).await;
                let may = may(access, visitor, figures_are_public);
                // A wrong name and password are refused to everybody; that is what signing in is.
                let signs_in =
                    method == Method::POST && ["/aanmelden", "/v1/sessions"].contains(&path.as_str());
                if !signs_in {
                    let whose = visitor.unwrap_or("nobody");
                    assert_eq!(!is_shut(&seen), may, "{whose}: {method} {path} gave {}", seen.status);
                }
                assert!(!seen.status.is_server_error(), "{method} {path} gave {}", seen.status);
            }
        }
    }
}

/// The contrast: the ways in which a route shuts somebody out are told from those in which it answers.
#[tokio::test]
async fn a_route_that_shuts_nobody_out_would_be_noticed() {
    let nobody = Browser::new(7, "");
    assert!(is_shut(&ask(&nobody, &Method::GET, "/netwerk").await));
    assert!(is_shut(&ask(&nobody, &Method::GET, "/v1/regions").await));
    assert!(!is_shut(&ask(&nobody, &Method::GET, "/over").await));
    let analyst = Browser::signed_in(7, "anna").await;
    assert!(is_shut(&ask(&analyst, &Method::POST, "/netwerk/regios/{code}/{action}").await));
    assert!(!is_shut(&ask(&analyst, &Method::GET, "/netwerk").await));
}
