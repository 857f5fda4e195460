//! Signing in and out.

use super::{
    frame::{Done, done, open, query_value},
    templates::SignInPage,
};
use crate::{
    web::{
        WebState,
        error::WebError,
        session::{CheckedForm, ClientAddress, SESSION_COOKIE, read_form, session_cookie},
    },
    workflow::{
        WorkflowError,
        sign_in::{sign_in, sign_out},
    },
};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use service::web::{
    form::{Field, FieldKind, Form, first},
    page::{Page, PageRequest, Tone},
    respond,
};

/// The sign-in page.
pub(super) async fn show(State(state): State<WebState>, request: PageRequest) -> Response {
    let mut page = open(&state, &request, "title-sign-in");
    if let Some(key) = super::frame::done_key(&query_value(&request, "gedaan")) {
        let text = page.say(key);
        page = page.with_notice(Tone::Good, text);
    }
    if !query_value(&request, "verlopen").is_empty() {
        let text = page.say("sign-in-expired");
        page = page.with_notice(Tone::Warning, text);
    }
    let form = sign_in_form(&page, &query_value(&request, "terug"));
    respond::page(&SignInPage { page, form })
}

/// Takes name and password.
pub(super) async fn take(
    State(state): State<WebState>,
    page_request: PageRequest,
    address: ClientAddress,
    jar: CookieJar,
    request: Request,
) -> Result<Response, WebError> {
    let typed = read_form(request, &state).await?;
    let page = open(&state, &page_request, "title-sign-in");
    let mut form = sign_in_form(&page, first(&typed, "terug")).filled(&typed);
    let (name, password) = (first(&typed, "name").trim(), first(&typed, "password"));
    if name.is_empty() {
        form = form.with_error("name", page.say("sign-in-name-missing"));
    }
    if password.is_empty() {
        form = form.with_error("password", page.say("sign-in-password-missing"));
    }
    if form.has_errors() {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &SignInPage { page, form }));
    }
    match sign_in(&state.context, name, password.to_owned(), &address.0).await {
        Ok(signed_in) => {
            let jar = jar.add(session_cookie(&state, signed_in.token));
            Ok((jar, Redirect::to(own_page(first(&typed, "terug")))).into_response())
        }
        Err(WorkflowError::WrongCredentials) => {
            let form = form.with_error("password", page.say("sign-in-wrong"));
            Ok(respond::html(StatusCode::UNAUTHORIZED, &SignInPage { page, form }))
        }
        Err(WorkflowError::TooManyAttempts { until, wait_s }) => {
            let text = page.name("sign-in-later", page.date_time(until));
            let page = page.with_notice(Tone::Bad, text);
            let mut response = respond::html(StatusCode::TOO_MANY_REQUESTS, &SignInPage { page, form });
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session.
pub(super) async fn leave(
    State(state): State<WebState>,
    jar: CookieJar,
    form: CheckedForm,
) -> Result<Response, WebError> {
    sign_out(&state.context, &form.session.token).await?;
    let jar = jar.remove(Cookie::build(SESSION_COOKIE).path("/"));
    Ok((jar, done(crate::web::SIGN_IN_PAGE, Done::SignedOut)).into_response())
}

fn sign_in_form(page: &Page, back: &str) -> Form {
    Form::new(crate::web::SIGN_IN_PAGE, "", page.say("sign-in")).with_section(
        "",
        vec![
            Field::new("terug", "", FieldKind::Hidden).optional().with_value(own_page(back)),
            Field::new("name", page.say("label-account"), FieldKind::Line("text"))
                .with_autocomplete("username"),
            Field::new("password", page.say("label-password"), FieldKind::Line("password"))
                .with_autocomplete("current-password"),
        ],
    )
}

/// Only a page of this node: an address must not lead elsewhere after signing in.
fn own_page(back: &str) -> &str {
    let is_own = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    if is_own { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_lands_on_a_page_of_this_node() {
        assert_eq!(own_page("/kandidaten/1"), "/kandidaten/1");
        for elsewhere in ["https://x.example", "//x.example", "/\\x.example", ""] {
            assert_eq!(own_page(elsewhere), "/", "{elsewhere}");
        }
    }
}
