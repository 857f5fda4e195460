//! From an occupation to the training for it, and from training to the occupations that it opens (bar B18).
//!
//! Skills weigh ln(1 + N / (1 + df)) over the N occupations of the vocabulary, of which df name the skill, optional
//! ones 0.4 of that: what few occupations ask says more (docs/decisions/0015-match.md).

use super::{
    course::Course,
    goal::{Goal, WantedSkill},
};
use crate::matching::input::{SkillNumber, Want};
use vocabulary::{EscoUri, InitiativeId, ModuleId, OccupationIndex, SkillIndex, Vocabulary};

/// A module that teaches something of what an occupation asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// The module.
    pub module: ModuleId,
    /// Whose it is.
    pub initiative: InitiativeId,
    /// What it teaches of the essential skills.
    pub essential: Vec<SkillNumber>,
    /// What it teaches of the optional skills.
    pub optional: Vec<SkillNumber>,
    /// Which part of what the occupation asks, in thousandths of the weight.
    pub thousandths: u32,
}

/// An occupation that a module leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Which.
    pub occupation: OccupationIndex,
    /// How many of its essential skills the module teaches; at least one.
    pub essential: usize,
    /// How many essential skills it has.
    pub of: usize,
    /// Which part of what the occupation asks, in thousandths of the weight.
    pub thousandths: u32,
}

/// What an occupation asks, as a goal.
#[must_use]
pub fn goal_of_occupation(vocabulary: &Vocabulary, occupation: OccupationIndex) -> Goal {
    let wanted = |skill: SkillIndex, want| WantedSkill {
        skill: SkillNumber(skill.0),
        want,
        weight: weight(vocabulary, skill, want),
    };
    let essential = vocabulary.essential_skills(occupation).map(|skill| wanted(skill, Want::Essential));
    let optional = vocabulary.optional_skills(occupation).map(|skill| wanted(skill, Want::Optional));
    Goal::new(essential.chain(optional).collect())
}

/// What a list of skills asks, as a goal; skills that the vocabulary has no more are left out.
#[must_use]
pub fn goal_of_skills(
    vocabulary: &Vocabulary,
    essential: &[EscoUri],
    trainable: &[EscoUri],
    optional: &[EscoUri],
) -> Goal {
    let wanted = |uri: &EscoUri, want| {
        let skill = vocabulary.skill(uri)?;
        let weight = weight(vocabulary, skill, want);
        Some(WantedSkill { skill: SkillNumber(skill.0), want, weight })
    };
    let needed = essential.iter().filter_map(|uri| {
        let want = if trainable.contains(uri) { Want::EssentialTrainable } else { Want::Essential };
        wanted(uri, want)
    });
    let helpful = optional.iter().filter_map(|uri| wanted(uri, Want::Optional));
    Goal::new(needed.chain(helpful).collect())
}

fn weight(vocabulary: &Vocabulary, skill: SkillIndex, want: Want) -> u32 {
    let occupations = u32::try_from(vocabulary.occupations().len()).unwrap_or(u32::MAX);
    let named_in = vocabulary.document_frequency(skill);
    let share = if want == Want::Optional { 0.4 } else { 1.0 };
    let weight = (1.0 + f64::from(occupations) / (1.0 + f64::from(named_in))).ln() * share * 10_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the logarithm of 1 to 2^32 is between 0 and 23"
    )]
    let weight = weight.round() as u32;
    weight
}

/// The modules that teach at least one essential skill of a goal, those that teach the most of it first.
#[must_use]
pub fn trainings(goal: &Goal, courses: &[Course]) -> Vec<Training> {
    let training = |course: &Course| {
        let taught = goal.wanted().iter().filter(|it| teaches(course, it.skill));
        let (mut essential, mut optional, mut sum) = (Vec::new(), Vec::new(), 0);
        for it in taught {
            sum += u64::from(it.weight);
            let list = if it.want == Want::Optional { &mut optional } else { &mut essential };
            list.push(it.skill);
        }
        (!essential.is_empty()).then(|| Training {
            module: course.module,
            initiative: course.initiative,
            essential,
            optional,
            thousandths: thousandths(sum, goal.total()),
        })
    };
    let mut all: Vec<Training> = courses.iter().filter_map(training).collect();
    all.sort_by(|a, b| b.thousandths.cmp(&a.thousandths).then(a.module.cmp(&b.module)));
    all
}

/// The occupations of which a module teaches at least one essential skill, those that it leads to furthest first;
/// those that the release marks as no longer in use are left out.
#[must_use]
pub fn occupations_opened(course: &Course, vocabulary: &Vocabulary, limit: usize) -> Vec<Opening> {
    let opening = |occupation: OccupationIndex| {
        let is_taught = |skill: &SkillIndex| teaches(course, SkillNumber(skill.0));
        let essential = vocabulary.essential_skills(occupation).filter(is_taught).count();
        if essential == 0 || vocabulary.is_occupation_deprecated(occupation) {
            return None;
        }
        let goal = goal_of_occupation(vocabulary, occupation);
        let taught = goal.wanted().iter().filter(|it| teaches(course, it.skill));
        let sum = taught.map(|it| u64::from(it.weight)).sum();
        let of = vocabulary.essential_skills(occupation).len();
        Some(Opening { occupation, essential, of, thousandths: thousandths(sum, goal.total()) })
    };
    let mut all: Vec<Opening> = vocabulary.occupations().filter_map(opening).collect();
    all.sort_by(|a, b| b.thousandths.cmp(&a.thousandths).then(a.occupation.cmp(&b.occupation)));
    all.truncate(limit);
    all
}

fn teaches(course: &Course, skill: SkillNumber) -> bool {
    course.teaches.binary_search_by_key(&skill, |it| it.0).is_ok()
}

fn thousandths(part: u64, total: u64) -> u32 {
    u32::try_from((part * 1000).checked_div(total).unwrap_or(0)).unwrap_or(1000)
}
