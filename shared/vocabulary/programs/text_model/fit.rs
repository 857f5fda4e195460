//! Fitting what each kind of evidence counts, on questions whose answers are known: the softmax over the candidates
//! of a question should give the right one the largest share. Then counting how often a share is right.

use crate::questions::Question;
use vocabulary::text::{Candidate, FEATURES, Searcher, Weights, exponential, shares};

/// How often all questions are gone through.
const ROUNDS: usize = 200;
/// How large a step is at the start.
const STEP: f32 = 0.3;
/// How much large weights cost: keeps kinds of evidence that say the same from running apart.
const RESTRAINT: f32 = 2e-4;
/// How many candidates of a question are weighed; they come in a rough order of merit, so the rest is far off.
const MOST_CANDIDATES: usize = 50;
/// Of so many questions one is asked without its right answer among the candidates, so that *none* is learned.
const WITHOUT_ANSWER: usize = 12;

/// A question with its candidates.
pub(crate) struct Example {
    candidates: Vec<Candidate>,
    concepts: Vec<u32>,
    /// How much it counts.
    weight: f32,
    /// Whether it says how often an answer is right; a name that stands in the list says that too easily.
    counted: bool,
}

impl Example {
    /// The same example, for the weights only.
    pub(crate) fn not_counted(self) -> Self {
        Self { counted: false, ..self }
    }

    /// A held-out name that another concept bears too: the list as it is would have both.
    fn misleads(&self) -> bool {
        let same = |it: &Candidate| it.features[THE_VERY_NAME] > 0.5;
        self.candidates.iter().any(same)
            && !self.candidates.iter().any(|it| same(it) && self.concepts.contains(&it.concept))
    }
}

/// The place of the evidence that a name is the very one.
const THE_VERY_NAME: usize = 5;

/// The questions with their candidates. Each sort of question counts as `weight` times its number.
pub(crate) fn examples(searcher: &Searcher, questions: &[Question], weight: f32) -> Vec<Example> {
    questions
        .iter()
        .map(|it| Example {
            candidates: searcher
                .candidates(&it.text, it.language)
                .into_iter()
                .take(MOST_CANDIDATES)
                .collect(),
            concepts: it.concepts.clone(),
            weight,
            counted: true,
        })
        .filter(|it| !it.candidates.is_empty())
        .collect()
}

/// The weights that fit the examples best.
pub(crate) fn fitted(examples: &[Example]) -> Weights {
    let mut weights = Weights { features: [0.0; FEATURES], none: 0.0, right: Vec::new() };
    let (mut mean, mut square) = ([0.0_f32; FEATURES + 1], [0.0_f32; FEATURES + 1]);
    for round in 0..ROUNDS {
        let gradient = gradient(examples, &weights);
        #[expect(clippy::cast_precision_loss, reason = "there are a few hundred rounds")]
        let left = 1.0 - round as f32 / ROUNDS as f32;
        // Adam (Kingma and Ba, 2015), over all questions at once.
        for (at, gradient) in gradient.iter().enumerate() {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient;
            square[at] = 0.99 * square[at] + 0.01 * gradient * gradient;
            let step = STEP * left * mean[at] / (square[at].sqrt() + 1e-6);
            match weights.features.get_mut(at) {
                Some(weight) => *weight -= step,
                None => weights.none -= step,
            }
        }
    }
    weights.right = counted(examples, &weights);
    weights
}

fn gradient(examples: &[Example], weights: &Weights) -> [f32; FEATURES + 1] {
    let mut sum = [0.0_f32; FEATURES + 1];
    let all: f32 = examples.iter().map(|it| it.weight).sum();
    for (number, example) in examples.iter().filter(|it| !it.misleads()).enumerate() {
        let hide = number % WITHOUT_ANSWER == 0;
        let is_right = |it: &Candidate| example.concepts.contains(&it.concept);
        let shown: Vec<&Candidate> = example.candidates.iter().filter(|it| !(hide && is_right(it))).collect();
        let sums: Vec<f32> = shown.iter().map(|it| weights.sum(&it.features)).collect();
        let most = sums.iter().copied().fold(weights.none, f32::max);
        let parts: Vec<f32> = sums.iter().map(|it| exponential(it - most)).collect();
        let none = exponential(weights.none - most);
        let total: f32 = parts.iter().sum::<f32>() + none;
        let right: f32 = shown.iter().zip(&parts).filter(|it| is_right(it.0)).map(|it| it.1).sum();
        let weight = example.weight / all;
        for (candidate, part) in shown.iter().zip(&parts) {
            let wanted = if right > 0.0 && is_right(candidate) { part / right } else { 0.0 };
            let pull = (part / total - wanted) * weight;
            for (sum, value) in sum.iter_mut().zip(&candidate.features) {
                *sum += pull * value;
            }
        }
        sum[FEATURES] += (none / total - if right > 0.0 { 0.0 } else { 1.0 }) * weight;
    }
    for (sum, weight) in sum.iter_mut().zip(&weights.features) {
        *sum += RESTRAINT * weight;
    }
    sum
}

/// How often an answer with some share is right, made to rise (pool adjacent violators: Ayer et al., 1955).
fn counted(examples: &[Example], weights: &Weights) -> Vec<(f32, f32)> {
    const BINS: usize = 24;
    let mut answers: Vec<(f32, f32, f32)> = Vec::new();
    for example in examples.iter().filter(|it| it.counted) {
        for (concept, share) in shares(&example.candidates, weights).into_iter().take(10) {
            let right = if example.concepts.contains(&concept) { 1.0 } else { 0.0 };
            answers.push((share, right, example.weight));
        }
    }
    answers.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Bins of equal width in the share, so that the few sure answers get entries of their own; narrower ones where an
    // answer is nearly sure, because there a small difference says most.
    #[expect(clippy::cast_precision_loss, reason = "there are few bins")]
    let edges = (0..BINS).map(|bin| bin as f32 / BINS as f32).chain([0.975, 0.99, 1.0]);
    let edges: Vec<f32> = edges.collect();
    let mut pooled: Vec<(f32, f32, f32)> = Vec::new();
    for edge in edges.windows(2) {
        let [from, to] = [edge[0], edge[1]];
        let inside = answers.iter().filter(|it| it.0 >= from && (it.0 < to || to >= 1.0));
        let (mut count, mut share, mut right) = (0.0, 0.0, 0.0);
        for it in inside {
            count += it.2;
            share += it.0 * it.2;
            right += it.1 * it.2;
        }
        if count > 0.0 {
            pooled.push((share, right, count));
        }
        while let [.., a, b] = pooled.as_slice()
            && a.1 / a.2 > b.1 / b.2
        {
            let joined = (a.0 + b.0, a.1 + b.1, a.2 + b.2);
            pooled.truncate(pooled.len() - 2);
            pooled.push(joined);
        }
    }
    pooled.iter().map(|(share, right, count)| (share / count, right / count)).collect()
}
