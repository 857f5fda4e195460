//! Rows in blocks of 64 that have features in grades: for each *scale* how far up it each row of a block is.
//!
//! What is held *at least so well* would be one feature for each grade, looked up and added one by one. Here all grades of
//! a scale lie together: four bits for each row, 32 bytes for a block, found with one look-up, and turned into
//! what they are worth by one table. The best grade of each block is kept the same way, 64 blocks together, so that a
//! bound over blocks is added as the sums over rows are.

use super::blocks::{BLOCK, BlockWords, NOWHERE, Rows, as_u32};
use super::query::{Scales, WorthLanes};

/// The highest grade that four bits hold.
pub const MOST_GRADES: usize = 15;

/// A grade, 0 to [`MOST_GRADES`], for each of 64 rows or blocks: the first 32 in the lower halves of bytes, the others
/// in the upper halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(align(32))]
pub(super) struct Grades(pub(super) [u8; BLOCK / 2]);

/// Words that are there always, see [`Graded::first_words`].
const FIRST_WORDS: u32 = as_place(1 + BLOCK * MOST_GRADES);

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

/// Where a scale lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// Where its cells begin.
    cells: usize,
    /// Its number, where it is one of the common ones.
    common: Option<u32>,
}

impl Scale {
    /// Whether its words need no look-up.
    #[inline(always)]
    pub(super) const fn is_common(self) -> bool {
        self.common.is_some()
    }
}

/// The grades of a number of rows.
#[derive(Debug, Default)]
pub(super) struct Graded {
    /// How many grades a scale has; 0 where rows have none.
    grades: u32,
    /// How many scales are common: their words lie beside each other for each block, so that no look-up is needed.
    common: u32,
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

/// The grades of 64 blocks or of 64 rows on the scales of a question.
pub(super) trait Lanewise: Copy {
    /// Those on each scale that anybody is on, with what they are worth.
    fn each<'a>(
        self,
        graded: &'a Graded,
        scales: Scales<'a>,
    ) -> impl Iterator<Item = (&'a Grades, &'a WorthLanes)>
    where
        Self: 'a;
}

/// The best grade of each of 64 blocks, from 64 times this on.
#[derive(Clone, Copy)]
pub(super) struct OfBlocks(pub(super) usize);

impl OfBlocks {
    /// Those on one scale.
    #[inline(always)]
    pub(super) fn grades(self, graded: &Graded, scale: Scale) -> &Grades {
        &graded.best[scale.cells + self.0]
    }
}

impl Lanewise for OfBlocks {
    #[inline(always)]
    fn each<'a>(
        self,
        graded: &'a Graded,
        scales: Scales<'a>,
    ) -> impl Iterator<Item = (&'a Grades, &'a WorthLanes)>
    where
        Self: 'a,
    {
        scales.iter().map(move |(scale, worth)| (self.grades(graded, *scale), worth))
    }
}

/// The grade of each row of this block.
#[derive(Clone, Copy)]
pub(super) struct OfRows(pub(super) usize);

impl OfRows {
    /// Those on one scale.
    #[inline(always)]
    pub(super) fn grades(self, graded: &Graded, scale: Scale) -> &Grades {
        let entry = graded.entry(scale, self.0);
        graded.word(if scale.is_common() { entry } else { *graded.place(entry) })
    }
}

impl Lanewise for OfRows {
    #[inline(always)]
    fn each<'a>(
        self,
        graded: &'a Graded,
        scales: Scales<'a>,
    ) -> impl Iterator<Item = (&'a Grades, &'a WorthLanes)>
    where
        Self: 'a,
    {
        scales.iter().map(move |(scale, worth)| (self.grades(graded, *scale), worth))
    }
}

/// A scale that somebody of a block is on: its number among the scales of the question, and which word has the grades.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub(super) number: u32,
    pub(super) word: u32,
}

/// The grade of each row of a block, where the word of each scale that somebody is on was found before.
#[derive(Clone, Copy)]
pub(super) struct OfWords<'a>(pub(super) &'a [Held]);

