//! What work wants, and when somebody has enough of it.

use crate::matching::{
    explain::Explanation,
    input::{Evidence, HeldSkill, SkillNumber, Want},
    score::{self, Score},
    weighting::Weighting,
};

/// From which share of the wanted weight on somebody can do an occupation, in thousandths. A match with a vacancy has
/// the threshold of the weights file instead, see [`Goal::of_match`].
const ENOUGH_OF_AN_OCCUPATION: u64 = 700;

/// The highest level of a skill.
const HIGHEST_LEVEL: u8 = 4;

/// A wanted skill and what it counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedSkill {
    /// Which.
    pub skill: SkillNumber,
    /// How it is wanted.
    pub want: Want,
    /// What it counts for, in the units of the score.
    pub weight: u32,
}

/// A skill that somebody has, and how well, 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSkill {
    /// Which.
    pub skill: SkillNumber,
    /// How well.
    pub level: u8,
}

/// What a vacancy or an occupation wants, each skill once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    wanted: Vec<WantedSkill>,
    total: u64,
    /// What is earned apart from the wanted skills that are held.
    beside: u64,
    /// From where on it is enough.
    needed: u64,
    /// A module that leads to this level or less gives no more than a beginning, which is not what is wanted.
    beginning_up_to_level: u8,
}

impl Goal {
    /// Takes what is wanted; of a skill that is named twice the strongest want counts.
    #[must_use]
    pub fn new(mut wanted: Vec<WantedSkill>) -> Self {
        wanted.sort_by_key(|it| (it.skill, it.want));
        wanted.dedup_by_key(|it| it.skill);
        let total: u64 = wanted.iter().map(|it| u64::from(it.weight)).sum();
        let needed = (total * ENOUGH_OF_AN_OCCUPATION).div_ceil(1000);
        Self { wanted, total, beside: 0, needed, beginning_up_to_level: 0 }
    }

    /// The goal and the own skills behind an explained match, in points of its score: what is held counts for what it
    /// earned, what is missing or stood in for for what learning it adds, with the certificate of a module, and enough is
    /// where the score says *fits now*. A skill that is only stood in for is not an own one: a module that teaches it is not left out.
    #[must_use]
    pub fn of_match(explanation: &Explanation, weighting: &Weighting) -> (Self, Vec<OwnSkill>) {
        let learnt = |skill, of: Score| {
            // of any level that is more than a beginning the class is the same
            let taught = HeldSkill { skill, level: HIGHEST_LEVEL, evidence: Evidence::Certificate };
            score::earned_by_class(of.points(), weighting.class_of(taught), weighting)
        };
        let held = explanation.held.iter().map(|it| (it.own.skill, it.want, it.earned.points.points()));
        let stood_in = explanation.stood_in.iter().map(|it| {
            let added = learnt(it.skill, it.earned.of).saturating_sub(it.earned.points.points());
            (it.skill, it.want, added)
        });
        let missing = explanation.missing.iter().map(|it| (it.skill, it.want, learnt(it.skill, it.of)));
        let wanted = held.chain(stood_in).chain(missing);
        let wanted = wanted.map(|(skill, want, weight)| WantedSkill { skill, want, weight });
        let stood_in = explanation.stood_in.iter().map(|it| it.earned.points);
        let factors = explanation.factors.iter().map(|it| it.earned.points);
        let goal = Self {
            beside: stood_in.chain(factors).map(|it| u64::from(it.points())).sum(),
            needed: u64::from(Score::of_percent(weighting.words().fits_now).points()),
            beginning_up_to_level: weighting.holding().beginning_up_to_level,
            ..Self::new(wanted.collect())
        };
        let own = explanation.held.iter().map(|it| OwnSkill { skill: it.own.skill, level: it.own.level });
        (goal, own.collect())
    }

    /// What is wanted, by skill.
    #[must_use]
    pub fn wanted(&self) -> &[WantedSkill] {
        &self.wanted
    }

    /// What is wanted and not among the own skills, by skill.
    #[must_use]
    pub fn missing(&self, own: &[OwnSkill]) -> Vec<WantedSkill> {
        let has = |skill| own.iter().any(|it| it.skill == skill);
        self.wanted.iter().filter(|it| !has(it.skill)).copied().collect()
    }

    /// Whether a module that leads to this level teaches a skill well enough.
    #[must_use]
    pub const fn is_taught_at(&self, level: u8) -> bool {
        level > self.beginning_up_to_level
    }

    /// The weight of what is wanted in all, with what is earned beside it.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total + self.beside
    }

    /// Whether so much weight is enough to fit.
    #[must_use]
    pub const fn is_enough(&self, weight: u64) -> bool {
        self.total() > 0 && weight >= self.needed
    }
}
