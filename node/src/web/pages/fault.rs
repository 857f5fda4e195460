//! The page for an error: what happened, what to do next.

use super::frame::either;
use crate::web::{SIGN_IN_PAGE, WebState, error::WebError, session::Session};
use axum::{http::StatusCode, response::Response};
use service::web::{fault::FaultPage, page::PageRequest, respond};

/// Writes the page for an error; [`WebState::fault_page`] points here.
pub fn fault_page(
    state: &WebState,
    error: &WebError,
    request: &PageRequest,
    session: Option<&Session>,
    reference: &str,
) -> Response {
    let title = match error.status {
        StatusCode::NOT_FOUND | StatusCode::GONE => "fault-title-not-found",
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "fault-title-forbidden",
        status if status.is_server_error() => "fault-title-internal",
        _ => "fault-title-wrong",
    };
    let page = either(state, request, session, title);
    let mut explanation = error.sentence.speak(request.locale).to_owned();
    for field in &error.fields {
        explanation.push_str(&format!(" {}", field.sentence.speak(request.locale)));
    }
    let mut next_steps = Vec::new();
    if let Some((href, text)) = &error.next_step {
        next_steps.push((href.clone(), text.speak(request.locale).to_owned()));
    }
    if error.status == StatusCode::UNAUTHORIZED {
        next_steps.push((SIGN_IN_PAGE.to_owned(), page.say("next-sign-in")));
    }
    next_steps.push(("/".to_owned(), page.say("next-worklist")));
    next_steps.push(("/hulp".to_owned(), page.say("next-help")));
    let reference = reference.to_owned();
    respond::html(error.status, &FaultPage { page, explanation, next_steps, reference })
}