impl Lanewise for OfWords<'_> {
    #[inline(always)]
    fn each<'a>(
        self,
        graded: &'a Graded,
        scales: Scales<'a>,
    ) -> impl Iterator<Item = (&'a Grades, &'a WorthLanes)>
    where
        Self: 'a,
    {
        self.0.iter().map(move |held| (graded.word(held.word), &scales[held.number as usize].1))
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
        let common = Given::COMMON;
        slots
            .iter()
            .take(common as usize)
            .filter(|slot| **slot != NOWHERE)
            .for_each(|slot| next[*slot as usize] = 0);
        let mut running = 1;
        for count in &mut next {
            running += std::mem::replace(count, running);
        }
        let mut built = Self {
            grades,
            common,
            stride,
            slots,
            cells: vec![Cell::default(); used * stride],
            best: vec![Grades::default(); used * stride],
            places: vec![0; running as usize],
            words: Self::first_words(common, blocks, running as usize),
        };
        let mut stored = Stored::new();
        for block in 0..blocks {
            block_words.gather_scales(rows, block, |scale, words| {
                let slot = built.slots[scale] as usize;
                let (at, place) = (slot * stride + block / BLOCK, block % BLOCK);
                let grades = Grades::counted(words.iter().copied());
                built.best[at].raise(place, grades.highest());
                if as_u32(scale) < common {
                    let word = built.common_place(as_u32(scale), block);
                    built.words[word as usize] = grades;
                    return;
                }
                built.cells[at].bits |= 1 << place;
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
    /// the cache. After them the common scales of so many blocks, of nobody yet. There is room for so many more, far more
    /// than will come: memory that is never written is never taken, while a list that grows, aligned as this one is, lies
    /// there twice meanwhile.
    fn first_words(common: u32, blocks: usize, more: usize) -> Vec<Grades> {
        let of_common = blocks * common as usize;
        let mut words = Vec::with_capacity(FIRST_WORDS as usize + of_common + more);
        words.push(Grades::default());
        for lane in 0..BLOCK {
            for grade in 1..=MOST_GRADES {
                let mut alone = Grades::default();
                alone.raise(lane, as_grade(grade));
                words.push(alone);
            }
        }
        words.resize(words.len() + of_common, Grades::default());
        words
    }

    /// Nobody yet; room for so many blocks, one group of them.
    pub(super) fn growing(grades: u32, common: u32, blocks: usize) -> Self {
        let words = Self::first_words(common, blocks, 0);
        Self { grades, common, stride: 1, places: vec![0], words, ..Self::default() }
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
        let scale = self.scale(scale).unwrap_or_else(|| self.open(scale, blocks));
        let (block, lane) = (row / BLOCK, row % BLOCK);
        let place = match scale.common {
            Some(number) => self.common_place(number, block),
            None => self.places[self.cells[scale.cells].rank as usize + block],
        };
        self.words[place as usize].raise(lane, grade);
        self.best[scale.cells].raise(block, grade);
    }

    /// Cells and words for a scale that nobody was on.
    fn open(&mut self, number: u32, blocks: usize) -> Scale {
        let at = number as usize;
        if self.slots.len() <= at {
            self.slots.resize(at + 1, NOWHERE);
        }
        let cells = self.cells.len();
        self.slots[at] = as_u32(cells);
        let common = (number < self.common).then_some(number);
        self.cells.push(Cell { bits: u64::MAX >> (BLOCK - blocks), rank: as_u32(self.places.len()) });
        self.best.push(Grades::default());
        if common.is_some() {
            return Scale { cells, common };
        }
        let first = self.words.len();
        self.places.extend((first..first + blocks).map(as_u32));
        self.words.resize(self.words.len() + blocks, Grades::default());
        Scale { cells, common }
    }

    /// Where the word of a common scale lies.
    #[inline(always)]
    fn common_place(&self, number: u32, block: usize) -> u32 {
        FIRST_WORDS + as_place(block) * self.common + number
    }

    /// Which place the rows of a block have on a scale; for a common one which word is theirs.
    #[inline(always)]
    pub(super) fn entry(&self, scale: Scale, block: usize) -> u32 {
        self.entries_of::<true>(block)(scale)
    }

    /// As [`Graded::entry`], for many scales, of which some may be common or none is.
    #[inline(always)]
    pub(super) fn entries_of<const SOME_COMMON: bool>(&self, block: usize) -> impl Fn(Scale) -> u32 {
        let cells = &self.cells[..];
        let (group, place) = (block / BLOCK, block % BLOCK);
        let below = (1 << place) - 1;
        let common = self.common_place(0, block);
        move |scale| {
            if let Some(number) = scale.common.filter(|_| SOME_COMMON) {
                return common + number;
            }
            let Cell { bits, rank } = cells[scale.cells + group];
            // without a branch: whether a block has anybody on a scale is as good as random
            let found = 0_u32.wrapping_sub(u32::from((bits >> place) & 1 == 1));
            (rank + (bits & below).count_ones()) & found
        }
    }

    /// Which word lies at a place.
    #[inline(always)]
    pub(super) fn place(&self, entry: u32) -> &u32 {
        &self.places[entry as usize]
    }

    /// The grades of the rows of a block.
    #[inline(always)]
    pub(super) fn word(&self, place: u32) -> &Grades {
        &self.words[place as usize]
    }

    /// Where the scale with this number lies, if anybody is on it.
    pub(super) fn scale(&self, number: u32) -> Option<Scale> {
        let slot = self.slots.get(number as usize).copied().filter(|slot| *slot != NOWHERE)?;
        let common = (number < self.common).then_some(number);
        Some(Scale { cells: slot as usize * self.stride, common })
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

/// Blocks are fewer than rows, of which there are fewer than 2^32.
#[expect(clippy::cast_possible_truncation, reason = "a number of a block")]
const fn as_place(block: usize) -> u32 {
    block as u32
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

        const COMMON: u32 = 3;

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
            let mut grown = Blocks::growing(5, 5, 3);
            for row in 0..rows.count() {
                grown.push(|add| rows.keys(row, |key| rows.features(key, &mut *add)));
            }
            for blocks in [whole, grown] {
                let graded = blocks.graded();
                for scale in 0..10 {
                    let wanted = |row: usize| rows.0.get(row).and_then(|row| row.get(&scale)).copied().unwrap_or(0);
                    let at = graded.scale(scale);
                    for row in 0..rows.count() {
                        let grades = at.map_or(0, |at| {
                            OfRows(row / BLOCK).grades(graded, at).of(row % BLOCK)
                        });
                        prop_assert_eq!(grades, wanted(row));
                    }
                    for block in 0..blocks.blocks() {
                        let best = at.map_or(0, |at| OfBlocks(0).grades(graded, at).of(block));
                        let rows = block * BLOCK..(block + 1) * BLOCK;
                        prop_assert_eq!(Some(best), rows.map(wanted).max());
                    }
                }
            }
        }
    }
}
