//! Rows in blocks of 64 that have features in grades: for each *scale* how far up it each row of a block is.
//!
//! What is held *at least so well* would be one feature for each grade, looked up and added one by one. Here all grades of
//! a scale lie together: four bits for each row, 32 bytes for a block, found with one look-up, and turned into
//! what they are worth by one table. The best grade of each block is kept the same way, 64 blocks together, so that a
//! bound over blocks is added as the sums over rows are.

use super::blocks::{BLOCK, BlockWords, NOWHERE, Rows, as_u32};

/// The highest grade that four bits hold.
pub const MOST_GRADES: usize = 15;

/// A grade, 0 to [`MOST_GRADES`], for each of 64 rows or blocks: the first 32 in the lower halves of bytes, the others
/// in the upper halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(align(32))]
pub(super) struct Grades(pub(super) [u8; BLOCK / 2]);

/// Eight bytes, 1 where a bit of the byte is set.
static SPREAD: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                table[byte][bit] = 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    table
};

impl Grades {
    /// The grade of each row is the number of words that have its bit.
    fn counted(words: impl Iterator<Item = u64>) -> Self {
        let mut grades = Self::default();
        for word in words.filter(|word| *word != 0) {
            let (low, high) = (word & u64::from(u32::MAX), word >> 32);
            for (part, eight) in grades.0.as_chunks_mut::<8>().0.iter_mut().enumerate() {
                let byte = |half: u64| SPREAD[usize::from((half >> (8 * part)).to_le_bytes()[0])];
                // no grade passes four bits, so that nothing is carried over
                let more = u64::from_le_bytes(byte(low)) + (u64::from_le_bytes(byte(high)) << 4);
                *eight = (u64::from_le_bytes(*eight) + more).to_le_bytes();
            }
        }
        grades
    }

    /// The grade in a lane.
    pub(super) const fn of(&self, lane: usize) -> u8 {
        let byte = self.0[lane % (BLOCK / 2)];
        if lane < BLOCK / 2 { byte & 15 } else { byte >> 4 }
    }

    /// Puts a lane at this grade, unless it is higher already.
    fn raise(&mut self, lane: usize, grade: u8) {
        if self.of(lane) < grade {
            let byte = &mut self.0[lane % (BLOCK / 2)];
            *byte = if lane < BLOCK / 2 { *byte & 0xF0 | grade } else { *byte & 15 | grade << 4 };
        }
    }

    /// Where the grades of a block lie of which one row alone has any, see [`Graded::first_words`].
    fn alone(&self) -> Option<u32> {
        let mut held = (0..).zip(&self.0).filter(|(_, byte)| **byte != 0);
        let ((at, byte), None) = (held.next()?, held.next()) else { return None };
        let (lane, grade) = match (byte & 15, byte >> 4) {
            (grade, 0) => (at, grade),
            (0, grade) => (at + BLOCK / 2, grade),
            _ => return None,
        };
        Some(as_u32(1 + lane * MOST_GRADES) + u32::from(grade) - 1)
    }

    /// The highest grade in it.
    fn highest(&self) -> u8 {
        self.0.iter().map(|byte| (byte & 15).max(byte >> 4)).max().unwrap_or(0)
    }
}

/// Which of 64 blocks have anybody on a scale, and how many words there are before theirs.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    bits: u64,
    rank: u32,
}

/// The grades of a number of rows.
#[derive(Debug, Default)]
pub(super) struct Graded {
    /// How many grades a scale has; 0 where rows have none.
    grades: u32,
    /// Cells for one scale.
    stride: usize,
    /// Where the cells of a scale begin, counted in strides.
    slots: Vec<u32>,
    cells: Vec<Cell>,
    /// Beside each cell the best grade of each of its blocks.
    best: Vec<Grades>,
    /// For each set bit of the cells where the grades of the block's rows are; the first is for blocks without.
    places: Vec<u32>,
    /// The grades of the rows of a block; the first is for nobody. Scales that come from the same skill of the same
    /// people share them.
    words: Vec<Grades>,
}

/// The grades of 64 blocks or of 64 rows on a scale.
pub(super) trait Lanewise {
    /// By where the cells of the scale begin, and which group of blocks or which block it is.
    fn grades(graded: &Graded, cells: usize, at: usize) -> &Grades;
}

/// The best grade of each of 64 blocks, from 64 times the group on.
pub(super) struct OfBlocks;

impl Lanewise for OfBlocks {
    #[inline(always)]
    fn grades(graded: &Graded, cells: usize, group: usize) -> &Grades {
        &graded.best[cells + group]
    }
}

/// The grade of each row of a block.
pub(super) struct OfRows;

