//! Runs of letters: how alike words look, and through them names. Weighed by how rare a run is (TF-IDF), so
//! typing errors, inflection and parts of compounds all leave much in common.
//!
//! A name is the sum of its words, so the likeness of a query with every name follows from its likeness with
//! every word of the dictionary; that keeps the lists small.

use super::{labels::Labels, noise::Weighed};
use crate::compact::Lists;

/// The lengths of the runs.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;

/// The runs of letters of the dictionary.
#[derive(Debug)]
pub(crate) struct Characters {
    /// Every run as a number, in order.
    runs: Box<[u64]>,
    /// How rare each run is.
    rarity: Box<[f32]>,
    words_with: Lists,
    /// The length of each word as a vector.
    norm_of_word: Box<[f32]>,
    /// The length of each label as a vector.
    norm_of_label: Box<[f32]>,
}

impl Characters {
    pub(crate) fn new(labels: &Labels) -> Self {
        let words = labels.dictionary.len();
        let runs_of: Vec<Vec<(u64, f32)>> = (0..words).map(|it| runs(labels.dictionary.get(it))).collect();
        let mut all: Vec<u64> = runs_of.iter().flatten().map(|it| it.0).collect();
        all.sort_unstable();
        all.dedup();
        let place = |run: u64| all.binary_search(&run).ok();
        let mut names_with = vec![0_usize; all.len()];
        let mut pairs = Vec::new();
        for (runs, word) in runs_of.iter().zip(0_u32..) {
            let names = labels.labels_with.get(word as usize).len();
            for at in runs.iter().filter_map(|it| place(it.0)) {
                if let Some(count) = names_with.get_mut(at) {
                    *count += names;
                }
                pairs.push((u32::try_from(at).unwrap_or(u32::MAX), word));
            }
        }
        let rarity: Box<[f32]> = names_with.iter().map(|it| rarity(labels.labels.len(), *it)).collect();
        let weight = |run: u64| place(run).and_then(|at| rarity.get(at)).copied().unwrap_or_default();
        let norm_of_word =
            runs_of.iter().map(|it| norm(it.iter().map(|(run, count)| count * weight(*run)))).collect();
        let mut sum = Vec::new();
        let norm_of_label = (0..labels.labels.len()).map(|label| {
            sum.clear();
            for word in labels.words_of.get(label) {
                sum.extend(runs_of.get(*word as usize).into_iter().flatten());
            }
            norm(merged(&mut sum).iter().map(|(run, count)| count * weight(*run)))
        });
        let norm_of_label = norm_of_label.collect();
        Self {
            words_with: Lists::from_pairs(all.len(), pairs),
            runs: all.into_boxed_slice(),
            rarity,
            norm_of_word,
            norm_of_label,
        }
    }

    /// For each word of the dictionary its product with a word as it was typed, and the length of that one.
    pub(crate) fn products(&self, typed: &str) -> (Vec<f32>, f32) {
        self.products_of(runs(typed))
    }

    /// The same for a whole query of weighed words.
    pub(crate) fn products_of_query(&self, words: &[Weighed]) -> (Vec<f32>, f32) {
        let mut all = Vec::new();
        for it in words {
            all.extend(runs(&it.word).into_iter().map(|(run, count)| (run, count * it.weight)));
        }
        merged(&mut all);
        self.products_of(all)
    }

    fn products_of(&self, runs: Vec<(u64, f32)>) -> (Vec<f32>, f32) {
        let mut products = vec![0.0; self.norm_of_word.len()];
        let mut weights = Vec::with_capacity(runs.len());
        for (run, count) in runs {
            let Ok(at) = self.runs.binary_search(&run) else {
                // A run that no name has weighs as the rarest one.
                weights.push(count * rarity(self.norm_of_label.len(), 1));
                continue;
            };
            let rarity = self.rarity.get(at).copied().unwrap_or_default();
            weights.push(count * rarity);
            for word in self.words_with.get(at) {
                if let Some(product) = products.get_mut(*word as usize) {
                    *product += count * rarity * rarity;
                }
            }
        }
        (products, norm(weights))
    }

    /// How alike a typed word and a word of the dictionary look, from their product and the typed word's length.
    pub(crate) fn likeness(&self, word: usize, product: f32, typed_norm: f32) -> f32 {
        let norm = self.norm_of_word.get(word).copied().unwrap_or_default() * typed_norm;
        if norm > 0.0 { product / norm } else { 0.0 }
    }

    /// The length of a label as a vector.
    pub(crate) fn norm_of_label(&self, label: usize) -> f32 {
        self.norm_of_label.get(label).copied().unwrap_or_default()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.runs)
            + size_of_val(&*self.rarity)
            + self.words_with.size_bytes()
            + size_of_val(&*self.norm_of_word)
            + size_of_val(&*self.norm_of_label)
    }
}

/// How much a thing tells that `with` of `all` have.
pub(crate) fn rarity(all: usize, with: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of names are far below 2^24")]
    let ratio = all as f32 / with.max(1) as f32;
    // Rounded, since the last bit of a logarithm differs between machines.
    ((1.0 + ratio).ln() * 1024.0).round() / 1024.0
}

/// The length of a vector.
pub(crate) fn norm(parts: impl IntoIterator<Item = f32>) -> f32 {
    parts.into_iter().map(|it| it * it).sum::<f32>().sqrt()
}

/// The runs of a word with its edges marked, in order, each counted as one.
fn runs(word: &str) -> Vec<(u64, f32)> {
    let marked: Vec<u64> = std::iter::once('^')
        .chain(word.chars())
        .chain(std::iter::once('$'))
        .map(|it| u64::from(it) & 0xfff)
        .collect();
    let mut found: Vec<(u64, f32)> = Vec::with_capacity(marked.len() * 4);
    for length in LENGTHS {
        // Twelve bits are enough for Latin, Greek and Cyrillic; other letters may fall together, which only
        // makes words look a little more alike.
        found.extend(marked.windows(length).map(|it| (it.iter().fold(1, |sum, it| (sum << 12) | it), 1.0)));
    }
    // Once each: a word is a set of runs, so that its product with a query needs no counts.
    found.sort_unstable_by_key(|it| it.0);
    found.dedup_by_key(|it| it.0);
    found
}

fn merged(runs: &mut Vec<(u64, f32)>) -> &[(u64, f32)] {
    runs.sort_unstable_by_key(|it| it.0);
    runs.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    runs
}
