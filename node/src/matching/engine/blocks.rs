//! Rows in blocks of 64, and for each feature in which blocks it occurs and who of the block has it.
//!
//! A *row* is a person or a vacancy; a *feature* is a dense number, usually of a skill. Per feature there is one
//! bit for each block, and for each set bit one 64-bit word of who has it. The rank of a set bit among the
//! feature's bits finds its word (a counted bitmap: Jacobson, *Space-efficient static trees and graphs*, 1989).
//! Rows that resemble each other should lie beside each other: then few blocks have a feature, and a bound over
//! a block says much.

use super::graded::Graded;

/// How many rows a block has: the bits of a word.
pub const BLOCK: usize = 64;

/// No row has the feature.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Which of 64 blocks have a feature, and how many words there are before theirs.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    bits: u64,
    rank: u32,
}

/// The features of a number of rows, for reading only.
#[derive(Debug, Default)]
pub struct Blocks {
    rows: usize,
    /// How many blocks there is room for, where rows are added one by one.
    grows_to: usize,
    /// 64-bit words for one feature's bits: one bit for each block.
    stride: usize,
    /// Where a feature's bits begin, counted in strides.
    slots: Vec<u32>,
    cells: Vec<Cell>,
    /// Who of the block has the feature; the first is for nobody, and stands for all blocks without it.
    words: Vec<u64>,
    /// Where features are grades of scales: all of them, in place of the bits.
    graded: Graded,
}

impl Blocks {
    /// Arranges rows in the order given.
    pub fn new<Given: Rows>(rows: &Given) -> Self {
        let count = rows.count();
        if Given::GRADES > 0 {
            return Self { rows: count, graded: Graded::new(rows), ..Self::default() };
        }
        let stride = count.div_ceil(BLOCK).div_ceil(BLOCK);
        let mut block_words = BlockWords::default();
        let (slots, mut next) = count_blocks(rows, &mut block_words);
        let used = next.len();
        let mut running = 1;
        for count in &mut next {
            running += std::mem::replace(count, running);
        }
        let mut built = Self {
            rows: count,
            grows_to: 0,
            stride,
            slots,
            cells: vec![Cell::default(); used * stride],
            words: vec![0; running as usize],
            graded: Graded::default(),
        };
        for block in 0..count.div_ceil(BLOCK) {
            block_words.gather(rows, block, |feature, word| {
                let slot = built.slots[feature as usize] as usize;
                built.cells[slot * stride + block / BLOCK].bits |= 1 << (block % BLOCK);
                built.words[next[slot] as usize] = word;
                next[slot] += 1;
            });
        }
        built.count_ranks();
        built
    }

    /// Room for `blocks` blocks, at most 64, that are filled row by row with [`Blocks::push`]. Each feature is taken
    /// to occur in all of them: bounds over so few blocks need not be sharp. `grades` as
    /// [`Rows::GRADES`], `common` as [`Rows::COMMON`].
    #[must_use]
    pub fn growing(blocks: usize, grades: u32, common: u32) -> Self {
        let blocks = blocks.min(BLOCK);
        let graded = if grades > 0 { Graded::growing(grades, common, blocks) } else { Graded::default() };
        Self { grows_to: blocks, stride: 1, words: vec![0], graded, ..Self::default() }
    }

