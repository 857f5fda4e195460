//! What counts in a match and for how much: the weights that one file holds, checked.
//!
//! Everything that a score is made of beside the facts stands here, in whole percentages, so that it can be read,
//! contested and changed (row S3-07; `docs/decisions/0015-match.md`). [`mod@file`] reads and writes it as a file.
//!
//! Not here: how much a single skill says (`super::weights`, from how many people hold it), and the score itself.

pub mod file;

use super::input::{Evidence, HeldSkill};
use super::score::Score;

/// How a wanted skill is held, from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A weak stand-in.
    Far,
    /// Another skill stands in for it.
    Near,
    /// Own, at a low level.
    Beginning,
    /// Own; the person says so.
    Stated,
    /// Own; an employer, a certificate or an assessment says so.
    Proven,
}

impl Class {
    /// All, the weakest first.
    pub const ALL: [Self; 5] = [Self::Far, Self::Near, Self::Beginning, Self::Stated, Self::Proven];

    /// Its name in the file, in the API and in code that reads either.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Far => "far",
            Self::Near => "near",
            Self::Beginning => "beginning",
            Self::Stated => "stated",
            Self::Proven => "proven",
        }
    }

    /// The place in [`Class::ALL`].
    pub(super) const fn at(self) -> usize {
        self as usize
    }
}

/// What each factor counts for, relative to the sum of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Skills that are held or stood in for.
    pub skills: u8,
    /// *Ontwikkelpotentie*: the capacity to develop skills (row DEF-03).
    pub potential: u8,
    /// Interests beside the kind of work.
    pub interests: u8,
    /// The culture of an organisation (row S3-07: off unless somebody turns it on).
    pub culture: u8,
}

/// Which holding is which class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The weakest evidence that proves a skill.
    pub proven_from: Evidence,
    /// Up to this level an own skill is a beginning; 0 to 3.
    pub beginning_up_to_level: u8,
    /// From this worth on, in percent of the wanted skill, a stand-in is near.
    pub near_from: u8,
    /// From this worth on, in percent, it stands in at all.
    pub far_from: u8,
}

/// From which score a match is called what, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// *Fits now* from here.
    pub fits_now: u8,
    /// *Nearly fits* from here.
    pub fits_soon: u8,
}

/// What a score means in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fits {
    /// Much is missing.
    NotYet,
    /// A part has to be learnt first.
    Soon,
    /// Can begin.
    Now,
}

/// All weights of a match. Only a text that passes the checks of [`mod@file`] becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighting {
    optional_share: u8,
    shares: Shares,
    classes: [u8; 5],
    holding: Holding,
    words: Words,
}

impl Default for Weighting {
    /// The weights that the program carries: `configs/matching-weights.toml`.
    fn default() -> Self {
        file::built_in()
    }
}

impl Weighting {
    /// What an optional skill weighs, in percent of an essential one.
    #[must_use]
    pub const fn optional_share(&self) -> u8 {
        self.optional_share
    }

    /// What each factor counts for.
    #[must_use]
    pub const fn shares(&self) -> Shares {
        self.shares
    }

    /// Which holding is which class.
    #[must_use]
    pub const fn holding(&self) -> Holding {
        self.holding
    }

    /// From which score a match is called what.
    #[must_use]
    pub const fn words(&self) -> Words {
        self.words
    }

    /// What a skill of this class is worth, in percent.
    #[must_use]
    pub const fn value(&self, class: Class) -> u8 {
        self.classes[class.at()]
    }

    /// The class of a skill that a person has.
    #[must_use]
    pub fn class_of(&self, held: HeldSkill) -> Class {
        if held.level <= self.holding.beginning_up_to_level {
            Class::Beginning
        } else if held.evidence >= self.holding.proven_from {
            Class::Proven
        } else {
            Class::Stated
        }
    }

    /// The class of a stand-in of this worth (0 to 1 of the wanted skill) that is itself held in a class: what one has
    /// only begun with stands in a step weaker. None when it does not stand in.
    #[must_use]
    pub fn stand_in_class(&self, worth: f32, itself: Class) -> Option<Class> {
        let class = self.stand_in(worth)?;
        if itself > Class::Beginning {
            return Some(class);
        }
        (class == Class::Near).then_some(Class::Far)
    }

    /// The class of a stand-in of this worth that is held well.
    pub(super) fn stand_in(&self, worth: f32) -> Option<Class> {
        let percent = worth * 100.0;
        if percent >= f32::from(self.holding.near_from) {
            Some(Class::Near)
        } else if percent >= f32::from(self.holding.far_from) {
            Some(Class::Far)
        } else {
            None
        }
    }

    /// What a score means in words.
    #[must_use]
    pub fn fits(&self, score: Score) -> Fits {
        if score >= Score::of_percent(self.words.fits_now) {
            Fits::Now
        } else if score >= Score::of_percent(self.words.fits_soon) {
            Fits::Soon
        } else {
            Fits::NotYet
        }
    }
}
