//! Compact rows: people and vacancies with their skills in one long array each, found through posting lists.
//!
//! A change appends a fresh row and marks the old one dead; when a third of the rows is dead the arrays are
//! written anew. So a query reads plain arrays, and a change touches only its own skills.

use std::collections::BTreeMap;

/// Fewer dead rows than this are not worth the writing anew.
const DEAD_ROWS_ALLOWED: usize = 1024;

/// A skill as it lies in the long array: the number in the upper 27 bits, five bits of detail below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u32);

impl Packed {
    pub(super) const DETAIL_BITS: u32 = 5;

    pub(super) const fn new(skill: u32, detail: u8) -> Self {
        Self((skill << Self::DETAIL_BITS) | (detail as u32 & ((1 << Self::DETAIL_BITS) - 1)))
    }

    pub(super) const fn skill(self) -> u32 {
        self.0 >> Self::DETAIL_BITS
    }

    pub(super) const fn detail(self) -> u8 {
        self.0.to_le_bytes()[0] & ((1 << Self::DETAIL_BITS) - 1)
    }
}

/// One person or vacancy without its skills.
#[derive(Debug, Clone)]
struct Row<Id, Terms> {
    id: Id,
    terms: Terms,
    start: u32,
    length: u16,
    live: bool,
}

/// All people or all vacancies.
#[derive(Debug)]
pub(super) struct Rows<Id, Terms> {
    rows: Vec<Row<Id, Terms>>,
    skills: Vec<Packed>,
    postings: Vec<Vec<u32>>,
    holders: Vec<u32>,
    by_id: BTreeMap<Id, u32>,
}

impl<Id: Ord + Copy, Terms: Copy> Rows<Id, Terms> {
    pub(super) const fn new() -> Self {
        Self {
            rows: Vec::new(),
            skills: Vec::new(),
            postings: Vec::new(),
            holders: Vec::new(),
            by_id: BTreeMap::new(),
        }
    }

    /// Puts a row in place of the one with this id. `skills` are sorted by number, each once.
    pub(super) fn put(&mut self, id: Id, terms: Terms, skills: &[Packed]) {
        self.remove(id);
        let skills = &skills[..skills.len().min(usize::from(u16::MAX))];
        let row = count(self.rows.len());
        for skill in skills {
            let skill = skill.skill() as usize;
            if self.postings.len() <= skill {
                self.postings.resize_with(skill + 1, Vec::new);
                self.holders.resize(skill + 1, 0);
            }
            self.postings[skill].push(row);
            self.holders[skill] += 1;
        }
        let start = count(self.skills.len());
        let length = u16::try_from(skills.len()).unwrap_or(u16::MAX);
        self.skills.extend_from_slice(skills);
        self.rows.push(Row { id, terms, start, length, live: true });
        self.by_id.insert(id, row);
    }

    /// Takes a row out, if it is there.
    pub(super) fn remove(&mut self, id: Id) {
        let Some(row) = self.by_id.remove(&id) else { return };
        self.rows[row as usize].live = false;
        for position in self.span(row) {
            self.holders[self.skills[position].skill() as usize] -= 1;
        }
        let dead = self.rows.len() - self.by_id.len();
        if dead > DEAD_ROWS_ALLOWED && dead > self.rows.len() / 3 {
            self.write_anew();
        }
    }

    fn write_anew(&mut self) {
        let mut fresh = Self::new();
        for row in self.rows.iter().filter(|row| row.live) {
            let start = row.start as usize;
            fresh.put(row.id, row.terms, &self.skills[start..start + usize::from(row.length)]);
        }
        fresh.shrink();
        *self = fresh;
    }

    /// Gives spare room back.
    pub(super) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.skills.shrink_to_fit();
        self.postings.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// How many are there.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// How many rows there are, dead ones included: the size of an array by row.
    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn find(&self, id: Id) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    pub(super) fn id(&self, row: u32) -> Id {
        self.rows[row as usize].id
    }

    pub(super) fn terms(&self, row: u32) -> &Terms {
        &self.rows[row as usize].terms
    }

    pub(super) fn is_live(&self, row: u32) -> bool {
        self.rows[row as usize].live
    }

    fn span(&self, row: u32) -> std::ops::Range<usize> {
        let row = &self.rows[row as usize];
        row.start as usize..row.start as usize + usize::from(row.length)
    }

    /// The skills of a row, sorted by number.
    pub(super) fn skills(&self, row: u32) -> &[Packed] {
        &self.skills[self.span(row)]
    }

    /// The rows that have a skill, dead ones among them.
    pub(super) fn posting(&self, skill: u32) -> &[u32] {
        self.postings.get(skill as usize).map_or(&[], Vec::as_slice)
    }

    /// How many live rows have a skill.
    pub(super) fn holders(&self, skill: u32) -> u32 {
        self.holders.get(skill as usize).copied().unwrap_or(0)
    }

    /// The live rows.
    pub(super) fn live(&self) -> impl Iterator<Item = u32> {
        self.by_id.values().copied()
    }

    /// The bytes that the arrays take, about.
    pub(super) fn size_bytes(&self) -> usize {
        let word = size_of::<u32>();
        self.rows.capacity() * size_of::<Row<Id, Terms>>()
            + self.skills.capacity() * size_of::<Packed>()
            + self.postings.iter().map(|posting| posting.capacity() * word).sum::<usize>()
            + self.postings.capacity() * size_of::<Vec<u32>>()
            + self.holders.capacity() * word
            // a B-tree keeps its nodes about two thirds full
            + self.by_id.len() * (size_of::<Id>() + word) * 3 / 2
    }
}

/// A length as a row number. Four thousand million rows do not fit in the memory of one region's machine.
fn count(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 rows and skills")
}

/// The length of a list as the weight formula takes it.
pub(super) fn as_people(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