    /// Whether another row finds room.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.rows < self.grows_to * BLOCK
    }

    /// Adds a row, if there is room; `features` tells its features, some perhaps more than once.
    pub fn push(&mut self, features: impl FnOnce(&mut dyn FnMut(u32))) {
        if !self.has_room() {
            return;
        }
        let (block, lane) = (self.rows / BLOCK, self.rows % BLOCK);
        let row = self.rows;
        self.rows += 1;
        if self.graded.grades() > 0 {
            features(&mut |feature| self.graded.raise(feature, row, self.grows_to));
            return;
        }
        features(&mut |feature| {
            let cells = self.cells_of(feature).unwrap_or_else(|| self.open(feature));
            let first = self.cells[cells].rank as usize;
            self.words[first + block] |= 1 << lane;
        });
    }

    /// Cells and words for a feature that no row had.
    fn open(&mut self, feature: u32) -> usize {
        let feature = feature as usize;
        if self.slots.len() <= feature {
            self.slots.resize(feature + 1, NOWHERE);
        }
        let slot = self.cells.len();
        self.slots[feature] = as_u32(slot);
        self.cells.push(Cell { bits: u64::MAX >> (BLOCK - self.grows_to), rank: as_u32(self.words.len()) });
        self.words.resize(self.words.len() + self.grows_to, 0);
        slot
    }

    fn count_ranks(&mut self) {
        let mut running = 1;
        for cell in &mut self.cells {
            cell.rank = running;
            running += cell.bits.count_ones();
        }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// How many blocks there are; the last may not be full.
    #[must_use]
    pub const fn blocks(&self) -> usize {
        self.rows.div_ceil(BLOCK)
    }

    /// Where the feature's cells begin, if any row has it.
    #[must_use]
    pub(super) fn cells_of(&self, feature: u32) -> Option<usize> {
        let slot = self.slots.get(feature as usize).copied().filter(|slot| *slot != NOWHERE)?;
        Some(slot as usize * self.stride)
    }

    /// Which of 64 blocks, from 64 times `group` on, have the feature whose cells begin at `cells`.
    #[inline(always)]
    pub(super) fn bits(&self, cells: usize, group: usize) -> u64 {
        self.cells[cells + group].bits
    }

    /// Who of the block has the feature whose cells begin at `cells`.
    #[cfg(test)]
    pub(super) fn word(&self, cells: usize, block: usize) -> u64 {
        self.words_of(block)(cells)
    }

    /// Who of the block has a feature, by where its cells begin.
    #[inline(always)]
    pub(super) fn words_of(&self, block: usize) -> impl Fn(usize) -> u64 {
        let (cells, words) = (&self.cells[..], &self.words[..]);
        let (group, place) = (block / BLOCK, block % BLOCK);
        let below = (1 << place) - 1;
        move |first| {
            let Cell { bits, rank } = cells[first + group];
            // without a branch: whether a block has a feature is as good as random
            let found = 0_u32.wrapping_sub(u32::from((bits >> place) & 1 == 1));
            words[((rank + (bits & below).count_ones()) & found) as usize]
        }
    }

    /// The grades of the rows, where features are grades of scales.
    #[inline(always)]
    pub(super) const fn graded(&self) -> &Graded {
        &self.graded
    }

    /// The bytes that the arrays take, about.
    #[must_use]
    pub const fn size_bytes(&self) -> usize {
        self.graded.size_bytes()
            + self.slots.capacity() * size_of::<u32>()
            + self.cells.capacity() * size_of::<Cell>()
            + self.words.capacity() * size_of::<u64>()
    }
}

/// Rows on their way into blocks. What many rows of a block have in common is worked out once for all of them: each
/// row has *keys*, and each key stands for some features.
pub trait Rows {
    /// Of how many grades each scale has, at most [`MOST_GRADES`](super::graded::MOST_GRADES), where features are grades
    /// of scales: the feature `GRADES * scale + grade - 1` comes with those of all lower grades. 0 where features
    /// are just features.
    const GRADES: u32 = 0;

    /// Scales below this number are common: nearly all blocks have somebody on them, and many questions ask them.
    const COMMON: u32 = 0;

    /// How many there are.
    fn count(&self) -> usize;

    /// The keys of a row: dense numbers.
    fn keys(&self, row: usize, add: impl FnMut(u32));

    /// The features that a key stands for.
    fn features(&self, key: u32, add: impl FnMut(u32));

    /// Features of a row that no key stands for.
    fn own_features(&self, row: usize, add: impl FnMut(u32));
}

/// Who of one block has which feature, gathered.
#[derive(Default)]
pub(super) struct BlockWords {
    of_key: Words,
    of_feature: Words,
}

/// A word for each of some numbers; those that are not nothing are listed.
#[derive(Default)]
struct Words {
    words: Vec<u64>,
    used: Vec<u32>,
}

impl Words {
    #[inline]
    fn add(&mut self, number: u32, bits: u64) {
        let at = number as usize;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        let word = &mut self.words[at];
        if *word == 0 {
            self.used.push(number);
        }
        *word |= bits;
    }

    fn take(&mut self, mut take: impl FnMut(u32, u64)) {
        for number in self.used.drain(..) {
            take(number, std::mem::take(&mut self.words[number as usize]));
        }
    }
}

impl BlockWords {
    fn gather(&mut self, rows: &impl Rows, block: usize, take: impl FnMut(u32, u64)) {
        self.collect(rows, block);
        self.of_feature.take(take);
    }

