//! Two people changed the same thing: both values beside each other, so that the second decides and nothing is lost.

use super::templates::FormPage;
use axum::{http::StatusCode, response::Response};
use service::web::{
    form::{Field, FieldKind, Form},
    page::{Page, Tone},
    respond,
};
use vocabulary::Date;

/// The page for who comes second: the form with what was typed, and what is stored by now beside it. Nothing was saved.
pub(super) fn changed_meanwhile(page: Page, mine: Form, theirs: &Form) -> Response {
    let form = side_by_side(&page, mine, theirs);
    let text = page.say("changed-meanwhile");
    let page = page.with_notice(Tone::Warning, text);
    respond::html(StatusCode::CONFLICT, &FormPage { page, form })
}

/// The form with what was typed, and beside each field that differs what is stored by now.
pub(super) fn side_by_side(page: &Page, mine: Form, theirs: &Form) -> Form {
    let fields = |form: &Form| form.sections.iter().flat_map(|it| it.fields.clone()).collect::<Vec<_>>();
    let pairs = fields(&mine).into_iter().zip(fields(theirs));
    pairs.filter(|(mine, theirs)| mine.answer() != theirs.answer()).fold(mine, |form, (field, theirs)| {
        let stored = in_words(page, &theirs);
        let sentence = page.say_with(
            "changed-meanwhile-value",
            &[("field", field.label.as_str().into()), ("value", stored.into())],
        );
        form.with_error(&field.name, sentence)
    })
}

/// What is stored, as people write it: a day not as the field sends it.
fn in_words(page: &Page, theirs: &Field) -> String {
    let stored = theirs.answer();
    match (&theirs.kind, stored.parse::<Date>()) {
        (FieldKind::Line("date"), Ok(day)) => page.date(day),
        _ if stored.is_empty() => page.say("nothing-stored"),
        _ => stored,
    }
}
