//! Reads what a program sends: JSON, with every wrong field named.

use crate::web::error::{FieldError, WebError};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use serde::de::DeserializeOwned;
use std::{fmt::Display, str::FromStr};

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
        serde_json::from_slice(&bytes).map(Self).map_err(|error| unreadable(&error))
    }
}

/// The body is no JSON, or has another shape. The message may repeat a value: it goes to the sender, never to the
/// log.
fn unreadable(error: &serde_json::Error) -> WebError {
    let place = format!("{}:{}", error.line(), error.column());
    let what = if error.is_data() { error.to_string() } else { format!("no JSON at {place}") };
    let field = what.split('`').nth(1).unwrap_or("body").to_owned();
    WebError::invalid(vec![FieldError::new(
        field,
        format!("Dit klopt niet op {place}: {what}"),
        format!("This is not right at {place}: {what}"),
    )])
}

/// Collects what is wrong, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    /// The value, or the error is noted under this field.
    pub fn take<T, E: Display>(&mut self, field: impl Into<String>, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let (field, error) = (field.into(), error.to_string());
                self.errors.push(FieldError::new(
                    field,
                    format!("Dit klopt niet: {error}."),
                    format!("{error}."),
                ));
                None
            }
        }
    }

    /// A text read as a value.
    pub fn read<T: FromStr>(&mut self, field: impl Into<String>, text: &str) -> Option<T>
    where
        T::Err: Display,
    {
        self.take(field, text.parse())
    }

    /// A text that may be left out; an empty one counts as left out.
    pub fn read_if_there<T: FromStr>(&mut self, field: impl Into<String>, text: Option<&str>) -> Option<T>
    where
        T::Err: Display,
    {
        text.filter(|text| !text.trim().is_empty()).and_then(|text| self.read(field, text))
    }

    /// Each text of a list.
    pub fn read_each<T: FromStr>(&mut self, field: &str, texts: &[String]) -> Vec<T>
    where
        T::Err: Display,
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
