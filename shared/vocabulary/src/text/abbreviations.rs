//! Short forms that people write for longer words, as a table of our own making.

use super::noise::Weighed;
use crate::table::{Table, TableError};
use std::{collections::BTreeMap, sync::LazyLock};

static EMBEDDED: LazyLock<Abbreviations> =
    LazyLock::new(|| Abbreviations::read().expect("a test reads the built-in table"));

/// Short forms with what they stand for.
#[derive(Debug)]
pub(crate) struct Abbreviations(BTreeMap<Vec<String>, Vec<String>>);

/// The longest short form, in words: `mw ig`, `p en o`.
const MOST_WORDS: usize = 3;

impl Abbreviations {
    /// The built-in table.
    pub(crate) fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn read() -> Result<Self, TableError> {
        let mut table =
            Table::open("abbreviations.csv", include_bytes!("../../data/abbreviations.csv").as_slice())?;
        let (short, long) = (table.column("short")?, table.column("long")?);
        let mut found = BTreeMap::new();
        while table.next_row()? {
            let split = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            if found.insert(split(table.wanted(short)?), split(table.wanted(long)?)).is_some() {
                return Err(table.error("short: stands in the table twice"));
            }
        }
        Ok(Self(found))
    }

    /// Puts the words that a short form stands for beside the short form itself, which then counts for less: the
    /// list may know it too.
    pub(crate) fn spelled_out(&self, words: Vec<Weighed>) -> Vec<Weighed> {
        let mut out = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(here) = words.get(at) {
            let longest = (1..=MOST_WORDS).rev().find_map(|len| {
                let key: Vec<String> = words.get(at..at + len)?.iter().map(|it| it.word.clone()).collect();
                self.0.get(&key).map(|long| (len, long))
            });
            let Some((len, long)) = longest else {
                out.push(here.clone());
                at += 1;
                continue;
            };
            out.extend(long.iter().map(|word| Weighed { word: word.clone(), weight: here.weight }));
            for short in words.get(at..at + len).unwrap_or_default() {
                out.push(Weighed { word: short.word.clone(), weight: short.weight * SHORT_FORM });
            }
            at += len;
        }
        out
    }
}

/// What the short form still counts for beside the words it stands for.
const SHORT_FORM: f32 = 0.3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_spelled_out() {
        let check = |words: &[&str], expected: &[&str]| {
            let words = words.iter().map(|it| Weighed { word: (*it).to_owned(), weight: 1.0 }).collect();
            let out = Abbreviations::embedded().spelled_out(words);
            let full: Vec<_> = out.iter().filter(|it| it.weight >= 1.0).map(|it| it.word.as_str()).collect();
            assert_eq!(full, expected);
        };
        check(&["vzg", "ig"], &["verzorgende", "individuele", "gezondheidszorg"]);
        check(&["chauffeur", "ce"], &["vrachtwagen", "chauffeur", "trekker", "oplegger"]);
        check(&["timmerman"], &["timmerman"]);
    }
}
