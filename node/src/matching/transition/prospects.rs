//! Whether work that somebody could change to is viable, desirable and safe: three marks beside the score, each by a
//! threshold that is written here once and shown wherever a mark is shown (bar B20).
//!
//! The three words are those of *Mapping Career Causeways* (Nesta, 2020), which asks of a change that it can be made,
//! that it is no step back, and that the work will stay. Nesta judges the last two by pay and by the risk of
//! automation; neither is known here, so the level of the work, wanted hours and open vacancies take their place.
//!
//! Not here: the score (`score` has it), counting vacancies (storage). A mark never moves an occupation in the order.

use super::{level_gap::LevelGap, score::Feasibility};
use crate::matching::{constraint::Outcome, input::HoursRange};
use std::ops::AddAssign;

/// From when on a mark is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Viable: feasibility of at least this, between 0 and 1.
    pub feasibility: f32,
    /// Desirable: the work lies at most this many of the four levels lower.
    pub levels_down: u8,
    /// Desirable: at least this many open vacancies with wanted hours.
    pub openings_with_wanted_hours: u32,
    /// Safe: at least this many open vacancies in the occupation's group.
    pub openings_in_group: u32,
}

/// The thresholds in use. Judgements, not measurements: on the scale of the score two occupations taken at random
/// come out near 0.05 and two of one unit group near 0.7, and a few changes in a hundred reach 0.4. Five open
/// vacancies are more than one employer usually has open for one kind of work.
pub const THRESHOLDS: Thresholds =
    Thresholds { feasibility: 0.4, levels_down: 0, openings_with_wanted_hours: 1, openings_in_group: 5 };

/// Open vacancies that this node knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Openings {
    /// Of this region.
    pub own_region: u32,
    /// Of other regions.
    pub other_regions: u32,
    /// Those of both with hours that somebody wants.
    pub with_wanted_hours: u32,
}

/// One open vacancy as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Whether it is of this region.
    pub in_own_region: bool,
    /// How much work it is, where known.
    pub hours: Option<HoursRange>,
}

impl Openings {
    /// Counts so many vacancies that are alike. Hours that are not known count as wanted: an empty field shuts nobody
    /// out.
    pub fn add_many(&mut self, opening: Opening, count: u32, wanted: Option<HoursRange>) {
        let suits = opening.hours.zip(wanted).is_none_or(|(work, own)| work.overlaps(own));
        if opening.in_own_region {
            self.own_region += count;
        } else {
            self.other_regions += count;
        }
        if suits {
            self.with_wanted_hours += count;
        }
    }

    /// Of all regions.
    #[must_use]
    pub const fn all(self) -> u32 {
        self.own_region + self.other_regions
    }
}

impl AddAssign for Openings {
    fn add_assign(&mut self, other: Self) {
        self.own_region += other.own_region;
        self.other_regions += other.other_regions;
        self.with_wanted_hours += other.with_wanted_hours;
    }
}

/// The three marks of an occupation for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prospects {
    /// It can be made: the change is feasible enough.
    pub viable: Outcome,
    /// It is no step back: the level of the work is no lower and there is work with wanted hours. Not known when
    /// there is such work and one comes from no occupation.
    pub desirable: Outcome,
    /// The work will stay: there are vacancies enough in the occupation's group (ISCO-08 unit group).
    pub safe: Outcome,
}

impl Prospects {
    /// Judges by [`THRESHOLDS`]. `here` are the vacancies of the occupation itself, `in_group` those of its group.
    #[must_use]
    pub fn judge(
        feasibility: Feasibility,
        level_gap: Option<LevelGap>,
        here: Openings,
        in_group: Openings,
    ) -> Self {
        let level = level_gap.map(|gap| gap.steps_up() >= -THRESHOLDS.levels_down.cast_signed());
        let has_hours = here.with_wanted_hours >= THRESHOLDS.openings_with_wanted_hours;
        let desirable = match level {
            Some(level) => outcome(level && has_hours),
            None if has_hours => Outcome::NotKnown,
            None => Outcome::Failed,
        };
        Self {
            viable: outcome(feasibility.value() >= THRESHOLDS.feasibility),
            desirable,
            safe: outcome(in_group.all() >= THRESHOLDS.openings_in_group),
        }
    }
}

const fn outcome(holds: bool) -> Outcome {
    if holds { Outcome::Passed } else { Outcome::Failed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Failed, NotKnown, Passed};

    fn openings(own: u32, hours: u32) -> Openings {
        Openings { own_region: own, other_regions: 0, with_wanted_hours: hours }
    }

    #[test]
    fn b20_each_mark_turns_at_its_threshold_and_not_before() {
        let feasible = Feasibility::from_quantised;
        let gap = |from, to| Some(LevelGap { from, to });
        let check = |steps: u8, gap, here, group, expected: (Outcome, Outcome, Outcome)| {
            let found = Prospects::judge(feasible(steps), gap, here, openings(group, 0));
            assert_eq!((found.viable, found.desirable, found.safe), expected);
        };
        // 102/255 is 0.4 exactly.
        check(102, gap(2, 2), openings(1, 1), 5, (Passed, Passed, Passed));
        check(101, gap(2, 2), openings(1, 1), 5, (Failed, Passed, Passed));
        check(102, gap(2, 1), openings(1, 1), 5, (Passed, Failed, Passed));
        check(102, gap(2, 3), openings(1, 0), 5, (Passed, Failed, Passed));
        check(102, gap(2, 3), openings(1, 1), 4, (Passed, Passed, Failed));
        check(102, None, openings(1, 1), 5, (Passed, NotKnown, Passed));
        check(102, None, openings(1, 0), 5, (Passed, Failed, Passed));
    }

    #[test]
    fn vacancies_count_by_region_and_by_wanted_hours_and_unknown_hours_count_as_wanted() {
        let wanted = HoursRange::new(16, 24);
        let mut found = Openings::default();
        for (in_own_region, hours) in
            [(true, HoursRange::new(24, 36)), (false, HoursRange::new(32, 36)), (false, None)]
        {
            found.add_many(Opening { in_own_region, hours }, 1, wanted);
        }
        assert_eq!(found, Openings { own_region: 1, other_regions: 2, with_wanted_hours: 2 });
        assert_eq!(found.all(), 3);
    }
}
