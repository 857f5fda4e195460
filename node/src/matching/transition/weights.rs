//! What an occupation asks, weighed: rare skills say more, and essential ones count for more than optional ones.

use super::lists::Lists;
use crate::matching::{input::Want, score::skill_weight};
use vocabulary::{OccupationIndex, SkillIndex, Vocabulary};

/// What an optional skill counts for beside an essential one, as in the score of a vacancy.
pub(super) const WANTED_OPTIONAL: f32 = 0.4;

/// How likely somebody from an occupation has a skill that is optional there. Of the optional skills of an
/// occupation a person has some and not others: a judgement, see `docs/decisions/0013-transition-score.md`.
pub const HELD_OPTIONAL: f32 = 0.6;

/// A skill that an occupation asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// Which.
    pub skill: SkillIndex,
    /// How it is asked: essential or optional.
    pub want: Want,
    /// What it counts for.
    pub weight: f32,
}

/// What every occupation asks, weighed.
#[derive(Debug)]
pub(super) struct Weights {
    of_skill: Box<[f32]>,
    wanted: Lists<Wanted>,
}

impl Weights {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let occupations =
            u32::try_from(vocabulary.occupations().len()).expect("occupations are numbered as u32");
        let of_skill: Box<[f32]> = vocabulary
            .skills()
            .map(|skill| rarity(occupations, vocabulary.document_frequency(skill)))
            .collect();
        let wanted = vocabulary
            .occupations()
            .map(|occupation| {
                let weight = |skill: SkillIndex| of_skill.get(skill.at()).copied().unwrap_or_default();
                let essential = vocabulary.essential_skills(occupation).map(|skill| Wanted {
                    skill,
                    want: Want::Essential,
                    weight: weight(skill),
                });
                let optional = vocabulary.optional_skills(occupation).map(|skill| Wanted {
                    skill,
                    want: Want::Optional,
                    weight: WANTED_OPTIONAL * weight(skill),
                });
                essential.chain(optional).collect()
            })
            .collect();
        Self { of_skill, wanted }
    }

    /// What the skill counts for where it is essential.
    pub(super) fn of_skill(&self, skill: SkillIndex) -> f32 {
        self.of_skill.get(skill.at()).copied().unwrap_or_default()
    }

    /// What an occupation asks: the essential skills in order of number, then the optional ones.
    pub(super) fn wanted(&self, occupation: OccupationIndex) -> &[Wanted] {
        self.wanted.get(occupation.at())
    }

    pub(super) fn skill_count(&self) -> usize {
        self.of_skill.len()
    }

    pub(super) fn size_bytes(&self) -> usize {
        size_of_val(&*self.of_skill) + self.wanted.size_bytes()
    }
}

/// The inverse document frequency ln(1 + N / (1 + df)), as in [`skill_weight`].
fn rarity(occupations: u32, holders: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "ten-thousandths of a logarithm stay far below 2^24")]
    let ten_thousandths = skill_weight(occupations, holders) as f32;
    ten_thousandths / 10_000.0
}

/// How surely somebody has a skill, for every skill of the vocabulary: from 0 (nothing is known) to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldSkills {
    certainty: Box<[f32]>,
}

impl HeldSkills {
    /// Nothing held of so many skills.
    pub(super) fn none(skills: usize) -> Self {
        Self { certainty: vec![0.0; skills].into_boxed_slice() }
    }

    /// Adds a skill with a certainty between 0 and 1; what was held more surely stays so.
    pub fn add(&mut self, skill: SkillIndex, certainty: f32) {
        if let Some(known) = self.certainty.get_mut(skill.at()) {
            *known = known.max(certainty.clamp(0.0, 1.0));
        }
    }

    /// How surely the skill is held.
    #[must_use]
    pub fn certainty(&self, skill: SkillIndex) -> f32 {
        self.certainty.get(skill.at()).copied().unwrap_or_default()
    }

    /// Every skill that is held at all, in order of number.
    pub fn skills(&self) -> impl Iterator<Item = (SkillIndex, f32)> {
        (0..).map(SkillIndex).zip(self.certainty.iter().copied()).filter(|it| it.1 > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_skill_counts_for_more_and_an_optional_one_for_four_tenths() {
        let vocabulary = Vocabulary::starter();
        let weights = Weights::new(&vocabulary);
        let by_frequency =
            |wanted| vocabulary.skills().find(|it| vocabulary.document_frequency(*it) == wanted).unwrap();
        assert!(weights.of_skill(by_frequency(1)) > weights.of_skill(by_frequency(9)));
        for occupation in vocabulary.occupations() {
            for it in weights.wanted(occupation) {
                let share = if it.want == Want::Optional { 0.4 } else { 1.0 };
                assert!((it.weight - share * weights.of_skill(it.skill)).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn what_is_held_for_sure_is_not_doubted_by_a_weaker_word() {
        let vocabulary = Vocabulary::starter();
        let mut held = HeldSkills::none(vocabulary.skills().len());
        held.add(SkillIndex(4), 1.0);
        held.add(SkillIndex(4), 0.2);
        held.add(SkillIndex(9), 7.0);
        held.add(SkillIndex(u32::MAX), 1.0);
        assert_eq!(held.skills().collect::<Vec<_>>(), [(SkillIndex(4), 1.0), (SkillIndex(9), 1.0)]);
    }
}
