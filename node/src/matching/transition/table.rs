//! The score of every ordered pair of occupations, one byte each: 9.2 MB for the full list.

use super::{Transitions, score::Feasibility};
use std::{num::NonZeroUsize, thread};
use vocabulary::OccupationIndex;

/// The score of every ordered pair, in steps of 1/255.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionTable {
    occupations: usize,
    /// Row by row: all destinations of the first occupation, then of the second.
    steps: Box<[u8]>,
}

impl TransitionTable {
    /// Scores every pair on so many threads. The table is the same whatever their number.
    #[must_use]
    pub fn new(transitions: &Transitions, threads: NonZeroUsize) -> Self {
        let occupations = transitions.occupation_count();
        let mut steps = vec![0; occupations * occupations].into_boxed_slice();
        let rows_each = occupations.div_ceil(threads.get()).max(1);
        thread::scope(|scope| {
            let mut origins = transitions.occupations();
            for part in steps.chunks_mut((rows_each * occupations).max(1)) {
                let origins: Vec<OccupationIndex> = origins.by_ref().take(rows_each).collect();
                scope.spawn(move || fill(transitions, &origins, part));
            }
        });
        Self { occupations, steps }
    }

    /// How feasible the change is; 0 for occupations that the table does not have.
    #[must_use]
    pub fn feasibility(&self, from: OccupationIndex, to: OccupationIndex) -> Feasibility {
        Feasibility::from_quantised(self.from(from).get(to.at()).copied().unwrap_or_default())
    }

    /// The scores from an occupation to every other, by number, in steps of 1/255.
    #[must_use]
    pub fn from(&self, from: OccupationIndex) -> &[u8] {
        let start = from.at() * self.occupations;
        self.steps.get(start..start + self.occupations).unwrap_or_default()
    }

    /// How many bytes the table holds.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.steps.len()
    }
}

fn fill(transitions: &Transitions, origins: &[OccupationIndex], rows: &mut [u8]) {
    for (from, row) in origins.iter().zip(rows.chunks_mut(transitions.occupation_count())) {
        let origin = transitions.from_occupation(*from);
        for (to, steps) in transitions.occupations().zip(row) {
            *steps = transitions.feasibility(&origin, to).quantised();
        }
    }
}
