//! How alike two occupations are as a whole: in the skills that they ask, and in their names.
//!
//! Skills: the matrix of occupations and skills is reduced to its main directions (latent semantic analysis,
//! Deerwester et al. 1990), so that occupations count as alike when their skills go together elsewhere, though they
//! share few. The directions are found by subspace iteration (Golub and Van Loan, Matrix Computations, section
//! 8.2.4) from a fixed start, on one thread, so that the same vocabulary gives the same numbers everywhere.
//!
//! Names: the cosine of weighed words, see [`super::words`]; [`super::meaning`] adds what they mean. Another measure
//! can take its place by [`Meaning`].

use super::{
    lists::Lists,
    sparse::{Sparse, Sums},
    weights::{HELD_OPTIONAL, Weights},
    words::{WordRows, words_of_occupation},
};
use crate::matching::input::Want;
use vocabulary::{OccupationIndex, Vocabulary};

/// How alike occupations are in meaning.
pub trait Meaning: std::fmt::Debug + Send + Sync {
    /// How alike every occupation is to this one, by number, between 0 and 1: symmetric, and 1 for itself. Empty for
    /// an occupation that there is not.
    fn likenesses(&self, occupation: OccupationIndex) -> Box<[f32]>;

    /// How many bytes the measure holds.
    fn size_bytes(&self) -> usize;
}

/// Meaning by the words of all names of an occupation.
#[derive(Debug)]
pub struct WordMeaning {
    rows: Sparse,
}

impl WordMeaning {
    /// Reads the names in all languages of the vocabulary.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let WordRows { rows, words } =
            WordRows::new(vocabulary.occupations().map(|it| words_of_occupation(vocabulary, it)));
        Self { rows: Sparse::new(rows, words, 0.0) }
    }
}

impl Meaning for WordMeaning {
    fn likenesses(&self, occupation: OccupationIndex) -> Box<[f32]> {
        if occupation.at() >= self.rows.len() {
            return Box::default();
        }
        let mut likenesses = vec![0.0_f32; self.rows.len()];
        self.rows.alike(occupation.0, 0.0, &mut Sums::default(), &mut |other, cosine| {
            if let Some(likeness) = likenesses.get_mut(other as usize) {
                // The square root because a few words in common already say much: names share words rarely by
                // accident.
                *likeness = cosine.clamp(0.0, 1.0).sqrt();
            }
        });
        if let Some(own) = likenesses.get_mut(occupation.at()) {
            *own = 1.0;
        }
        likenesses.into_boxed_slice()
    }

    fn size_bytes(&self) -> usize {
        self.rows.size_bytes()
    }
}

/// To how many directions the skills are reduced.
const DIRECTIONS: usize = 64;
/// How often the directions are turned towards the leading ones. The last ones need not be exact: what counts is the
/// space that all span together.
const ROUNDS: usize = 10;

/// The skills of occupations, reduced to their main directions.
#[derive(Debug)]
pub(super) struct SkillLikeness {
    directions: usize,
    /// One unit vector per occupation, one behind the other.
    rows: Box<[f32]>,
}

impl SkillLikeness {
    pub(super) fn new(vocabulary: &Vocabulary, weights: &Weights) -> Self {
        let matrix = Matrix::new(vocabulary, weights);
        let directions = DIRECTIONS.min(matrix.occupations() / 4).max(1);
        let mut basis = start(matrix.occupations(), directions);
        for _ in 0..ROUNDS {
            orthonormalise(&mut basis, directions);
            basis = matrix.times(&matrix.transposed_times(&basis, directions), directions);
        }
        orthonormalise(&mut basis, directions);
        let mut of_skills = matrix.transposed_times(&basis, directions);
        orthonormalise(&mut of_skills, directions);
        let mut rows = matrix.times(&of_skills, directions);
        for row in rows.chunks_mut(directions) {
            let length = dot(row, row).sqrt();
            row.iter_mut().filter(|_| length > 0.0).for_each(|it| *it /= length);
        }
        Self { directions, rows: rows.into_boxed_slice() }
    }

    /// The cosine between two occupations; what points away from each other is as unlike as can be, 0.
    pub(super) fn between(&self, a: OccupationIndex, b: OccupationIndex) -> f32 {
        dot(self.row(a), self.row(b)).clamp(0.0, 1.0)
    }

    fn row(&self, occupation: OccupationIndex) -> &[f32] {
        let start = occupation.at() * self.directions;
        self.rows.get(start..start + self.directions).unwrap_or_default()
    }

    pub(super) fn size_bytes(&self) -> usize {
        size_of_val(&*self.rows)
    }
}

/// Occupations by skills, weighed, each row of length 1.
struct Matrix {
    rows: Lists<(u32, f32)>,
    skills: usize,
}

