//! What each skill weighs at present, and what the vacancies of each block can score at most.
//!
//! Weights hang on how many people hold a skill. They are renewed when a thousandth of the people have changed: with
//! fewer than a thousand people after every change, in a full region after some hundred. In between they stay as
//! they are, so that a score does not move because somebody else registered.

use super::engine::{arranged::Arranged, blocks::BLOCK, tier::Tier, tiers::Tiers};
use super::{
    input::Want,
    interests::KindOfWork,
    packed::Packed,
    score::{skill_weight, wanted_weight},
    weighting::Weighting,
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
    pub(super) fn of(&self, wanted: Packed, weighting: &Weighting) -> u32 {
        self.of_skill(wanted.skill(), wanted.want(), weighting)
    }

    /// What a skill counts for when it is wanted so.
    pub(super) fn of_skill(&self, skill: u32, want: Want, weighting: &Weighting) -> u32 {
        let weight = self.by_skill.get(skill as usize).copied().unwrap_or(self.of_nobody);
        wanted_weight(want, weight, weighting)
    }

    /// What all skills of a vacancy count for together.
    pub(super) fn total(&self, wants: &[u32], weighting: &Weighting) -> u32 {
        let weights = wants.iter().map(|bits| self.of(Packed::from_bits(*bits), weighting));
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

/// What a score hangs on besides the skills that are held, of one vacancy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Apart {
    /// What kind of work it is.
    pub(super) kind: Option<KindOfWork>,
    /// Whether the employer stands outside of the network.
    pub(super) outside: bool,
}

/// What the vacancies of one block, or of a tier, have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common {
    /// None of them asks for less in all.
    pub(super) least_total: u32,
    /// None of them asks for more skills.
    pub(super) most_wants: u32,
    /// The one kind of work that they are; none when they are of several.
    pub(super) kind: Option<Option<KindOfWork>>,
    /// Whether one of them is of the network.
    pub(super) any_inside: bool,
}

impl Common {
    const fn of(total: u32, wants: u32, apart: Apart) -> Self {
        Self { least_total: total, most_wants: wants, kind: Some(apart.kind), any_inside: !apart.outside }
    }

    fn and(self, other: Self) -> Self {
        Self {
            least_total: self.least_total.min(other.least_total),
            most_wants: self.most_wants.max(other.most_wants),
            kind: self.kind.filter(|_| self.kind == other.kind),
            any_inside: self.any_inside || other.any_inside,
        }
    }
}

/// What the skills of each vacancy of a tier weigh together, and what the vacancies of each block have in common.
#[derive(Debug, Default)]
pub(super) struct Totals {
    by_row: Vec<u32>,
    by_block: Vec<Common>,
    of_all: Option<Common>,
}

impl Totals {
    pub(super) fn of<Id: Ord + Copy, Terms: Arranged>(
        tier: &Tier<Id, Terms>,
        weights: &Weights,
        weighting: &Weighting,
        apart: impl Fn(&Terms) -> Apart,
    ) -> Self {
        let by_row: Vec<u32> =
            (0..tier.rows()).map(|row| weights.total(tier.details(row), weighting)).collect();
        let of_row = |row: usize| {
            let wants = u32::try_from(tier.details(row).len()).unwrap_or(u32::MAX);
            Common::of(by_row[row], wants, apart(tier.terms(row)))
        };
        let rows: Vec<Common> = (0..tier.rows()).map(of_row).collect();
        let by_block: Vec<Common> =
            rows.chunks(BLOCK).filter_map(|block| block.iter().copied().reduce(Common::and)).collect();
        let of_all = by_block.iter().copied().reduce(Common::and);
        Self { by_row, by_block, of_all }
    }

    /// What the skills of a vacancy weigh together.
    pub(super) fn of_row(&self, row: usize) -> u32 {
        self.by_row[row]
    }

    /// What the vacancies of a block have in common.
    pub(super) fn of_block(&self, block: usize) -> Option<&Common> {
        self.by_block.get(block)
    }

    /// What all vacancies of the tier have in common.
    pub(super) const fn of_all(&self) -> Option<&Common> {
        self.of_all.as_ref()
    }
}
