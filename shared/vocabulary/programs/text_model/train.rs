//! Training: texts that mean the same are drawn together, texts in the same batch that do not are pushed apart
//! (a softmax over the batch, as in van den Oord et al., *Representation Learning with Contrastive Predictive
//! Coding*, 2018). One thread, one order, chance from a seed, and no function whose last bit differs between
//! machines: the same texts give the same bytes.

use crate::{
    chance::Chance,
    pairs::{Pair, Texts},
};
use vocabulary::text::{DIMENSIONS, Model, Vector, exponential};

/// How many pairs are weighed against each other at once.
const BATCH: usize = 384;
/// How sharply near texts are told apart: the factor before the softmax.
const SHARPNESS: f32 = 16.0;
/// The size of the first steps; each row's steps shrink with what it has learned (Duchi et al., *Adaptive
/// Subgradient Methods*, 2011).
const STEP: f32 = 0.08;

/// Vectors while they learn.
pub(crate) struct Training<'a> {
    texts: &'a Texts,
    rows: Vec<Vector>,
    /// For each row the sum of the squares of its gradients.
    learned: Vec<f32>,
}

/// One side of a batch: the vectors, their lengths before they were made one long, and what pulls at them.
struct Side {
    vectors: Vec<Vector>,
    lengths: Vec<f32>,
    pull: Vec<Vector>,
}

impl<'a> Training<'a> {
    pub(crate) fn new(texts: &'a Texts) -> Self {
        let mut chance = Chance::new(7);
        let mut small = || {
            let drawn = u16::try_from(chance.next() >> 48).unwrap_or_default();
            (f32::from(drawn) / 65_536.0 - 0.5) * 0.1
        };
        let rows = (0..texts.feature_count()).map(|_| std::array::from_fn(|_| small())).collect();
        Self { texts, rows, learned: vec![1e-4; texts.feature_count()] }
    }

    /// Learns from these pairs in this order. Gives the mean loss.
    pub(crate) fn learn(&mut self, pairs: &[Pair]) -> f32 {
        let (mut loss, mut batches) = (0.0, 0.0_f32);
        for batch in pairs.chunks(BATCH) {
            loss += self.learn_batch(batch);
            batches += 1.0;
        }
        loss / batches.max(1.0)
    }

    fn learn_batch(&mut self, batch: &[Pair]) -> f32 {
        let mut left = self.side(batch.iter().map(|it| it.left));
        let mut right = self.side(batch.iter().map(|it| it.right));
        let mut loss = 0.0;
        let size = batch.len();
        let mut scores = vec![0.0_f32; size * size];
        for (row, a) in scores.chunks_mut(size).zip(&left.vectors) {
            for (score, b) in row.iter_mut().zip(&right.vectors) {
                *score = dot(a, b) * SHARPNESS;
            }
        }
        let one = |at: usize, other: usize| at == other || batch[at].meaning != batch[other].meaning;
        for at in 0..size {
            let row = &scores[at * size..(at + 1) * size];
            let pull = softmax_pull(row.iter().copied(), at, |other| one(at, other), &mut loss);
            for (other, pull) in pull {
                add(&mut left.pull[at], &right.vectors[other], pull);
                add(&mut right.pull[other], &left.vectors[at], pull);
            }
            let column = scores.iter().skip(at).step_by(size).copied();
            let pull = softmax_pull(column, at, |other| one(at, other), &mut loss);
            for (other, pull) in pull {
                add(&mut right.pull[at], &left.vectors[other], pull);
                add(&mut left.pull[other], &right.vectors[at], pull);
            }
        }
        self.apply(batch.iter().map(|it| it.left), &left);
        self.apply(batch.iter().map(|it| it.right), &right);
        #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
        let count = size as f32;
        loss / (2.0 * count)
    }

    fn side(&self, texts: impl Iterator<Item = u32>) -> Side {
        let (mut vectors, mut lengths) = (Vec::new(), Vec::new());
        for text in texts {
            let mut sum = [0.0; DIMENSIONS];
            for (feature, share) in self.texts.features_of(text) {
                add(&mut sum, &self.rows[*feature as usize], *share);
            }
            let length = dot(&sum, &sum).sqrt().max(1e-6);
            sum.iter_mut().for_each(|it| *it /= length);
            vectors.push(sum);
            lengths.push(length);
        }
        let pull = vec![[0.0; DIMENSIONS]; vectors.len()];
        Side { vectors, lengths, pull }
    }

    /// Moves the rows of each text against its pull; through the length that was divided out.
    fn apply(&mut self, texts: impl Iterator<Item = u32>, side: &Side) {
        for (at, text) in texts.enumerate() {
            let (vector, pull) = (&side.vectors[at], &side.pull[at]);
            let along = dot(vector, pull);
            let gradient: Vector =
                std::array::from_fn(|it| (pull[it] - vector[it] * along) / side.lengths[at]);
            let square = dot(&gradient, &gradient) / f32::from(u8::try_from(DIMENSIONS).unwrap_or(u8::MAX));
            for (feature, share) in self.texts.features_of(text) {
                let learned = &mut self.learned[*feature as usize];
                *learned += square * share * share;
                let step = STEP * share / learned.sqrt();
                add(&mut self.rows[*feature as usize], &gradient, -step);
            }
        }
    }

    /// The model as it is now.
    pub(crate) fn model(&self) -> Vec<u8> {
        Model::write(self.texts.features().iter().copied().zip(self.rows.iter().copied()).collect())
    }
}

/// How strongly each text in a row pulls (negative) or is pushed away (positive), the small ones left out.
fn softmax_pull(
    row: impl Iterator<Item = f32> + Clone,
    right: usize,
    counts: impl Fn(usize) -> bool,
    loss: &mut f32,
) -> Vec<(usize, f32)> {
    let most = row.clone().fold(f32::MIN, f32::max);
    let mut parts: Vec<(usize, f32)> = Vec::new();
    let mut sum = 0.0;
    for (at, score) in row.enumerate() {
        if !counts(at) {
            continue;
        }
        let part = exponential(score - most);
        sum += part;
        if part > 1e-4 || at == right {
            parts.push((at, part));
        }
    }
    for (at, part) in &mut parts {
        let share = *part / sum;
        if *at == right {
            *loss -= share.max(1e-12).ln();
        }
        *part = share - if *at == right { 1.0 } else { 0.0 };
    }
    parts
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

fn add(sum: &mut Vector, vector: &Vector, share: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += value * share;
    }
}
