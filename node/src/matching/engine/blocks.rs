//! Rows in blocks of 64, and for each feature in which blocks it occurs and who of the block has it.
//!
//! A *row* is a person or a vacancy; a *feature* is a dense number, usually of a skill. Per feature there is one
//! bit for each block, and for each set bit one 64-bit word of who has it. The rank of a set bit among the
//! feature's bits finds its word (a counted bitmap: Jacobson, *Space-efficient static trees and graphs*, 1989).
//! Rows that resemble each other should lie beside each other: then few blocks have a feature, and a bound over
//! a block says much.

/// How many rows a block has: the bits of a word.
pub const BLOCK: usize = 64;

/// No row has the feature.
const NOWHERE: u32 = u32::MAX;

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
}

impl Blocks {
    /// Arranges `rows` rows in the order given. `features_of` gives a row's features.
    pub fn new<'a, Features>(rows: usize, features_of: impl Fn(usize) -> Features) -> Self
    where
        Features: Iterator<Item = u32> + 'a,
    {
        let stride = rows.div_ceil(BLOCK).div_ceil(BLOCK);
        let (slots, mut next) = count_blocks(rows, &features_of);
        let used = next.len();
        let mut running = 1;
        for count in &mut next {
            running += std::mem::replace(count, running);
        }
        let mut built = Self {
            rows,
            grows_to: 0,
            stride,
            slots,
            cells: vec![Cell::default(); used * stride],
            words: vec![0; running as usize],
        };
        for row in 0..rows {
            let (block, lane) = (row / BLOCK, row % BLOCK);
            for feature in features_of(row) {
                let slot = built.slots[feature as usize] as usize;
                let bits = &mut built.cells[slot * stride + block / BLOCK].bits;
                let bit = 1 << (block % BLOCK);
                // the first of its block opens a new word
                next[slot] += u32::from(*bits & bit == 0);
                *bits |= bit;
                built.words[next[slot] as usize - 1] |= 1 << lane;
            }
        }
        built.count_ranks();
        built
    }

    /// Room for `blocks` blocks, at most 64, that are filled row by row with [`Blocks::push`]. Each feature is taken
    /// to occur in all of them: bounds over so few blocks need not be sharp.
    #[must_use]
    pub fn growing(blocks: usize) -> Self {
        Self { grows_to: blocks.min(BLOCK), stride: 1, words: vec![0], ..Self::default() }
    }

    /// Whether another row finds room.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.rows < self.grows_to * BLOCK
    }

    /// Adds a row with its features, if there is room.
    pub fn push(&mut self, features: impl Iterator<Item = u32>) {
        if !self.has_room() {
            return;
        }
        let (block, lane) = (self.rows / BLOCK, self.rows % BLOCK);
        self.rows += 1;
        for feature in features {
            let cells = self.cells_of(feature).unwrap_or_else(|| self.open(feature));
            let first = self.cells[cells].rank as usize;
            self.words[first + block] |= 1 << lane;
        }
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
    #[inline(always)]
    pub(super) fn word(&self, cells: usize, block: usize) -> u64 {
        let Cell { bits, rank } = self.cells[cells + block / BLOCK];
        let place = block % BLOCK;
        let before = bits & ((1 << place) - 1);
        // without a branch: whether a block has a feature is as good as random
        let found = 0_u32.wrapping_sub(u32::from((bits >> place) & 1 == 1));
        self.words[((rank + before.count_ones()) & found) as usize]
    }

    /// The bytes that the arrays take, about.
    #[must_use]
    pub const fn size_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<u32>()
            + self.cells.capacity() * size_of::<Cell>()
            + self.words.capacity() * size_of::<u64>()
    }
}

/// The slot of each feature, and for each slot in how many blocks its feature occurs.
fn count_blocks<Features: Iterator<Item = u32>>(
    rows: usize,
    features_of: &impl Fn(usize) -> Features,
) -> (Vec<u32>, Vec<u32>) {
    // per feature: in how many blocks, and the block seen last, counted from one
    let mut seen: Vec<(u32, usize)> = Vec::new();
    for row in 0..rows {
        let block = row / BLOCK + 1;
        for feature in features_of(row) {
            let feature = feature as usize;
            if seen.len() <= feature {
                seen.resize(feature + 1, (0, 0));
            }
            if seen[feature].1 != block {
                seen[feature] = (seen[feature].0 + 1, block);
            }
        }
    }
    let mut counts = Vec::new();
    let slots = seen
        .iter()
        .map(|(count, _)| {
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
fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 words and features")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_blocks_take_no_more_rows() {
        let mut blocks = Blocks::growing(1);
        (0..BLOCK + 1).for_each(|_| blocks.push([3].into_iter()));
        assert_eq!((blocks.rows(), blocks.has_room()), (BLOCK, false));
    }

    proptest! {
        #[test]
        fn each_row_has_exactly_the_features_it_was_given(
            rows in prop::collection::vec(prop::collection::btree_set(0..9_u32, 0..5), 0..300),
        ) {
            let whole = Blocks::new(rows.len(), |row| rows[row].iter().copied());
            let mut grown = Blocks::growing(5);
            rows.iter().for_each(|features| grown.push(features.iter().copied()));
            for blocks in [whole, grown] {
                prop_assert_eq!(blocks.rows(), rows.len());
                for (row, features) in rows.iter().enumerate() {
                    for feature in 0..12 {
                        let word = blocks.cells_of(feature).map_or(0, |cells| blocks.word(cells, row / BLOCK));
                        prop_assert_eq!(word >> (row % BLOCK) & 1 == 1, features.contains(&feature));
                    }
                }
            }
        }
    }
}
