//! Forms with a search in a long list, with invented values, for tests and pictures.

use super::{samples::page, templates::FormPage};
use askama::Template as _;
use service::web::{
    form::{Choice, Field, FieldKind, Form},
    locale::Locale,
};

/// The form of a vacancy after a search for an employer, with one that was chosen before.
fn vacancy(locale: Locale) -> FormPage {
    let page = page(locale, "/vacatures/nieuw", "add-vacancy");
    let employer = |id: &str, name: &str, place: &str| Choice { note: place.into(), ..Choice::new(id, name) };
    let kind = FieldKind::Picker {
        many: false,
        query: "zorg".into(),
        choices: vec![
            employer("1", "Thuishulp De Kim", "Terneuzen"),
            employer("2", "Zorggroep Delta", "Middelburg"),
            employer("3", "Zorggroep Delta", "Vlissingen"),
        ],
        search_label: page.say("search-employer"),
    };
    let fields = vec![
        Field::new("employer", page.say("label-employer"), kind)
            .with_hint(page.say("employer-more"))
            .with_value("1"),
        Field::new("title", page.say("label-title"), FieldKind::Line("text")),
    ];
    let form = Form::new("/vacatures/nieuw", page.csrf(), page.say("add"))
        .with_cancel("/vacatures")
        .with_section(page.say("form-about-vacancy"), fields);
    FormPage { page, form }
}

pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![("form-vacancy", vacancy(locale).render().unwrap())]
}
