//! Rows that come, change and go, in three tiers: nearly all of them arranged, some arranged lately, the newest as
//! they came.
//!
//! A change marks the old row as gone and appends the new one to the newest tier, so it costs its own features and
//! the next question sees it whole. When the newest tier is full it is merged into the middle one, and the middle
//! one, when it has grown, into the first (a log-structured merge in two levels: O'Neil and others, *The
//! log-structured merge-tree*, Acta Informatica 33, 1996). Merging only reads; the result is put in place after it
//! is complete, so others can go on asking meanwhile.

use super::arranged::Arranged;
use super::blocks::BLOCK;
use super::tier::{Place, Tier};
use std::sync::Arc;

/// The middle tier may always grow to this many rows before everything is arranged anew.
const MIDDLE_ROWS: usize = 4096;
/// Or to this part of all rows: arranging everything then costs each change a few microseconds in all.
const MIDDLE_PART: usize = 16;

/// What a merge made, to be put in place of the tiers it was made from.
#[derive(Debug)]
pub struct Merged<Id, Terms: Arranged> {
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

    /// All rows, arranged in one tier.
    pub(super) fn of_one(shared: Arc<Terms::Shared>, tier: Tier<Id, Terms>) -> Self {
        let mut tiers = Self { rows: tier.rows(), ..Self::new(shared) };
        for detail in &tier.details {
            tiers.count(*detail);
        }
        tiers.tiers[0] = tier;
        tiers
    }

    /// Another row has this detail.
    fn count(&mut self, detail: u32) {
        let feature = Terms::counted(detail) as usize;
        if self.holders.len() <= feature {
            self.holders.resize(feature + 1, 0);
        }
        self.holders[feature] += 1;
    }

    /// Puts a row in place of the one with this id. `details` are sorted, and each stands for another feature.
    pub fn put(&mut self, id: Id, terms: Terms, details: &[u32]) {
        self.remove(id);
        if self.is_full() {
            let merged = self.merged();
            self.adopt(merged);
        }
        for detail in details {
            self.count(*detail);
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

#[cfg(test)]
mod tests {
    use super::super::loading::Loading;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Kept(u64);

    impl Arranged for Kept {
        type Shared = ();

        type Beside = ();

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
            apart in 0..600_usize,
            changes in prop::collection::vec((0..900_u16, 0..99_u64, 0..4_u8), 0..6_000),
        ) {
            let details = |terms: u64| (0..8_u32).filter(|k| terms >> k & 1 == 1).map(|k| 4 * k + 1).collect::<Vec<_>>();
            let mut wanted = BTreeMap::new();
            // some of them gathered apart
            let mut parts = [Loading::new(), Loading::new()];
            for (at, (id, terms)) in loaded.into_iter().enumerate() {
                parts[usize::from(at >= apart)].add(id, Kept(terms), &details(terms));
                wanted.insert(id, (Kept(terms), details(terms)));
            }
            let [mut loading, others] = parts;
            loading.append(others);
            let mut tiers = loading.finish(Arc::default());
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
