//! Choosing an employer: those that a part of the name finds, or all where there are few. What is chosen stays.

use super::{frame::no_hits, labels::Labels};
use crate::{
    domain::employer::Employer,
    storage::{StorageError, employers},
    web::{WebState, error::WebError},
};
use service::web::{
    form::{Choice, Field, FieldKind, Typed, first},
    page::Page,
};
use vocabulary::EmployerId;

/// Employers that are shown at once: fewer need no search.
const HITS: u32 = 12;

/// The field in which one searches and chooses. `beforehand` is chosen where nothing was yet, if there is such an
/// employer.
pub(super) async fn employer_field(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    (name, label_key): (&str, &str),
    beforehand: &str,
) -> Result<Field, WebError> {
    let query = first(typed, &format!("{name}-search")).trim().to_owned();
    let chosen = if typed.contains_key(name) { first(typed, name) } else { beforehand };
    let chosen: Option<EmployerId> = chosen.parse().ok();
    let part = query.clone();
    let read = move |connection: &_| {
        let chosen = chosen.map(|id| employers::get(connection, id)).transpose()?.flatten();
        Ok::<_, StorageError>((chosen, employers::by_name(connection, &part, HITS + 1)?))
    };
    let (chosen, mut found) = state.context.storage.read(read).await?;
    let are_more = found.len() > HITS as usize;
    let is_found = !found.is_empty();
    found.truncate(HITS as usize);
    if are_more && query.is_empty() {
        // the first of hundreds are nobody's choice
        found.clear();
    }
    found.retain(|it| chosen.as_ref().is_none_or(|chosen| chosen.id != it.id));
    let hint = match (is_found, are_more) {
        (false, _) if !query.is_empty() => no_hits(page, &query),
        (_, true) if !query.is_empty() => page.say("employer-more"),
        (_, true) => page.say("employer-hint"),
        (false, false) => page.say("employer-list-empty"),
        (true, false) => String::new(),
    };
    let labels = Labels::new(&state.context, page.locale());
    let choice = |it: &Employer| Choice {
        note: labels.municipality(&it.municipality),
        ..Choice::new(it.id.to_string(), it.name.to_string())
    };
    let choices = chosen.iter().chain(&found).map(choice).collect();
    let kind = FieldKind::Picker { many: false, query, choices, search_label: page.say("search-employer") };
    let field = Field::new(name, page.say(label_key), kind).with_hint(hint);
    Ok(match chosen {
        Some(chosen) => field.with_value(chosen.id.to_string()),
        None => field,
    })
}

/// A field that may be left open gets a choice for that: what is chosen of a list cannot be taken back otherwise.
pub(super) fn or_none(mut field: Field, label: String) -> Field {
    if let FieldKind::Picker { choices, .. } = &mut field.kind {
        choices.insert(0, Choice::new("", label));
    }
    if field.values.is_empty() { field.with_value("").optional() } else { field.optional() }
}