impl Lanewise for OfRows {
    #[inline(always)]
    fn grades(graded: &Graded, cells: usize, block: usize) -> &Grades {
        &graded.words[*graded.place(cells, block) as usize]
    }
}

/// Finds grades that were stored before, mostly: of those that fall to the same entry the last stays.
struct Stored(Vec<u32>);

impl Stored {
    const BITS: u32 = 14;

    fn new() -> Self {
        Self(vec![0; 1 << Self::BITS])
    }

    /// Where these grades are, stored now if need be.
    fn place(&mut self, words: &mut Vec<Grades>, grades: Grades) -> u32 {
        if let Some(alone) = grades.alone() {
            return alone;
        }
        // multiplied by odd numbers as in SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)
        let mixed = grades.0.as_chunks::<8>().0.iter().fold(0_u64, |mixed, eight| {
            (mixed ^ u64::from_le_bytes(*eight)).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(31)
        });
        let entry = mixed.wrapping_mul(0x94D0_49BB_1331_11EB) >> (u64::BITS - Self::BITS);
        let stored = &mut self.0[usize::try_from(entry).unwrap_or(0)];
        if words[*stored as usize] != grades {
            *stored = as_u32(words.len());
            words.push(grades);
        }
        *stored
    }
}

impl Graded {
    /// Arranges rows in the order given. A feature is a grade of a scale: `grades * scale + grade - 1`, and who has a
    /// grade has those below it too.
    pub(super) fn new<Given: Rows>(rows: &Given) -> Self {
        let grades = Given::GRADES;
        let blocks = rows.count().div_ceil(BLOCK);
        let stride = blocks.div_ceil(BLOCK);
        let mut block_words = BlockWords::default();
        let (slots, mut next) = count_blocks(rows, &mut block_words);
        let used = next.len();
        let mut running = 1;
        for count in &mut next {
            running += std::mem::replace(count, running);
        }
        let mut built = Self {
            grades,
            stride,
            slots,
            cells: vec![Cell::default(); used * stride],
            best: vec![Grades::default(); used * stride],
            places: vec![0; running as usize],
            words: Self::first_words(running as usize),
        };
        let mut stored = Stored::new();
        for block in 0..blocks {
            block_words.gather_scales(rows, block, |scale, words| {
                let slot = built.slots[scale] as usize;
                let (at, place) = (slot * stride + block / BLOCK, block % BLOCK);
                let grades = Grades::counted(words.iter().copied());
                built.cells[at].bits |= 1 << place;
                built.best[at].raise(place, grades.highest());
                built.places[next[slot] as usize] = stored.place(&mut built.words, grades);
                next[slot] += 1;
            });
        }
        let mut running = 1;
        for cell in &mut built.cells {
            cell.rank = running;
            running += cell.bits.count_ones();
        }
        built
    }

    /// Grades of nobody, and for each row and grade those of that row alone: much of what blocks hold, and always in
    /// the cache. There is room for so many more, far more than will come: memory that is never written is never taken,
    /// while a list that grows, aligned as this one is, lies there twice meanwhile.
    fn first_words(more: usize) -> Vec<Grades> {
        let mut words = Vec::with_capacity(1 + BLOCK * MOST_GRADES + more);
        words.push(Grades::default());
        for lane in 0..BLOCK {
            for grade in 1..=MOST_GRADES {
                let mut alone = Grades::default();
                alone.raise(lane, as_grade(grade));
                words.push(alone);
            }
        }
        words
    }

    /// Nobody yet; room for one group of blocks.
    pub(super) fn growing(grades: u32) -> Self {
        Self { grades, stride: 1, places: vec![0], words: vec![Grades::default()], ..Self::default() }
    }

    /// How many grades a scale has; 0 where rows have none.
    pub(super) const fn grades(&self) -> u32 {
        self.grades
    }

    /// Puts a row of the first group of blocks at the grade that the feature stands for, or leaves it higher. There is
    /// room for `blocks` blocks.
    pub(super) fn raise(&mut self, feature: u32, row: usize, blocks: usize) {
        let (scale, grade) = (feature / self.grades, feature % self.grades + 1);
        let grade = u8::try_from(grade).unwrap_or(u8::MAX).min(as_grade(MOST_GRADES));
        let cells = self.cells_of(scale).unwrap_or_else(|| self.open(scale as usize, blocks));
        let (block, lane) = (row / BLOCK, row % BLOCK);
        let place = self.places[self.cells[cells].rank as usize + block];
        self.words[place as usize].raise(lane, grade);
        self.best[cells].raise(block, grade);
    }

