//! Signing in and out.

use super::{
    Dashboards,
    error::{Fault, answer, see_other},
    frame, password,
    session::{self, Visit},
};
use crate::state::record::Account;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use service::web::{
    form::{Field, FieldKind, Form, Typed, encoded, first, typed},
    page::Page,
    respond,
};
use std::sync::PoisonError;
use tracing::info;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    form: Form,
}

/// How signing in ended.
pub(super) enum SignIn {
    Done {
        account: Account,
        secret: String,
    },
    Wrong,
    Wait {
        /// After how many seconds an attempt is taken again.
        seconds: u32,
    },
}

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    if visit.maybe().is_some() {
        return see_other("/");
    }
    respond::page(&form_page(&visit, None))
}

/// Checks name and password and begins a session.
pub(super) async fn sign_in(visit: Visit, body: String) -> Response {
    let result = try_sign_in(&visit, &typed(&body)).await;
    answer(&visit, result)
}

/// Ends the session.
pub(super) async fn sign_out(visit: Visit, body: String) -> Response {
    let result = (|| {
        let who = visit.signed_in()?;
        who.check(&typed(&body))?;
        session::end(&visit.dashboards, who)?;
        Ok(with_cookie(&visit.dashboards, "", "/aanmelden"))
    })();
    answer(&visit, result)
}

/// Checks a name and a password, slowly on purpose, and begins a session.
pub(super) async fn check(dashboards: &Dashboards, name: &str, password: &str) -> Result<SignIn, Fault> {
    let now = dashboards.now();
    let throttle = || dashboards.inner.throttle.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(seconds) = throttle().charge(name, now) {
        return Ok(SignIn::Wait { seconds });
    }
    let account = dashboards.inner.source.account(name).await?;
    let (typed, stored) =
        (password.to_owned(), account.as_ref().map(|account| account.password_hash.clone()));
    let fits = password::fits_in_turn(typed, stored).await;
    let Some(account) = account.filter(|_| fits) else {
        info!("somebody could not sign in");
        return Ok(SignIn::Wrong);
    };
    throttle().succeeded(name);
    let secret = session::begin(dashboards, &account)?;
    info!(account.id = %account.id, "account {} signed in", account.id);
    Ok(SignIn::Done { account, secret })
}

async fn try_sign_in(visit: &Visit, sent: &Typed) -> Result<Response, Fault> {
    let (name, password) = (first(sent, "name"), first(sent, "password"));
    let mut wait = None;
    let wrong = if name.is_empty() || password.is_empty() {
        "sign-in-empty"
    } else {
        match check(&visit.dashboards, name, password).await? {
            SignIn::Done { secret, .. } => {
                return Ok(with_cookie(&visit.dashboards, &secret, safe_target(first(sent, "to"))));
            }
            SignIn::Wrong => "sign-in-wrong",
            SignIn::Wait { seconds } => {
                wait = Some(seconds);
                "sign-in-wait"
            }
        }
    };
    let page = form_page(visit, Some((sent, wrong)));
    let Some(seconds) = wait else { return Ok(respond::html(StatusCode::UNPROCESSABLE_ENTITY, &page)) };
    let mut response = respond::html(StatusCode::TOO_MANY_REQUESTS, &page);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

fn form_page(visit: &Visit, wrong: Option<(&Typed, &str)>) -> SignInPage {
    let page = frame::page(visit, None, "sign-in");
    let target = visit.query("naar").unwrap_or_default();
    let fields = vec![
        Field::new("name", page.say("sign-in-name"), FieldKind::Line("text")).with_autocomplete("username"),
        Field::new("password", page.say("sign-in-password"), FieldKind::Line("password"))
            .with_autocomplete("current-password"),
        Field::new("to", "", FieldKind::Hidden).optional().with_value(target),
    ];
    let mut form = Form::new("/aanmelden", "", page.say("sign-in")).with_section("", fields);
    if let Some((sent, key)) = wrong {
        form = form.filled(sent).with_error("name", page.say(key));
    }
    SignInPage { page, form }
}

/// A page of ours to go on to: never another site.
fn safe_target(target: &str) -> &str {
    if target.starts_with('/') && !target.starts_with("//") && !target.contains(['\\', '\r', '\n']) {
        target
    } else {
        "/"
    }
}

fn with_cookie(dashboards: &Dashboards, secret: &str, target: &str) -> Response {
    // The target may hold letters outside ASCII; a header may not.
    let location: String = target
        .chars()
        .map(|letter| if letter.is_ascii() { letter.to_string() } else { encoded(&letter.to_string()) })
        .collect();
    let headers = [(header::LOCATION, location), (header::SET_COOKIE, session::cookie(dashboards, secret))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for (target, expected) in [
            ("/netwerk?x=1", "/netwerk?x=1"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(safe_target(target), expected);
        }
    }
}
