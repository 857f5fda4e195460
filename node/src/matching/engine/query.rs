//! What is asked for: planes, each a weight for having any of some features, and scales, each a worth for every
//! grade.
//!
//! A skill that is worth its weight when held is one plane with one feature. A skill for which others stand in at
//! a discount is two: the discounted weight for the skill or any of its stand-ins, and what is left of the weight
//! for the skill itself. The sum over the planes and scales that a row has bounds its score from above.
//!
//! *Extra* scales count only for rows that have something of the others: what speaks for a person beside the skills
//! that were asked for does not make a match of somebody who has none of them.

use super::blocks::Blocks;
use super::graded::{MOST_GRADES, OfRows, Scale};
use std::cmp::Reverse;

/// What each grade of a scale is worth, from none (0) on.
pub type Worth = [u32; MOST_GRADES + 1];

/// A question in planes and scales. Made anew for each question without allocating: [`Query::clear`] keeps the room.
#[derive(Debug, Clone, Default)]
pub struct Query {
    weights: Vec<u32>,
    /// Where the features of each plane end.
    ends: Vec<usize>,
    features: Vec<u32>,
    scales: Vec<(u32, Worth)>,
    /// How many scales there are before the extra ones.
    main_scales: usize,
}

impl Query {
    /// Takes all planes and scales out.
    pub fn clear(&mut self) {
        self.weights.clear();
        self.ends.clear();
        self.features.clear();
        self.scales.clear();
        self.main_scales = 0;
    }

    /// Adds a plane: `weight` for a row that has any of `features`.
    pub fn add_plane(&mut self, weight: u32, features: impl IntoIterator<Item = u32>) {
        self.features.extend(features);
        self.weights.push(weight);
        self.ends.push(self.features.len());
    }

    /// Adds a scale, before the first extra one. No grade is worth less than one below it, and none of it nothing.
    pub fn add_scale(&mut self, scale: u32, worth: impl FnMut(u8) -> u32) {
        debug_assert_eq!(self.main_scales, self.scales.len(), "extra scales come last");
        self.add_extra_scale(scale, worth);
        self.main_scales = self.scales.len();
    }

    /// Adds an extra scale: for a row that has something of the planes and scales before.
    pub fn add_extra_scale(&mut self, scale: u32, mut worth: impl FnMut(u8) -> u32) {
        let (mut of_grade, mut below) = ([0; MOST_GRADES + 1], 0);
        for (grade, of_grade) in (1..).zip(&mut of_grade[1..]) {
            below = worth(grade).max(below);
            *of_grade = below;
        }
        self.scales.push((scale, of_grade));
    }

    /// The sum of all weights: what a row has that has everything.
    #[must_use]
    pub fn total(&self) -> u64 {
        let scales = self.scales.iter().map(|(_, worth)| u64::from(worth[MOST_GRADES]));
        self.weights.iter().copied().map(u64::from).chain(scales).sum()
    }

    fn planes(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).map(|(start, end)| &self.features[start..*end]);
        self.weights.iter().copied().zip(spans)
    }
}

/// What each grade of a scale is worth, in lanes: whole, twice over as the widest registers want it, and in bytes.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct WorthLanes {
    pub(super) whole: [u16; 2 * (MOST_GRADES + 1)],
    pub(super) low: [u8; MOST_GRADES + 1],
    pub(super) high: [u8; MOST_GRADES + 1],
}

/// How many scales decide whether the others are looked at.
const WEIGHTIEST: usize = 16;

/// Where each scale lies, and what its grades are worth.
pub(super) type Scales<'a> = &'a [(Scale, WorthLanes)];

impl WorthLanes {
    pub(super) fn of(worth: impl Fn(usize) -> u16) -> Self {
        let mut lanes = Self { whole: [0; _], low: [0; _], high: [0; _] };
        for grade in 0..=MOST_GRADES {
            let worth = worth(grade);
            lanes.whole[grade] = worth;
            lanes.whole[MOST_GRADES + 1 + grade] = worth;
            [lanes.low[grade], lanes.high[grade]] = worth.to_le_bytes();
        }
        lanes
    }
}

/// The planes and scales of a question as they lie in one collection of blocks, with weights that fit 16 bits.
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
    /// Where each scale lies, and what its grades are worth in lanes.
    scales: Vec<(Scale, WorthLanes)>,
    exact_worths: Vec<Worth>,
    /// How many scales there are before the extra ones.
    main_scales: usize,
    /// The order of the scales before the extra ones: by what they are worth at most, the most first.
    order: Vec<(Reverse<u32>, u32)>,
}

