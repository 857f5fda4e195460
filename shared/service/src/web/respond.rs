//! Turns a template into an answer.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use tracing::error;

/// The page as HTML with this status.
pub fn html<T: Template>(status: StatusCode, template: &T) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(problem) => {
            // A template writes into memory from values that are there: only a broken template comes here.
            error!(error = %problem, "a page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/plain")], "500").into_response()
        }
    }
}

/// The page as HTML with status 200.
pub fn page<T: Template>(template: &T) -> Response {
    html(StatusCode::OK, template)
}
