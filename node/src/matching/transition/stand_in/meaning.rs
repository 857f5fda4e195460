//! Stand-ins by meaning: skills whose names, in any language of the vocabulary, are made of the same words.

use super::{
    super::{
        sparse::{Sparse, Sums},
        words::{WordRows, words_of_skill},
    },
    Because, StandIn,
};
use std::cell::RefCell;
use vocabulary::{SkillIndex, Vocabulary};

/// What the very same words are worth at most: names say much, not all.
const MOST: f32 = 0.8;
/// A name of one common word is less like another.
const DAMPING: f32 = 0.5;

pub(super) struct Meaning {
    rows: Sparse,
    sums: RefCell<Sums>,
}

impl Meaning {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let WordRows { rows, words } =
            WordRows::new(vocabulary.skills().map(|skill| words_of_skill(vocabulary, skill)));
        Self { rows: Sparse::new(rows, words, DAMPING), sums: RefCell::default() }
    }

    pub(super) fn stand_ins(&self, wanted: SkillIndex, add: &mut dyn FnMut(StandIn)) {
        let least = super::LEAST_DISCOUNT / MOST;
        self.rows.alike(wanted.0, least, &mut self.sums.borrow_mut(), &mut |held, likeness| {
            add(StandIn {
                held: SkillIndex(held),
                discount: MOST * likeness.min(1.0),
                because: Because::SameWords,
            });
        });
    }
}
