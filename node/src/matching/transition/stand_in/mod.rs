//! Which skill may stand in for another, for how much, and why: a list per wanted skill, made once.
//!
//! Three sources, each with its own reason: the hierarchy of skills (a narrower, broader or neighbouring skill, or
//! one that ESCO relates), use (both skills are asked by the same groups of occupations), and meaning (names made
//! of the same words). Of several reasons for one pair the strongest stays. What stands in is never worth as much
//! as the skill itself.

mod hierarchy;
mod meaning;
mod usage;

use super::{lists::Lists, weights::HeldSkills};
use std::collections::BTreeMap;
use vocabulary::{SkillGroupIndex, SkillIndex, Vocabulary};

/// Weaker stand-ins than this explain nothing that a person would believe.
const LEAST_DISCOUNT: f32 = 0.25;
/// How many stand-ins a skill has at most; the strongest are kept.
const MOST_STAND_INS: usize = 24;

/// Why one skill may stand in for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The held skill is a special case of the wanted one.
    Narrower,
    /// The wanted skill is a special case of the held one.
    Broader,
    /// ESCO says that one of the two is needed or useful for the other.
    Related,
    /// Both are special cases of this skill.
    SameParent(SkillIndex),
    /// Both lie in this group of skills.
    SameGroup(SkillGroupIndex),
    /// Both are asked by the occupations of the same unit groups of ISCO-08.
    SameUse {
        /// In how many unit groups both are asked.
        unit_groups: u16,
    },
    /// Their names are made of the same words.
    SameWords,
}

/// A held skill that may stand in for a wanted one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandIn {
    /// The held skill.
    pub held: SkillIndex,
    /// What it is worth of the wanted skill, between 0 and 1.
    pub discount: f32,
    /// Why.
    pub because: Because,
}

/// For each wanted skill what may stand in for it, the strongest first.
#[derive(Debug)]
pub struct StandIns {
    of_wanted: Lists<StandIn>,
}

impl StandIns {
    /// Makes the lists for all skills.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let by_hierarchy = hierarchy::Hierarchy::new(vocabulary);
        let by_use = usage::Usage::new(vocabulary);
        let by_meaning = meaning::Meaning::new(vocabulary);
        let of_wanted = vocabulary
            .skills()
            .map(|wanted| {
                let mut found = Found::default();
                by_hierarchy.stand_ins(wanted, &mut |it| found.add(it));
                by_use.stand_ins(wanted, &mut |it| found.add(it));
                by_meaning.stand_ins(wanted, &mut |it| found.add(it));
                found.strongest(wanted)
            })
            .collect();
        Self { of_wanted }
    }

    /// No skill stands in for another.
    #[must_use]
    pub fn none() -> Self {
        Self::of_lists(std::iter::empty())
    }

    /// The lists of the skills in order of number, each the strongest first.
    #[must_use]
    pub fn of_lists(lists: impl Iterator<Item = Vec<StandIn>>) -> Self {
        Self { of_wanted: lists.collect() }
    }

    /// For how many skills there are lists, empty ones included.
    #[must_use]
    pub fn skill_count(&self) -> usize {
        self.of_wanted.len()
    }

    /// What may stand in for a skill, the strongest first.
    #[must_use]
    pub fn of(&self, wanted: SkillIndex) -> &[StandIn] {
        self.of_wanted.get(wanted.at())
    }

    /// What of the held skills stands in best for a skill, with its worth: discount times certainty.
    #[must_use]
    pub fn best(&self, wanted: SkillIndex, held: &HeldSkills) -> Option<(StandIn, f32)> {
        let mut best: Option<(StandIn, f32)> = None;
        for stand_in in self.of(wanted) {
            let worth = stand_in.discount * held.certainty(stand_in.held);
            if worth > best.map_or(0.0, |it| it.1) {
                best = Some((*stand_in, worth));
            }
        }
        best
    }

    /// How many pairs of skills there are.
    #[must_use]
    pub fn pair_count(&self) -> usize {
        self.of_wanted.value_count()
    }

    /// How many bytes the lists hold.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.of_wanted.size_bytes()
    }
}

/// The stand-ins of one skill while they are gathered.
#[derive(Default)]
struct Found {
    by_skill: BTreeMap<SkillIndex, StandIn>,
}

impl Found {
    fn add(&mut self, stand_in: StandIn) {
        let known = self.by_skill.entry(stand_in.held).or_insert(stand_in);
        if stand_in.discount > known.discount {
            *known = stand_in;
        }
    }

    fn strongest(self, wanted: SkillIndex) -> Vec<StandIn> {
        let worth_it = |it: &StandIn| it.discount >= LEAST_DISCOUNT && it.held != wanted;
        let mut found: Vec<StandIn> = self.by_skill.into_values().filter(worth_it).collect();
        found.sort_by(|a, b| b.discount.total_cmp(&a.discount).then(a.held.cmp(&b.held)));
        found.truncate(MOST_STAND_INS);
        found
    }
}
