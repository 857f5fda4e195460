//! The criteria receipt as pages show it: what was applied, what was ignored and why, how many were held back.

use crate::matching::{explain::Language, receipt::Receipt};
use service::web::locale::Locale;

/// A receipt in words.
#[derive(Debug, Clone, Default)]
pub struct ReceiptView {
    /// What was applied.
    pub applied: Vec<String>,
    /// What was ignored and why.
    pub ignored: Vec<String>,
    /// How many were held back and by which rule.
    pub held_back: Vec<String>,
    /// Whether there may be more than are shown.
    pub limit_reached: bool,
}

impl ReceiptView {
    /// The receipt in the reader's language.
    pub(super) fn new(receipt: &Receipt, locale: Locale) -> Self {
        let language = match locale {
            Locale::Nl => Language::Dutch,
            Locale::En => Language::English,
        };
        Self {
            applied: receipt.applied.iter().map(|it| it.sentence(language)).collect(),
            ignored: receipt.ignored.iter().map(|it| it.sentence(language)).collect(),
            held_back: receipt.held_back.iter().map(|it| it.sentence(language)).collect(),
            limit_reached: receipt.limit_reached,
        }
    }
}
