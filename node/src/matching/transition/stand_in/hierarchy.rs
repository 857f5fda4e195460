//! Stand-ins by the hierarchy of skills and by the relations between skills that ESCO states.

use super::{Because, StandIn};
use std::collections::BTreeMap;
use vocabulary::{SkillGroupIndex, SkillIndex, Vocabulary};

/// Who can do the special case can mostly do the general one.
const NARROWER: f32 = 0.85;
/// Who can do the general one has still to learn the special case.
const BROADER: f32 = 0.6;
/// What ESCO calls needed or useful for a skill is a part of it.
const RELATED: f32 = 0.5;
/// Two special cases of one skill; divided by how many there are.
const SAME_PARENT: f32 = 0.6;
/// Two skills of one group; divided by how many there are.
const SAME_GROUP: f32 = 0.45;
/// Neighbours in a larger family than this have too little in common.
const MOST_NEIGHBOURS: usize = 40;
/// From so many members on a family's neighbours count for less.
const CLOSE_FAMILY: f32 = 6.0;

/// The hierarchy turned round: who lies below.
pub(super) struct Hierarchy<'a> {
    vocabulary: &'a Vocabulary,
    children: BTreeMap<SkillIndex, Vec<SkillIndex>>,
    members: BTreeMap<SkillGroupIndex, Vec<SkillIndex>>,
    related_from: BTreeMap<SkillIndex, Vec<SkillIndex>>,
}

impl<'a> Hierarchy<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        let mut children: BTreeMap<SkillIndex, Vec<SkillIndex>> = BTreeMap::new();
        let mut members: BTreeMap<SkillGroupIndex, Vec<SkillIndex>> = BTreeMap::new();
        let mut related_from: BTreeMap<SkillIndex, Vec<SkillIndex>> = BTreeMap::new();
        for skill in vocabulary.skills() {
            vocabulary.broader_skills(skill).for_each(|it| children.entry(it).or_default().push(skill));
            vocabulary.groups_of_skill(skill).for_each(|it| members.entry(it).or_default().push(skill));
            related(vocabulary, skill).for_each(|it| related_from.entry(it).or_default().push(skill));
        }
        Self { vocabulary, children, members, related_from }
    }

    pub(super) fn stand_ins(&self, wanted: SkillIndex, add: &mut dyn FnMut(StandIn)) {
        let below = |parent: &SkillIndex| self.children.get(parent).map_or(&[][..], |it| it);
        for held in below(&wanted) {
            add(StandIn { held: *held, discount: NARROWER, because: Because::Narrower });
        }
        for parent in self.vocabulary.broader_skills(wanted) {
            add(StandIn { held: parent, discount: BROADER, because: Because::Broader });
            neighbours(below(&parent), SAME_PARENT, Because::SameParent(parent), add);
        }
        for group in self.vocabulary.groups_of_skill(wanted) {
            let members = self.members.get(&group).map_or(&[][..], |it| it);
            neighbours(members, SAME_GROUP, Because::SameGroup(group), add);
        }
        let from = self.related_from.get(&wanted).into_iter().flatten().copied();
        for held in related(self.vocabulary, wanted).chain(from) {
            add(StandIn { held, discount: RELATED, because: Because::Related });
        }
    }
}

fn related(vocabulary: &Vocabulary, skill: SkillIndex) -> impl Iterator<Item = SkillIndex> {
    vocabulary.essential_for_skill(skill).chain(vocabulary.optional_for_skill(skill))
}

/// The members of one family stand in for each other, the less the larger the family is.
fn neighbours(family: &[SkillIndex], most: f32, because: Because, add: &mut dyn FnMut(StandIn)) {
    if family.len() > MOST_NEIGHBOURS {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a family has at most 40 members")]
    let discount = most * (CLOSE_FAMILY / family.len() as f32).sqrt().min(1.0);
    for held in family {
        add(StandIn { held: *held, discount, because });
    }
}
