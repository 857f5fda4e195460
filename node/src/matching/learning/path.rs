//! A learning path: the answer of planning.

use super::readiness::Readiness;
use crate::{domain::module::Costs, matching::input::SkillNumber};
use vocabulary::{Date, InitiativeId, ModuleId};

/// The modules that close a gap, in the order in which they are followed, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningPath {
    /// How far it leads.
    pub outcome: Outcome,
    /// The modules.
    pub parts: Vec<ModuleStep>,
    /// Weeks of learning, pauses between modules left out.
    pub weeks: u16,
    /// The first day after the last module; the day of planning when there is nothing to follow.
    pub ready_on: Date,
    /// What it costs, by who pays.
    pub costs: Costs,
    /// Missing skills that the work cannot do without from the first day and that no module teaches: *geen traject*.
    pub not_taught: Vec<SkillNumber>,
    /// Missing skills that are learnt on the job instead.
    pub on_the_job: Vec<SkillNumber>,
    /// Modules for this work that are left out: the person can already do all that they teach for it (row S5-01).
    pub exempted: Vec<ModuleId>,
    /// How it was found.
    pub method: Method,
}

/// A module of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleStep {
    /// The module.
    pub module: ModuleId,
    /// Whose it is.
    pub initiative: InitiativeId,
    /// The first day.
    pub starts_on: Date,
    /// The last day.
    pub ends_on: Date,
    /// The missing skills that it teaches.
    pub teaches: Vec<SkillNumber>,
    /// Skills that it teaches and that the person has at that level: a part to ask an exemption for (row S5-01).
    pub held_already: Vec<SkillNumber>,
}

/// How far a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The person fits without it.
    FitsNow,
    /// The person fits after it.
    FitsAfter,
    /// It helps, and it is not enough.
    NotEnough,
}

/// How a path was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// All ways were weighed: none takes fewer weeks, and none of as many weeks costs less.
    Exact,
    /// There were too many modules to weigh all ways: there may be a better path.
    RuleOfThumb,
}

impl LearningPath {
    /// When one fits by it.
    #[must_use]
    pub const fn readiness(&self) -> Readiness {
        match self.outcome {
            Outcome::FitsNow => Readiness::Now,
            Outcome::FitsAfter => Readiness::From(self.ready_on),
            Outcome::NotEnough => Readiness::NotEnough,
        }
    }

    /// In how many weeks from `today` one is ready, pauses included, rounded up; 0 when one is.
    #[must_use]
    pub fn ready_in_weeks(&self, today: Date) -> u32 {
        let days = (self.ready_on - today).get_days().max(0);
        u32::try_from(days).unwrap_or(0).div_ceil(7)
    }
}
