//! Pages and API. Knows no SQL and no sockets of the federation.
//!
//! [`router`] puts it together; [`session`] says who asks, [`authorization`] what each may ask, [`error`] and [`wording`] what a
//! person reads when it fails, [`time_limits`] how long it may take, [`searching`] what can
//! be searched for; [`api`] is the JSON interface under `/v1`, [`pages`] what people look at. A handler
//! reads what was asked, calls one workflow, and shows what came of it.
//!
//! **Invariant:** what is shown of a person is read through a workflow, which logs it for that person before it gives.

pub mod api;
pub mod authorization;
pub mod consent_text;
pub mod error;
pub mod health;
mod learning_words;
pub mod pages;
pub mod refusal;
pub mod router;
pub mod searching;
pub mod session;
pub mod time_limits;
pub mod wording;

use crate::workflow;
use axum::response::Response;
use error::WebError;
use service::settings::HttpConfig;
use service::web::page::{PageRequest, Site};
use session::Session;
use std::sync::Arc;

/// The page on which people sign in.
pub const SIGN_IN_PAGE: &str = "/inloggen";

/// Writes the page for an error: state, error, request, who is signed in, and the reference to name when asking for
/// help.
pub type FaultPage = fn(&WebState, &WebError, &PageRequest, Option<&Session>, &str) -> Response;

/// What every handler can reach.
#[derive(Clone)]
pub struct WebState {
    /// What the workflows need.
    pub context: workflow::Context,
    /// Where the node is served.
    pub http: Arc<HttpConfig>,
    /// What is the same on every page.
    pub site: Arc<Site>,
    /// Writes the page for an error.
    pub fault_page: FaultPage,
}

impl std::fmt::Debug for WebState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebState").field("http", &self.http).finish_non_exhaustive()
    }
}