    /// Who of the block is on which scale, with a word for each of its grades.
    pub(super) fn gather_scales<Given: Rows>(
        &mut self,
        rows: &Given,
        block: usize,
        mut take: impl FnMut(usize, &[u64]),
    ) {
        self.collect(rows, block);
        let grades = Given::GRADES.max(1) as usize;
        let Words { words, used } = &mut self.of_feature;
        words.resize(words.len().next_multiple_of(grades), 0);
        for feature in used.drain(..) {
            let scale = feature as usize / grades;
            let words = &mut words[scale * grades..(scale + 1) * grades];
            // all grades of a scale are taken at its first
            if words.iter().any(|word| *word != 0) {
                take(scale, words);
                words.fill(0);
            }
        }
    }

    fn collect(&mut self, rows: &impl Rows, block: usize) {
        let Self { of_key, of_feature } = self;
        for row in block * BLOCK..rows.count().min((block + 1) * BLOCK) {
            let bit = 1 << (row % BLOCK);
            rows.keys(row, |key| of_key.add(key, bit));
            rows.own_features(row, |feature| of_feature.add(feature, bit));
        }
        of_key.take(|key, word| rows.features(key, |feature| of_feature.add(feature, word)));
    }
}

/// The slot of each feature, and for each slot in how many blocks its feature occurs.
fn count_blocks(rows: &impl Rows, block_words: &mut BlockWords) -> (Vec<u32>, Vec<u32>) {
    let mut seen: Vec<u32> = Vec::new();
    for block in 0..rows.count().div_ceil(BLOCK) {
        block_words.gather(rows, block, |feature, _| {
            let feature = feature as usize;
            if seen.len() <= feature {
                seen.resize(feature + 1, 0);
            }
            seen[feature] += 1;
        });
    }
    slots(&seen)
}

/// The slots of those that were seen, and how often each of them was.
pub(super) fn slots(seen: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut counts = Vec::new();
    let slots = seen
        .iter()
        .map(|count| {
            if *count == 0 {
                return NOWHERE;
            }
            counts.push(*count);
            as_u32(counts.len() - 1)
        })
        .collect();
    (slots, counts)
}

/// Four thousand million words do not fit in the memory of one region's machine.
#[inline]
pub(super) fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 words and features")
}

/// Rows of which each key is one feature.
#[cfg(test)]
impl Rows for Vec<Vec<u32>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn keys(&self, row: usize, add: impl FnMut(u32)) {
        self[row].iter().copied().for_each(add);
    }

    fn features(&self, key: u32, mut add: impl FnMut(u32)) {
        add(key);
    }

    fn own_features(&self, _: usize, _: impl FnMut(u32)) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// A key stands for itself and the two features after it; each row has one more feature of its own.
    struct Widened(Vec<BTreeSet<u32>>);

    impl Rows for Widened {
        fn count(&self) -> usize {
            self.0.len()
        }

        fn keys(&self, row: usize, add: impl FnMut(u32)) {
            self.0[row].iter().copied().for_each(add);
        }

        fn features(&self, key: u32, add: impl FnMut(u32)) {
            (key..key + 3).for_each(add);
        }

        fn own_features(&self, row: usize, mut add: impl FnMut(u32)) {
            add(20 + u32::try_from(row % 3).unwrap());
        }
    }

    fn all_features(rows: &Widened, row: usize) -> BTreeSet<u32> {
        let mut features = BTreeSet::new();
        rows.own_features(row, |feature| _ = features.insert(feature));
        rows.keys(row, |key| rows.features(key, |feature| _ = features.insert(feature)));
        features
    }

    #[test]
    fn full_blocks_take_no_more_rows() {
        let mut blocks = Blocks::growing(1, 0, 0);
        (0..BLOCK + 1).for_each(|_| blocks.push(|add| add(3)));
        assert_eq!((blocks.rows(), blocks.has_room()), (BLOCK, false));
    }

    proptest! {
        #[test]
        fn each_row_has_exactly_the_features_it_was_given(
            rows in prop::collection::vec(prop::collection::btree_set(0..9_u32, 0..5), 0..300),
        ) {
            let rows = Widened(rows);
            let whole = Blocks::new(&rows);
            let mut grown = Blocks::growing(5, 0, 0);
            let wanted: Vec<_> = (0..rows.count()).map(|row| all_features(&rows, row)).collect();
            wanted.iter().for_each(|features| grown.push(|add| features.iter().copied().for_each(add)));
            for blocks in [whole, grown] {
                prop_assert_eq!(blocks.rows(), wanted.len());
                for (row, features) in wanted.iter().enumerate() {
                    for feature in 0..25 {
                        let word = blocks.cells_of(feature).map_or(0, |cells| blocks.word(cells, row / BLOCK));
                        prop_assert_eq!(word >> (row % BLOCK) & 1 == 1, features.contains(&feature));
                    }
                }
            }
        }
    }
}
