//! Reads what a program sends: JSON, with every wrong field named.

use crate::web::{
    error::{FieldError, Sentence, WebError},
    wording::Told,
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let is_json =
            request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(
                |kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"),
            );
        if !is_json {
            return Err(WebError::not_json());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| WebError::too_large())?;
        let mut text = serde_json::Deserializer::from_slice(&bytes);
        let body = serde_path_to_error::deserialize(&mut text).map_err(|error| unreadable(&error))?;
        text.end().map_err(|error| not_json(&error))?;
        Ok(Self(body))
    }
}

/// The body has another shape. What the parser says may repeat a value, so it says only of which kind the error is.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> WebError {
    if !error.inner().is_data() {
        return not_json(error.inner());
    }
    let said = error.inner().to_string();
    let named = said.split('`').nth(1);
    let path = error.path().to_string();
    let (field, sentence) = if said.starts_with("missing field") {
        // The path leads to the object; the name is one of ours.
        (within(&path, named), Sentence::new("Dit veld ontbreekt.", "This field is missing."))
    } else if said.starts_with("unknown field") {
        (path, Sentence::new("Dit veld is onbekend.", "This field is not known."))
    } else {
        let nl = "Dit heeft niet de vorm die de beschrijving van het koppelvlak noemt.";
        (path, Sentence::new(nl, "This does not have the shape that the description of the interface names."))
    };
    WebError::invalid(vec![FieldError { field: name_of(field), sentence }])
}

fn not_json(error: &serde_json::Error) -> WebError {
    let place = format!("{}:{}", error.line(), error.column());
    let sentence =
        Sentence::new(format!("Dit is geen JSON, bij {place}."), format!("This is no JSON, at {place}."));
    WebError::invalid(vec![FieldError { field: "body".to_owned(), sentence }])
}

fn within(path: &str, field: Option<&str>) -> String {
    match (path, field) {
        (".", Some(field)) => field.to_owned(),
        (path, Some(field)) => format!("{path}.{field}"),
        (path, None) => path.to_owned(),
    }
}

/// The path as a name of a field: one that looks like something else, such as a number or a text that somebody put
/// where a name belongs, is not repeated.
fn name_of(path: String) -> String {
    let is_name = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.len() <= 40
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '[' | ']'))
    };
    if path.split('.').all(is_name) { path } else { "body".to_owned() }
}

/// Collects what is wrong, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    /// The value, or the error is noted under this field.
    pub fn take<T, E: Told>(&mut self, field: impl Into<String>, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.errors.push(FieldError { field: field.into(), sentence: error.told() });
                None
            }
        }
    }

    /// A text read as a value.
    pub fn read<T: FromStr>(&mut self, field: impl Into<String>, text: &str) -> Option<T>
    where
        T::Err: Told,
    {
        self.take(field, text.parse())
    }

    /// A text that may be left out; an empty one counts as left out.
    pub fn read_if_there<T: FromStr>(&mut self, field: impl Into<String>, text: Option<&str>) -> Option<T>
    where
        T::Err: Told,
    {
        text.filter(|text| !text.trim().is_empty()).and_then(|text| self.read(field, text))
    }

    /// Each text of a list.
    pub fn read_each<T: FromStr>(&mut self, field: &str, texts: &[String]) -> Vec<T>
    where
        T::Err: Told,
    {
        let each = texts.iter().enumerate();
        each.filter_map(|(place, text)| self.read(format!("{field}[{place}]"), text)).collect()
    }

    /// Gives the value if nothing was wrong with any field.
    ///
    /// # Errors
    /// All that was wrong.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, WebError> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(WebError::invalid(self.errors)),
        }
    }
}

/// An id in a path. What is no id cannot exist.
///
/// # Errors
/// Not found.
pub fn id<T: FromStr>(text: &str) -> Result<T, WebError> {
    text.parse().map_err(|_| WebError::not_found())
}
