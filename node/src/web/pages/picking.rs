//! Choosing occupations, skills and employers from long lists: search with a button, tick, and what is ticked stays.

use super::labels::Labels;
use crate::workflow::Context;
use service::web::{
    form::{Choice, Field, FieldKind, Typed, first},
    page::Page,
};
use vocabulary::EscoUri;

/// Hits that a search shows.
const HITS: usize = 12;

/// From which list one chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Occupations,
    Skills,
}

/// A field in which one searches and ticks.
pub(super) fn picker(
    context: &Context,
    page: &Page,
    typed: &Typed,
    name: &str,
    label_key: &str,
    list: List,
    many: bool,
) -> Field {
    let labels = Labels::new(context, page.locale());
    let query = first(typed, &format!("{name}-search")).to_owned();
    let ticked: Vec<EscoUri> =
        typed.get(name).into_iter().flatten().filter_map(|uri| uri.parse().ok()).collect();
    let label = |uri: &EscoUri| match list {
        List::Occupations => labels.occupation(uri),
        List::Skills => labels.skill(uri),
    };
    let mut choices: Vec<Choice> = ticked.iter().map(|uri| Choice::new(uri.as_str(), label(uri))).collect();
    let hits = if query.trim().is_empty() { Vec::new() } else { search(context, &labels, &query, list) };
    let found = !hits.is_empty();
    choices.extend(
        hits.iter().filter(|uri| !ticked.contains(uri)).map(|uri| Choice::new(uri.as_str(), label(uri))),
    );
    let search_key = match list {
        List::Occupations => "search-occupation",
        List::Skills => "search-skill",
    };
    let kind = FieldKind::Picker { many, query: query.clone(), choices, search_label: page.say(search_key) };
    let field = Field::new(name, page.say(label_key), kind)
        .with_values(ticked.iter().map(|uri| uri.as_str().to_owned()));
    if query.trim().is_empty() || found {
        field.with_hint(page.say("label-skills-hint"))
    } else {
        field.with_hint(page.name("picker-no-hits", query))
    }
}

fn search(context: &Context, labels: &Labels<'_>, query: &str, list: List) -> Vec<EscoUri> {
    let vocabulary = &context.vocabulary;
    match list {
        List::Occupations => vocabulary
            .search_occupations(query, labels.language(), HITS)
            .into_iter()
            .map(|hit| vocabulary.occupation_uri(hit.index))
            .collect(),
        List::Skills => vocabulary
            .search_skills(query, labels.language(), HITS)
            .into_iter()
            .map(|hit| vocabulary.skill_uri(hit.index))
            .collect(),
    }
}

/// Whether the form was sent to search in a field, not to be saved.
pub(super) fn searches(typed: &Typed) -> bool {
    typed.contains_key("search")
}
