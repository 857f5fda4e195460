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
        // Words of all things at once would take ten times the memory of the rows: each gets a number when it is first met.
        let mut met: BTreeMap<String, (u32, f32)> = BTreeMap::new();
        let mut number_of = |word: String| {
            let next = u32::try_from(met.len()).expect("a vocabulary has fewer than 2^32 words");
            let (number, things) = met.entry(word).or_insert((next, 0.0));
            *things += 1.0;
            *number
        };
        let row = |words: WordCounts| -> Vec<(u32, u16)> {
            words.into_iter().map(|(word, count)| (number_of(word), count)).collect()
        };
        let things: Vec<_> = things.map(row).collect();
        #[expect(clippy::cast_precision_loss, reason = "a vocabulary has far fewer than 2^24 names")]
        let all = 1.0 + things.len() as f32;
        // by the number that a word got: its place in the order of words, and how rare it is
        let mut known = vec![(0, 0.0); met.len()];
        for ((number, things), at) in met.values().zip(0_u32..) {
            known[*number as usize] = (at, 1.0 + (all / (1.0 + things)).ln());
        }
        let weighed = |(number, count): (u32, u16)| {
            let (place, rarity) = known[number as usize];
            (place, (1.0 + f32::from(count).ln()) * rarity)
        };
        let rows = things.into_iter().map(|row| row.into_iter().map(weighed).collect()).collect();
        Self { rows, words: met.len() }
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
