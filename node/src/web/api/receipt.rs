//! The criteria receipt as programs read it.

use crate::matching::{
    explain::Language,
    receipt::{Ignored, Receipt},
};
use serde::Serialize;
use service::web::{form::typed, locale::Locale};
use utoipa::ToSchema;

/// Unknown parameters that are told at most, and how much of a name: an answer is no echo of whatever was sent.
const MOST_TOLD: usize = 20;
const LONGEST_NAME: usize = 40;

/// Something that the answer was judged by.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppliedCriterion {
    /// Such as `skills`, `hours`, `travel`, `entryLevel`.
    pub criterion: &'static str,
    /// In words, in the language of the request.
    pub sentence: String,
}

/// Something that could not be used.
#[derive(Debug, Serialize, ToSchema)]
pub struct IgnoredCriterion {
    /// A field, a parameter, or `terms`.
    pub criterion: String,
    /// `unknownParameter`, `notInList`, `olderVersion` or `notKnown`.
    pub why: &'static str,
    /// In words, in the language of the request.
    pub sentence: String,
}

/// How many a rule held back.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldBackBy {
    /// `hours`, `travel` or `entryLevel`.
    pub rule: &'static str,
    /// How many; who fails two rules is counted under both.
    pub count: usize,
    /// In words, in the language of the request.
    pub sentence: String,
}

/// What the answer was judged by, what was ignored and why, and how many were held back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CriteriaReceipt {
    /// What was applied.
    pub applied: Vec<AppliedCriterion>,
    /// What was ignored.
    pub ignored: Vec<IgnoredCriterion>,
    /// How many each rule held back.
    pub held_back: Vec<HeldBackBy>,
    /// Whether there may be more than were given.
    pub limit_reached: bool,
}

impl CriteriaReceipt {
    /// The receipt in the language of the request, with the parameters that nobody knows.
    #[must_use]
    pub fn new(receipt: &Receipt, unknown: Vec<Ignored>, locale: Locale) -> Self {
        let language = match locale {
            Locale::Nl => Language::Dutch,
            Locale::En => Language::English,
        };
        let applied = receipt
            .applied
            .iter()
            .map(|it| AppliedCriterion { criterion: it.name(), sentence: it.sentence(language) });
        let ignored = receipt.ignored.iter().chain(&unknown).map(|it| IgnoredCriterion {
            criterion: it.name(),
            why: it.why(),
            sentence: it.sentence(language),
        });
        let held_back = receipt.held_back.iter().map(|it| HeldBackBy {
            rule: it.rule,
            count: it.count,
            sentence: it.sentence(language),
        });
        Self {
            applied: applied.collect(),
            ignored: ignored.collect(),
            held_back: held_back.collect(),
            limit_reached: receipt.limit_reached,
        }
    }
}

/// The parameters of a query that are not among the known ones: taken, not used, and told (bar B14). Names only, and
/// only what looks like a name: a value may be somebody's.
#[must_use]
pub fn unknown_parameters(query: Option<&str>, known: &[&str]) -> Vec<Ignored> {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_' | '.'))
    };
    let mut names: Vec<String> = typed(query.unwrap_or_default())
        .into_keys()
        .filter(|name| !known.contains(&name.as_str()))
        .map(|name| if is_name(&name) { name.chars().take(LONGEST_NAME).collect() } else { "?".to_owned() })
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST_TOLD);
    names.into_iter().map(Ignored::Parameter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b14_a_parameter_that_nobody_knows_is_told_by_name_and_never_by_value() {
        let found =
            unknown_parameters(Some("limit=3&radius=25&bsn=111222333&111222333=x&radius=1"), &["limit"]);
        let names: Vec<_> = found.iter().map(Ignored::name).collect();
        assert_eq!(names, ["?", "bsn", "radius"]);
        assert!(
            unknown_parameters(Some("limit=3"), &["limit"]).is_empty()
                && unknown_parameters(None, &[]).is_empty()
        );
    }
}
