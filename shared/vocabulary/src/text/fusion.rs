//! How the kinds of evidence are weighed against each other, and what the weighed sum means.
//!
//! The sum of each candidate goes through a softmax over all candidates and over *none of them*, so the shares of a
//! query add up to at most one; a table that was counted on held-out names then turns a share into how often such
//! an answer is right.

use super::weights::Weights;

/// The kinds of evidence, in the order of the numbers.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "letters",
    "stems",
    "of query",
    "of label",
    "of query by all labels",
    "the very name",
    "other language",
    "preferred name",
    "own name",
    "group",
    "general",
    "letters and stems",
    "concept meaning",
    "label meaning",
    "role too many",
    "role missing",
    "head of query",
    "head of label",
    "label meaning and letters",
    "group by meaning",
];

/// How many kinds of evidence there are.
pub const FEATURES: usize = 20;

/// The evidence for one candidate.
pub type Features = [f32; FEATURES];

/// A concept that may be meant.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The number of the concept.
    pub concept: u32,
    /// What speaks for it.
    pub features: Features,
    /// Whether the name that fits best was shortened before it was compared.
    pub(crate) shortened: bool,
}

impl Candidate {
    /// How nearly the text says the same as a name of the concept, in letters, stems or meaning, from 0 to 1.
    pub(crate) fn sameness(&self) -> f32 {
        let [letters, stems, _, _, _, _, _, _, _, _, _, _, _, meaning, ..] = self.features;
        letters.max(stems).max(meaning)
    }

    /// Whether the name that fits best is one that the release prefers and in the language asked for.
    pub(crate) fn is_preferred_name(&self) -> bool {
        let [_, _, _, _, _, _, other_language, preferred, ..] = self.features;
        preferred > 0.5 && other_language < 0.5
    }

    /// Whether the name that fits best is in another language than the one asked for.
    pub(crate) fn is_in_other_language(&self) -> bool {
        let [_, _, _, _, _, _, other_language, ..] = self.features;
        other_language > 0.5
    }

    /// How much of the name of the concept the text says, from 0 to 1; one half where they share no word and only
    /// the meaning is alike, and half as much where words of the name were left out.
    pub(crate) fn part_of_name(&self) -> f32 {
        let [_, _, of_query, of_label, ..] = self.features;
        let part = if of_query > 0.0 { of_label.clamp(0.0, 1.0) } else { 0.5 };
        if self.shortened { part / 2.0 } else { part }
    }
}

/// The share of each candidate, best first, each between 0 and 1.
#[must_use]
pub fn shares(candidates: &[Candidate], weights: &Weights) -> Vec<(u32, f32)> {
    let mut sums: Vec<(u32, f32)> =
        candidates.iter().map(|it| (it.concept, weights.sum(&it.features))).collect();
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let most = sums.first().map_or(weights.none, |it| it.1.max(weights.none));
    let all: f32 =
        sums.iter().map(|it| exponential(it.1 - most)).sum::<f32>() + exponential(weights.none - most);
    sums.iter().map(|(concept, sum)| (*concept, exponential(sum - most) / all)).collect()
}

/// The exponential of a number that is not above zero, by halving it until a short series serves. Not that of the
/// machine's library, whose last bit differs from one to the next, so that what is fitted here is the same anywhere.
#[must_use]
pub fn exponential(value: f32) -> f32 {
    if value < -40.0 {
        return 0.0;
    }
    let part = value / 1024.0;
    let mut result = 1.0 + part * (1.0 + part * (0.5 + part / 6.0));
    for _ in 0..10 {
        result *= result;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_books() {
        for tenth in 0_u8..120 {
            let value = -f32::from(tenth) / 10.0;
            assert!((exponential(value) - value.exp()).abs() < 1e-4, "{value}");
        }
    }
}
