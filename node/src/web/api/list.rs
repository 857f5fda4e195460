//! Lists in parts: at most so many, and from where the last part ended.

use crate::web::error::{FieldError, WebError};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// How many a list gives when nobody says.
const USUAL: usize = 50;
/// The most that one part holds.
const MOST: usize = 200;

/// Which part of a list.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// How many at most, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
    /// The `next` of the part before.
    pub after: Option<String>,
}

impl Part {
    /// How many at most.
    ///
    /// # Errors
    /// When more than the most is asked, or none.
    pub fn limit(&self) -> Result<usize, WebError> {
        limit(self.limit, USUAL)
    }

    /// After which thing, by id.
    ///
    /// # Errors
    /// When it is no id.
    pub fn after<T: FromStr>(&self) -> Result<Option<T>, WebError> {
        after(self.after.as_deref())
    }
}

/// After which thing, by id.
///
/// # Errors
/// When it is no id.
pub fn after<T: FromStr>(cursor: Option<&str>) -> Result<Option<T>, WebError> {
    let wrong = || {
        FieldError::new("after", "Neem de `next` van het vorige deel.", "Take the `next` of the part before.")
    };
    cursor.map(|cursor| cursor.parse().map_err(|_| WebError::invalid(vec![wrong()]))).transpose()
}

/// A limit as the storage takes it: one more, so that it is known whether there is a next part.
#[must_use]
pub fn one_more(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1)
}

/// A limit that was asked, or the usual one.
///
/// # Errors
/// When more than the most is asked, or none.
pub fn limit(asked: Option<usize>, usual: usize) -> Result<usize, WebError> {
    limit_up_to("limit", MOST, asked, usual)
}

/// A number from 1 that was asked in a field, or the usual one, where fewer are given at most than in other lists.
///
/// # Errors
/// When more than the most is asked, or none.
pub fn limit_up_to(field: &str, most: usize, asked: Option<usize>, usual: usize) -> Result<usize, WebError> {
    let limit = asked.unwrap_or(usual);
    if (1..=most).contains(&limit) {
        return Ok(limit);
    }
    let (nl, en) = (format!("Een getal van 1 tot en met {most}."), format!("A number from 1 to {most}."));
    Err(WebError::invalid(vec![FieldError::new(field, nl, en)]))
}

/// One part of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListPart<T: ToSchema> {
    /// The things.
    pub items: Vec<T>,
    /// What to send as `after` for the next part; left out at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T: ToSchema> ListPart<T> {
    /// A part that was read with one more than its limit, so that it is known whether there is a next one.
    pub fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}
