//! A form as data: what it asks, what was typed, what is wrong. `form.html` prints it.
//!
//! All errors stand on top with links to their fields, what was typed stays, and the CSRF token comes along.

use std::collections::BTreeMap;

/// What was typed: each name with its values in order.
pub type Typed = BTreeMap<String, Vec<String>>;

/// A form on a page.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Where it posts to.
    pub action: String,
    /// The session's CSRF token.
    pub csrf: String,
    /// What the button says.
    pub submit: String,
    /// Where *cancel* leads; empty for none.
    pub cancel: String,
    /// Shown before the fields; empty for none.
    pub intro: String,
    /// Groups of fields.
    pub sections: Vec<Section>,
}

/// A group of fields with an optional heading.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The heading; empty for none.
    pub legend: String,
    /// A sentence under the heading; empty for none.
    pub hint: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name under which it is sent, and its id.
    pub name: String,
    /// The label.
    pub label: String,
    /// A sentence that helps; empty for none.
    pub hint: String,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// What was typed or chosen.
    pub values: Vec<String>,
    /// What is wrong with it; empty when nothing.
    pub error: String,
    /// Whether an answer is needed.
    pub required: bool,
    /// The `autocomplete` token; empty for none.
    pub autocomplete: String,
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line, with the HTML input type (`text`, `email`, `tel`, `date`, `number`, `password`).
    Line(&'static str),
    /// Several lines.
    Lines,
    /// One of a list that folds out.
    Select(Vec<Choice>),
    /// One of a list that is shown.
    Radios(Vec<Choice>),
    /// Any of a list that is shown.
    Checkboxes(Vec<Choice>),
    /// Search a long list with a button, then tick: works without script.
    Picker {
        /// Whether several may be ticked.
        many: bool,
        /// What has been typed into the search field (sent as `NAME-search`).
        query: String,
        /// The ticked ones and those found.
        choices: Vec<Choice>,
        /// What the search button says.
        search_label: String,
    },
    /// As [`FieldKind::Picker`] for several, each with grades such as a level. A grade is sent under its own name.
    Graded {
        /// What has been typed into the search field (sent as `NAME-search`).
        query: String,
        /// The ticked ones and those found.
        rows: Vec<GradedChoice>,
        /// What the search button says.
        search_label: String,
    },
    /// Not shown.
    Hidden,
}

/// One of the answers that can be chosen, with what is asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradedChoice {
    /// The answer.
    pub choice: Choice,
    /// What is asked about it.
    pub grades: Vec<Grade>,
}

/// Something that is asked about an answer, such as how well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The name under which it is sent.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The answers.
    pub options: Vec<Choice>,
    /// The one that is chosen.
    pub chosen: String,
}

impl GradedChoice {
    /// *Dutch (B2)*.
    fn answer(&self) -> String {
        let option =
            |grade: &Grade| grade.options.iter().find(|it| grade.is_chosen(it)).map(|it| it.label.clone());
        let grades: Vec<_> = self.grades.iter().filter_map(option).collect();
        if grades.is_empty() {
            self.choice.label.clone()
        } else {
            format!("{} ({})", self.choice.label, grades.join(", "))
        }
    }
}

impl Grade {
    /// Whether this option is the one that is chosen.
    #[must_use]
    pub fn is_chosen(&self, option: &Choice) -> bool {
        option.value == self.chosen
    }
}

/// One of the answers that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A word beside it; empty for none.
    pub note: String,
}

impl Choice {
    /// A choice without a note.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: String::new() }
    }
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new(action: impl Into<String>, csrf: impl Into<String>, submit: impl Into<String>) -> Self {
        Self { action: action.into(), csrf: csrf.into(), submit: submit.into(), ..Self::default() }
    }

    /// Adds a group of fields.
    #[must_use]
    pub fn with_section(mut self, legend: impl Into<String>, fields: Vec<Field>) -> Self {
        self.sections.push(Section { legend: legend.into(), hint: String::new(), fields });
        self
    }

    /// Adds a *cancel* link.
    #[must_use]
    pub fn with_cancel(mut self, href: impl Into<String>) -> Self {
        self.cancel = href.into();
        self
    }

    /// Puts what was typed back into the fields; a password is never put back.
    #[must_use]
    pub fn filled(mut self, typed: &Typed) -> Self {
        for field in self.sections.iter_mut().flat_map(|section| &mut section.fields) {
            if field.kind == FieldKind::Line("password") {
                continue;
            }
            if let Some(values) = typed.get(&field.name) {
                field.values.clone_from(values);
            }
        }
        self
    }

    /// Says what is wrong with a field; the first thing said stays.
    #[must_use]
    pub fn with_error(mut self, name: &str, message: impl Into<String>) -> Self {
        let field =
            self.sections.iter_mut().flat_map(|section| &mut section.fields).find(|field| field.name == name);
        if let Some(field) = field.filter(|field| field.error.is_empty()) {
            field.error = message.into();
        }
        self
    }

    /// The fields with an error, in the order of the page.
    #[must_use]
    pub fn errors(&self) -> Vec<&Field> {
        self.sections
            .iter()
            .flat_map(|section| &section.fields)
            .filter(|field| !field.error.is_empty())
            .collect()
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors().is_empty()
    }
}

