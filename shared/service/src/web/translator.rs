//! The catalogue of words in both languages (Fluent), and the translator that speaks one of them.

use super::locale::Locale;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};
use thiserror::Error;
use tracing::error;
use unic_langid::LanguageIdentifier;

/// The words of one program part, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Where the words come from, for messages.
    pub name: &'static str,
    /// The Fluent text in Dutch.
    pub nl: &'static str,
    /// The Fluent text in English.
    pub en: &'static str,
}

/// The words of the shared layout and forms.
pub const SHARED: Part = Part {
    name: "shared/service",
    nl: include_str!("../../locales/nl.ftl"),
    en: include_str!("../../locales/en.ftl"),
};

/// All words of a program in both languages.
pub struct Catalogue {
    nl: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

/// A catalogue that cannot be used.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file does not parse.
    #[error("the {language} words of {part} do not parse: {reason}")]
    Parse {
        /// The part.
        part: &'static str,
        /// The language tag.
        language: &'static str,
        /// What the parser says.
        reason: String,
    },
    /// A key exists twice.
    #[error("the {language} words of {part} say a key again: {reason}")]
    Duplicate {
        /// The part.
        part: &'static str,
        /// The language tag.
        language: &'static str,
        /// What the bundle says.
        reason: String,
    },
}

impl Catalogue {
    /// The shared words with those of the program.
    ///
    /// # Errors
    /// When a part does not parse or says a key that another part has said.
    pub fn new(parts: &[Part]) -> Result<Self, CatalogueError> {
        let all: Vec<Part> = std::iter::once(SHARED).chain(parts.iter().copied()).collect();
        let mut keys = BTreeSet::new();
        for part in &all {
            keys.extend(keys_of(part.nl));
        }
        Ok(Self { nl: bundle(&all, Locale::Nl)?, en: bundle(&all, Locale::En)?, keys })
    }

    /// Every key, as the Dutch files have them.
    #[must_use]
    pub const fn keys(&self) -> &BTreeSet<String> {
        &self.keys
    }

    /// The text for `key`, or none when the language does not have it.
    #[must_use]
    pub fn find(&self, locale: Locale, key: &str, values: &[(&str, Value)]) -> Option<String> {
        let bundle = match locale {
            Locale::Nl => &self.nl,
            Locale::En => &self.en,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set((*name).to_owned(), value.to_fluent());
        }
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut problems).into_owned();
        if !problems.is_empty() {
            error!(key, language = locale.tag(), ?problems, "a text of the catalogue misses a value");
        }
        Some(text)
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("keys", &self.keys.len()).finish_non_exhaustive()
    }
}

/// A value in a sentence of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, inserted as it is.
    Text(String),
    /// A number: chooses the plural and is written in the language's way.
    Number(f64),
}

impl Value {
    fn to_fluent(&self) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::String(Cow::Owned(text.clone())),
            Self::Number(number) => FluentValue::Number(FluentNumber::new(
                *number,
                fluent_bundle::types::FluentNumberOptions::default(),
            )),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! value_from_numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
        impl From<&$number> for Value {
            fn from(number: &$number) -> Self {
                (*number).into()
            }
        }
        impl From<&&$number> for Value {
            fn from(number: &&$number) -> Self {
                (**number).into()
            }
        }
    )+};
}
value_from_numbers!(u16, u32, u64, usize, i32, i64);

/// Speaks one language of a catalogue.
#[derive(Debug, Clone)]
pub struct Translator {
    catalogue: Arc<Catalogue>,
    locale: Locale,
}

impl Translator {
    /// A translator into `locale`.
    #[must_use]
    pub const fn new(catalogue: Arc<Catalogue>, locale: Locale) -> Self {
        Self { catalogue, locale }
    }

    /// The language it speaks.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The text for `key`; a missing one shows as `⟦key⟧`, which the tests look for.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The text for `key` with values filled in.
    #[must_use]
    pub fn say_with(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.catalogue.find(self.locale, key, values).unwrap_or_else(|| {
            error!(key, language = self.locale.tag(), "a text is missing in the catalogue");
            format!("⟦{key}⟧")
        })
    }
}

/// The keys that a Fluent text defines.
pub(super) fn keys_of(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

fn bundle(parts: &[Part], locale: Locale) -> Result<FluentBundle<FluentResource>, CatalogueError> {
    let language: LanguageIdentifier = locale.tag().parse().expect("`nl` and `en` are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks are for mixed writing directions; here they would only make searching in a page fail.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Nl => |value, _| written(Locale::Nl, value),
        Locale::En => |value, _| written(Locale::En, value),
    }));
    for part in parts {
        let text = match locale {
            Locale::Nl => part.nl,
            Locale::En => part.en,
        };
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, problems)| {
            CatalogueError::Parse { part: part.name, language: locale.tag(), reason: format!("{problems:?}") }
        })?;
        bundle.add_resource(resource).map_err(|problems| CatalogueError::Duplicate {
            part: part.name,
            language: locale.tag(),
            reason: format!("{problems:?}"),
        })?;
    }
    Ok(bundle)
}

fn written(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(locale.decimal(number.value, 0)),
        FluentValue::Number(number) => Some(locale.decimal(number.value, 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: Part = Part {
        name: "test",
        nl: "people = { $n ->\n    [one] één mens\n   *[other] { $n } mensen\n}\nhello = Dag { $name }\n",
        en: "people = { $n ->\n    [one] one person\n   *[other] { $n } people\n}\nhello = Hello { $name }\n",
    };

    fn translator(locale: Locale) -> Translator {
        Translator::new(Arc::new(Catalogue::new(&[PART]).unwrap()), locale)
    }

    #[test]
    fn a_sentence_takes_plurals_and_the_marks_of_its_language() {
        assert_eq!(translator(Locale::Nl).say_with("people", &[("n", 1.into())]), "één mens");
        assert_eq!(translator(Locale::Nl).say_with("people", &[("n", 12_345.into())]), "12.345 mensen");
        assert_eq!(translator(Locale::En).say_with("people", &[("n", 12_345.into())]), "12,345 people");
        assert_eq!(translator(Locale::En).say_with("hello", &[("name", "Ada".into())]), "Hello Ada");
    }

    #[test]
    fn a_missing_text_is_visible_and_a_present_one_is_not_marked() {
        assert_eq!(translator(Locale::Nl).say("nobody-wrote-this"), "⟦nobody-wrote-this⟧");
        assert!(!translator(Locale::Nl).say("skip-to-content").contains('⟦'));
    }

    #[test]
    fn a_part_that_says_a_key_again_is_refused() {
        let twice = Part { name: "twice", nl: "skip-to-content = x\n", en: "skip-to-content = x\n" };
        assert!(matches!(Catalogue::new(&[twice]), Err(CatalogueError::Duplicate { .. })));
    }
}
