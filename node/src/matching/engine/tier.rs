//! One tier of rows: rows in blocks, with what is kept of each besides its features.

use super::arranged::{Arranged, Beside as _};
use super::blocks::{BLOCK, Blocks, Rows, as_u32};
use super::simd::announce;

/// The newest tier has this many blocks: few enough that a question looks at all of them in half a microsecond.
const NEWEST_BLOCKS: usize = 8;

/// Where a row lies, until the next change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    tier: u32,
    row: u32,
}

impl Place {
    /// A row of a tier.
    ///
    /// # Panics
    /// When there are 2^32 rows, which do not fit in the memory of one region's machine.
    #[must_use]
    #[inline]
    pub fn new(tier: usize, row: usize) -> Self {
        Self { tier: as_u32(tier), row: as_u32(row) }
    }

    /// Which tier.
    #[must_use]
    pub const fn tier(self) -> usize {
        self.tier as usize
    }

    /// Which row of it.
    #[must_use]
    pub const fn row(self) -> usize {
        self.row as usize
    }
}

/// Rows of one tier.
#[derive(Debug)]
pub struct Tier<Id, Terms: Arranged> {
    pub(super) ids: Vec<Id>,
    terms: Vec<Terms>,
    beside: Terms::Beside,
    /// Where the details of each row end.
    ends: Vec<u32>,
    pub(super) details: Vec<u32>,
    pub(super) blocks: Blocks,
    /// Which rows are still there, a word for each block.
    pub(super) live: Vec<u64>,
    /// The rows in order of id.
    by_id: Vec<u32>,
}

impl<Id: Ord + Copy, Terms: Arranged> Tier<Id, Terms> {
    pub(super) fn newest() -> Self {
        Self { blocks: Blocks::growing(NEWEST_BLOCKS, Terms::GRADES, Terms::COMMON), ..Self::empty() }
    }

    pub(super) fn empty() -> Self {
        Self {
            ids: Vec::new(),
            terms: Vec::new(),
            beside: Terms::Beside::default(),
            ends: Vec::new(),
            details: Vec::new(),
            blocks: Blocks::default(),
            live: Vec::new(),
            by_id: Vec::new(),
        }
    }

    pub(super) fn push_row(&mut self, id: Id, terms: Terms, details: &[u32]) {
        self.ids.push(id);
        self.terms.push(terms);
        self.details.extend_from_slice(details);
        self.ends.push(as_u32(self.details.len()));
    }

    /// Adds a row to the newest tier.
    pub(super) fn append(&mut self, id: Id, terms: Terms, details: &[u32], shared: &Terms::Shared) {
        let row = self.ids.len();
        self.push_row(id, terms, details);
        self.beside.push(shared, &terms);
        self.blocks.push(|mut add| {
            terms.own_features(&mut add);
            for detail in details {
                Terms::features(shared, Terms::key(shared, *detail), &mut add);
            }
        });
        if row.is_multiple_of(BLOCK) {
            self.live.push(0);
        }
        self.live[row / BLOCK] |= 1 << (row % BLOCK);
        let at = self.by_id.partition_point(|other| (self.ids[*other as usize], *other as usize) < (id, row));
        self.by_id.insert(at, as_u32(row));
    }

