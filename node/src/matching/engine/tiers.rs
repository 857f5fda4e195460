//! Rows that come, change and go, in three tiers: nearly all of them arranged, some arranged lately, the newest as
//! they came.
//!
//! A change marks the old row as gone and appends the new one to the newest tier, so it costs its own features and
//! the next question sees it whole. When the newest tier is full it is merged into the middle one, and the middle
//! one, when it has grown, into the first (a log-structured merge in two levels: O'Neil and others, *The
//! log-structured merge-tree*, Acta Informatica 33, 1996). Merging only reads; the result is put in place after it
//! is complete, so others can go on asking meanwhile.

use super::blocks::{BLOCK, Blocks, Rows};
use std::sync::Arc;

/// The newest tier has this many blocks: few enough that a question looks at all of them in half a microsecond.
const NEWEST_BLOCKS: usize = 8;
/// The middle tier may always grow to this many rows before everything is arranged anew.
const MIDDLE_ROWS: usize = 4096;
/// Or to this part of all rows: arranging everything then costs each change a few microseconds in all.
const MIDDLE_PART: usize = 16;

/// What is kept of a row besides its features.
pub trait Arranged: Copy {
    /// What all rows share that turns details into features.
    type Shared: std::fmt::Debug;

    /// Where features are grades of scales: of how many, as [`Rows::GRADES`].
    const GRADES: u32 = 0;

    /// Rows with like keys lie beside each other. Only speed hangs on it.
    fn arrangement(&self) -> u64;

    /// The number under which those who have a detail are counted.
    fn counted(detail: u32) -> u32;

    /// A dense number for a detail: details with the same number have the same features.
    fn key(shared: &Self::Shared, detail: u32) -> u32 {
        let _ = shared;
        Self::counted(detail)
    }

    /// The features that details of this number stand for, some perhaps more than once.
    fn features(shared: &Self::Shared, key: u32, mut add: impl FnMut(u32)) {
        let _ = shared;
        add(key);
    }

    /// Features that hang on no detail.
    fn own_features(&self, add: impl FnMut(u32)) {
        drop(add);
    }
}

/// The rows of a tier on their way into blocks.
struct Laying<'a, Id, Terms: Arranged> {
    tier: &'a Tier<Id, Terms>,
    shared: &'a Terms::Shared,
}

impl<Id: Ord + Copy, Terms: Arranged> Rows for Laying<'_, Id, Terms> {
    const GRADES: u32 = Terms::GRADES;

    fn count(&self) -> usize {
        self.tier.ids.len()
    }

    fn keys(&self, row: usize, mut add: impl FnMut(u32)) {
        self.tier.details(row).iter().for_each(|detail| add(Terms::key(self.shared, *detail)));
    }

    fn features(&self, key: u32, add: impl FnMut(u32)) {
        Terms::features(self.shared, key, add);
    }

    fn own_features(&self, row: usize, add: impl FnMut(u32)) {
        self.tier.terms[row].own_features(add);
    }
}

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
pub struct Tier<Id, Terms> {
    ids: Vec<Id>,
    terms: Vec<Terms>,
    /// Where the details of each row end.
    ends: Vec<u32>,
    details: Vec<u32>,
    blocks: Blocks,
    /// Which rows are still there, a word for each block.
    live: Vec<u64>,
    /// The rows in order of id.
    by_id: Vec<u32>,
}

impl<Id: Ord + Copy, Terms: Arranged> Tier<Id, Terms> {
    fn newest() -> Self {
        Self { blocks: Blocks::growing(NEWEST_BLOCKS, Terms::GRADES), ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            ids: Vec::new(),
            terms: Vec::new(),
            ends: Vec::new(),
            details: Vec::new(),
            blocks: Blocks::default(),
            live: Vec::new(),
            by_id: Vec::new(),
        }
    }

    fn push_row(&mut self, id: Id, terms: Terms, details: &[u32]) {
        self.ids.push(id);
        self.terms.push(terms);
        self.details.extend_from_slice(details);
        self.ends.push(as_u32(self.details.len()));
    }

