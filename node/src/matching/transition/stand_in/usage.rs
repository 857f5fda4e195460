//! Stand-ins by use: skills that the same groups of occupations ask.
//!
//! Each skill is a row over the unit groups of ISCO-08: how often the group's occupations ask it. Rows over groups
//! rather than over occupations, since two skills that replace each other seldom stand in the list of the same
//! occupation, but often in the lists of neighbours. Use alone would let any skill of a trade stand in for any other
//! of it, so both must also be of the same sort: two competences or two fields of knowledge, in groups with a common
//! broader group.

use super::{
    super::sparse::{Sparse, Sums},
    Because, StandIn,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use vocabulary::{IscoCode, SkillGroupIndex, SkillIndex, Vocabulary};

/// What an optional mention counts for.
const OPTIONAL: f32 = 0.5;
/// A skill of which little is known is less like another.
const DAMPING: f32 = 2.0;
/// What the same use is worth at most: those who do the same work can often do the one for the other, not always.
const MOST: f32 = 0.6;

pub(super) struct Usage<'a> {
    vocabulary: &'a Vocabulary,
    /// For each skill the groups one step above its own.
    families: Vec<BTreeSet<SkillGroupIndex>>,
    rows: Sparse,
    sums: RefCell<Sums>,
}

impl<'a> Usage<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        let mut groups: BTreeMap<IscoCode, u32> = BTreeMap::new();
        for occupation in vocabulary.occupations() {
            groups.entry(vocabulary.isco(occupation)).or_default();
        }
        groups.values_mut().zip(0..).for_each(|(group, number)| *group = number);
        let mut counts: Vec<BTreeMap<u32, f32>> = vec![BTreeMap::new(); vocabulary.skills().len()];
        for occupation in vocabulary.occupations() {
            let group = groups.get(&vocabulary.isco(occupation)).copied().unwrap_or_default();
            let essential = vocabulary.essential_skills(occupation).map(|skill| (skill, 1.0));
            let optional = vocabulary.optional_skills(occupation).map(|skill| (skill, OPTIONAL));
            for (skill, count) in essential.chain(optional) {
                if let Some(counts) = counts.get_mut(skill.at()) {
                    *counts.entry(group).or_default() += count;
                }
            }
        }
        let rarity = rarities(&counts, groups.len());
        let row = |counts: BTreeMap<u32, f32>| {
            let weighed = |(group, count): (u32, f32)| {
                (group, count.sqrt() * rarity.get(group as usize).copied().unwrap_or_default())
            };
            counts.into_iter().map(weighed).collect()
        };
        let rows = Sparse::new(counts.into_iter().map(row).collect(), groups.len(), DAMPING);
        let family = |skill| {
            let groups = vocabulary.groups_of_skill(skill);
            groups.flat_map(|group| vocabulary.broader_groups(group)).collect()
        };
        let families = vocabulary.skills().map(family).collect();
        Self { vocabulary, families, rows, sums: RefCell::default() }
    }

    pub(super) fn stand_ins(&self, wanted: SkillIndex, add: &mut dyn FnMut(StandIn)) {
        let own = self.rows.row(wanted.0);
        let least = super::LEAST_DISCOUNT / MOST;
        self.rows.alike(wanted.0, least, &mut self.sums.borrow_mut(), &mut |held, likeness| {
            if !self.of_one_sort(wanted, SkillIndex(held)) {
                return;
            }
            let shared = self
                .rows
                .row(held)
                .iter()
                .filter(|(group, _)| own.binary_search_by_key(group, |it| it.0).is_ok());
            let unit_groups = u16::try_from(shared.count()).unwrap_or(u16::MAX);
            let because = Because::SameUse { unit_groups };
            add(StandIn { held: SkillIndex(held), discount: MOST * likeness.min(1.0), because });
        });
    }

    fn of_one_sort(&self, a: SkillIndex, b: SkillIndex) -> bool {
        let family = |skill: SkillIndex| self.families.get(skill.at());
        self.vocabulary.skill_kind(a) == self.vocabulary.skill_kind(b)
            && family(a).zip(family(b)).is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}

/// How much a group tells of a skill: a group that asks many skills tells little of each.
fn rarities(counts: &[BTreeMap<u32, f32>], groups: usize) -> Vec<f32> {
    let mut skills_of = vec![0.0_f32; groups];
    for group in counts.iter().flat_map(BTreeMap::keys) {
        if let Some(skills) = skills_of.get_mut(*group as usize) {
            *skills += 1.0;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a vocabulary has far fewer than 2^24 skills")]
    let all = counts.len() as f32;
    skills_of.into_iter().map(|skills| (1.0 + all / (1.0 + skills)).ln()).collect()
}
