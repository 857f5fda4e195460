//! What is asked for: planes, each a weight for having any of some features.
//!
//! A skill that is worth its weight when held is one plane with one feature. A skill for which others stand in at
//! a discount is two: the discounted weight for the skill or any of its stand-ins, and what is left of the weight
//! for the skill itself. The sum over the planes that a row has bounds its score from above.
//!
//! *Extra* planes count only for rows that have something of the others: what speaks for a person beside the skills
//! that were asked for does not make a match of somebody who has none of them.

use super::blocks::Blocks;

/// A question in planes. Made anew for each question without allocating: [`Query::clear`] keeps the room.
#[derive(Debug, Clone, Default)]
pub struct Query {
    weights: Vec<u32>,
    /// Where the features of each plane end.
    ends: Vec<usize>,
    features: Vec<u32>,
    /// How many planes there are before the extra ones.
    main: usize,
}

impl Query {
    /// Takes all planes out.
    pub fn clear(&mut self) {
        self.weights.clear();
        self.ends.clear();
        self.features.clear();
        self.main = 0;
    }

    /// Adds a plane: `weight` for a row that has any of `features`. Before the first extra plane.
    pub fn add_plane(&mut self, weight: u32, features: impl IntoIterator<Item = u32>) {
        debug_assert_eq!(self.main, self.weights.len(), "extra planes come last");
        self.add_extra_plane(weight, features);
        self.main = self.weights.len();
    }

    /// Adds an extra plane: `weight` for a row that has any of `features`, and something of the planes before.
    pub fn add_extra_plane(&mut self, weight: u32, features: impl IntoIterator<Item = u32>) {
        self.features.extend(features);
        self.weights.push(weight);
        self.ends.push(self.features.len());
    }

    /// The sum of all weights: what a row has that has everything.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.weights.iter().copied().map(u64::from).sum()
    }

    fn planes(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).map(|(start, end)| &self.features[start..*end]);
        self.weights.iter().copied().zip(spans)
    }
}

/// The planes of a question as they lie in one collection of blocks, with weights that fit 16 bits.
///
/// All weights are divided by the same power of two, rounded up, so that all of them together stay below 2^16. A
/// sum of divided weights is therefore never less than the divided sum.
#[derive(Debug, Default)]
pub(super) struct Planes {
    shift: u32,
    exact: Vec<u32>,
    weights: Vec<u16>,
    excess: Vec<u16>,
    /// Where the cells of the first feature of each plane begin.
    cells: Vec<usize>,
    /// Planes with more features than one: which plane, where the cells of another feature begin.
    more: Vec<(usize, usize)>,
    words: Vec<u64>,
    /// How many planes there are before the extra ones.
    main: usize,
}

impl Planes {
    /// Looks the planes up. Those of which no row has any feature are left out.
    pub(super) fn resolve(&mut self, blocks: &Blocks, query: &Query) {
        self.clear();
        let lanes = u64::from(u16::MAX);
        let rounding = u64::try_from(query.weights.len()).unwrap_or(u64::MAX);
        while (query.total() >> self.shift) + rounding > lanes && self.shift < 31 {
            self.shift += 1;
        }
        for (number, (weight, features)) in query.planes().enumerate().filter(|(_, plane)| plane.0 > 0) {
            let mut found = features.iter().filter_map(|feature| blocks.cells_of(*feature));
            let Some(first) = found.next() else { continue };
            self.more.extend(found.map(|cells| (self.cells.len(), cells)));
            self.cells.push(first);
            self.exact.push(weight);
            self.weights.push(self.divided(weight));
            if number < query.main {
                self.main = self.weights.len();
            }
        }
        self.words.resize(self.cells.len(), 0);
        // each is below 2^shift, so that all of them together fit
        if self.weights.len() << self.shift <= usize::from(u16::MAX) {
            let each = self.weights.iter().zip(&self.exact);
            let excess = each.map(|(divided, weight)| (u32::from(*divided) << self.shift) - weight);
            self.excess.extend(excess.map(|excess| u16::try_from(excess).unwrap_or(u16::MAX)));
        }
    }

    fn clear(&mut self) {
        self.shift = 0;
        self.exact.clear();
        self.weights.clear();
        self.excess.clear();
        self.cells.clear();
        self.more.clear();
        self.words.clear();
        self.main = 0;
    }

    /// A weight or a sum of weights as the lanes have it, rounded up; what does not fit is the highest there is.
    pub(super) fn divided(&self, weight: u32) -> u16 {
        let up = u64::from(weight) + (1 << self.shift) - 1;
        u16::try_from(up >> self.shift).unwrap_or(u16::MAX)
    }

    /// Whether no row can have anything.
    pub(super) const fn is_empty(&self) -> bool {
        self.main == 0
    }

    /// What was gathered last and the weights: of the planes that make a match, and of the extra ones.
    pub(super) fn parts(&self) -> [(&[u64], &[u16]); 2] {
        let (words, more_words) = self.words.split_at(self.main);
        let (weights, more_weights) = self.weights.split_at(self.main);
        [(words, weights), (more_words, more_weights)]
    }

    /// What was gathered last, a word for each plane.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// For each plane which of 64 blocks have it.
    #[inline(always)]
    pub(super) fn gather_bits(&mut self, blocks: &Blocks, group: usize) {
        for (word, cells) in self.words.iter_mut().zip(&self.cells) {
            *word = blocks.bits(*cells, group);
        }
        for (plane, cells) in &self.more {
            self.words[*plane] |= blocks.bits(*cells, group);
        }
    }

    /// For each plane which rows of the block have it.
    #[inline(always)]
    pub(super) fn gather_words(&mut self, blocks: &Blocks, block: usize) {
        for (word, cells) in self.words.iter_mut().zip(&self.cells) {
            *word = blocks.word(*cells, block);
        }
        for (plane, cells) in &self.more {
            self.words[*plane] |= blocks.word(*cells, block);
        }
    }

    /// By how much each divided weight, multiplied again, is more than the weight; none where the sums of these
    /// might not fit the lanes.
    pub(super) fn excess(&self) -> Option<&[u16]> {
        (self.excess.len() == self.weights.len()).then_some(&self.excess)
    }

    /// From a divided sum and the sum of what it is too much: the exact sum.
    pub(super) fn exactly(&self, sum: u16, excess: u16) -> u32 {
        (u32::from(sum) << self.shift) - u32::from(excess)
    }

    /// The exact sum of what the row in `lane` of the block gathered last has, the slow way.
    pub(super) fn exact_sum(&self, lane: u32) -> u32 {
        let held = self.words.iter().zip(&self.exact).filter(|(word, _)| **word >> lane & 1 == 1);
        held.map(|(_, weight)| *weight).fold(0, u32::saturating_add)
    }

    #[cfg(test)]
    pub(super) fn add_exactly(&mut self, blocks: &Blocks, feature: u32, weight: u16) {
        if let Some(cells) = blocks.cells_of(feature) {
            self.cells.push(cells);
            self.weights.push(weight);
            self.exact.push(u32::from(weight));
            self.words.push(0);
            self.main = self.weights.len();
        }
    }
}