    /// Adds a row to the newest tier.
    fn append(&mut self, id: Id, terms: Terms, details: &[u32], shared: &Terms::Shared) {
        let row = self.ids.len();
        self.push_row(id, terms, details);
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
    fn arranged(sources: &[&Self], shared: &Terms::Shared) -> Self {
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
        tier.lay_out(shared);
        tier
    }

    /// Blocks, order of ids and marks of life for rows that are complete.
    fn lay_out(&mut self, shared: &Terms::Shared) {
        let rows = self.ids.len();
        self.blocks = Blocks::new(&Laying { tier: &*self, shared });
        self.live = vec![u64::MAX; rows.div_ceil(BLOCK)];
        if !rows.is_multiple_of(BLOCK)
            && let Some(last) = self.live.last_mut()
        {
            *last = (1 << (rows % BLOCK)) - 1;
        }
        self.by_id = (0..as_u32(rows)).collect();
        self.by_id.sort_unstable_by_key(|row| self.ids[*row as usize]);
    }

    fn find(&self, id: Id) -> Option<usize> {
        let from = self.by_id.partition_point(|row| self.ids[*row as usize] < id);
        let same = self.by_id[from..].iter().map(|row| *row as usize);
        same.take_while(|row| self.ids[*row] == id).find(|row| self.is_live(*row))
    }

    fn is_live(&self, row: usize) -> bool {
        self.live[row / BLOCK] >> (row % BLOCK) & 1 == 1
    }

    fn live_rows(&self) -> impl Iterator<Item = usize> {
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

    /// The row's details, sorted as they were put in.
    #[must_use]
    pub fn details(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.details[start as usize..self.ends[row] as usize]
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

    fn size_bytes(&self) -> usize {
        self.ids.capacity() * size_of::<Id>()
            + self.terms.capacity() * size_of::<Terms>()
            + (self.ends.capacity() + self.details.capacity() + self.by_id.capacity()) * size_of::<u32>()
            + self.live.capacity() * size_of::<u64>()
            + self.blocks.size_bytes()
    }
}

/// What a merge made, to be put in place of the tiers it was made from.
#[derive(Debug)]
pub struct Merged<Id, Terms> {
    tier: Tier<Id, Terms>,
    /// The first of the tiers that it replaces.
    from: usize,
}

/// All rows of one kind.
#[derive(Debug)]
pub struct Tiers<Id, Terms: Arranged> {
    shared: Arc<Terms::Shared>,
    tiers: Vec<Tier<Id, Terms>>,
    /// How many rows that are still there have each feature.
    holders: Vec<u32>,
    rows: usize,
}

impl<Id: Ord + Copy, Terms: Arranged> Tiers<Id, Terms> {
    /// No rows.
    #[must_use]
    pub fn new(shared: Arc<Terms::Shared>) -> Self {
        let tiers = vec![Tier::empty(), Tier::empty(), Tier::newest()];
        Self { shared, tiers, holders: Vec::new(), rows: 0 }
    }

    /// Puts a row in place of the one with this id. `details` are sorted, and each stands for another feature.
    pub fn put(&mut self, id: Id, terms: Terms, details: &[u32]) {
        self.remove(id);
        if self.is_full() {
            let merged = self.merged();
            self.adopt(merged);
        }
        for detail in details {
            let feature = Terms::counted(*detail) as usize;
            if self.holders.len() <= feature {
                self.holders.resize(feature + 1, 0);
            }
            self.holders[feature] += 1;
        }
        self.rows += 1;
        if let Some(newest) = self.tiers.last_mut() {
            newest.append(id, terms, details, &self.shared);
        }
    }

    /// Takes a row out, if it is there.
    pub fn remove(&mut self, id: Id) {
        let Some(place) = self.find(id) else { return };
        let (tier, row) = (&mut self.tiers[place.tier()], place.row());
        tier.live[row / BLOCK] &= !(1 << (row % BLOCK));
        for detail in tier.details(row) {
            self.holders[Terms::counted(*detail) as usize] -= 1;
        }
        self.rows -= 1;
    }

    /// Whether the next row that is put in asks for a merge first.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.tiers.last().is_some_and(|newest| !newest.blocks.has_room())
    }

    /// The merge that is due. Only reads, so that others can go on asking.
    #[must_use]
    pub fn merged(&self) -> Merged<Id, Terms> {
        let lately = self.tiers[1].ids.len() + self.tiers[2].ids.len();
        let from = usize::from(lately <= MIDDLE_ROWS.max(self.rows / MIDDLE_PART));
        let sources: Vec<_> = self.tiers[from..].iter().collect();
        Merged { tier: Tier::arranged(&sources, &self.shared), from }
    }

    /// Puts in place what [`Tiers::merged`] made. Nothing may have changed in between.
    pub fn adopt(&mut self, merged: Merged<Id, Terms>) {
        self.tiers.truncate(merged.from);
        self.tiers.push(merged.tier);
        while self.tiers.len() < 2 {
            self.tiers.push(Tier::empty());
        }
        self.tiers.push(Tier::newest());
    }

    /// Where the row with this id lies.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<Place> {
        let tiers = self.tiers.iter().enumerate().rev();
        tiers.filter_map(|(tier, rows)| Some(Place::new(tier, rows.find(id)?))).next()
    }

    /// The tiers, to look through one after the other.
    #[must_use]
    pub fn tiers(&self) -> &[Tier<Id, Terms>] {
        &self.tiers
    }

    /// Whose row it is.
    #[must_use]
    pub fn id(&self, place: Place) -> Id {
        self.tiers[place.tier()].id(place.row())
    }

    /// What is kept of the row besides its features.
    #[must_use]
    pub fn terms(&self, place: Place) -> &Terms {
        self.tiers[place.tier()].terms(place.row())
    }

    /// The row's details, sorted.
    #[must_use]
    pub fn details(&self, place: Place) -> &[u32] {
        self.tiers[place.tier()].details(place.row())
    }

    /// How many rows have the feature.
    #[must_use]
    pub fn holders(&self, feature: u32) -> u32 {
        self.holders.get(feature as usize).copied().unwrap_or(0)
    }

    /// How many rows have each feature, by number.
    #[must_use]
    pub fn all_holders(&self) -> &[u32] {
        &self.holders
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Where all rows lie.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let tiers = self.tiers.iter().enumerate();
        tiers.flat_map(|(tier, rows)| rows.live_rows().map(move |row| Place::new(tier, row)))
    }

    /// The bytes that the rows take, about.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.tiers.iter().map(Tier::size_bytes).sum::<usize>() + self.holders.capacity() * size_of::<u32>()
    }
}

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
        let mut tiers = Tiers { rows: arranged.ids.len(), ..Tiers::new(shared) };
        for detail in &arranged.details {
            let feature = Terms::counted(*detail) as usize;
            if tiers.holders.len() <= feature {
                tiers.holders.resize(feature + 1, 0);
            }
            tiers.holders[feature] += 1;
        }
        tiers.tiers[0] = arranged;
        tiers
    }
}

