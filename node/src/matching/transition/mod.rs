//! Changing from one occupation to another: how feasible it is, which skills are held, which stand in, which miss.
//!
//! In reading order: [`weights`] says what occupations ask and what somebody holds; [`stand_in`] which skill may
//! stand in for another and why; [`kinds`] compares the kinds of skill; [`likeness`] compares occupations as a
//! whole; [`score`] puts the parts together; [`level_gap`] holds what stands apart from the score; [`explain`] says
//! why, skill by skill; [`table`] keeps the score of every ordered pair; [`rank`] finds the best destinations,
//! bridges between sectors, and a path; [`prospects`] marks what is viable, desirable and safe; [`holder`] makes all
//! of it for a running node when it is first asked for.
//!
//! Not here: labels (the vocabulary has them), people, vacancies and rules on them (the match has them).
//!
//! The rules that hold: a change from an occupation to itself is 1; learning a skill never lowers a score; the
//! level of the work and a person's education are never part of it. Nothing of this module is made before it is
//! asked for: a [`Transitions`] of the full list takes some megabytes and a few seconds.

pub mod explain;
pub mod holder;
mod kinds;
pub mod level_gap;
pub mod likeness;
mod lists;
pub mod meaning;
pub mod prospects;
pub mod rank;
pub mod score;
mod sparse;
pub mod stand_in;
pub mod table;
pub mod weights;
mod words;

#[cfg(test)]
mod tests;

use crate::matching::input::Want;
use kinds::{HeldKinds, Kinds};
use likeness::{Meaning, SkillLikeness};
use meaning::NameMeaning;
use score::{Feasibility, Parts};
use stand_in::StandIns;
use vocabulary::{IscoCode, OccupationIndex, SkillIndex, Vocabulary};
use weights::{HELD_OPTIONAL, HeldSkills, Wanted, Weights};

/// What is known of a vocabulary to judge changes between its occupations.
#[derive(Debug)]
pub struct Transitions {
    weights: Weights,
    stand_ins: StandIns,
    kinds: Kinds,
    likeness: SkillLikeness,
    meaning: Box<dyn Meaning>,
    isco: Box<[IscoCode]>,
}

/// Where somebody comes from: the skills that are held, and the occupation, if there is one.
#[derive(Debug)]
pub struct Origin {
    occupation: Option<OccupationIndex>,
    held: HeldSkills,
    /// For each skill what is held of it, itself or by what stands in.
    worth: Box<[f32]>,
    kinds: HeldKinds,
    /// How alike the name of each occupation is; empty without an occupation.
    names: Box<[f32]>,
}

