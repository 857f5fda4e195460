//! What names mean: the vectors of all names and of all concepts of one kind, from the learned part.

use super::{
    labels::{Labels, Origin},
    model::{DIMENSIONS, Model, Vector, product, quantised, unit_length},
    noise::Weighed,
};
use crate::Language;

/// How much the preferred name counts in the vector of its concept.
const PREFERRED: f32 = 2.0;

/// Vectors in whole numbers, one behind the other.
#[derive(Debug)]
pub(crate) struct Meanings {
    of_label: Box<[i8]>,
    of_concept: Box<[i8]>,
}

impl Meanings {
    /// `beside` are vectors of each concept that come from elsewhere than its names, such as its skills.
    pub(crate) fn new(labels: &Labels, model: &Model, beside: &[Vector]) -> Self {
        let mut of_label = Vec::with_capacity(labels.labels.len() * DIMENSIONS);
        let mut of_concept = Vec::with_capacity(labels.concept_count() * DIMENSIONS);
        for concept in 0..labels.concept_count() {
            let mut by_language = [([0.0; DIMENSIONS], 0.0); 2];
            for at in labels.of_concept(u32::try_from(concept).unwrap_or(u32::MAX)) {
                let Some(label) = labels.labels.get(at) else { continue };
                let words = labels.words_of.get(at).iter();
                let words: Vec<Weighed> = words
                    .map(|it| Weighed { word: labels.dictionary.get(*it as usize).to_owned(), weight: 1.0 })
                    .collect();
                let vector = model.vector_of(&words);
                of_label.extend(quantised(&vector));
                let weight = if label.origin == Origin::Preferred { PREFERRED } else { 1.0 };
                let [dutch, other] = &mut by_language;
                let side = if label.language == Language::NL { dutch } else { other };
                add(&mut side.0, &vector, weight);
                side.1 += weight;
            }
            let mut sum = [0.0; DIMENSIONS];
            for (side, weight) in &by_language {
                add(&mut sum, side, if *weight > 0.0 { 1.0 / weight } else { 0.0 });
            }
            unit_length(&mut sum);
            if let Some(beside) = beside.get(concept) {
                add(&mut sum, beside, 1.0);
                unit_length(&mut sum);
            }
            of_concept.extend(quantised(&sum));
        }
        Self { of_label: of_label.into_boxed_slice(), of_concept: of_concept.into_boxed_slice() }
    }

    /// How near the query lies to each concept, in order of concept, from -1 to 1.
    pub(crate) fn of_concepts(&self, query: &Vector) -> Vec<f32> {
        let query = quantised(query);
        self.of_concept.chunks_exact(DIMENSIONS).map(|it| product(&query, it)).collect()
    }

    /// How near a text lies to one concept.
    pub(crate) fn of_concept(&self, text: &Vector, concept: u32) -> f32 {
        let at = concept as usize * DIMENSIONS;
        product(&quantised(text), self.of_concept.get(at..at + DIMENSIONS).unwrap_or_default())
    }

    /// How near the query lies to the nearest of these labels.
    pub(crate) fn nearest_label(&self, query: &Vector, labels: std::ops::Range<usize>) -> f32 {
        let query = quantised(query);
        let range = labels.start * DIMENSIONS..labels.end * DIMENSIONS;
        let vectors = self.of_label.get(range).unwrap_or_default();
        vectors.chunks_exact(DIMENSIONS).map(|it| product(&query, it)).fold(0.0, f32::max)
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.of_label.len() + self.of_concept.len()
    }
}

pub(crate) fn add(sum: &mut Vector, vector: &Vector, weight: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += value * weight;
    }
}
