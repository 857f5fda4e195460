//! The best k of what is offered, by score and then by tie key.

use super::blocks::as_u32;
use super::tier::Place;

/// Scores are counted in so many steps, to know at any time what it takes to be among the best without putting them
/// in order.
const STEPS: usize = 1 << STEP_BITS;
const STEP_BITS: u32 = 10;

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How well it fits.
    pub score: u32,
    /// What decides between equal scores: the lowest first. No two rows have the same.
    pub tie: u128,
    /// Where it lies.
    pub place: Place,
}

/// Keeps the best k, and others that were offered before it was known that they are not.
#[derive(Debug)]
pub(super) struct Top {
    limit: usize,
    /// Small, because they are put in order: a score, the best first, and where in `found` the rest of it is.
    entries: Vec<u64>,
    found: Vec<Found>,
    /// The least score that may still be among the best.
    least: u32,
    /// The highest tie with which it may.
    least_tie: u128,
    /// How many entries have a score of each step.
    counts: Box<[u32; STEPS]>,
    /// A step is two to the power of this many points.
    shift: u32,
    /// The step of the least score, and how many entries are in it or in a higher one.
    step: u32,
    reached: usize,
    sorted: Vec<Found>,
}

/// A score and a place in `found`, so that the lowest is the best.
fn entry(score: u32, at: usize) -> u64 {
    u64::from(u32::MAX - score) << 32 | u64::from(as_u32(at))
}

/// Where in `found` an entry is.
fn at(entry: u64) -> usize {
    let [one, two, three, four, ..] = entry.to_le_bytes();
    u32::from_le_bytes([one, two, three, four]) as usize
}

const fn score(entry: u64) -> u32 {
    u32::MAX - (entry >> 32) as u32
}

impl Top {
    pub(super) fn new() -> Self {
        Self {
            limit: 0,
            entries: Vec::new(),
            found: Vec::new(),
            least: 0,
            least_tie: u128::MAX,
            counts: Box::new([0; STEPS]),
            shift: 0,
            step: 0,
            reached: 0,
            sorted: Vec::new(),
        }
    }

    pub(super) fn start(&mut self, limit: usize) {
        self.limit = limit;
        self.entries.clear();
        self.found.clear();
        (self.least, self.least_tie) = (0, u128::MAX);
        (self.shift, self.step, self.reached) = (0, 0, 0);
        self.counts.fill(0);
    }

    /// Makes the steps large enough for a score that may come.
    pub(super) fn expect(&mut self, score: u32) {
        if self.entries.is_empty() {
            self.shift = (u32::BITS - score.leading_zeros()).saturating_sub(STEP_BITS);
        }
    }

    /// The least score that may still be among the best; 0 while there are fewer than k.
    #[inline(always)]
    pub(super) const fn least(&self) -> u32 {
        self.least
    }

    /// Takes in a row with at least the least score.
    #[inline(always)]
    pub(super) fn offer(&mut self, found: Found) {
        if self.limit == 0 || (found.score == self.least && found.tie > self.least_tie) {
            return;
        }
        if found.score >> self.shift >= 1 << STEP_BITS {
            self.coarsen(found.score);
        }
        self.counts[(found.score >> self.shift) as usize] += 1;
        self.reached += 1;
        self.entries.push(entry(found.score, self.found.len()));
        self.found.push(found);
        if self.reached - self.counts[self.step as usize] as usize >= self.limit {
            self.raise();
        }
        if self.entries.len() > 4 * self.limit {
            self.compact();
        }
    }

    /// Raises the least score as far as the counts allow.
    fn raise(&mut self) {
        if self.least == 0 {
            // there is no entry below the lowest
            let lowest = self.entries.iter().max().map_or(0, |entry| score(*entry));
            self.step = lowest >> self.shift;
        }
        loop {
            let above = self.reached - self.counts[self.step as usize] as usize;
            if above < self.limit {
                break;
            }
            self.reached = above;
            self.step += 1;
        }
        let least = self.step << self.shift;
        if least > self.least {
            (self.least, self.least_tie) = (least, u128::MAX);
        }
    }

    /// Makes the steps so large that a score is one of the lower half of them.
    #[cold]
    fn coarsen(&mut self, score: u32) {
        self.shift = (u32::BITS - score.leading_zeros()).saturating_sub(STEP_BITS - 1);
        self.recount();
    }

    fn recount(&mut self) {
        self.counts.fill(0);
        for entry in &self.entries {
            self.counts[(score(*entry) >> self.shift) as usize] += 1;
        }
        self.step = self.least >> self.shift;
        self.reached = self.counts[self.step as usize..].iter().map(|count| *count as usize).sum();
    }

    /// Lets go of all but the best, after which it is known exactly what the k-th best is.
    #[cold]
    fn compact(&mut self) {
        self.keep_the_best();
        self.sorted.clear();
        self.sorted.extend(self.entries.iter().map(|entry| self.found[at(*entry)]));
        std::mem::swap(&mut self.found, &mut self.sorted);
        for (place, entry) in self.entries.iter_mut().enumerate() {
            *entry = self::entry(score(*entry), place);
        }
        if let Some(worst) = self.found.iter().max_by_key(|found| (u32::MAX - found.score, found.tie)) {
            (self.least, self.least_tie) = (worst.score, worst.tie);
        }
        self.recount();
    }

    /// Leaves the best entries, in any order.
    fn keep_the_best(&mut self) {
        let (least, found) = (self.least, &self.found);
        self.entries.retain(|entry| score(*entry) >= least);
        if self.entries.len() > self.limit && self.limit > 0 {
            let (_, worst, below) = self.entries.select_nth_unstable(self.limit - 1);
            let worst = score(*worst);
            if below.iter().any(|entry| score(*entry) == worst) {
                self.entries.retain(|entry| score(*entry) >= worst);
                let in_order = |entry: &u64| (u32::MAX - score(*entry), found[at(*entry)].tie);
                self.entries.select_nth_unstable_by_key(self.limit - 1, in_order);
            }
        }
        self.entries.truncate(self.limit);
    }

    /// The best, in order.
    pub(super) fn finish(&mut self) -> &[Found] {
        self.keep_the_best();
        let found = &self.found;
        self.entries.sort_unstable();
        for equal in self.entries.chunk_by_mut(|one, other| score(*one) == score(*other)) {
            if equal.len() > 1 {
                equal.sort_unstable_by_key(|entry| found[at(*entry)].tie);
            }
        }
        self.sorted.clear();
        self.sorted.extend(self.entries.iter().map(|entry| self.found[at(*entry)]));
        &self.sorted
    }
}
