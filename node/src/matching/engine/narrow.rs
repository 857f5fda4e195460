//! Questions of scales over many blocks: looking at the weightiest scales first, and only where a row can still enter
//! at the others.
//!
//! The time goes into waiting for memory, not into adding. So some blocks are taken together, in passes over all of
//! them, and each pass announces what the next will read.

use super::blocks::{BLOCK, as_u32};
use super::graded::{OfRows, OfWords};
use super::lanes::{self, Lanes};
use super::search::{ExactScorer, Part, Search};
use super::simd::{Wide, announce};

/// So many blocks are looked at together: enough for memory to answer meanwhile, few enough for a near cache.
const AT_A_TIME: usize = 64;

/// A block of which a row can reach what is needed. Small, because they are moved.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    block: u32,
    /// Where its sums are.
    at: u32,
    rows: u64,
}

/// What the rows of a block have of the weightiest scales, and of the extra ones.
#[derive(Debug)]
struct Sums {
    main: Lanes,
    extra: Lanes,
}

/// The room that narrowing needs.
#[derive(Debug, Default)]
pub(super) struct Narrowing {
    /// The blocks at hand.
    blocks: Vec<u32>,
    /// Where the grades of the rows at hand are.
    words: lanes::HeldWords,
    waiting: Vec<Waiting>,
    sums: Vec<Sums>,
}

impl Search {
    /// Looks at the blocks that were taken.
    #[inline(always)]
    pub(super) fn narrow<Scorer: ExactScorer>(
        &mut self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        taken: &[u32],
    ) {
        let mut room = std::mem::take(&mut self.narrowing);
        for taken in taken.chunks(AT_A_TIME) {
            self.by_the_weightiest(wide, of, &mut room, taken);
            self.by_the_others(wide, of, &mut room);
            for Waiting { block, at, rows } in room.waiting.drain(..).filter(|waiting| waiting.rows != 0) {
                self.looked_at += 1;
                self.look_at_rows(wide, of, block as usize, rows, &room.sums[at as usize].main);
            }
        }
        self.narrowing = room;
    }

    /// Leaves the blocks of which a row can reach what is needed.
    #[inline(always)]
    fn by_the_weightiest<Scorer: ExactScorer>(
        &self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        room: &mut Narrowing,
        taken: &[u32],
    ) {
        let Part { blocks, live, scorer, .. } = of;
        let ([first, _], [_, extra]) = (self.planes.weightiest(), self.planes.scales());
        let graded = blocks.graded();
        for block in taken {
            extra.iter().for_each(|(scale, _)| announce(OfRows(*block as usize).grades(graded, *scale)));
        }
        room.words.find(graded, first, taken);
        let needed = self.needed(scorer).max(self.band.floor);
        room.sums.clear();
        for (block, words) in taken.iter().map(|block| *block as usize).zip(room.words.of_each()) {
            let extra = wide.sum_graded(graded, extra, OfRows(block));
            let main = wide.sum_graded(graded, first, OfWords(words));
            let mut highest = main;
            lanes::add(&mut highest, &extra);
            let rest = self.rests[block / BLOCK].0[block % BLOCK];
            // what stopped at the ceiling says nothing of what is left
            let least = if rest == u16::MAX { 0 } else { needed.saturating_sub(rest) };
            let rows = wide.at_least(&highest, least) & live[block];
            if rows != 0 {
                scorer.announce(block, rows);
                room.waiting.push(Waiting { block: as_u32(block), at: as_u32(room.sums.len()), rows });
                room.sums.push(Sums { main, extra });
            }
        }
        let may = |waiting: &Waiting| {
            lanes_of(waiting.rows).any(|lane| scorer.may_admit(waiting.block as usize * BLOCK + lane))
        };
        room.waiting.retain(may);
    }

    /// Leaves the rows that reach what is needed.
    #[inline(always)]
    fn by_the_others<Scorer: ExactScorer>(
        &self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        room: &mut Narrowing,
    ) {
        let Part { blocks, live, scorer, .. } = of;
        let [_, others] = self.planes.weightiest();
        let graded = blocks.graded();
        let Narrowing { blocks, words, waiting, sums } = room;
        blocks.clear();
        blocks.extend(waiting.iter().map(|waiting| waiting.block));
        words.find(graded, others, blocks);
        let needed = self.needed(scorer).max(self.band.floor);
        for (Waiting { block, at, rows }, words) in waiting.iter_mut().zip(words.of_each()) {
            let block = *block as usize;
            let Sums { main, extra } = &mut sums[*at as usize];
            lanes::add(main, &wide.sum_graded(graded, others, OfWords(words)));
            lanes::topped_up(main, extra);
            let mut reached = wide.at_least(main, needed) & live[block];
            if let Some(below) = self.band.below {
                reached &= !wide.at_least(main, below);
            }
            *rows = 0;
            for lane in lanes_of(reached) {
                *rows |= u64::from(scorer.may_admit(block * BLOCK + lane)) << lane;
            }
            lanes_of(*rows).for_each(|lane| scorer.announce_terms(block * BLOCK + lane));
        }
    }
}

/// The lanes of a word that are set.
pub(super) fn lanes_of(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        lane
    })
}
