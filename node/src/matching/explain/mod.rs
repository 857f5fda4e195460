//! Why a person and a vacancy fit: each wanted skill once, as held, stood in for or missing; each factor apart from
//! skills; which rules passed or failed. Every part says what it earned, and together they earn the score.
//!
//! [`sentences`] has the words of skills and factors, [`verdicts`] those of the rules.

pub mod sentences;
pub mod verdicts;

use super::constraint::Verdict;
use super::input::{HeldSkill, SkillNumber, Want};
use super::interests::{Interests, KindOfWork};
use super::score::Score;
use super::transition::stand_in::Because;
use super::weighting::{Class, Fits};
use std::cmp::Reverse;

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

/// What a part of a match earned, of what it could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earned {
    /// What it earned.
    pub points: Score,
    /// What it could have earned.
    pub of: Score,
}

/// A wanted skill that the person has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Which, how well, and how that is known.
    pub own: HeldSkill,
    /// How the vacancy wants it.
    pub want: Want,
    /// In which class it is held.
    pub class: Class,
    /// What that earned.
    pub earned: Earned,
}

/// A wanted skill for which another of the person's skills stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StoodIn {
    /// The wanted skill.
    pub skill: SkillNumber,
    /// How the vacancy wants it.
    pub want: Want,
    /// What stands in.
    pub by: HeldSkill,
    /// Why it does.
    pub because: Because,
    /// How well it does: near or far.
    pub class: Class,
    /// What that earned.
    pub earned: Earned,
}

/// A wanted skill that the person does not have, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Which.
    pub skill: SkillNumber,
    /// How the vacancy wants it; trainable ones can be learnt on the job.
    pub want: Want,
    /// What it would earn.
    pub of: Score,
}

/// What a factor apart from skills was judged by. `None` is *not known*, and counts as the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// *Ontwikkelpotentie* for hard skills, 1 to 5.
    HardPotential(Option<u8>),
    /// *Ontwikkelpotentie* for soft skills, 1 to 5.
    SoftPotential(Option<u8>),
    /// Interests of the person beside the kind of work.
    Interests(Option<Interests>, Option<KindOfWork>),
    /// The culture of the organisation: no node records one, so it is never known.
    Culture,
}

/// A factor apart from skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// What it was judged by.
    pub judged: Judged,
    /// Steps of [`super::score::STEPS`].
    pub steps: u8,
    /// What it earned.
    pub earned: Earned,
}

/// Why a person and a vacancy fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What all parts earned together.
    pub score: Score,
    /// What the score means in words.
    pub fits: Fits,
    /// What is held, heaviest first.
    pub held: Vec<Held>,
    /// What is stood in for, heaviest first.
    pub stood_in: Vec<StoodIn>,
    /// What is missing, heaviest first.
    pub missing: Vec<Missing>,
    /// The factors that count, apart from skills.
    pub factors: Vec<Factor>,
    /// What the rules say.
    pub verdicts: Vec<Verdict>,
}

impl Explanation {
    /// Puts the parts in order of weight, ties by skill.
    #[must_use]
    pub(super) fn ordered(mut self) -> Self {
        self.held.sort_by_key(|it| (Reverse(it.earned.of), it.own.skill));
        self.stood_in.sort_by_key(|it| (Reverse(it.earned.of), it.skill));
        self.missing.sort_by_key(|it| (Reverse(it.of), it.skill));
        self
    }

    /// How the wanted skills stand, the essential ones; all of them where none is essential.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let wants = self.held.iter().map(|it| it.want).chain(self.stood_in.iter().map(|it| it.want));
        let mut wants = wants.chain(self.missing.iter().map(|it| it.want));
        let only_optional = wants.all(|want| want == Want::Optional);
        let counts = |want: Want| only_optional || want != Want::Optional;
        let held = self.held.iter().filter(|it| counts(it.want));
        Counts {
            held: held.clone().count(),
            begun: held.filter(|it| it.class == Class::Beginning).count(),
            stood_in: self.stood_in.iter().filter(|it| counts(it.want)).count(),
            missing: self.missing.iter().filter(|it| counts(it.want)).count(),
            of_needed: !only_optional,
        }
    }
}

/// How many wanted skills stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Own.
    pub held: usize,
    /// Of these, those of which there is no more than a beginning.
    pub begun: usize,
    /// Another skill stands in.
    pub stood_in: usize,
    /// Neither.
    pub missing: usize,
    /// Whether they are the needed skills; if not, none is needed and they are those that help.
    pub of_needed: bool,
}

impl Counts {
    /// All together.
    #[must_use]
    pub const fn wanted(self) -> usize {
        self.held + self.stood_in + self.missing
    }
}
