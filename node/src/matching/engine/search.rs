//! Finding the best rows: bounds over all blocks first, then the rows of blocks in descending order of bound
//! until no bound reaches the k-th best.
//!
//! The k-th best is not known before rows were looked at, and the first blocks would fill the list with rows that better
//! ones drive out soon after. So there is a *floor* at first, part of a middling bound, which the k-th best nearly always
//! reaches: rows below it are looked at only if it did not.
//!
//! The method is that of block-max pruning (Ding and Suel, *Faster top-k document retrieval using block-max
//! indexes*, SIGIR 2011), with blocks of rows that resemble each other in place of blocks of a posting list.

use super::blocks::{BLOCK, Blocks, as_u32};
use super::graded::OfBlocks;
use super::lanes::{self, Lanes};
use super::narrow::Narrowing;
use super::query::{Planes, Query};
use super::simd::{Job, Wide, Width};
use super::tier::Place;
use super::top::{Found, Top};

/// Blocks are taken in this many steps of descending bound. Within a step they are taken as they lie in memory,
/// which is quicker than the exact order: neighbours share cache lines.
const STEPS: u16 = 10;

/// The last of the best reaches one in this many of a middling bound, nearly always: of 9,000 vacancies and 25,000 people
/// 97 in 100 do (with one in three 90 do, and who does not pays twice).
const LIKELY: u16 = 4;

/// As [`LIKELY`], for questions that are narrowed: bounds of scales promise less too much.
const LIKELY_OF_SCALES: u16 = 2;

/// From so many blocks on, questions of scales are narrowed before rows are added up. With fewer everything lies in the
/// nearest caches, and adding up at once is quicker than looking twice (measured: decision 15).
const NARROWED_FROM: usize = 256;

/// Scores rows exactly. Search asks it only for rows that can still enter the list.
///
/// The contract, without which rows are lost: **the planes of the question dominate the score.** A row whose
/// planes sum to less than `least(block, kth)` must score below `kth`.
pub trait ExactScorer {
    /// The least sum of plane weights with which a row of `block` can score `kth` or better.
    fn least(&self, block: usize, kth: u32) -> u32;

    /// The least sum of plane weights with which any row can score `kth` or better.
    fn least_anywhere(&self, kth: u32) -> u32;

    /// Whether the rules may let the row through, quickly: nobody is left out whom [`ExactScorer::admits`] admits.
    fn may_admit(&self, row: usize) -> bool {
        let _ = row;
        true
    }

    /// Hears that [`ExactScorer::may_admit`] will be asked of these rows of a block.
    fn announce(&self, block: usize, rows: u64) {
        let _ = (block, rows);
    }

    /// Hears that [`ExactScorer::admits`] will be asked of the row, and perhaps [`ExactScorer::tie`].
    fn announce_terms(&self, row: usize) {
        let _ = row;
    }

    /// What the extra scales of the question give each of 64 blocks together at most, from 64 times `group` on; none
    /// where that is not known beyond what the scales give one by one.
    fn extra_at_most(&self, group: usize) -> Option<&[u16; BLOCK]> {
        let _ = group;
        None
    }

    /// Whether the rules let the row through. Asked of more rows than the score is, so it should be quick.
    fn admits(&self, row: usize) -> bool;

    /// The score of a row that is admitted and whose planes sum to `sum`; none when it has nothing that was asked for.
    fn score(&self, row: usize, sum: u32) -> Option<u32>;

    /// What decides between rows of equal score: the lowest first. No two rows may have the same.
    fn tie(&self, row: usize) -> u128;
}

/// One collection of blocks of a question.
pub(super) struct Part<'a, Scorer> {
    /// Its number.
    pub(super) tier: usize,
    pub(super) blocks: &'a Blocks,
    /// The rows that are still there, a word for each block.
    pub(super) live: &'a [u64],
    pub(super) scorer: &'a Scorer,
}

impl<Scorer> Clone for Part<'_, Scorer> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Scorer> Copy for Part<'_, Scorer> {}

/// Looking through one collection of blocks.
struct Visit<'a, Scorer: ExactScorer> {
    search: &'a mut Search,
    of: Part<'a, Scorer>,
}

impl<Scorer: ExactScorer> Job for Visit<'_, Scorer> {
    #[inline(always)]
    fn run<Instructions: Wide>(self, wide: Instructions) {
        self.search.visit_part(wide, self.of);
    }
}

/// Which rows are looked at: those whose sum is at least the floor, and below what was looked at before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Band {
    pub(super) floor: u16,
    pub(super) below: Option<u16>,
}

/// The room that searching needs, used again and again: after the first few questions nothing is allocated.
#[derive(Debug)]
pub struct Search {
    width: Width,
    narrowed_from: usize,
    pub(super) planes: Planes,
    bounds: Vec<Lanes>,
    /// For questions of scales: what the blocks have of all scales but the weightiest, and the extra ones, at most.
    pub(super) rests: Vec<Lanes>,
    taken: Vec<u32>,
    pub(super) narrowing: Narrowing,
    top: Top,
    pub(super) band: Band,
    pub(super) looked_at: usize,
}

