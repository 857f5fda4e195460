//! The evidence of letters and words: how well each name covers a query, and each concept through its names.

use super::{characters::Characters, labels::{Labels, Origin}, places::Places, query::Query, units::Units};
use crate::{Language, esco::Concepts, text::own_names::OwnName};

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
        Self { characters: Characters::new(&labels), units: Units::new(&labels), labels, places: Places::embedded() }
    }

    pub(crate) fn read(&self, text: &str) -> Query {
        Query::read(text, &self.places, &self.labels, &self.units, &self.characters)
    }

    /// The evidence for every concept, in order of concept.
    pub(crate) fn evidence(&self, query: &Query, language: Language) -> Vec<Evidence> {
        let count = self.labels.labels.len();
        let (mut dot, mut overlap) = (vec![0.0_f32; count], vec![0.0_f32; count]);
        let mut found: Vec<Evidence> = vec![Evidence::default(); self.labels.concept_count()];
        for (stem, share) in &query.stems {
            self.add_stem(*stem, *share, &mut dot, &mut overlap, &mut found);
        }
        let (products, letters_norm) = self.characters.products_of_query(&query.words);
        for (label, number) in self.labels.labels.iter().zip(0_u32..) {
            let at = number as usize;
            let product: f32 =
                self.labels.words_of.get(at).iter().filter_map(|it| products.get(*it as usize)).sum();
            let dot = dot.get(at).copied().unwrap_or_default();
            if dot <= 0.0 && product <= 0.0 {
                continue;
            }
            let letters = ratio(product, self.characters.norm_of_label(at) * letters_norm);
            let stems = ratio(dot, self.units.norm_of_label(at) * query.norm);
            let Some(known) = found.get_mut(label.concept as usize) else { continue };
            let spoken = if label.language == language { 1.0 } else { OTHER_LANGUAGE };
            let trusted = match label.origin {
                Origin::Preferred => 1.0,
                Origin::Other => OTHER_NAME,
                Origin::Own => OWN_NAME,
            };
            known.letters = known.letters.max(letters);
            known.stems = known.stems.max(stems);
            let fit = (letters + stems) / 2.0 * spoken * trusted;
            if fit > known.fit {
                known.fit = fit;
                known.label = number;
                let overlap = overlap.get(at).copied().unwrap_or_default();
                known.of_query = ratio(overlap, query.mass);
                known.of_label = overlap;
            }
        }
        for it in &mut found {
            it.of_query_by_all = ratio(it.of_query_by_all, query.mass);
            it.of_label = ratio(it.of_label, self.mass_of_label(it.label as usize));
        }
        found
    }

    fn add_stem(&self, stem: u32, share: f32, dot: &mut [f32], overlap: &mut [f32], found: &mut [Evidence]) {
        let rarity = self.units.rarity(stem);
        let mut seen: (u32, f32) = (u32::MAX, 0.0);
        for number in self.units.labels_with(stem) {
            let at = *number as usize;
            let shares = self.units.of_label(at);
            let Ok(place) = shares.binary_search_by_key(&stem, |it| it.0) else { continue };
            let there = shares.get(place).map(|it| it.1).unwrap_or_default();
            if let Some(dot) = dot.get_mut(at) {
                *dot += share * rarity * there * rarity;
            }
            let shared = share.min(there) * rarity;
            if let Some(overlap) = overlap.get_mut(at) {
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

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}
