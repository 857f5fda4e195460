//! What is expected of the owner, what counts as success, and until when. A deadline is a day in the time zone
//! of the Netherlands.

use super::step::StepNumber;
use crate::domain::text::Line;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// What is expected, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last day.
    pub due_on: Date,
    /// What is expected and what counts as success.
    pub expectation: Expectation,
}

/// What is expected of the owner in this step, and what counts as success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// What the chain expects of everybody in this step; pages say it as `expectation-<step>` and
    /// `success-<step>`.
    OfTheStep,
    /// Something else, agreed for this person.
    Agreed {
        /// What is expected.
        expected: Line,
        /// What counts as success.
        success: Line,
    },
}

/// How a deadline stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeadlineState {
    /// It has passed, so many days ago.
    Overdue(u32),
    /// It is today.
    Today,
    /// It comes, in so many days.
    Ahead(u32),
}

/// Central European Time with its summer time, as the rule itself: it needs no zone files on the machine.
const TIME_ZONE_OF_THE_NETHERLANDS: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// The day that it is in the Netherlands.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    let zone =
        TimeZone::posix(TIME_ZONE_OF_THE_NETHERLANDS).expect("the rule is well formed, a test reads it");
    now.to_zoned_datetime(zone).date()
}

impl Deadline {
    /// The deadline that the chain sets for a step entered now.
    #[must_use]
    pub fn of_the_step(step: StepNumber, now: Timestamp) -> Self {
        let due_on = today(now).saturating_add(usual_days(step).days());
        Self { due_on, expectation: Expectation::OfTheStep }
    }

    /// How it stands on a day.
    #[must_use]
    pub fn state_on(&self, today: Date) -> DeadlineState {
        let days = (self.due_on - today).get_days();
        match days {
            0 => DeadlineState::Today,
            1.. => DeadlineState::Ahead(days.unsigned_abs()),
            _ => DeadlineState::Overdue(days.unsigned_abs()),
        }
    }
}

/// Days after which a step should have been looked at again. Defaults of this product, to be set per region
/// when steps widen: two weeks to take somebody in, six to coach, four to match and to select, half a year of
/// training, a month at work, then every quarter.
const fn usual_days(step: StepNumber) -> i64 {
    match step {
        StepNumber::Intake => 14,
        StepNumber::Coaching => 42,
        StepNumber::Matching | StepNumber::Selection => 28,
        StepNumber::Training => 182,
        StepNumber::JobStart => 30,
        StepNumber::Aftercare => 91,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_a_day_in_the_netherlands_not_in_utc() {
        let check = |now: &str, expected: &str| {
            assert_eq!(today(now.parse().unwrap()), expected.parse::<Date>().unwrap(), "{now}");
        };
        check("2026-11-24T22:59:00Z", "2026-11-24");
        check("2026-11-24T23:00:00Z", "2026-11-25");
        check("2026-07-01T21:59:00Z", "2026-07-01");
        check("2026-07-01T22:00:00Z", "2026-07-02");
        check("2026-03-29T01:00:00Z", "2026-03-29");
    }

    #[test]
    fn a_deadline_is_ahead_then_today_then_overdue() {
        let deadline = Deadline::of_the_step(StepNumber::Intake, "2026-11-24T10:00:00Z".parse().unwrap());
        assert_eq!(deadline.due_on.to_string(), "2026-12-08");
        let on = |day: &str| deadline.state_on(day.parse().unwrap());
        assert_eq!(on("2026-12-01"), DeadlineState::Ahead(7));
        assert_eq!(on("2026-12-08"), DeadlineState::Today);
        assert_eq!(on("2027-01-08"), DeadlineState::Overdue(31));
    }
}
