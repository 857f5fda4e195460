//! The best k of what is offered, by score and then by tie key.

use super::blocks::as_u32;
use super::tier::Place;

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<Score> {
    /// How well it fits.
    pub score: Score,
    /// What decides between equal scores: the lowest first. No two rows have the same.
    pub tie: u128,
    /// Where it lies.
    pub place: Place,
}

/// Keeps the best k; more than k may lie in it until they are sorted out.
#[derive(Debug)]
pub(super) struct Top<Score> {
    limit: usize,
    /// Small, because they are moved often: a score, the best first, and where in `found` the rest of it is. A plain
    /// number, because comparing numbers needs no branch, and a wrong guess at a branch costs more than all else.
    entries: Vec<u64>,
    /// All that entered since the question began.
    found: Vec<Found<Score>>,
    /// The k-th best so far, once there are k.
    worst: Option<(Score, u128)>,
    sorted: Vec<Found<Score>>,
}

/// Where in `found` an entry is.
const fn at(entry: u64) -> usize {
    (entry & u32::MAX as u64) as usize
}

impl<Score: Ord + Copy + Into<u32>> Top<Score> {
    pub(super) const fn new() -> Self {
        Self { limit: 0, entries: Vec::new(), found: Vec::new(), worst: None, sorted: Vec::new() }
    }

    pub(super) fn start(&mut self, limit: usize) {
        self.limit = limit;
        self.entries.clear();
        self.found.clear();
        self.worst = None;
    }

    /// The k-th best score so far; none while there are fewer than k.
    #[inline]
    pub(super) fn worst(&self) -> Option<Score> {
        self.worst.map(|(score, _)| score)
    }

    #[inline]
    pub(super) fn offer(&mut self, found: Found<Score>) {
        let enters = self.worst.is_none_or(|(score, tie)| (found.score, tie) > (score, found.tie));
        if !enters || self.limit == 0 {
            return;
        }
        let downwards = u32::MAX - found.score.into();
        self.entries.push(u64::from(downwards) << 32 | u64::from(as_u32(self.found.len())));
        self.found.push(found);
        // sorting out costs the same for few as for many: wait until half as many more have come
        let full = if self.worst.is_none() { self.limit } else { self.limit + self.limit / 2 + 1 };
        if self.entries.len() >= full {
            self.sort_out();
        }
    }

    fn sort_out(&mut self) {
        if self.entries.len() < self.limit {
            return;
        }
        let (_, worst, _) = self.entries.select_nth_unstable(self.limit - 1);
        let score = *worst >> 32;
        // of those with the score of the k-th only the first by their ties stay
        let better = self.entries.iter().filter(|entry| **entry >> 32 < score).count();
        let mut at_least = better;
        for entry in self.limit.. self.entries.len() {
            if self.entries[entry] >> 32 == score {
                self.entries.swap(self.limit + at_least - better, entry);
                at_least += 1;
            }
        }
        let _ = at_least;
        let extra = at_least - better;
        let found = &self.found;
        let mut last = 0;
        if extra > 0 {
            self.entries.truncate(self.limit + extra);
            let mut place = 0;
            // those that are better to the front
            for entry in 0..self.limit {
                if self.entries[entry] >> 32 < score {
                    self.entries.swap(place, entry);
                    place += 1;
                }
            }
            let equal = &mut self.entries[better..];
            let (_, last_entry, _) = equal.select_nth_unstable_by_key(self.limit - better - 1, |entry| found[at(*entry)].tie);
            last = *last_entry;
            self.entries.truncate(self.limit);
        } else {
            self.entries.truncate(self.limit);
            let equal = self.entries.iter().filter(|entry| **entry >> 32 == score);
            last = *equal.max_by_key(|entry| found[at(**entry)].tie).unwrap_or(&0);
        }
        let worst = &found[at(last)];
        self.worst = Some((worst.score, worst.tie));
    }

    /// Puts the entries in order, those of equal score by their ties.
    fn put_in_order(&mut self) {
        self.entries.sort_unstable();
        let found = &self.found;
        for equal in self.entries.chunk_by_mut(|one, other| one >> 32 == other >> 32) {
            if equal.len() > 1 {
                equal.sort_unstable_by_key(|entry| found[at(*entry)].tie);
            }
        }
    }

    /// The best, in order.
    pub(super) fn finish(&mut self) -> &[Found<Score>] {
        self.put_in_order();
        self.entries.truncate(self.limit);
        self.sorted.clear();
        self.sorted.extend(self.entries.iter().map(|entry| self.found[at(*entry)]));
        &self.sorted
    }
}