impl Planes {
    /// Looks planes and scales up. Those of which no row has anything are left out.
    pub(super) fn resolve(&mut self, blocks: &Blocks, query: &Query) {
        self.clear();
        let lanes = u64::from(u16::MAX);
        let rounding = u64::try_from(query.weights.len() + query.scales.len()).unwrap_or(u64::MAX);
        while (query.total() >> self.shift) + rounding > lanes && self.shift < 31 {
            self.shift += 1;
        }
        for (weight, features) in query.planes().filter(|plane| plane.0 > 0) {
            let mut found = features.iter().filter_map(|feature| blocks.cells_of(*feature));
            let Some(first) = found.next() else { continue };
            self.more.extend(found.map(|cells| (self.cells.len(), cells)));
            self.cells.push(first);
            self.exact.push(weight);
            self.weights.push(self.divided(weight));
        }
        self.words.resize(self.cells.len(), 0);
        let main = query.scales[..query.main_scales].iter().zip(0..);
        self.order.extend(main.map(|((_, worth), number)| (Reverse(worth[MOST_GRADES]), number)));
        self.order.sort_unstable();
        let main = self.order.iter().map(|(_, number)| *number as usize);
        for number in main.chain(query.main_scales..query.scales.len()) {
            let (scale, worth) = &query.scales[number];
            let Some(scale) = blocks.graded().scale(*scale).filter(|_| worth[MOST_GRADES] > 0) else {
                continue;
            };
            let lanes = WorthLanes::of(|grade| self.divided(worth[grade]));
            self.scales.push((scale, lanes));
            self.exact_worths.push(*worth);
            if number < query.main_scales {
                self.main_scales = self.scales.len();
            }
        }
        // each is below 2^shift, so that all of them together fit
        if self.scales.is_empty()
            && self.shift > 0
            && self.weights.len() << self.shift <= usize::from(u16::MAX)
        {
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
        self.scales.clear();
        self.exact_worths.clear();
        self.main_scales = 0;
        self.order.clear();
    }

    /// A weight or a sum of weights as the lanes have it, rounded up; what does not fit is the highest there is.
    #[inline(always)]
    pub(super) fn divided(&self, weight: u32) -> u16 {
        let up = u64::from(weight) + (1 << self.shift) - 1;
        u16::try_from(up >> self.shift).unwrap_or(u16::MAX)
    }

    /// From a divided sum about what was divided.
    pub(super) fn multiplied(&self, sum: u16) -> u32 {
        u32::try_from(u64::from(sum) << self.shift).unwrap_or(u32::MAX)
    }

    /// Whether no row can have anything.
    #[inline(always)]
    pub(super) const fn is_empty(&self) -> bool {
        self.weights.is_empty() && self.main_scales == 0
    }

    /// What was gathered last and the weights.
    #[inline(always)]
    pub(super) fn parts(&self) -> (&[u64], &[u16]) {
        (&self.words, &self.weights)
    }

    /// The scales, and the extra ones.
    #[inline(always)]
    pub(super) fn scales(&self) -> [Scales<'_>; 2] {
        let (main, extra) = self.scales.split_at(self.main_scales);
        [main, extra]
    }

    /// Whether all of the question is scales.
    #[inline(always)]
    pub(super) const fn only_scales(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weightiest scales, which decide of most blocks, and the others; without the extra ones.
    #[inline(always)]
    pub(super) fn weightiest(&self) -> [Scales<'_>; 2] {
        let (first, others) = self.scales[..self.main_scales].split_at(self.main_scales.min(WEIGHTIEST));
        [first, others]
    }

    /// What was gathered last, a word for each plane.
    #[inline(always)]
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
        let word_of = blocks.words_of(block);
        for (word, cells) in self.words.iter_mut().zip(&self.cells) {
            *word = word_of(*cells);
        }
        for (plane, cells) in &self.more {
            self.words[*plane] |= word_of(*cells);
        }
    }

    /// By how much each divided weight, multiplied again, is more than the weight; none where that is not needed, or
    /// where the sums of these might not fit the lanes.
    #[inline(always)]
    pub(super) fn excess(&self) -> Option<&[u16]> {
        (!self.excess.is_empty() && self.excess.len() == self.weights.len()).then_some(&self.excess)
    }

    /// Whether sums in lanes are exact below the highest that there is.
    #[inline(always)]
    pub(super) const fn is_exact(&self) -> bool {
        self.shift == 0
    }

    /// From a divided sum and the sum of what it is too much: the exact sum.
    #[inline(always)]
    pub(super) fn exactly(&self, sum: u16, excess: u16) -> u32 {
        (u32::from(sum) << self.shift) - u32::from(excess)
    }

    /// The exact sum of what the row in `lane` of the block gathered last has, the slow way.
    pub(super) fn exact_sum(&self, blocks: &Blocks, block: usize, lane: u32) -> u32 {
        let held = self.words.iter().zip(&self.exact).filter(|(word, _)| **word >> lane & 1 == 1);
        let by_planes = held.map(|(_, weight)| *weight);
        let worth = |((scale, _), worth): (&(Scale, WorthLanes), &Worth)| {
            worth[usize::from(OfRows(block).grades(blocks.graded(), *scale).of(lane as usize))]
        };
        let by_scales = self.scales.iter().zip(&self.exact_worths).map(worth);
        by_planes.chain(by_scales).fold(0, u32::saturating_add)
    }

    #[cfg(test)]
    pub(super) fn add_scale_exactly(&mut self, blocks: &Blocks, scale: u32, worth: impl Fn(usize) -> u16) {
        if let Some(scale) = blocks.graded().scale(scale) {
            self.scales.push((scale, WorthLanes::of(worth)));
            self.main_scales = self.scales.len();
        }
    }

    #[cfg(test)]
    pub(super) fn add_exactly(&mut self, blocks: &Blocks, feature: u32, weight: u16) {
        if let Some(cells) = blocks.cells_of(feature) {
            self.cells.push(cells);
            self.weights.push(weight);
            self.exact.push(u32::from(weight));
            self.words.push(0);
        }
    }
}
