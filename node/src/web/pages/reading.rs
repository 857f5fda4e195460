//! Reads what was typed into a form, field by field, and gathers what is wrong in the reader's language.

use crate::domain::text::TextRefused;
use service::web::{
    form::{Form, Typed, first},
    page::Page,
};
use std::str::FromStr;

/// Reads the fields of one form.
pub(super) struct Reading<'a> {
    page: &'a Page,
    typed: &'a Typed,
    errors: Vec<(String, String)>,
}

impl<'a> Reading<'a> {
    pub(super) const fn new(page: &'a Page, typed: &'a Typed) -> Self {
        Self { page, typed, errors: Vec::new() }
    }

    /// What was typed.
    pub(super) const fn typed(&self) -> &'a Typed {
        self.typed
    }

    /// Notes that a field is wrong.
    pub(super) fn wrong(&mut self, field: &str, key: &str) {
        self.errors.push((field.to_owned(), self.page.say(key)));
    }

    /// Notes in whole words that a field is wrong.
    pub(super) fn says(&mut self, field: &str, text: String) {
        self.errors.push((field.to_owned(), text));
    }

    /// A value that must be there; `key` says what is wanted.
    pub(super) fn value<T: FromStr>(&mut self, field: &str, key: &str) -> Option<T> {
        let value = first(self.typed, field).parse().ok();
        if value.is_none() {
            self.wrong(field, key);
        }
        value
    }

    /// A value that may be left out.
    pub(super) fn value_if_any<T: FromStr>(&mut self, field: &str, key: &str) -> Option<T> {
        if first(self.typed, field).trim().is_empty() { None } else { self.value(field, key) }
    }

    /// Every ticked value that is one.
    pub(super) fn values<T: FromStr>(&self, field: &str) -> Vec<T> {
        self.typed.get(field).into_iter().flatten().filter_map(|text| text.parse().ok()).collect()
    }

    /// A text that must be there.
    pub(super) fn text<T: FromStr<Err = TextRefused>>(&mut self, field: &str, key: &str) -> Option<T> {
        match first(self.typed, field).trim().parse() {
            Ok(text) => Some(text),
            Err(TextRefused::Empty | TextRefused::NotA { .. }) => {
                self.wrong(field, key);
                None
            }
            Err(refused) => {
                let text = refusal(self.page, &refused);
                self.errors.push((field.to_owned(), text));
                None
            }
        }
    }

    /// A text that may be left out.
    pub(super) fn text_if_any<T: FromStr<Err = TextRefused>>(&mut self, field: &str, key: &str) -> Option<T> {
        if first(self.typed, field).trim().is_empty() { None } else { self.text(field, key) }
    }

    /// What a check of several fields together gives.
    pub(super) fn check<T, E>(&mut self, field: &str, key: &str, result: Result<T, E>) -> Option<T> {
        if result.is_err() {
            self.wrong(field, key);
        }
        result.ok()
    }

    /// The form with all errors, or nothing when there are none.
    pub(super) fn into_errors(self, form: Form) -> (Form, bool) {
        let wrong = !self.errors.is_empty();
        let form = self.errors.into_iter().fold(form, |form, (field, text)| form.with_error(&field, text));
        (form, wrong)
    }
}

/// Why a text is not taken, in the reader's language.
pub(super) fn refusal(page: &Page, refused: &TextRefused) -> String {
    match refused {
        TextRefused::CitizenServiceNumber => page.say("error-bsn"),
        TextRefused::TooLong { most, .. } => page.count("error-too-long", most),
        TextRefused::Empty | TextRefused::Unprintable | TextRefused::NotA { .. } => {
            page.say("error-unprintable")
        }
    }
}