impl Search {
    /// Room for searching with the widest instructions that this processor has.
    #[must_use]
    pub fn new() -> Self {
        Self::with_width(Width::detected())
    }

    /// Room for searching with the instructions given.
    #[must_use]
    pub fn with_width(width: Width) -> Self {
        Self {
            width,
            narrowed_from: NARROWED_FROM,
            planes: Planes::default(),
            bounds: Vec::new(),
            rests: Vec::new(),
            taken: Vec::new(),
            narrowing: Narrowing::default(),
            top: Top::new(),
            band: Band::default(),
            looked_at: 0,
        }
    }

    /// Narrows from so many blocks on; the answers are the same.
    #[must_use]
    pub const fn narrowed_from(mut self, blocks: usize) -> Self {
        self.narrowed_from = blocks;
        self
    }

    /// Begins a question for the best `limit`.
    pub fn start(&mut self, limit: usize) {
        self.top.start(limit);
        self.looked_at = 0;
    }

    /// Looks through one collection of blocks. `live` has the rows that are still there, a word for each block.
    pub fn visit<Scorer: ExactScorer>(
        &mut self,
        tier: usize,
        blocks: &Blocks,
        live: &[u64],
        query: &Query,
        scorer: &Scorer,
    ) {
        self.planes.resolve(blocks, query);
        if !self.planes.is_empty() {
            self.width.run(Visit { search: self, of: Part { tier, blocks, live, scorer } });
        }
    }

    #[inline(always)]
    fn visit_part<Scorer: ExactScorer>(&mut self, wide: impl Wide, of: Part<'_, Scorer>) {
        let best = self.bound(wide, of);
        let highest = best.0.into_iter().max().unwrap_or(0);
        self.top.expect(self.planes.multiplied(highest));
        let part = match (self.rests.is_empty(), of.blocks.blocks() < self.narrowed_from) {
            (false, _) => Some(LIKELY_OF_SCALES),
            (true, true) => Some(LIKELY),
            // among many blocks who does not reach it pays more than the others gain
            (true, false) => None,
        };
        let part = part.filter(|_| self.top.least() == 0);
        let floor = part.map_or(1, |part| (middling(wide, &best, highest) / part).max(1));
        self.band = Band { floor, below: None };
        self.descend(wide, of, highest);
        if self.needed(of.scorer) < floor {
            // fewer than were asked for reached the floor: now the others
            self.band = Band { floor: 1, below: Some(floor) };
            self.descend(wide, of, highest);
        }
    }

    /// Takes blocks step by step, from the highest bound on.
    #[inline(always)]
    fn descend<Scorer: ExactScorer>(&mut self, wide: impl Wide, of: Part<'_, Scorer>, highest: u16) {
        let step = (highest / STEPS).max(1);
        let (mut above, mut from) = (None, highest);
        loop {
            let needed = self.needed(of.scorer).max(self.band.floor);
            if above.is_some_and(|above| above <= needed) {
                return;
            }
            from = from.saturating_sub(step).max(needed);
            self.take(wide, of, from, above);
            above = Some(from);
        }
    }

    /// The bounds of all blocks; returns for each lane the highest.
    #[inline(always)]
    fn bound<Scorer: ExactScorer>(&mut self, wide: impl Wide, of: Part<'_, Scorer>) -> Lanes {
        let blocks = of.blocks;
        self.bounds.clear();
        self.rests.clear();
        let narrowed = self.planes.only_scales() && blocks.blocks() >= self.narrowed_from;
        let mut highest = Lanes::ZERO;
        for group in 0..blocks.blocks().div_ceil(BLOCK) {
            let bounds = if narrowed {
                self.bound_by_scales(wide, of, group)
            } else {
                wide.bounds(blocks, &mut self.planes, group)
            };
            for (highest, bound) in highest.0.iter_mut().zip(bounds.0) {
                *highest = bound.max(*highest);
            }
            self.bounds.push(bounds);
        }
        highest
    }

    /// The bounds of 64 blocks by scales alone; keeps what the weightiest leave.
    #[inline(always)]
    fn bound_by_scales<Scorer: ExactScorer>(
        &mut self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        group: usize,
    ) -> Lanes {
        let sum = |scales| wide.sum_graded(of.blocks.graded(), scales, OfBlocks(group));
        let ([first, others], [_, extra]) = (self.planes.weightiest(), self.planes.scales());
        let mut bounds = sum(first);
        let rest = sum(others);
        lanes::add(&mut bounds, &rest);
        // undivided: the lanes are whole points
        match of.scorer.extra_at_most(group).filter(|_| self.planes.is_exact()) {
            Some(extra) => lanes::topped_up(&mut bounds, &Lanes(*extra)),
            None => lanes::topped_up(&mut bounds, &sum(extra)),
        }
        self.rests.push(rest);
        bounds
    }

