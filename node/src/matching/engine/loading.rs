//! Many rows at once: at start, and after a change of the vocabulary.

use super::{
    arranged::Arranged,
    blocks::{BLOCK, as_u32},
    tier::Tier,
    tiers::Tiers,
};
use std::sync::Arc;

/// Many rows at once, arranged when all have come. Of rows with the same id the last stays.
#[derive(Debug)]
pub struct Loading<Id, Terms: Arranged> {
    shared: Arc<Terms::Shared>,
    rows: Tier<Id, Terms>,
}

impl<Id: Ord + Copy, Terms: Arranged> Loading<Id, Terms> {
    /// No rows yet.
    #[must_use]
    pub fn new(shared: Arc<Terms::Shared>) -> Self {
        Self { shared, rows: Tier::empty() }
    }

    /// Adds a row; as [`Tiers::put`].
    pub fn add(&mut self, id: Id, terms: Terms, details: &[u32]) {
        self.rows.push_row(id, terms, details);
    }

    /// All rows, arranged.
    #[must_use]
    pub fn finish(self) -> Tiers<Id, Terms> {
        let Self { shared, rows: mut loaded } = self;
        let mut last: Vec<u32> = (0..as_u32(loaded.ids.len())).collect();
        last.sort_by_key(|row| loaded.ids[*row as usize]);
        loaded.live = vec![0; loaded.ids.len().div_ceil(BLOCK)];
        for (at, row) in last.iter().map(|row| *row as usize).enumerate() {
            let again = last.get(at + 1).is_some_and(|next| loaded.ids[*next as usize] == loaded.ids[row]);
            loaded.live[row / BLOCK] |= u64::from(!again) << (row % BLOCK);
        }
        let arranged = Tier::arranged(&[&loaded], &shared);
        drop(loaded);
        Tiers::of_one(shared, arranged)
    }
}
