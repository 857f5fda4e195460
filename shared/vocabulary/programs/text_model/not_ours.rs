//! Texts in other languages, and strings that are no words, of our own making: the right answer is no skill, or at
//! least none with a score that looks sure. Those `apart` were not looked at while anything was repaired.

use crate::{Failure, esco::Esco};
use vocabulary::{Language, Vocabulary, text::Extraction};

/// From this score on a skill looks as sure as not.
const LOOKS_SURE: f32 = 0.5;
/// How many skills of a text are asked for.
const MOST_SKILLS: usize = 10;
/// The kinds in the table with their names.
const KINDS: [(&str, &str); 6] = [
    ("de", "German"),
    ("fr", "French"),
    ("pl", "Polish"),
    ("tr", "Turkish"),
    ("ar", "Arabic"),
    ("strings", "strings that are no words"),
];

/// A line of the table for each kind and part.
pub(crate) fn lines(esco: &Esco) -> Result<Vec<String>, Failure> {
    let mut texts: Vec<(String, String, String)> = Vec::new();
    for row in csv::Reader::from_reader(include_str!("not_ours.csv").as_bytes()).deserialize() {
        texts.push(row?);
    }
    let mut lines = Vec::new();
    for (kind, name) in KINDS {
        for part in ["seen", "apart"] {
            let asked = || texts.iter().filter(|it| it.0 == kind && it.1 == part).map(|it| it.2.as_str());
            let [dutch, english] =
                [Language::NL, Language::EN].map(|it| shares(&esco.vocabulary, asked(), it));
            lines.push(format!(
                "| {name}, {part} | {} | {:.2} | {:.2} | {:.2} |",
                asked().count(),
                dutch.sure,
                english.sure,
                dutch.told
            ));
        }
    }
    Ok(lines)
}

/// Shares of some texts.
struct Shares {
    /// That gave a skill with a score that looks sure.
    sure: f64,
    /// Of which was said that they cannot be read, or that gave nothing at all.
    told: f64,
}

fn shares<'t>(vocabulary: &Vocabulary, texts: impl Iterator<Item = &'t str>, language: Language) -> Shares {
    let (mut all, mut sure, mut told) = (0.0, 0.0, 0.0);
    for text in texts {
        let Extraction { mentions, sense } = vocabulary.extract_skills(text, language, MOST_SKILLS);
        let unread = !sense.was_read();
        all += 1.0;
        sure += if mentions.iter().any(|it| it.score >= LOOKS_SURE) { 1.0 } else { 0.0 };
        told += if unread || mentions.is_empty() { 1.0 } else { 0.0 };
    }
    Shares { sure: sure / f64::max(all, 1.0), told: told / f64::max(all, 1.0) }
}
