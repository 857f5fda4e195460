//! The words of names, weighed by how rare they are.

use std::collections::BTreeMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use vocabulary::{OccupationIndex, SkillIndex, Vocabulary};

/// Shorter words are mostly articles and prepositions.
const FEWEST_LETTERS: usize = 3;

/// How often each word stands in the names of one thing.
pub(super) type WordCounts = BTreeMap<String, u16>;

/// For each thing its words by number with their weights.
pub(super) struct WordRows {
    /// In order of word.
    pub(super) rows: Vec<Vec<(u32, f32)>>,
    /// How many words there are.
    pub(super) words: usize,
}

impl WordRows {
    /// Weighs a word (1 + ln count) x (1 + ln((1 + n) / (1 + df))): rare words say more, and a word that stands in
    /// ten names of a thing does not say ten times as much.
    pub(super) fn new(things: impl Iterator<Item = WordCounts>) -> Self {
        let things: Vec<WordCounts> = things.collect();
        let mut frequency: BTreeMap<&str, (u32, f32)> = BTreeMap::new();
        for word in things.iter().flat_map(BTreeMap::keys) {
            frequency.entry(word).or_default().1 += 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a vocabulary has far fewer than 2^24 names")]
        let all = 1.0 + things.len() as f32;
        for ((number, frequency), at) in frequency.values_mut().zip(0..) {
            (*number, *frequency) = (at, 1.0 + (all / (1.0 + *frequency)).ln());
        }
        let row = |words: &WordCounts| {
            let weighed = words.iter().filter_map(|(word, count)| {
                let (number, rarity) = frequency.get(word.as_str())?;
                Some((*number, (1.0 + f32::from(*count).ln()) * rarity))
            });
            weighed.collect()
        };
        Self { rows: things.iter().map(row).collect(), words: frequency.len() }
    }
}

/// The words of all names of an occupation in all languages of the vocabulary.
pub(super) fn words_of_occupation(vocabulary: &Vocabulary, occupation: OccupationIndex) -> WordCounts {
    let mut counts = WordCounts::new();
    for language in vocabulary.languages() {
        count(vocabulary.occupation_label(occupation, language), &mut counts);
        vocabulary.occupation_other_labels(occupation, language).for_each(|name| count(name, &mut counts));
    }
    counts
}

/// The words of all names of a skill in all languages of the vocabulary.
pub(super) fn words_of_skill(vocabulary: &Vocabulary, skill: SkillIndex) -> WordCounts {
    let mut counts = WordCounts::new();
    for language in vocabulary.languages() {
        if vocabulary.has_skill_label(skill, language) {
            count(vocabulary.skill_label(skill, language), &mut counts);
        }
        vocabulary.skill_other_labels(skill, language).for_each(|name| count(name, &mut counts));
    }
    counts
}

fn count(name: &str, counts: &mut WordCounts) {
    let folded: String =
        name.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase).collect();
    let words =
        folded.split(|it: char| !it.is_alphanumeric()).filter(|it| it.chars().count() >= FEWEST_LETTERS);
    for word in words {
        let known = counts.entry(word.to_owned()).or_default();
        *known = known.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_says_more_and_accents_and_capitals_say_nothing() {
        let mut counts = WordCounts::new();
        count("Coördinator van de ZORG / zorg", &mut counts);
        let found: Vec<_> = counts.iter().map(|it| (it.0.as_str(), *it.1)).collect();
        assert_eq!(found, [("coordinator", 1), ("van", 1), ("zorg", 2)]);
        let things = ["zorg kok", "zorg arts"].map(|name| {
            let mut counts = WordCounts::new();
            count(name, &mut counts);
            counts
        });
        let WordRows { rows, words } = WordRows::new(things.into_iter());
        assert_eq!(words, 3);
        let weight = |row: usize, at: usize| rows[row][at].1;
        assert!(weight(0, 0) > weight(0, 1), "`kok` is rarer than `zorg`");
    }
}
