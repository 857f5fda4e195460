//! Pages of text: about, accessibility, privacy, help.

use super::{
    frame::either,
    labels::Labels,
    templates::{AboutPage, AccessibilityPage, HelpPage, PrivacyPage},
};
use crate::web::{WebState, session::Session};
use axum::{Extension, extract::State, response::Response};
use service::web::{page::PageRequest, respond};

type Somebody = Option<Extension<Session>>;

/// Where the data come from.
pub(super) async fn about(
    State(state): State<WebState>,
    request: PageRequest,
    session: Somebody,
) -> Response {
    let page = either(&state, &request, session.as_deref(), "title-about");
    let language = Labels::new(&state.context, request.locale).language();
    let attributions = vocabulary::attributions()
        .iter()
        .map(|source| {
            format!("{} ({}, {}): {}", source.name, source.licence, source.link, source.sentence(language))
        })
        .collect();
    respond::page(&AboutPage { page, attributions })
}

/// The accessibility statement.
pub(super) async fn accessibility(
    State(state): State<WebState>,
    request: PageRequest,
    session: Somebody,
) -> Response {
    respond::page(&AccessibilityPage {
        page: either(&state, &request, session.as_deref(), "title-accessibility"),
    })
}

/// What happens to personal data here.
pub(super) async fn privacy(
    State(state): State<WebState>,
    request: PageRequest,
    session: Somebody,
) -> Response {
    respond::page(&PrivacyPage { page: either(&state, &request, session.as_deref(), "title-privacy") })
}

/// Help.
pub(super) async fn help(State(state): State<WebState>, request: PageRequest, session: Somebody) -> Response {
    respond::page(&HelpPage { page: either(&state, &request, session.as_deref(), "title-help") })
}
