//! A query as the index reads it: weighed words, spelled out, and the stems they stand for.

use super::{
    abbreviations::Abbreviations,
    characters::{Characters, rarity},
    labels::Labels,
    noise::{Weighed, words_of_title},
    places::Places,
    stem::stem,
    units::{Share, Units, largest_share},
};
use strsim::osa_distance;

/// How much a word tells that no name has: it may be the name of an employer.
const UNKNOWN_WORD: f32 = 0.4;
/// How alike a mistyped word must look at least.
const LEAST_LIKENESS: f32 = 0.25;
/// How many words are compared letter by letter with a mistyped word.
const MOST_COMPARED: usize = 40;
/// How many words may be meant by one mistyped word.
const MOST_MEANT: usize = 4;

/// A query, read.
#[derive(Debug)]
pub(crate) struct Query {
    /// The words, weighed, short forms spelled out.
    pub(crate) words: Vec<Weighed>,
    /// The stems that the words stand for.
    pub(crate) stems: Vec<Share>,
    /// The sum of what all stems tell, unknown words included.
    pub(crate) mass: f32,
    /// The length of the stems as a vector, unknown words included.
    pub(crate) norm: f32,
    /// Whether it has a short form that was spelled out.
    pub(crate) spelled_out: bool,
}

impl Query {
    pub(crate) fn read(
        text: &str,
        places: &Places,
        labels: &Labels,
        units: &Units,
        characters: &Characters,
    ) -> Self {
        let written = words_of_title(text, places);
        let count = written.len();
        let words = Abbreviations::embedded().spelled_out(written);
        let mut stems = Vec::new();
        let mut unknown = 0.0;
        let rarest = rarity(labels.concept_count(), 1);
        for it in &words {
            let mut meant = units.of_typed(&it.word, labels);
            // The word itself comes first; without it these are parts of a compound.
            if units.find(&stem(&it.word)).is_none() {
                meant.extend(mistyped(&it.word, labels, units, characters));
                largest_share(&mut meant);
            }
            if meant.is_empty() {
                unknown += it.weight * rarest * UNKNOWN_WORD;
            }
            stems.extend(meant.into_iter().map(|(stem, share)| (stem, share * it.weight)));
        }
        largest_share(&mut stems);
        let known: f32 = stems.iter().map(|(stem, share)| share * units.rarity(*stem)).sum();
        let squares: f32 = stems.iter().map(|(stem, share)| (share * units.rarity(*stem)).powi(2)).sum();
        let mass = known + unknown;
        let spelled_out = words.len() > count;
        Self { words, stems, mass, norm: (squares + unknown * unknown).sqrt(), spelled_out }
    }
}

/// The stems of words that look like a word that no name has.
fn mistyped(word: &str, labels: &Labels, units: &Units, characters: &Characters) -> Vec<Share> {
    if word.chars().count() < 4 {
        return Vec::new();
    }
    let (products, norm) = characters.products(word);
    let mut alike: Vec<(usize, f32)> = products
        .iter()
        .enumerate()
        .filter(|it| *it.1 > 0.0)
        .map(|(at, product)| (at, characters.likeness(at, *product, norm)))
        .filter(|it| it.1 >= LEAST_LIKENESS)
        .collect();
    alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    alike.truncate(MOST_COMPARED);
    let mut meant: Vec<(usize, f32)> = alike
        .into_iter()
        .filter_map(|(at, likeness)| Some((at, closeness(word, labels.dictionary.get(at), likeness)?)))
        .collect();
    meant.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    meant.truncate(MOST_MEANT);
    meant
        .into_iter()
        .flat_map(|(at, close)| {
            units
                .of_typed(labels.dictionary.get(at), labels)
                .into_iter()
                .map(move |(stem, share)| (stem, share * close))
        })
        .collect()
}

/// How likely it is that one word was meant by the other: few letters differ, or one begins the other.
fn closeness(typed: &str, word: &str, likeness: f32) -> Option<f32> {
    let letters = typed.chars().count().max(word.chars().count());
    let errors = osa_distance(typed, word);
    let allowed = match letters {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    #[expect(clippy::cast_precision_loss, reason = "lengths of words are far below 2^24")]
    let share = errors as f32 / letters as f32;
    if errors <= allowed && share <= 0.34 {
        Some(0.95 - share)
    } else if word.starts_with(typed) || typed.starts_with(word) || word.ends_with(typed) {
        Some(0.75 * likeness)
    } else {
        (likeness > 0.6).then_some(0.6 * likeness)
    }
}
