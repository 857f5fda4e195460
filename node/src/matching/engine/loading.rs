//! Many rows at once: at start, and after a change of the vocabulary.
//!
//! Rows come from a few places at a time, and while they are arranged each column is let go as soon as it has been
//! copied in order: there are never two copies of everybody.

use super::{arranged::Arranged, blocks::as_u32, tier::Tier, tiers::Tiers};
use std::sync::Arc;

/// Many rows at once, arranged when all have come. Of rows with the same id the last stays.
#[derive(Debug)]
pub struct Loading<Id, Terms> {
    parts: Vec<Part<Id, Terms>>,
}

/// Rows as they came, in columns.
#[derive(Debug)]
struct Part<Id, Terms> {
    ids: Vec<Id>,
    terms: Vec<Terms>,
    /// Where the details of each row end.
    ends: Vec<u32>,
    details: Vec<u32>,
}

impl<Id: Ord + Copy, Terms: Arranged> Default for Loading<Id, Terms> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Id: Ord + Copy, Terms: Arranged> Loading<Id, Terms> {
    /// No rows yet.
    #[must_use]
    pub fn new() -> Self {
        let part = Part { ids: Vec::new(), terms: Vec::new(), ends: Vec::new(), details: Vec::new() };
        Self { parts: vec![part] }
    }

    /// Adds a row; as [`Tiers::put`].
    pub fn add(&mut self, id: Id, terms: Terms, details: &[u32]) {
        if let Some(part) = self.parts.last_mut() {
            part.ids.push(id);
            part.terms.push(terms);
            part.details.extend_from_slice(details);
            part.ends.push(as_u32(part.details.len()));
        }
    }

    /// Takes over rows that were gathered apart, as if they came after those that are here.
    pub fn append(&mut self, others: Self) {
        self.parts.extend(others.parts);
    }

    /// All rows, arranged.
    #[must_use]
    pub fn finish(mut self, shared: Arc<Terms::Shared>) -> Tiers<Id, Terms> {
        let by_id = self.last_of_each_id();
        let order = self.order(&by_id);
        // where the rows come from, in their new order
        let from =
            || order.iter().map(|(_, at)| (by_id[*at as usize].1 as usize, by_id[*at as usize].2 as usize));
        let ids = order.iter().map(|(_, at)| by_id[*at as usize].0).collect();
        self.parts.iter_mut().for_each(|part| part.ids = Vec::new());
        let terms = from().map(|(part, row)| self.parts[part].terms[row]).collect();
        self.parts.iter_mut().for_each(|part| part.terms = Vec::new());
        let count = from().map(|(part, row)| self.parts[part].details(row).len()).sum();
        let (mut details, mut ends) = (Vec::with_capacity(count), Vec::with_capacity(order.len()));
        for (part, row) in from() {
            details.extend_from_slice(self.parts[part].details(row));
            ends.push(as_u32(details.len()));
        }
        drop(self);
        drop(by_id);
        let mut places = vec![0; order.len()];
        for (row, (_, at)) in order.iter().enumerate() {
            places[*at as usize] = as_u32(row);
        }
        drop(order);
        let tier = Tier::laid_out(ids, terms, ends, details, places, &shared);
        Tiers::of_one(shared, tier)
    }

    /// Each id once, in order, with the part and the row that came last with it.
    fn last_of_each_id(&self) -> Vec<(Id, u32, u32)> {
        let mut all = Vec::with_capacity(self.parts.iter().map(|part| part.ids.len()).sum());
        for (number, part) in self.parts.iter().enumerate() {
            all.extend(part.ids.iter().enumerate().map(|(row, id)| (*id, as_u32(number), as_u32(row))));
        }
        all.sort_unstable();
        // of those with one id the first stays, which is made the last before
        all.reverse();
        all.dedup_by_key(|(id, ..)| *id);
        all.reverse();
        all
    }

    /// Places in the order of ids, arranged: rows with like keys beside each other, those with equal keys by id.
    fn order(&self, by_id: &[(Id, u32, u32)]) -> Vec<(u64, u32)> {
        let arrangement = |part: u32, row: u32| self.parts[part as usize].terms[row as usize].arrangement();
        let keys = by_id.iter().map(|(_, part, row)| arrangement(*part, *row));
        let mut order: Vec<(u64, u32)> = keys.zip(0..).collect();
        order.sort_unstable();
        order
    }
}

impl<Id, Terms> Part<Id, Terms> {
    fn details(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.details[start as usize..self.ends[row] as usize]
    }
}
