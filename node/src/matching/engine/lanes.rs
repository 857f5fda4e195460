//! Adding under a mask, 64 sums at a time: the one operation that bounds and scores are made of.
//!
//! Portable; [`super::simd`] has the same functions for wider registers, and the same tests.

use super::blocks::{BLOCK, as_u32};
use super::graded::{Graded, Held, Lanewise};
use super::query::Scales;
use super::simd::announce;

/// Sixty-four sums. They stop at 65,535 instead of passing it, so that a sum is never less than it should be
/// without being the highest there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(64))]
pub(super) struct Lanes(pub(super) [u16; BLOCK]);

impl Lanes {
    /// Nothing added yet.
    pub(super) const ZERO: Self = Self([0; BLOCK]);
}

/// Eight lanes, all ones where a bit of the byte is set.
static SPREAD: [[u16; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut lane = 0;
        while lane < 8 {
            if byte >> lane & 1 == 1 {
                table[byte][lane] = u16::MAX;
            }
            lane += 1;
        }
        byte += 1;
    }
    table
};

/// For each lane the sum of the weights whose word has the lane's bit.
#[inline(always)]
pub(super) fn sum(words: &[u64], weights: &[u16]) -> Lanes {
    let mut sums = Lanes::ZERO;
    for (word, weight) in words.iter().zip(weights) {
        for (eight, byte) in sums.0.chunks_exact_mut(8).zip(word.to_le_bytes()) {
            let spread = &SPREAD[usize::from(byte)];
            for lane in 0..8 {
                eight[lane] = eight[lane].saturating_add(spread[lane] & weight);
            }
        }
    }
    sums
}

/// For each lane the sum of what its grades are worth.
#[inline(always)]
pub(super) fn sum_graded<Of: Lanewise>(graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
    let mut sums = Lanes::ZERO;
    let (first, second) = sums.0.split_at_mut(BLOCK / 2);
    for (grades, worth) in of.each(graded, scales) {
        for ((first, second), byte) in first.iter_mut().zip(&mut *second).zip(grades.0) {
            *first = first.saturating_add(worth.whole[usize::from(byte & 15)]);
            *second = second.saturating_add(worth.whole[usize::from(byte >> 4)]);
        }
    }
    sums
}

/// Which scales somebody of some blocks is on, block by block.
#[derive(Debug, Default)]
pub(super) struct HeldWords {
    held: Vec<Held>,
    /// Where those of each block end.
    ends: Vec<u32>,
}

impl HeldWords {
    /// Finds them, and announces their words.
    #[inline(always)]
    pub(super) fn find(&mut self, graded: &Graded, scales: Scales<'_>, blocks: &[u32]) {
        if scales.iter().any(|(scale, _)| scale.is_common()) {
            self.find_among::<true>(graded, scales, blocks);
        } else {
            self.find_among::<false>(graded, scales, blocks);
        }
    }

    /// As [`HeldWords::find`]; whether some of the scales are common is asked once and not for each block.
    #[inline(always)]
    fn find_among<const SOME_COMMON: bool>(&mut self, graded: &Graded, scales: Scales<'_>, blocks: &[u32]) {
        let most = blocks.len() * scales.len();
        if self.held.len() <= most {
            self.held.resize(most + 1, Held::default());
        }
        self.ends.clear();
        let (held, mut count) = (&mut self.held[..=most], 0);
        for block in blocks {
            let entry_of = graded.entries_of::<SOME_COMMON>(*block as usize);
            for (number, (scale, _)) in (0..).zip(scales) {
                let entry = entry_of(*scale);
                // without a branch: whether a block has anybody on a scale is as good as random
                held[count] = Held { number, word: entry };
                count += usize::from(entry != 0);
                if !(SOME_COMMON && scale.is_common()) {
                    announce(graded.place(entry));
                }
            }
            self.ends.push(as_u32(count));
        }
        for held in &mut held[..count] {
            if !(SOME_COMMON && scales[held.number as usize].0.is_common()) {
                held.word = *graded.place(held.word);
            }
            announce(graded.word(held.word));
        }
    }

    /// Those of each block, in the order of the blocks.
    #[inline(always)]
    pub(super) fn of_each(&self) -> impl Iterator<Item = &[Held]> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let held = &self.held[from..*end as usize];
            from = *end as usize;
            held
        })
    }
}

/// What a lane has of both.
#[inline(always)]
pub(super) fn add(lanes: &mut Lanes, more: &Lanes) {
    for (lane, more) in lanes.0.iter_mut().zip(more.0) {
        *lane = lane.saturating_add(more);
    }
}

/// What a lane has of `more` on top of what it has: nothing where it has nothing.
#[inline(always)]
pub(super) fn topped_up(lanes: &mut Lanes, more: &Lanes) {
    for (lane, more) in lanes.0.iter_mut().zip(more.0) {
        *lane = if *lane == 0 { 0 } else { lane.saturating_add(more) };
    }
}

/// Which lanes are at least `least`.
#[inline(always)]
pub(super) fn at_least(lanes: &Lanes, least: u16) -> u64 {
    // moves the lowest bit of each of eight bytes into the highest byte, in order
    const TOGETHER: u64 = 0x0102_0408_1020_4080;
    let mut reached = 0;
    for (part, eight) in lanes.0.as_chunks::<8>().0.iter().enumerate() {
        let flags = eight.map(|sum| u8::from(sum >= least));
        reached |= (u64::from_le_bytes(flags).wrapping_mul(TOGETHER) >> 56) << (8 * part);
    }
    reached
}
