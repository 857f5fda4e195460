//! Which kinds of skill an occupation asks, by group of the hierarchy of skills, and how far they are covered.
//!
//! Two occupations can ask skills with different names for the same sort of work. The groups (`S1.2.3` and the
//! detailed fields of knowledge) see that. A kind is covered as far as the held weight in it reaches the asked
//! weight, by its square root: the first skill of a kind says more than the fifth.

use super::{
    lists::Lists,
    weights::{HeldSkills, Weights},
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{OccupationIndex, SkillGroupIndex, SkillIndex, Vocabulary};

/// The kinds of every skill and what every occupation asks of each.
#[derive(Debug)]
pub(super) struct Kinds {
    of_skill: Lists<SkillGroupIndex>,
    wanted: Lists<(SkillGroupIndex, f32)>,
    groups: usize,
}

/// The weight that is held in each kind.
#[derive(Debug)]
pub(super) struct HeldKinds(Box<[f32]>);

impl Kinds {
    pub(super) fn new(vocabulary: &Vocabulary, weights: &Weights) -> Self {
        let of_skill: Lists<SkillGroupIndex> =
            vocabulary.skills().map(|skill| groups_of(vocabulary, skill).into_iter().collect()).collect();
        let wanted = vocabulary
            .occupations()
            .map(|occupation| {
                let mut by_group: BTreeMap<SkillGroupIndex, f32> = BTreeMap::new();
                for it in weights.wanted(occupation) {
                    spread(of_skill.get(it.skill.at()), it.weight, |group, part| {
                        *by_group.entry(group).or_default() += part;
                    });
                }
                by_group.into_iter().collect()
            })
            .collect();
        Self { of_skill, wanted, groups: vocabulary.skill_groups().len() }
    }

    /// The weight that somebody holds in each kind.
    pub(super) fn held(&self, weights: &Weights, held: &HeldSkills) -> HeldKinds {
        let mut by_group = vec![0.0_f32; self.groups];
        for (skill, certainty) in held.skills() {
            spread(self.of_skill.get(skill.at()), certainty * weights.of_skill(skill), |group, part| {
                if let Some(sum) = by_group.get_mut(group.at()) {
                    *sum += part;
                }
            });
        }
        HeldKinds(by_group.into_boxed_slice())
    }

    /// Which share of the kinds that an occupation asks is covered, between 0 and 1; 0 where it asks none.
    pub(super) fn coverage(&self, held: &HeldKinds, to: OccupationIndex) -> f32 {
        let (mut covered, mut total) = (0.0, 0.0);
        for (group, wanted) in self.wanted.get(to.at()) {
            let held = held.0.get(group.at()).copied().unwrap_or_default();
            covered += wanted * (held / wanted).min(1.0).sqrt();
            total += wanted;
        }
        if total > 0.0 { covered / total } else { 0.0 }
    }

    pub(super) fn size_bytes(&self) -> usize {
        self.of_skill.size_bytes() + self.wanted.size_bytes()
    }
}

/// Shares a weight over the groups of a skill.
fn spread(groups: &[SkillGroupIndex], weight: f32, mut add: impl FnMut(SkillGroupIndex, f32)) {
    #[expect(clippy::cast_precision_loss, reason = "a skill lies in a handful of groups")]
    let part = weight / groups.len() as f32;
    groups.iter().for_each(|group| add(*group, part));
}

/// The groups in which a skill lies, itself or through its broader skills.
fn groups_of(vocabulary: &Vocabulary, skill: SkillIndex) -> BTreeSet<SkillGroupIndex> {
    let (mut groups, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::from([skill]), vec![skill]);
    while let Some(skill) = waiting.pop() {
        groups.extend(vocabulary.groups_of_skill(skill));
        waiting.extend(vocabulary.broader_skills(skill).filter(|broader| seen.insert(*broader)));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occupation_covers_its_own_kinds_and_nothing_covers_none() {
        let vocabulary = Vocabulary::starter();
        let weights = Weights::new(&vocabulary);
        let kinds = Kinds::new(&vocabulary, &weights);
        for occupation in vocabulary.occupations() {
            let mut held = HeldSkills::none(vocabulary.skills().len());
            assert!(kinds.coverage(&kinds.held(&weights, &held), occupation).abs() < 1e-6);
            weights.wanted(occupation).iter().for_each(|it| held.add(it.skill, 1.0));
            let whole = kinds.coverage(&kinds.held(&weights, &held), occupation);
            assert!((whole - 1.0).abs() < 1e-4, "{occupation:?} {whole}");
        }
    }
}
