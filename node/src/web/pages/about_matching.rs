//! How a match comes about: weights in words, what is never used, and how to say that something is wrong.

use super::frame::either;
use crate::{
    matching::register::{Facts, culture_counts, parts_of_a_change},
    web::{WebState, error::WebError, session::Session},
    workflow::describe_matching::describe_matching,
};
use askama::Template;
use axum::{Extension, extract::State, response::Response};
use service::web::{
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};

/// How a match comes about.
#[derive(Debug, Template)]
#[template(path = "about_matching.html")]
pub struct AboutMatchingPage {
    /// The frame.
    pub page: Page,
    /// The version of the weights and of the list, in words.
    pub version: String,
    /// Each weight: value and meaning.
    pub weights: Vec<(String, String)>,
    /// The parts of the score of a change of occupation: percentage and meaning.
    pub parts: Vec<(u32, String)>,
    /// Whether culture counts.
    pub culture_counts: bool,
}

/// The page, for whoever looks.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Option<Extension<Session>>,
) -> Result<Response, WebError> {
    let page = either(&state, &request, session.as_deref(), "title-about-matching");
    Ok(respond::page(&filled(page, &describe_matching(&state.context).await?)))
}

/// The page with these facts.
pub(super) fn filled(page: Page, facts: &Facts) -> AboutMatchingPage {
    let meaning = |weight: &crate::matching::register::Weight| {
        let (dutch, english) = weight.meaning();
        let meaning = if page.locale() == Locale::Nl { dutch } else { english };
        (weight.value.clone(), meaning)
    };
    let part = |(name, percent): (&str, u32)| (percent, page.say(part_word(name)));
    AboutMatchingPage {
        version: page.say_with(
            "matching-version",
            &[("weights", facts.weights_version.as_str().into()), ("list", facts.vocabulary.as_str().into())],
        ),
        weights: facts.weights.iter().map(meaning).collect(),
        parts: parts_of_a_change().into_iter().map(part).collect(),
        culture_counts: culture_counts(&facts.weights),
        page,
    }
}

fn part_word(part: &str) -> &'static str {
    match part {
        "skills" => "part-skills",
        "kinds" => "part-kinds",
        "likeness" => "part-likeness",
        "names" => "part-names",
        _ => "part-field",
    }
}