/// Four thousand million rows do not fit in the memory of one region's machine.
fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 rows and details")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Kept(u64);

    impl Arranged for Kept {
        type Shared = ();

        fn arrangement(&self) -> u64 {
            self.0 % 7
        }

        fn counted(detail: u32) -> u32 {
            detail / 4
        }
    }

    /// Every row with its terms and details, by id, as reading them one by one finds them.
    fn contents(tiers: &Tiers<u16, Kept>) -> BTreeMap<u16, (Kept, Vec<u32>)> {
        let rows = tiers.places().map(|place| {
            let id = tiers.id(place);
            assert_eq!(tiers.find(id), Some(place));
            (id, (*tiers.terms(place), tiers.details(place).to_vec()))
        });
        rows.collect()
    }

    proptest! {
        // each case makes some thousand changes, so that every kind of merge happens
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(12)))]

        #[test]
        fn what_is_in_the_tiers_is_what_was_put_in_last(
            loaded in prop::collection::vec((0..900_u16, 0..99_u64), 0..600),
            changes in prop::collection::vec((0..900_u16, 0..99_u64, 0..4_u8), 0..6_000),
        ) {
            let details = |terms: u64| (0..8_u32).filter(|k| terms >> k & 1 == 1).map(|k| 4 * k + 1).collect::<Vec<_>>();
            let mut wanted = BTreeMap::new();
            let mut loading = Loading::new(Arc::default());
            for (id, terms) in loaded {
                loading.add(id, Kept(terms), &details(terms));
                wanted.insert(id, (Kept(terms), details(terms)));
            }
            let mut tiers = loading.finish();
            prop_assert_eq!(&contents(&tiers), &wanted);
            for (id, terms, kind) in changes {
                if kind == 0 {
                    tiers.remove(id);
                    wanted.remove(&id);
                } else {
                    tiers.put(id, Kept(terms), &details(terms));
                    wanted.insert(id, (Kept(terms), details(terms)));
                }
            }
            prop_assert_eq!(tiers.len(), wanted.len());
            for feature in 0..9 {
                let holders = wanted.values().filter(|(_, details)| details.contains(&(4 * feature + 1))).count();
                prop_assert_eq!(tiers.holders(feature) as usize, holders);
            }
            prop_assert_eq!(contents(&tiers), wanted);
        }
    }
}
