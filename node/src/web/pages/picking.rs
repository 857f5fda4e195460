//! Choosing occupations, skills and employers from long lists: search with a button, tick, and what is ticked stays.

use super::labels::Labels;
use crate::workflow::Context;
use service::web::{
    form::{Choice, Field, FieldKind, Grade, GradedChoice, Typed, first},
    page::Page,
};
use vocabulary::{EscoUri, text::is_text};

/// Hits that a search shows.
const HITS: usize = 12;

/// So many occupations a text means at most.
const MEANT: usize = 5;
/// From this score on (right three times in ten) a list is searched for an occupation too.
const PROBABLY: f32 = 0.3;

/// What is asked about each choice: the end of its name, its label, the options and the one to begin with.
pub(super) struct Asked {
    pub(super) name: &'static str,
    pub(super) label_key: &'static str,
    pub(super) options: Vec<Choice>,
    pub(super) usual: &'static str,
}

/// The name under which a grade of a choice is sent.
pub(super) fn grade_name(field: &str, grade: &str, value: &str) -> String {
    format!("{field}-{grade}:{value}")
}

/// The picker with these choices at the end of those that it has: what can be ticked before anybody has searched.
pub(super) fn offered(
    context: &Context,
    page: &Page,
    mut field: Field,
    uris: &[EscoUri],
    list: List,
) -> Field {
    let labels = Labels::new(context, page.locale());
    if let FieldKind::Picker { choices, .. } = &mut field.kind {
        for uri in uris {
            if choices.iter().any(|choice| choice.value == uri.as_str()) {
                continue;
            }
            let label = match list {
                List::Occupations => labels.occupation(uri),
                List::Skills => labels.skill(uri),
            };
            choices.push(Choice::new(uri.as_str(), label));
        }
    }
    field
}

/// From which list one chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Occupations,
    Skills,
}

/// A field in which one searches, ticks, and says more about each that is ticked. `first` are shown before anybody
/// has searched.
pub(super) fn graded(
    page: &Page,
    typed: &Typed,
    (name, label_key, search_key): (&str, &str, &str),
    first_ones: &[String],
    asked: &[Asked],
    label: impl Fn(&str) -> String,
    search: impl Fn(&str) -> Vec<String>,
) -> Field {
    let query = first(typed, &format!("{name}-search")).to_owned();
    let mut ticked: Vec<String> = typed.get(name).cloned().unwrap_or_default();
    ticked.sort_by_key(|value| label(value));
    let hits = if query.trim().is_empty() { first_ones.to_vec() } else { search(&query) };
    let found = !hits.is_empty();
    let others = hits.into_iter().filter(|hit| !ticked.contains(hit));
    let rows = ticked.iter().cloned().chain(others).map(|value| {
        let grades = asked.iter().map(|asked| {
            let name = grade_name(name, asked.name, &value);
            let chosen = match first(typed, &name) {
                "" => asked.usual,
                chosen => chosen,
            };
            let (label, options) = (page.say(asked.label_key), asked.options.clone());
            Grade { label, options, chosen: chosen.to_owned(), name }
        });
        GradedChoice { grades: grades.collect(), choice: Choice::new(value.clone(), label(&value)) }
    });
    let kind =
        FieldKind::Graded { query: query.clone(), rows: rows.collect(), search_label: page.say(search_key) };
    let field = Field::new(name, page.say(label_key), kind).with_values(ticked.iter().cloned());
    if query.trim().is_empty() || found {
        field.with_hint(page.say("label-graded-hint"))
    } else {
        field.with_hint(no_hits(page, &query))
    }
}

/// That the list has nothing for a text, or that it has no words to look for.
fn no_hits(page: &Page, query: &str) -> String {
    if is_text(query) { page.name("picker-no-hits", query) } else { page.say("picker-no-text") }
}

/// The skills that a word finds.
pub(super) fn search_skills(context: &Context, page: &Page, query: &str) -> Vec<String> {
    let labels = Labels::new(context, page.locale());
    search(context, &labels, query, List::Skills).iter().map(ToString::to_string).collect()
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
        field.with_hint(no_hits(page, &query))
    }
}

/// The occupations that a text in a search box probably means.
pub(super) fn meant_occupations(context: &Context, page: &Page, text: &str) -> Vec<EscoUri> {
    let vocabulary = &context.vocabulary;
    let hits = vocabulary.search_occupations(text, Labels::new(context, page.locale()).language(), MEANT);
    let meant = hits.into_iter().filter(|hit| hit.score >= PROBABLY);
    meant.map(|hit| vocabulary.occupation_uri(hit.index)).collect()
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