    /// Cells and words for a scale that nobody was on.
    fn open(&mut self, scale: usize, blocks: usize) -> usize {
        if self.slots.len() <= scale {
            self.slots.resize(scale + 1, NOWHERE);
        }
        let slot = self.cells.len();
        self.slots[scale] = as_u32(slot);
        self.cells.push(Cell { bits: u64::MAX >> (BLOCK - blocks), rank: as_u32(self.places.len()) });
        self.best.push(Grades::default());
        let first = self.words.len();
        self.places.extend((first..first + blocks).map(as_u32));
        self.words.resize(self.words.len() + blocks, Grades::default());
        slot
    }

    /// Where the grades of the rows of a block on the scale whose cells begin at `cells` are.
    #[inline(always)]
    pub(super) fn place(&self, cells: usize, block: usize) -> &u32 {
        let Cell { bits, rank } = self.cells[cells + block / BLOCK];
        let place = block % BLOCK;
        let before = bits & ((1 << place) - 1);
        // without a branch: whether a block has anybody on a scale is as good as random
        let found = 0_u32.wrapping_sub(u32::from((bits >> place) & 1 == 1));
        &self.places[((rank + before.count_ones()) & found) as usize]
    }

    /// Where the scale's cells begin, if anybody is on it.
    pub(super) fn cells_of(&self, scale: u32) -> Option<usize> {
        let slot = self.slots.get(scale as usize).copied().filter(|slot| *slot != NOWHERE)?;
        Some(slot as usize * self.stride)
    }

    /// The bytes that the arrays take, about.
    pub(super) const fn size_bytes(&self) -> usize {
        (self.slots.capacity() + self.places.capacity()) * size_of::<u32>()
            + self.cells.capacity() * size_of::<Cell>()
            + (self.best.capacity() + self.words.len()) * size_of::<Grades>()
    }
}

/// The slot of each scale, and for each slot in how many blocks somebody is on it.
fn count_blocks(rows: &impl Rows, block_words: &mut BlockWords) -> (Vec<u32>, Vec<u32>) {
    let mut seen: Vec<u32> = Vec::new();
    for block in 0..rows.count().div_ceil(BLOCK) {
        block_words.gather_scales(rows, block, |scale, _| {
            if seen.len() <= scale {
                seen.resize(scale + 1, 0);
            }
            seen[scale] += 1;
        });
    }
    super::blocks::slots(&seen)
}

#[expect(clippy::cast_possible_truncation, reason = "a grade fits four bits")]
const fn as_grade(grade: usize) -> u8 {
    grade as u8
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Blocks;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// For each row its grades, 1 to 5, by scale; a key stands for one grade of one scale and all below it.
    struct Held(Vec<BTreeMap<u32, u8>>);

    impl Rows for Held {
        const GRADES: u32 = 5;

        fn count(&self) -> usize {
            self.0.len()
        }

        fn keys(&self, row: usize, add: impl FnMut(u32)) {
            self.0[row].iter().map(|(scale, grade)| 5 * scale + u32::from(*grade) - 1).for_each(add);
        }

        fn features(&self, key: u32, add: impl FnMut(u32)) {
            (key / 5 * 5..=key).for_each(add);
        }

        fn own_features(&self, _: usize, _: impl FnMut(u32)) {}
    }

    proptest! {
        #[test]
        fn each_row_has_exactly_the_grades_it_was_given(
            rows in prop::collection::vec(prop::collection::btree_map(0..9_u32, 1..6_u8, 0..5), 0..300),
        ) {
            let rows = Held(rows);
            let whole = Blocks::new(&rows);
            let mut grown = Blocks::growing(5, 5);
            for row in 0..rows.count() {
                grown.push(|add| rows.keys(row, |key| rows.features(key, &mut *add)));
            }
            for blocks in [whole, grown] {
                let graded = blocks.graded();
                for scale in 0..10 {
                    let wanted = |row: usize| rows.0.get(row).and_then(|row| row.get(&scale)).copied().unwrap_or(0);
                    let cells = graded.cells_of(scale);
                    for row in 0..rows.count() {
                        let grades = cells.map_or(0, |cells| {
                            OfRows::grades(graded, cells, row / BLOCK).of(row % BLOCK)
                        });
                        prop_assert_eq!(grades, wanted(row));
                    }
                    for block in 0..blocks.blocks() {
                        let best = cells.map_or(0, |cells| OfBlocks::grades(graded, cells, 0).of(block));
                        let rows = block * BLOCK..(block + 1) * BLOCK;
                        prop_assert_eq!(Some(best), rows.map(wanted).max());
                    }
                }
            }
        }
    }
}