impl Transitions {
    /// Reads the vocabulary; names are compared by their words and by what they mean.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self::with_meaning(vocabulary, Box::new(NameMeaning::new(vocabulary)))
    }

    /// Reads the vocabulary; names are compared by the measure given.
    #[must_use]
    pub fn with_meaning(vocabulary: &Vocabulary, meaning: Box<dyn Meaning>) -> Self {
        let weights = Weights::new(vocabulary);
        Self {
            stand_ins: StandIns::new(vocabulary),
            kinds: Kinds::new(vocabulary, &weights),
            likeness: SkillLikeness::new(vocabulary, &weights),
            meaning,
            isco: vocabulary.occupations().map(|it| vocabulary.isco(it)).collect(),
            weights,
        }
    }

    /// How many occupations the vocabulary has.
    #[must_use]
    pub fn occupation_count(&self) -> usize {
        self.isco.len()
    }

    /// Every occupation in order of number.
    pub fn occupations(&self) -> impl Iterator<Item = OccupationIndex> + use<> {
        let count = u32::try_from(self.occupation_count()).expect("occupations are numbered as u32");
        (0..count).map(OccupationIndex)
    }

    /// What an occupation asks, weighed: the essential skills in order of number, then the optional ones.
    #[must_use]
    pub fn wanted(&self, occupation: OccupationIndex) -> &[Wanted] {
        self.weights.wanted(occupation)
    }

    /// What a skill counts for where it is essential.
    #[must_use]
    pub fn skill_weight(&self, skill: SkillIndex) -> f32 {
        self.weights.of_skill(skill)
    }

    /// Which skills may stand in for which.
    #[must_use]
    pub const fn stand_ins(&self) -> &StandIns {
        &self.stand_ins
    }

    /// What somebody from an occupation holds: what is essential there for sure, what is optional perhaps.
    #[must_use]
    pub fn held_in(&self, occupation: OccupationIndex) -> HeldSkills {
        let mut held = HeldSkills::none(self.weights.skill_count());
        for it in self.wanted(occupation) {
            held.add(it.skill, if it.want == Want::Optional { HELD_OPTIONAL } else { 1.0 });
        }
        held
    }

    /// Nothing held yet; skills are added one by one.
    #[must_use]
    pub fn nothing_held(&self) -> HeldSkills {
        HeldSkills::none(self.weights.skill_count())
    }

    /// Somebody who comes from an occupation and of whom no more is known.
    #[must_use]
    pub fn from_occupation(&self, occupation: OccupationIndex) -> Origin {
        self.origin(Some(occupation), self.held_in(occupation))
    }

    /// Somebody with these skills and perhaps an occupation. What the occupation brings is not added: whoever
    /// wants it starts from [`Self::held_in`].
    #[must_use]
    pub fn origin(&self, occupation: Option<OccupationIndex>, held: HeldSkills) -> Origin {
        let skills = u32::try_from(self.weights.skill_count()).expect("skills are numbered as u32");
        let worth = (0..skills)
            .map(|skill| {
                let skill = SkillIndex(skill);
                let by_stand_in = self.stand_ins.best(skill, &held).map_or(0.0, |it| it.1);
                by_stand_in.max(held.certainty(skill))
            })
            .collect();
        let kinds = self.kinds.held(&self.weights, &held);
        let names = occupation.map(|it| self.meaning.likenesses(it)).unwrap_or_default();
        Origin { occupation, held, worth, kinds, names }
    }

    /// The parts of the score of a change.
    #[must_use]
    pub fn parts(&self, origin: &Origin, to: OccupationIndex) -> Parts {
        let from = origin.occupation;
        Parts {
            skills: self.skill_coverage(origin, to),
            kinds: self.kinds.coverage(&origin.kinds, to),
            likeness: from.map(|from| self.likeness.between(from, to)),
            names: from.and_then(|_| origin.names.get(to.at()).copied()),
            field: from.and_then(|from| Some(score::field(self.isco(from)?, self.isco(to)?))),
        }
    }

    /// How feasible a change is; 1 when one does the work already.
    #[must_use]
    pub fn feasibility(&self, origin: &Origin, to: OccupationIndex) -> Feasibility {
        if origin.occupation == Some(to) { Feasibility::WHOLE } else { self.parts(origin, to).feasibility() }
    }

    /// How many bytes all of it holds.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        let codes = self.isco.iter().map(|it| size_of::<IscoCode>() + it.as_str().len());
        self.weights.size_bytes()
            + self.stand_ins.size_bytes()
            + self.kinds.size_bytes()
            + self.likeness.size_bytes()
            + self.meaning.size_bytes()
            + codes.sum::<usize>()
    }

    fn isco(&self, occupation: OccupationIndex) -> Option<&IscoCode> {
        self.isco.get(occupation.at())
    }

    /// The share of what an occupation asks, by weight, that is held or stood in for; 0 where it asks nothing.
    fn skill_coverage(&self, origin: &Origin, to: OccupationIndex) -> f32 {
        let (mut covered, mut total) = (0.0, 0.0);
        for it in self.wanted(to) {
            covered += it.weight * origin.worth.get(it.skill.at()).copied().unwrap_or_default();
            total += it.weight;
        }
        if total > 0.0 { covered / total } else { 0.0 }
    }
}

impl Origin {
    /// The occupation one comes from.
    #[must_use]
    pub const fn occupation(&self) -> Option<OccupationIndex> {
        self.occupation
    }

    /// What is held.
    #[must_use]
    pub const fn held(&self) -> &HeldSkills {
        &self.held
    }
}
