//! The best k of what is offered, by score and then by tie key.

use super::tier::Place;
use std::cmp::Ordering;

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

impl<Score: Ord> Found<Score> {
    /// Best first.
    fn order(&self, other: &Self) -> Ordering {
        other.score.cmp(&self.score).then(self.tie.cmp(&other.tie))
    }
}

/// Keeps the best k; more than k may lie in it until they are sorted out.
#[derive(Debug)]
pub(super) struct Top<Score> {
    limit: usize,
    entries: Vec<Found<Score>>,
    /// The k-th best so far, once there are k.
    worst: Option<(Score, u128)>,
}

impl<Score: Ord + Copy> Top<Score> {
    pub(super) const fn new() -> Self {
        Self { limit: 0, entries: Vec::new(), worst: None }
    }

    pub(super) fn start(&mut self, limit: usize) {
        self.limit = limit;
        self.entries.clear();
        self.worst = None;
    }

    /// The k-th best score so far; none while there are fewer than k.
    pub(super) fn worst(&self) -> Option<Score> {
        self.worst.map(|(score, _)| score)
    }

    pub(super) fn offer(&mut self, found: Found<Score>) {
        let enters = self
            .worst
            .is_none_or(|(score, tie)| score.cmp(&found.score).then(found.tie.cmp(&tie)) == Ordering::Less);
        if !enters || self.limit == 0 {
            return;
        }
        self.entries.push(found);
        // sorting out costs the same for few as for many: wait until half as many more have come
        let full = if self.worst.is_none() { self.limit } else { self.limit + self.limit / 2 + 1 };
        if self.entries.len() >= full {
            self.sort_out();
        }
    }

    fn sort_out(&mut self) {
        if self.entries.len() >= self.limit {
            self.entries.select_nth_unstable_by(self.limit - 1, Found::order);
            self.entries.truncate(self.limit);
            self.worst = self.entries.last().map(|found| (found.score, found.tie));
        }
    }

    /// The best, in order.
    pub(super) fn finish(&mut self) -> &[Found<Score>] {
        if self.limit > 0 {
            self.sort_out();
        }
        self.entries.sort_unstable_by(Found::order);
        &self.entries
    }
}
