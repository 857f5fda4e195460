//! What each skill weighs at present, and what each vacancy's skills weigh together.
//!
//! Weights hang on how many people hold a skill. They are renewed when a thousandth of the people have changed: with
//! fewer than a thousand people after every change, in a full region after some hundred. In between they stay as
//! they are, so that a score does not move because somebody else registered.

use super::engine::{
    blocks::BLOCK,
    tiers::{Arranged, Tier, Tiers},
};
use super::{
    input::Want,
    packed::Packed,
    score::{Score, skill_weight, wanted_weight},
};

/// Renewed when one in this many people has changed.
const PART: usize = 1000;

/// What each skill weighs.
#[derive(Debug, Default)]
pub(super) struct Weights {
    by_skill: Vec<u32>,
    /// What a skill weighs that nobody holds.
    of_nobody: u32,
    changes: usize,
}

impl Weights {
    /// What a vacancy's skill counts for.
    pub(super) fn of(&self, wanted: Packed) -> u32 {
        self.of_skill(wanted.skill(), wanted.want())
    }

    /// What a skill counts for when it is wanted so.
    pub(super) fn of_skill(&self, skill: u32, want: Want) -> u32 {
        wanted_weight(want, self.by_skill.get(skill as usize).copied().unwrap_or(self.of_nobody))
    }

    /// What all skills of a vacancy count for together.
    pub(super) fn total(&self, wants: &[u32]) -> u32 {
        let weights = wants.iter().map(|bits| self.of(Packed::from_bits(*bits)));
        weights.fold(0, u32::saturating_add)
    }

    /// A person came, changed or went: renews the weights when it is time. Says whether it did.
    pub(super) fn person_changed<Id: Ord + Copy, Terms: Arranged>(
        &mut self,
        people: &Tiers<Id, Terms>,
    ) -> bool {
        self.changes += 1;
        let due = self.changes * PART >= people.len();
        if due {
            self.renew(people);
        }
        due
    }

    /// Weighs all skills anew.
    pub(super) fn renew<Id: Ord + Copy, Terms: Arranged>(&mut self, people: &Tiers<Id, Terms>) {
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        self.changes = 0;
        self.of_nobody = skill_weight(count, 0);
        self.by_skill.clear();
        self.by_skill.extend(people.all_holders().iter().map(|holders| skill_weight(count, *holders)));
    }
}

/// What the skills of each vacancy of a tier weigh together.
#[derive(Debug, Default)]
pub(super) struct Totals {
    by_row: Vec<u32>,
    /// The least of each block: no vacancy of the block asks for less.
    least: Vec<u32>,
}

impl Totals {
    pub(super) fn of<Id: Ord + Copy, Terms: Arranged>(tier: &Tier<Id, Terms>, weights: &Weights) -> Self {
        let by_row: Vec<u32> = (0..tier.rows()).map(|row| weights.total(tier.details(row))).collect();
        let least = by_row.chunks(BLOCK).map(|block| block.iter().copied().min().unwrap_or(0)).collect();
        Self { by_row, least }
    }

    /// The score of a vacancy of which `held` is held.
    pub(super) fn score(&self, row: usize, held: u32) -> Option<Score> {
        if held == 0 { None } else { Score::new(held, self.by_row[row]) }
    }

    /// The least weight that has to be held of a vacancy of the block to score `kth` or better.
    pub(super) fn least_held(&self, block: usize, kth: Score) -> u32 {
        kth.least_held_of(self.least[block])
    }

    /// The same, of any vacancy of the tier.
    pub(super) fn least_held_anywhere(&self, kth: Score) -> u32 {
        kth.least_held_of(self.least.iter().copied().min().unwrap_or(0))
    }
}
