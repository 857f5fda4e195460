//! How alike the names of occupations are: by their words, and by the text model, which knows that who drives a
//! *lorry* and who drives a *truck* do the same.

use super::likeness::{Meaning, WordMeaning};
use vocabulary::{
    Language, OccupationIndex, Vocabulary,
    text::{DIMENSIONS, Model, Vector},
};

/// What the words count for; the text model counts for the rest.
const WORDS: f32 = 0.5;
/// How near the names of any two occupations lie in the text model: two that lie no nearer have nothing in common.
const NEAR_BY_CHANCE: f32 = 0.2;

/// Meaning by words and by the text model together.
#[derive(Debug)]
pub struct NameMeaning {
    words: WordMeaning,
    /// For each occupation the direction of all its names, of length 1.
    directions: Box<[Vector]>,
}

impl NameMeaning {
    /// Reads the names in Dutch and English.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let model = Model::embedded();
        let directions = vocabulary.occupations().map(|it| of_occupation(vocabulary, model, it));
        Self { words: WordMeaning::new(vocabulary), directions: directions.collect() }
    }
}

impl Meaning for NameMeaning {
    fn likenesses(&self, occupation: OccupationIndex) -> Box<[f32]> {
        let mut likenesses = self.words.likenesses(occupation);
        let Some(own) = self.directions.get(occupation.at()) else { return likenesses };
        for (likeness, other) in likenesses.iter_mut().zip(&self.directions) {
            let cosine: f32 = own.iter().zip(other).map(|(a, b)| a * b).sum();
            let near = ((cosine - NEAR_BY_CHANCE) / (1.0 - NEAR_BY_CHANCE)).clamp(0.0, 1.0);
            *likeness = WORDS * *likeness + (1.0 - WORDS) * near;
        }
        if let Some(own) = likenesses.get_mut(occupation.at()) {
            *own = 1.0;
        }
        likenesses
    }

    fn size_bytes(&self) -> usize {
        self.words.size_bytes() + self.directions.len() * DIMENSIONS * size_of::<f32>()
    }
}

/// The direction of all names of an occupation; each language counts as much as the other.
fn of_occupation(vocabulary: &Vocabulary, model: &Model, occupation: OccupationIndex) -> Vector {
    together([Language::NL, Language::EN].map(|language| {
        let preferred = vocabulary.occupation_label(occupation, language);
        let others = vocabulary.occupation_other_labels(occupation, language);
        together(std::iter::once(preferred).chain(others).map(|it| model.vector(it)))
    }))
}

/// The sum of some directions, made one long; all zero when there are none.
fn together(directions: impl IntoIterator<Item = Vector>) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for direction in directions {
        sum.iter_mut().zip(&direction).for_each(|(sum, it)| *sum += it);
    }
    let length = sum.iter().map(|it| it * it).sum::<f32>().sqrt();
    sum.iter_mut().filter(|_| length > 0.0).for_each(|it| *it /= length);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wholly_like_themselves_and_alike_both_ways() {
        let vocabulary = Vocabulary::starter();
        let meaning = NameMeaning::new(&vocabulary);
        let all: Vec<_> = vocabulary.occupations().map(|it| meaning.likenesses(it)).collect();
        for a in vocabulary.occupations() {
            assert!((all[a.at()][a.at()] - 1.0).abs() < 1e-6, "{a:?}");
            for b in vocabulary.occupations() {
                let (there, back) = (all[a.at()][b.at()], all[b.at()][a.at()]);
                assert!((0.0..=1.0).contains(&there) && (there - back).abs() < 1e-5, "{a:?} {b:?}");
            }
        }
        let beyond = OccupationIndex(u32::try_from(vocabulary.occupations().len()).unwrap());
        assert!(meaning.likenesses(beyond).is_empty());
    }

    #[test]
    fn names_that_mean_the_same_are_alike_though_they_share_no_word() {
        let model = Model::embedded();
        let near = |a: &str, b: &str| {
            let (a, b) = (model.vector(a), model.vector(b));
            a.iter().zip(&b).map(|(a, b)| a * b).sum::<f32>()
        };
        assert!(near("lorry", "vrachtwagen") > NEAR_BY_CHANCE + 0.2, "{}", near("lorry", "vrachtwagen"));
        assert!(near("lorry", "verpleegkundige") < near("lorry", "vrachtwagen"));
    }
}
