//! The evidence of letters and words: how well each name covers a query, and each concept through its names.

use super::{
    characters::Characters,
    labels::{Label, Labels, Origin},
    own_names::OwnName,
    places::Places,
    query::Query,
    stem::stem,
    units::Units,
};
use crate::{Language, esco::Concepts};

/// What a name in another language than the one asked for counts for when the best name is picked.
const OTHER_LANGUAGE: f32 = 0.93;
/// What a name of our own counts for when the best name is picked.
const OWN_NAME: f32 = 0.98;
/// What a name that is not the preferred one counts for when the best name is picked.
const OTHER_NAME: f32 = 0.99;

/// The names of one kind of concept, ready to be searched.
#[derive(Debug)]
pub(crate) struct LexicalIndex {
    pub(crate) labels: Labels,
    pub(crate) characters: Characters,
    pub(crate) units: Units,
    places: Places,
}

/// What the words and letters say about one concept.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Evidence {
    /// The label that fits best.
    pub(crate) label: u32,
    /// How well that one fits, for picking.
    pub(crate) fit: f32,
    /// The best likeness in runs of letters, from 0 to 1.
    pub(crate) letters: f32,
    /// The best likeness in stems, from 0 to 1.
    pub(crate) stems: f32,
    /// How much of the query the best label covers.
    pub(crate) of_query: f32,
    /// How much of the best label the query covers.
    pub(crate) of_label: f32,
    /// How much of the query all labels together cover.
    pub(crate) of_query_by_all: f32,
}

impl LexicalIndex {
    pub(crate) fn new(concepts: &Concepts, own: &[OwnName]) -> Self {
        let labels = Labels::new(concepts, own);
        Self {
            characters: Characters::new(&labels),
            units: Units::new(&labels),
            labels,
            places: Places::embedded(),
        }
    }

    pub(crate) fn read(&self, text: &str) -> Query {
        Query::read(text, &self.places, &self.labels, &self.units, &self.characters)
    }

    pub(crate) fn in_places(&self, words: &[&str]) -> Vec<bool> {
        self.places.marked(words)
    }

    /// The evidence for every concept, in order of concept. Looked at are the labels that share a stem with the
    /// query, and all labels of the concepts `beside`.
    pub(crate) fn evidence(&self, query: &Query, language: Language, beside: &[u32]) -> Vec<Evidence> {
        let count = self.labels.labels.len();
        let mut sums = Sums { dot: vec![0.0; count], overlap: vec![0.0; count], touched: Vec::new() };
        let mut found: Vec<Evidence> = vec![Evidence::default(); self.labels.concept_count()];
        for (stem, share) in &query.stems {
            self.add_stem(*stem, *share, &mut sums, &mut found);
        }
        let (products, letters_norm) = self.characters.products_of_query(&query.words);
        let labels = beside.iter().flat_map(|it| self.labels.of_concept(*it));
        sums.touched.extend(labels.filter_map(|it| u32::try_from(it).ok()));
        sums.touched.sort_unstable();
        sums.touched.dedup();
        for number in &sums.touched {
            let at = *number as usize;
            let Some(label) = self.labels.labels.get(at).filter(|it| is_for(it, language)) else { continue };
            let product: f32 =
                self.labels.words_of.get(at).iter().filter_map(|it| products.get(*it as usize)).sum();
            let dot = sums.dot.get(at).copied().unwrap_or_default();
            let letters = ratio(product, self.characters.norm_of_label(at) * letters_norm);
            let stems = ratio(dot, self.units.norm_of_label(at) * query.norm);
            let Some(known) = found.get_mut(label.concept as usize) else { continue };
            known.letters = known.letters.max(letters);
            known.stems = known.stems.max(stems);
            let fit = (letters + stems) / 2.0 * trust(label, language);
            if fit > known.fit {
                known.fit = fit;
                known.label = *number;
                let overlap = sums.overlap.get(at).copied().unwrap_or_default();
                known.of_query = ratio(overlap, query.mass);
                known.of_label = ratio(overlap, self.mass_of_label(at));
            }
        }
        for it in &mut found {
            it.of_query_by_all = ratio(it.of_query_by_all, query.mass);
        }
        found
    }

    /// Whether the last word of the query is in the label, and the last word of the label in the query.
    pub(crate) fn heads(&self, query: &Query, label: usize) -> (f32, f32) {
        let in_query = |stem: u32| query.stems.iter().find(|it| it.0 == stem).map_or(0.0, |it| it.1.min(1.0));
        let of_label = self.units.of_label(label);
        let in_label = |stem: u32| of_label.iter().find(|it| it.0 == stem).map_or(0.0, |it| it.1);
        let head = self.labels.heads.get(label).map(|it| self.labels.dictionary.get(*it as usize));
        let of_label = head.and_then(|it| self.units.find(&stem(it))).map_or(0.0, in_query);
        let last = query.words.iter().rev().find(|it| it.weight >= 0.99);
        let of_query = last.and_then(|it| self.units.find(&stem(&it.word))).map_or(0.0, in_label);
        (of_query, of_label)
    }

    fn add_stem(&self, stem: u32, share: f32, sums: &mut Sums, found: &mut [Evidence]) {
        let rarity = self.units.rarity(stem);
        let mut seen: (u32, f32) = (u32::MAX, 0.0);
        for number in self.units.labels_with(stem) {
            let at = *number as usize;
            let shares = self.units.of_label(at);
            let Ok(place) = shares.binary_search_by_key(&stem, |it| it.0) else { continue };
            let there = shares.get(place).map(|it| it.1).unwrap_or_default();
            let shared = share.min(there) * rarity;
            if let (Some(dot), Some(overlap)) = (sums.dot.get_mut(at), sums.overlap.get_mut(at)) {
                if *dot <= 0.0 {
                    sums.touched.push(*number);
                }
                *dot += share * rarity * there * rarity;
                *overlap += shared;
            }
            let Some(concept) = self.labels.labels.get(at).map(|it| it.concept) else { continue };
            if seen.0 != concept {
                seen = (concept, 0.0);
            }
            if shared > seen.1 {
                if let Some(it) = found.get_mut(concept as usize) {
                    it.of_query_by_all += shared - seen.1;
                }
                seen.1 = shared;
            }
        }
    }

    fn mass_of_label(&self, label: usize) -> f32 {
        self.units.of_label(label).iter().map(|(stem, share)| share * self.units.rarity(*stem)).sum()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.labels.size_bytes() + self.characters.size_bytes() + self.units.size_bytes()
    }
}

/// What the labels have of the query so far.
struct Sums {
    /// For each label the product of its stems with those of the query.
    dot: Vec<f32>,
    /// For each label what its stems and those of the query have in common.
    overlap: Vec<f32>,
    /// The labels that have anything.
    touched: Vec<u32>,
}

/// Whether a label may be what a text in this language says. Everyday English words are only for English texts: in
/// Dutch ones they may be something else (*vacuüm* is no *vacuum*).
pub(crate) fn is_for(label: &Label, language: Language) -> bool {
    label.language == language || label.origin != Origin::Own || label.language != Language::EN
}

/// What a label counts for when the best one is picked.
fn trust(label: &Label, language: Language) -> f32 {
    let spoken = if label.language == language { 1.0 } else { OTHER_LANGUAGE };
    let trusted = match label.origin {
        Origin::Preferred => 1.0,
        Origin::Other => OTHER_NAME,
        Origin::Own => OWN_NAME,
    };
    spoken * trusted
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}