impl Matrix {
    fn new(vocabulary: &Vocabulary, weights: &Weights) -> Self {
        let row = |occupation| {
            let mut row: Vec<(u32, f32)> = weights
                .wanted(occupation)
                .iter()
                .map(|it| {
                    let certainty = if it.want == Want::Optional { HELD_OPTIONAL } else { 1.0 };
                    (it.skill.0, certainty * weights.of_skill(it.skill))
                })
                .collect();
            let length = row.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt();
            row.iter_mut().for_each(|it| it.1 /= length);
            row
        };
        Self { rows: vocabulary.occupations().map(row).collect(), skills: weights.skill_count() }
    }

    fn occupations(&self) -> usize {
        self.rows.len()
    }

    /// Occupations by directions, from skills by directions.
    fn times(&self, of_skills: &[f32], directions: usize) -> Vec<f32> {
        let mut product = vec![0.0; self.occupations() * directions];
        for (number, sums) in product.chunks_mut(directions).enumerate() {
            for (skill, value) in self.rows.get(number) {
                let from = of_skills.get(*skill as usize * directions..).unwrap_or_default();
                sums.iter_mut().zip(from).for_each(|(sum, it)| *sum += value * it);
            }
        }
        product
    }

    /// Skills by directions, from occupations by directions.
    fn transposed_times(&self, of_occupations: &[f32], directions: usize) -> Vec<f32> {
        let mut product = vec![0.0; self.skills * directions];
        for (number, from) in of_occupations.chunks(directions).enumerate() {
            for (skill, value) in self.rows.get(number) {
                let sums = product.get_mut(*skill as usize * directions..).unwrap_or_default();
                sums.iter_mut().zip(from).for_each(|(sum, it)| *sum += value * it);
            }
        }
        product
    }
}

/// Columns that point in all directions: numbers of a fixed sequence (Steele et al. 2014, SplitMix).
fn start(rows: usize, columns: usize) -> Vec<f32> {
    let number = |at: u64| {
        let mut bits = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        #[expect(clippy::cast_precision_loss, reason = "24 bits are exact in an f32")]
        let part = ((bits ^ (bits >> 31)) >> 40) as f32 / 16_777_216.0;
        part - 0.5
    };
    (1..).take(rows * columns).map(number).collect()
}

/// Makes the columns of a row-major matrix of this width unit vectors at right angles (modified Gram-Schmidt). A
/// column that depends on the ones before it becomes zero.
fn orthonormalise(matrix: &mut [f32], width: usize) {
    for column in 0..width {
        let mut along = vec![0.0_f32; column];
        // Twice is enough (Kahan): what rounding leaves of the earlier columns goes in the second pass.
        for _ in 0..2 {
            along.fill(0.0);
            for row in matrix.chunks(width) {
                along.iter_mut().zip(row).for_each(|(sum, it)| *sum += it * row[column]);
            }
            for row in matrix.chunks_mut(width) {
                let part: f32 = along.iter().zip(&*row).map(|(along, it)| along * it).sum();
                row[column] -= part;
            }
        }
        let length = matrix.chunks(width).map(|row| row[column] * row[column]).sum::<f32>().sqrt();
        let scale = if length > 1e-6 { 1.0 / length } else { 0.0 };
        matrix.chunks_mut(width).for_each(|row| row[column] *= scale);
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums side by side, which the processor adds at once.
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_unit_vectors_at_right_angles() {
        let mut matrix = start(40, 5);
        orthonormalise(&mut matrix, 5);
        for a in 0..5 {
            for b in 0..5 {
                let product: f32 = matrix.chunks(5).map(|row| row[a] * row[b]).sum();
                assert!((product - f32::from(u8::from(a == b))).abs() < 1e-5, "{a} {b} {product}");
            }
        }
    }

    #[test]
    fn an_occupation_is_wholly_like_itself_and_likeness_goes_both_ways() {
        let vocabulary = Vocabulary::starter();
        let by_skills = SkillLikeness::new(&vocabulary, &Weights::new(&vocabulary));
        let by_words = WordMeaning::new(&vocabulary);
        let all: Vec<_> = vocabulary.occupations().map(|it| by_words.likenesses(it)).collect();
        for a in vocabulary.occupations() {
            assert!((by_skills.between(a, a) - 1.0).abs() < 1e-4, "{a:?}");
            let names = by_words.likenesses(a);
            assert!((names[a.at()] - 1.0).abs() < 1e-6, "{a:?}");
            for b in vocabulary.occupations() {
                assert_eq!(by_skills.between(a, b).to_bits(), by_skills.between(b, a).to_bits());
                assert!((names[b.at()] - all[b.at()][a.at()]).abs() < 1e-5);
            }
        }
    }
}