impl Field {
    /// A required field.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            kind,
            values: Vec::new(),
            error: String::new(),
            required: true,
            autocomplete: String::new(),
        }
    }

    /// A field that may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// With a sentence that helps.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With an answer filled in.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.values = vec![value.into()];
        self
    }

    /// With several answers filled in.
    #[must_use]
    pub fn with_values(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.values = values.into_iter().collect();
        self
    }

    /// With an `autocomplete` token.
    #[must_use]
    pub fn with_autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = token.into();
        self
    }

    /// The answer, or nothing.
    #[must_use]
    pub fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// The answer in words: what is chosen, or what was typed.
    #[must_use]
    pub fn answer(&self) -> String {
        let chosen = |choices: &[Choice]| {
            // What stands for no choice is no answer, whether it was ticked or not.
            let chosen = choices.iter().filter(|choice| self.is_chosen(choice) && !choice.value.is_empty());
            chosen.map(|it| it.label.as_str()).collect::<Vec<_>>().join(", ")
        };
        match &self.kind {
            FieldKind::Select(choices)
            | FieldKind::Radios(choices)
            | FieldKind::Checkboxes(choices)
            | FieldKind::Picker { choices, .. } => chosen(choices),
            FieldKind::Graded { rows, .. } => {
                let chosen = rows.iter().filter(|row| self.is_chosen(&row.choice));
                let mut answers: Vec<_> = chosen.map(GradedChoice::answer).collect();
                answers.sort_unstable();
                answers.join("; ")
            }
            FieldKind::Line(_) | FieldKind::Lines | FieldKind::Hidden => self.value().to_owned(),
        }
    }

    /// Whether this choice is the answer or one of them.
    #[must_use]
    pub fn is_chosen(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    /// The ids of hint and error, for `aria-describedby`; empty for none.
    #[must_use]
    pub fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    /// The id that an error link jumps to.
    #[must_use]
    pub fn anchor(&self) -> String {
        match &self.kind {
            FieldKind::Radios(choices) | FieldKind::Checkboxes(choices) if !choices.is_empty() => {
                format!("{}-1", self.name)
            }
            FieldKind::Picker { .. } | FieldKind::Graded { .. } => format!("{}-search", self.name),
            _ => self.name.clone(),
        }
    }
}

/// Reads an `application/x-www-form-urlencoded` body, keeping every value of a repeated name.
#[must_use]
pub fn typed(body: &str) -> Typed {
    let mut typed = Typed::new();
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        typed.entry(decoded(name)).or_default().push(decoded(value).trim().to_owned());
    }
    typed
}

/// The first value typed under `name`, or nothing.
#[must_use]
pub fn first<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).and_then(|values| values.first()).map_or("", String::as_str)
}

/// A text as part of a query string.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let code = bytes.get(index + 1..index + 3).and_then(|digits| {
            std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
        });
        match (bytes[index], code) {
            (b'+', _) => decoded.push(b' '),
            (b'%', Some(byte)) => {
                decoded.push(byte);
                index += 2;
            }
            (byte, _) => decoded.push(byte),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{
        locale::Locale,
        page::{Page, tests::sample_page},
    };
    use askama::Template;

    #[derive(Template)]
    #[template(
        source = r#"{% extends "layout.html" %}{% block content %}{% include "form.html" %}{% endblock %}"#,
        ext = "html"
    )]
    struct FormPage {
        page: Page,
        form: Form,
    }

    fn sample_form() -> Form {
        let colours = || vec![Choice::new("r", "Rood"), Choice::new("b", "Blauw")];
        Form::new("/x", "token-1", "Opslaan").with_cancel("/").with_section(
            "Over u",
            vec![
                Field::new("name", "Naam", FieldKind::Line("text")).with_hint("Zoals u wilt"),
                Field::new("secret", "Wachtwoord", FieldKind::Line("password")),
                Field::new("note", "Notitie", FieldKind::Lines).optional(),
                Field::new("one", "Eén", FieldKind::Select(colours())),
                Field::new("radio", "Kies", FieldKind::Radios(colours())),
                Field::new("many", "Meer", FieldKind::Checkboxes(colours())),
                Field::new(
                    "skill",
                    "Skills",
                    FieldKind::Picker {
                        many: true,
                        query: "zorg".into(),
                        choices: colours(),
                        search_label: "Zoek skill".into(),
                    },
                ),
            ],
        )
    }

    #[test]
    fn a_form_keeps_what_was_typed_but_never_a_password() {
        let typed = typed("name=%C5%9Eahin+%26+co&secret=hush&many=r&many=b&radio=b");
        let html = FormPage { page: sample_page(Locale::Nl, "/x"), form: sample_form().filled(&typed) }
            .render()
            .unwrap();
        assert!(html.contains("Şahin &#38; co"), "{html}");
        assert!(!html.contains("hush"));
        assert_eq!(html.matches(" checked").count(), 3, "{html}");
        assert!(html.contains("token-1"));
    }

    #[test]
    fn all_errors_stand_on_top_with_links_to_their_fields() {
        let form = sample_form().with_error("name", "Vul een naam in").with_error("radio", "Kies er een");
        let html = FormPage { page: sample_page(Locale::En, "/x"), form }.render().unwrap();
        assert!(html.contains(r##"<a href="#name">Vul een naam in</a>"##), "{html}");
        assert!(html.contains(r##"<a href="#radio-1">Kies er een</a>"##));
        assert!(html.contains(r#"aria-describedby="name-hint name-error""#));
        assert!(html.contains(r#"aria-invalid="true""#));
        assert!(!html.contains('⟦') && !html.contains(" style="));
    }

    #[test]
    fn a_form_without_errors_has_no_summary() {
        let html = FormPage { page: sample_page(Locale::Nl, "/x"), form: sample_form() }.render().unwrap();
        assert!(!html.contains("error-summary"));
    }

    #[test]
    fn encoding_and_reading_back_is_the_same_text() {
        for text in ["a b", "é&=+%", "100%", "%zz", "日本"] {
            assert_eq!(first(&typed(&format!("q={}", encoded(text))), "q"), text);
        }
        assert_eq!(first(&typed("a=%"), "a"), "%");
    }
}
