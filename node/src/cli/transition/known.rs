//! Finding the occupation that a text names, and where there is none, the nearest one.

use super::pairs::{BadLine, Pair};
use crate::{
    domain::passport::TermKind,
    workflow::nearest_term::{NearestTerm, nearest_term},
};
use ::vocabulary::{EscoUri, OccupationIndex, Vocabulary};
use std::collections::BTreeMap;

/// For so many different texts the nearest occupation is looked for: it takes some milliseconds each.
const MOST_LOOKED_FOR: usize = 100;
/// Longer texts are no URI of ESCO; so much of them is compared and shown.
const MOST_CHARACTERS: usize = 120;

/// A text that is no occupation of the vocabulary, with the nearest that is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` {what}{}", nearest_words(.nearest.as_ref()))]
pub(super) struct UnknownOccupation {
    /// The text, cut short.
    text: String,
    what: &'static str,
    nearest: Option<NearestTerm>,
}

fn nearest_words(nearest: Option<&NearestTerm>) -> String {
    nearest.map(|nearest| format!("; the nearest is {nearest}")).unwrap_or_default()
}

/// The occupations of the vocabulary, to be looked up by what people give.
pub(super) struct Known<'a> {
    vocabulary: &'a Vocabulary,
    nearest: BTreeMap<String, Option<NearestTerm>>,
}

impl<'a> Known<'a> {
    pub(super) const fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, nearest: BTreeMap::new() }
    }

    /// Both occupations of a line.
    pub(super) fn pair(&mut self, pair: &Pair) -> Result<(OccupationIndex, OccupationIndex), BadLine> {
        let bad = |column: &str, error: &UnknownOccupation| BadLine {
            line: pair.line,
            reason: format!("{column}: {error}"),
        };
        let from = self.occupation(&pair.from).map_err(|error| bad("from_uri", &error))?;
        let to = self.occupation(&pair.to).map_err(|error| bad("to_uri", &error))?;
        Ok((from, to))
    }

    /// The occupation with this URI.
    pub(super) fn occupation(&mut self, text: &str) -> Result<OccupationIndex, UnknownOccupation> {
        let uri = EscoUri::new(text);
        if let Some(found) = uri.as_ref().ok().and_then(|uri| self.vocabulary.occupation(uri)) {
            return Ok(found);
        }
        let what = match &uri {
            Ok(uri) if self.vocabulary.skill(uri).is_some() => "is a skill and not an occupation",
            Ok(_) => "is not an occupation of the list in use",
            Err(_) => "is not the URI of an ESCO occupation",
        };
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        let nearest = self.nearest(&text);
        Err(UnknownOccupation { text: text.escape_debug().to_string(), what, nearest })
    }

    /// By name what looks like a name, by spelling what looks like a URI. Each text is looked for once, and when
    /// there have been many, none more: a file of a million wrong lines is answered in bounded time.
    fn nearest(&mut self, text: &str) -> Option<NearestTerm> {
        if let Some(known) = self.nearest.get(text) {
            return known.clone();
        }
        if self.nearest.len() >= MOST_LOOKED_FOR {
            return None;
        }
        let found = nearest_term(self.vocabulary, TermKind::Occupation, text);
        self.nearest.insert(text.to_owned(), found.clone());
        found
    }
}