    /// Takes the blocks whose bound is at least `from` and below `above`.
    #[inline(always)]
    fn take<Scorer: ExactScorer>(
        &mut self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        from: u16,
        above: Option<u16>,
    ) {
        for group in 0..self.bounds.len() {
            let bounds = &self.bounds[group];
            let mut taken = wide.at_least(bounds, from);
            if taken == 0 {
                continue;
            }
            if let Some(above) = above {
                taken &= !wide.at_least(bounds, above);
            }
            // blocks that grow are marked before they are there
            taken &= u64::MAX >> (BLOCK - (of.live.len() - group * BLOCK).min(BLOCK));
            while taken != 0 {
                let place = taken.trailing_zeros() as usize;
                taken &= taken - 1;
                let block = group * BLOCK + place;
                if self.rests.is_empty() {
                    let bound = self.bounds[group].0[place];
                    self.look_at(wide, of, block, bound);
                } else {
                    self.taken.push(as_u32(block));
                }
            }
        }
        let taken = std::mem::take(&mut self.taken);
        self.narrow(wide, of, &taken);
        self.taken = taken;
        self.taken.clear();
    }

    /// The least sum that any row needs at present.
    #[inline(always)]
    pub(super) fn needed<Scorer: ExactScorer>(&self, scorer: &Scorer) -> u16 {
        self.planes.divided(scorer.least_anywhere(self.top.least())).max(1)
    }

    #[inline(always)]
    fn look_at<Scorer: ExactScorer>(
        &mut self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        block: usize,
        bound: u16,
    ) {
        let needed = of.scorer.least(block, self.top.least());
        let needed = self.planes.divided(needed).max(self.band.floor);
        if bound < needed {
            return;
        }
        self.looked_at += 1;
        let sums = wide.sums(of.blocks, &mut self.planes, block);
        let mut rows = wide.at_least(&sums, needed) & of.live[block];
        if let Some(below) = self.band.below {
            rows &= !wide.at_least(&sums, below);
        }
        self.look_at_rows(wide, of, block, rows, &sums);
    }

    /// Looks at these rows of the block, whose sums are given.
    #[inline(always)]
    pub(super) fn look_at_rows<Scorer: ExactScorer>(
        &mut self,
        wide: impl Wide,
        of: Part<'_, Scorer>,
        block: usize,
        rows: u64,
        sums: &Lanes,
    ) {
        let Part { tier, blocks, scorer, .. } = of;
        let least = |top: &Top, planes: &Planes| planes.divided(scorer.least(block, top.least())).max(1);
        let mut rows = admitted(rows, block, scorer);
        if rows == 0 {
            return;
        }
        let excess = wide.excess(&self.planes);
        while rows != 0 {
            let lane = rows.trailing_zeros();
            rows &= rows - 1;
            let row = block * BLOCK + lane as usize;
            let divided = sums.0[lane as usize];
            if divided < least(&self.top, &self.planes) {
                continue;
            }
            let sum = match &excess {
                _ if divided == u16::MAX => self.planes.exact_sum(blocks, block, lane),
                _ if self.planes.is_exact() => u32::from(divided),
                Some(excess) => self.planes.exactly(divided, excess.0[lane as usize]),
                None => self.planes.exact_sum(blocks, block, lane),
            };
            let Some(score) = scorer.score(row, sum) else { continue };
            if score >= self.top.least() {
                self.top.offer(Found { score, tie: scorer.tie(row), place: Place::new(tier, row) });
            }
        }
    }

    /// The best that were found, best first.
    pub fn finish(&mut self) -> &[Found] {
        self.top.finish()
    }

    /// How many blocks were looked at since the question began.
    #[must_use]
    pub const fn blocks_looked_at(&self) -> usize {
        self.looked_at
    }
}

/// The bound that half of the best blocks of each lane reach. The last of the best will probably reach part of it;
/// without that floor the first blocks would fill the list with rows that better ones drive out soon after.
#[inline(always)]
fn middling(wide: impl Wide, best: &Lanes, highest: u16) -> u16 {
    let (mut low, mut high) = (0, highest);
    while high - low > 1 + highest / 32 {
        let middle = low.midpoint(high);
        if wide.at_least(best, middle).count_ones() >= u64::BITS / 2 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Which of the rows are admitted. Without a branch on the answer: it is as good as random, and a wrong guess costs
/// the processor more than the rule.
#[inline(always)]
fn admitted<Scorer: ExactScorer>(rows: u64, block: usize, scorer: &Scorer) -> u64 {
    let (mut left, mut admitted) = (rows, 0);
    while left != 0 {
        let lane = left.trailing_zeros();
        left &= left - 1;
        admitted |= u64::from(scorer.admits(block * BLOCK + lane as usize)) << lane;
    }
    admitted
}

impl Default for Search {
    fn default() -> Self {
        Self::new()
    }
}
