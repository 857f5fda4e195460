//! What words stand for when they are compared: a stem, and for a compound the stems of its parts as well.

use super::{characters::rarity, compounds::Parts, labels::Labels, noise::is_weak, stem::stem};
use crate::compact::{Lists, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a compound its last part tells: a *vrachtwagenchauffeur* is a *chauffeur*.
const LAST_PART: f32 = 0.7;
/// How much of a compound its first part tells.
const FIRST_PART: f32 = 0.6;
/// How much a word tells that only says how general something is, or how far along somebody is.
const WEAK_SHARE: f32 = 0.3;
/// Words that say how general something is.
const GENERAL: &[&str] = &["algemeen", "algemene", "diverse", "general", "other", "overige", "various"];
/// Compounds of compounds are taken apart this far.
const MOST_DEPTH: usize = 2;

/// The stems of the names and where they are.
#[derive(Debug)]
pub(crate) struct Units {
    stems: Texts,
    /// How rare each stem is, over concepts.
    rarity: Box<[f32]>,
    /// For each label its stems with their shares.
    of_label: Box<[(u32, f32)]>,
    ends_of_label: Box<[u32]>,
    labels_with: Lists,
    norm_of_label: Box<[f32]>,
    /// For each word of the dictionary the number of labels that have it.
    words: Box<[u32]>,
}

/// A stem and how much of it there is.
pub(crate) type Share = (u32, f32);

impl Units {
    pub(crate) fn new(labels: &Labels) -> Self {
        let words: Box<[u32]> = (0..labels.dictionary.len())
            .map(|it| u32::try_from(labels.labels_with.get(it).len()).unwrap_or(u32::MAX))
            .collect();
        let parts = Parts::new(&labels.dictionary, &words);
        let of_word: Vec<Vec<(String, f32)>> =
            (0..labels.dictionary.len()).map(|it| stems_of(labels.dictionary.get(it), parts)).collect();
        let unique: BTreeSet<&str> = of_word.iter().flatten().map(|it| it.0.as_str()).collect();
        let numbers: BTreeMap<&str, u32> = unique.iter().copied().zip(0..).collect();
        let of_word: Vec<Vec<Share>> = of_word
            .iter()
            .map(|it| {
                it.iter().filter_map(|(stem, share)| Some((*numbers.get(stem.as_str())?, *share))).collect()
            })
            .collect();
        let mut of_label = Vec::new();
        let mut ends_of_label = Vec::new();
        let mut pairs = Vec::new();
        for label in 0..labels.labels.len() {
            let mut shares: Vec<Share> = labels
                .words_of
                .get(label)
                .iter()
                .filter_map(|it| of_word.get(*it as usize))
                .flatten()
                .copied()
                .collect();
            largest_share(&mut shares);
            let number = u32::try_from(label).unwrap_or(u32::MAX);
            pairs.extend(shares.iter().map(|it| (it.0, number)));
            of_label.extend(shares);
            ends_of_label.push(u32::try_from(of_label.len()).unwrap_or(u32::MAX));
        }
        let labels_with = Lists::from_pairs(unique.len(), pairs);
        let concepts = labels.concept_count();
        let rarity: Box<[f32]> = (0..unique.len())
            .map(|it| {
                let mut with: Vec<u32> = labels_with
                    .get(it)
                    .iter()
                    .filter_map(|it| labels.labels.get(*it as usize))
                    .map(|it| it.concept)
                    .collect();
                with.dedup();
                rarity(concepts, with.len())
            })
            .collect();
        let mut units = Self {
            stems: unique.iter().collect(),
            rarity,
            of_label: of_label.into_boxed_slice(),
            ends_of_label: ends_of_label.into_boxed_slice(),
            labels_with,
            norm_of_label: Box::default(),
            words,
        };
        units.norm_of_label = (0..labels.labels.len())
            .map(|label| {
                let squares =
                    units.of_label(label).iter().map(|(stem, share)| (share * units.rarity(*stem)).powi(2));
                squares.sum::<f32>().sqrt()
            })
            .collect();
        units
    }

    /// The stem of this text, if any name has it.
    pub(crate) fn find(&self, stem: &str) -> Option<u32> {
        self.stems.find(stem).and_then(|it| u32::try_from(it).ok())
    }

    pub(crate) fn rarity(&self, stem: u32) -> f32 {
        self.rarity.get(stem as usize).copied().unwrap_or_default()
    }

    pub(crate) fn labels_with(&self, stem: u32) -> &[u32] {
        self.labels_with.get(stem as usize)
    }

    pub(crate) fn norm_of_label(&self, label: usize) -> f32 {
        self.norm_of_label.get(label).copied().unwrap_or_default()
    }

    pub(crate) fn of_label(&self, label: usize) -> &[Share] {
        let start =
            label.checked_sub(1).and_then(|it| self.ends_of_label.get(it)).copied().unwrap_or_default();
        let end = self.ends_of_label.get(label).copied().unwrap_or_default();
        self.of_label.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The stems of a word as it was typed, parts of a compound included.
    pub(crate) fn of_typed(&self, word: &str, labels: &Labels) -> Vec<Share> {
        let stems = stems_of(word, Parts::new(&labels.dictionary, &self.words));
        stems.iter().filter_map(|(stem, share)| Some((self.find(stem)?, *share))).collect()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.stems.size_bytes()
            + size_of_val(&*self.rarity)
            + size_of_val(&*self.of_label)
            + size_of_val(&*self.ends_of_label)
            + self.labels_with.size_bytes()
            + size_of_val(&*self.norm_of_label)
            + size_of_val(&*self.words)
    }
}

/// The stems of a word and how much each tells: the word itself wholly, its parts less.
fn stems_of(word: &str, parts: Parts<'_>) -> Vec<(String, f32)> {
    let share = if is_weak(word) || GENERAL.contains(&word) { WEAK_SHARE } else { 1.0 };
    let mut found = vec![(stem(word), share)];
    add_parts(word, parts, share, MOST_DEPTH, &mut found);
    found
}

fn add_parts(word: &str, parts: Parts<'_>, share: f32, depth: usize, found: &mut Vec<(String, f32)>) {
    let Some((first, last)) = parts.split(word) else { return };
    for (part, share) in [(first, share * FIRST_PART), (last, share * LAST_PART)] {
        found.push((stem(part), share));
        if depth > 1 {
            add_parts(part, parts, share, depth - 1, found);
        }
    }
}

/// Each stem once, with the largest of its shares.
pub(crate) fn largest_share(shares: &mut Vec<Share>) {
    shares.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    shares.dedup_by_key(|it| it.0);
}
