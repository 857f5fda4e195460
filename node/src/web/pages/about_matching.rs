//! How a match comes about: weights in words, what is never used, and how to say that something is wrong.

use super::{frame::either, words};
use crate::{
    matching::register::{Facts, culture_counts, parts_of_a_change},
    storage::matching_weights::{WeightsSource, WeightsVersion},
    web::{WebState, error::WebError, session::Session},
    workflow::{describe_matching::describe_matching, matching_weights::weights_history},
};
use askama::Template;
use axum::{Extension, extract::State, response::Response};
use jiff::Timestamp;
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
    /// The weights by what they say.
    pub weights: Vec<WeightsOfAKind>,
    /// The parts of the score of a change of occupation: percentage and meaning.
    pub parts: Vec<(u32, String)>,
    /// Every set of weights that was ever in force, the newest first.
    pub history: Vec<WeightsRow>,
    /// Whether culture counts.
    pub culture_counts: bool,
}

/// Weights that are read in the same way.
#[derive(Debug, Clone)]
pub struct WeightsOfAKind {
    /// What their numbers mean.
    pub heading: String,
    /// Each with its value and its meaning.
    pub rows: Vec<(String, String)>,
}

/// A set of weights that was in force.
#[derive(Debug, Clone)]
pub struct WeightsRow {
    /// Its number.
    pub number: i64,
    /// Since when.
    pub since: Timestamp,
    /// Who brought it, as a role.
    pub by: String,
    /// Why.
    pub why: String,
}

/// The page, for whoever looks.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Option<Extension<Session>>,
) -> Result<Response, WebError> {
    let page = either(&state, &request, session.as_deref(), "title-about-matching");
    let history = weights_history(&state.context).await?;
    Ok(respond::page(&filled(page, &describe_matching(&state.context).await?, &history)))
}

/// The page with these facts.
pub(super) fn filled(page: Page, facts: &Facts, history: &[WeightsVersion]) -> AboutMatchingPage {
    let row = |version: &WeightsVersion| WeightsRow {
        number: version.number,
        since: version.weights.since,
        by: page.say(source_word(version.weights.source)),
        why: version.weights.why.clone(),
    };
    let meaning = |weight: &crate::matching::register::Weight| {
        let (dutch, english) = weight.meaning();
        let meaning = if page.locale() == Locale::Nl { dutch } else { english };
        let value = match weight.key.as_str() {
            "holding.proven_from" => page.say(words::evidence(&weight.value)),
            _ => weight.value.clone(),
        };
        (value, meaning)
    };
    let of_a_kind = |heading: &'static str| WeightsOfAKind {
        heading: page.say(heading),
        rows: facts.weights.iter().filter(|it| heading_of(&it.key) == heading).map(meaning).collect(),
    };
    let part = |(name, percent): (&str, u32)| (percent, page.say(part_word(name)));
    AboutMatchingPage {
        version: page.say_with(
            "matching-version",
            &[("weights", facts.weights_version.as_str().into()), ("list", facts.vocabulary.as_str().into())],
        ),
        weights: ["weights-shares", "weights-classes", "weights-bounds"].map(of_a_kind).into(),
        parts: parts_of_a_change().into_iter().map(part).collect(),
        history: history.iter().map(row).collect(),
        culture_counts: culture_counts(&facts.weights),
        page,
    }
}

/// Whoever runs the node is the only role that may change weights.
const fn source_word(source: WeightsSource) -> &'static str {
    match source {
        WeightsSource::Program => "weights-by-program",
        WeightsSource::Configuration => "weights-by-configuration",
        WeightsSource::Command => "weights-by-command",
    }
}

/// A number without words says nothing: what it is a part of, or from where it holds.
fn heading_of(key: &str) -> &'static str {
    match key.split('.').next() {
        Some("shares") => "weights-shares",
        Some("classes" | "optional_share") => "weights-classes",
        _ => "weights-bounds",
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
