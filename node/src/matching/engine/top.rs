//! The best k of what is offered, by score and then by tie key.

use super::blocks::as_u32;
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

/// Keeps the best k; more than k may lie in it until they are sorted out.
#[derive(Debug)]
pub(super) struct Top<Score> {
    limit: usize,
    /// Small, because they are moved often: a score, and where in `found` the rest of it is.
    entries: Vec<(Score, u32)>,
    /// All that entered since the question began.
    found: Vec<Found<Score>>,
    /// The k-th best so far, once there are k.
    worst: Option<(Score, u128)>,
    sorted: Vec<Found<Score>>,
}

/// Best first.
fn order<Score: Ord>(found: &[Found<Score>]) -> impl Fn(&(Score, u32), &(Score, u32)) -> Ordering {
    let tie = |(_, at): &(Score, u32)| found[*at as usize].tie;
    move |one, other| other.0.cmp(&one.0).then_with(|| tie(one).cmp(&tie(other)))
}

impl<Score: Ord + Copy> Top<Score> {
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
        self.entries.push((found.score, as_u32(self.found.len())));
        self.found.push(found);
        // sorting out costs the same for few as for many: wait until half as many more have come
        let full = if self.worst.is_none() { self.limit } else { self.limit + self.limit / 2 + 1 };
        if self.entries.len() >= full {
            self.sort_out();
        }
    }

    fn sort_out(&mut self) {
        if self.entries.len() >= self.limit {
            self.entries.select_nth_unstable_by(self.limit - 1, order(&self.found));
            self.entries.truncate(self.limit);
            let worst = self.entries.last().map(|(_, at)| &self.found[*at as usize]);
            self.worst = worst.map(|found| (found.score, found.tie));
        }
    }

    /// The best, in order.
    pub(super) fn finish(&mut self) -> &[Found<Score>] {
        if self.limit > 0 {
            self.sort_out();
        }
        self.entries.sort_unstable_by(order(&self.found));
        self.sorted.clear();
        self.sorted.extend(self.entries.iter().map(|(_, at)| self.found[*at as usize]));
        &self.sorted
    }
}
