//! The forms to change a vacancy and a group of employers, also when somebody else changed them meanwhile, with
//! invented values.

use super::{
    employer_groups::group_form, samples, side_by_side::side_by_side, templates::FormPage,
    vacancy_form::cause_field,
};
use askama::Template as _;
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed},
    locale::Locale,
    page::{Page, Tone},
};

/// The form as it was typed, beside what somebody else saved where these differ.
fn shown(page: Page, mine: Form, theirs: Option<Form>) -> FormPage {
    match theirs {
        None => FormPage { page, form: mine },
        Some(theirs) => {
            let (form, text) = (side_by_side(&page, mine, &theirs), page.say("changed-meanwhile"));
            FormPage { page: page.with_notice(Tone::Warning, text), form }
        }
    }
}

fn vacancy_form(page: &Page, title: &str) -> Form {
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let picked = |name: &str, key: &str, many, label: &str| {
        let choices = vec![Choice::new(label, label)];
        let search_label = page.say(if many { "search-skill" } else { "search-occupation" });
        let kind = FieldKind::Picker { many, query: String::new(), choices, search_label };
        Field::new(name, page.say(key), kind)
            .with_hint(page.say("label-skills-hint"))
            .with_values([label.to_owned()])
    };
    let visibility = vec![
        Choice::new("public", page.say("label-public-yes")),
        Choice::new("internal", page.say("label-public-no")),
    ];
    let about = vec![
        Field::new("version", "", FieldKind::Hidden).with_value("2//"),
        line("title", "label-title", "text").with_value(title),
        Field::new("text", page.say("label-text"), FieldKind::Lines).optional(),
        line("hoursMin", "label-hours-min", "number").with_value("24"),
        line("hoursMax", "label-hours-max", "number").with_value("32"),
        line("startsOn", "label-starts-on", "date").with_value("2027-01-04").optional(),
    ];
    let asks = vec![
        picked("occupation", "label-vacancy-occupation", false, "verzorgende"),
        picked("essential", "label-essential", true, "medicatie toedienen"),
        picked("trainable", "label-trainable", true, "tillen en verplaatsen").optional(),
    ];
    Form::new("/vacatures/1/wijzigen", page.csrf(), page.say("save"))
        .with_cancel("/vacatures/1")
        .with_section(page.say("form-about-vacancy"), about)
        .with_section(page.say("vacancy-asks"), asks)
        .with_section(page.say("vacancy-cause"), vec![cause_field(page).optional()])
        .with_section(
            page.say("form-about-visibility"),
            vec![
                Field::new("visibility", page.say("label-public"), FieldKind::Radios(visibility))
                    .with_value("public"),
            ],
        )
}

fn vacancy(locale: Locale, is_conflict: bool) -> FormPage {
    let page = samples::page(locale, "/vacatures/1/wijzigen", "nav-vacancies");
    let (crumb, title) = (page.title.clone(), page.name("title-change-vacancy", "Verzorgende IG"));
    let page = page.titled(title).under("/vacatures", crumb).under("/vacatures/1", "Verzorgende IG");
    let mine = vacancy_form(&page, "Verzorgende IG");
    let theirs = is_conflict.then(|| vacancy_form(&page, "Verzorgende IG (leerwerkplek)"));
    shown(page, mine, theirs)
}

fn typed_group(months: &str) -> Typed {
    let fields = [
        ("revision", "2"),
        ("name", "Brug Zeeland"),
        ("months", months),
        ("budget", "120000,00"),
        ("jobs", "12345678; magazijnmedewerker; 3; 01-10-2027\n23456789; kassamedewerker; 12; 01-12-2027"),
        ("destinations", "verzorgende; Zeeland; 8; 1500,00"),
    ];
    fields.map(|(field, value)| (field.to_owned(), vec![value.to_owned()])).into()
}

fn group(locale: Locale, is_conflict: bool) -> FormPage {
    let page = samples::page(locale, "/groepen/1/wijzigen", "nav-groups");
    let (crumb, title) = (page.title.clone(), page.name("title-change-group", "Brug Zeeland"));
    let page = page.titled(title).under("/groepen", crumb).under("/groepen/1", "Brug Zeeland");
    let form =
        |months| group_form(&page, &typed_group(months), ("/groepen/1/wijzigen", "save", "/groepen/1"));
    let (mine, theirs) = (form("18"), is_conflict.then(|| form("12")));
    shown(page, mine, theirs)
}

/// Every page of these with a name, as HTML.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("vacancy-change", vacancy(locale, false).render().unwrap()),
        ("vacancy-change-conflict", vacancy(locale, true).render().unwrap()),
        ("group-change", group(locale, false).render().unwrap()),
        ("group-change-conflict", group(locale, true).render().unwrap()),
    ]
}
