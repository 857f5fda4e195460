//! What work wants, and when somebody has enough of it.

use crate::matching::{
    explain::Explanation,
    input::{SkillNumber, Want},
};

/// From which share of the wanted weight on somebody *fits*, in thousandths: the one place that says so.
#[must_use]
pub const fn fits_from_thousandths() -> u32 {
    700
}

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
}

impl Goal {
    /// Takes what is wanted; of a skill that is named twice the strongest want counts.
    #[must_use]
    pub fn new(mut wanted: Vec<WantedSkill>) -> Self {
        wanted.sort_by_key(|it| (it.skill, it.want));
        wanted.dedup_by_key(|it| it.skill);
        let total = wanted.iter().map(|it| u64::from(it.weight)).sum();
        Self { wanted, total }
    }

    /// The goal and the own skills behind an explained match, in parts of a million of its total.
    #[must_use]
    pub fn of_match(explanation: &Explanation) -> (Self, Vec<OwnSkill>) {
        let held = explanation.held.iter().map(|it| (it.skill, it.want, it.share));
        let missing = explanation.missing.iter().map(|it| (it.skill, it.want, it.share));
        let wanted = held.chain(missing).map(|(skill, want, share)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share is between 0 and 1"
            )]
            let weight = (share * 1_000_000.0).round() as u32;
            WantedSkill { skill, want, weight }
        });
        let own = explanation.held.iter().map(|it| OwnSkill { skill: it.skill, level: it.level }).collect();
        (Self::new(wanted.collect()), own)
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

    /// The weight of what is wanted in all.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Whether so much weight is enough to fit.
    #[must_use]
    pub fn is_enough(&self, weight: u64) -> bool {
        self.total > 0 && weight * 1000 >= self.total * u64::from(fits_from_thousandths())
    }
}
