//! Languages of names in the vocabulary.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language by its two letters of ISO 639-1, such as `nl`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language([u8; 2]);

impl Language {
    /// Dutch.
    pub const NL: Self = Self(*b"nl");
    /// English.
    pub const EN: Self = Self(*b"en");

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("only lower-case letters are taken")
    }
}

/// A text that is not two lower-case letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language of two lower-case letters such as nl")]
pub struct ParseLanguageError(String);

impl FromStr for Language {
    type Err = ParseLanguageError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Self([*a, *b])),
            _ => Err(ParseLanguageError(text.chars().take(20).collect())),
        }
    }
}

impl TryFrom<String> for Language {
    type Error = ParseLanguageError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.as_str().to_owned()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_two_lower_case_letters() {
        assert_eq!("nl".parse(), Ok(Language::NL));
        for wrong in ["", "n", "NL", "nld", "é"] {
            assert!(wrong.parse::<Language>().is_err(), "{wrong}");
        }
    }
}