    /// The rows that are still there, of several tiers, arranged.
    pub(super) fn arranged(sources: &[&Self], shared: &Terms::Shared) -> Self {
        let mut order: Vec<(u64, Id, u32, u32)> = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            order.extend(
                source.live_rows().map(|row| {
                    (source.terms[row].arrangement(), source.ids[row], as_u32(number), as_u32(row))
                }),
            );
        }
        order.sort_unstable_by_key(|(arrangement, id, ..)| (*arrangement, *id));
        let mut tier = Self::empty();
        tier.ids.reserve_exact(order.len());
        tier.terms.reserve_exact(order.len());
        tier.ends.reserve_exact(order.len());
        let row_details =
            |(_, _, source, row): &(u64, Id, u32, u32)| sources[*source as usize].details(*row as usize);
        tier.details.reserve_exact(order.iter().map(|row| row_details(row).len()).sum());
        for row in &order {
            let source = sources[row.2 as usize];
            tier.push_row(row.1, source.terms[row.3 as usize], row_details(row));
        }
        drop(order);
        tier.by_id = (0..as_u32(tier.ids.len())).collect();
        tier.by_id.sort_unstable_by_key(|row| tier.ids[*row as usize]);
        tier.lay_out(shared);
        tier
    }

    /// A tier of rows that are arranged already; `by_id` are the rows in order of id.
    pub(super) fn laid_out(
        ids: Vec<Id>,
        terms: Vec<Terms>,
        ends: Vec<u32>,
        details: Vec<u32>,
        by_id: Vec<u32>,
        shared: &Terms::Shared,
    ) -> Self {
        let mut tier = Self { ids, terms, ends, details, by_id, ..Self::empty() };
        tier.lay_out(shared);
        tier
    }

    /// Blocks and marks of life for rows that are complete.
    fn lay_out(&mut self, shared: &Terms::Shared) {
        let rows = self.ids.len();
        for terms in &self.terms {
            self.beside.push(shared, terms);
        }
        self.blocks = Blocks::new(&Laying { tier: &*self, shared });
        self.live = vec![u64::MAX; rows.div_ceil(BLOCK)];
        if !rows.is_multiple_of(BLOCK)
            && let Some(last) = self.live.last_mut()
        {
            *last = (1 << (rows % BLOCK)) - 1;
        }
    }

    pub(super) fn find(&self, id: Id) -> Option<usize> {
        let from = self.by_id.partition_point(|row| self.ids[*row as usize] < id);
        let same = self.by_id[from..].iter().map(|row| *row as usize);
        same.take_while(|row| self.ids[*row] == id).find(|row| self.is_live(*row))
    }

    pub(super) fn is_live(&self, row: usize) -> bool {
        self.live[row / BLOCK] >> (row % BLOCK) & 1 == 1
    }

    pub(super) fn live_rows(&self) -> impl Iterator<Item = usize> {
        (0..self.ids.len()).filter(|row| self.is_live(*row))
    }

    /// How many rows there are, those that went included.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.ids.len()
    }

    /// Whose row it is.
    #[must_use]
    pub fn id(&self, row: usize) -> Id {
        self.ids[row]
    }

    /// What is kept of the row besides its features.
    #[must_use]
    pub fn terms(&self, row: usize) -> &Terms {
        &self.terms[row]
    }

    /// Says that the row's id and what is kept of it will be wanted.
    pub fn announce(&self, row: usize) {
        announce(&self.terms[row]);
        announce(&self.ids[row]);
    }

    /// The row's details, sorted as they were put in.
    #[must_use]
    pub fn details(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.details[start as usize..self.ends[row] as usize]
    }

    /// What lies beside the rows in columns.
    #[must_use]
    pub const fn beside(&self) -> &Terms::Beside {
        &self.beside
    }

    /// The features of all rows.
    #[must_use]
    pub const fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// Which rows are still there, a word for each block.
    #[must_use]
    pub fn live(&self) -> &[u64] {
        &self.live
    }

    pub(super) fn size_bytes(&self) -> usize {
        self.ids.capacity() * size_of::<Id>()
            + self.terms.capacity() * size_of::<Terms>()
            + (self.ends.capacity() + self.details.capacity() + self.by_id.capacity()) * size_of::<u32>()
            + self.live.capacity() * size_of::<u64>()
            + self.blocks.size_bytes()
            + self.beside.size_bytes()
    }
}

/// The rows of a tier on their way into blocks.
struct Laying<'a, Id, Terms: Arranged> {
    tier: &'a Tier<Id, Terms>,
    shared: &'a Terms::Shared,
}

impl<Id: Ord + Copy, Terms: Arranged> Rows for Laying<'_, Id, Terms> {
    const GRADES: u32 = Terms::GRADES;

    const COMMON: u32 = Terms::COMMON;

    fn count(&self) -> usize {
        self.tier.ids.len()
    }

    fn keys(&self, row: usize, mut add: impl FnMut(u32)) {
        self.tier.details(row).iter().for_each(|detail| add(Terms::key(self.shared, *detail)));
        self.tier.terms[row].common_key().into_iter().for_each(add);
    }

    fn features(&self, key: u32, add: impl FnMut(u32)) {
        Terms::features(self.shared, key, add);
    }

    fn own_features(&self, row: usize, add: impl FnMut(u32)) {
        let terms = &self.tier.terms[row];
        if terms.common_key().is_none() {
            terms.own_features(add);
        }
    }
}
