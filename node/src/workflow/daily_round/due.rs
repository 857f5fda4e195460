//! When a round is due, and what of it is news. Pure.

use crate::domain::case::deadline::today;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday};
use vocabulary::Date;

/// A round within the day is due when so many vacancies came or changed, at least: fewer can wait for the night.
const FEWEST_NEW: u64 = 50;
/// And when they are this part of all, at least: one in four.
const PART_NEW: u64 = 4;
/// And no sooner than this after the last began, so that a feed that comes in parts is not gone through part by part.
const BETWEEN: SignedDuration = SignedDuration::from_mins(10);

/// What a round saw when it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When that was.
    pub at: Timestamp,
    /// How many vacancies had come or changed until then since the program began.
    pub vacancies_put: u64,
}

/// Whether a round is due: none was finished since the program began, it is another day in the Netherlands, or much
/// of the feed is new.
#[must_use]
pub fn is_due(last: Option<Seen>, now: Seen, vacancies: usize) -> bool {
    let Some(last) = last else { return true };
    if today(last.at) != today(now.at) {
        return true;
    }
    let new = now.vacancies_put.saturating_sub(last.vacancies_put);
    let all = u64::try_from(vacancies).unwrap_or(u64::MAX);
    new >= FEWEST_NEW && new.saturating_mul(PART_NEW) >= all && now.at.duration_since(last.at) >= BETWEEN
}

/// From which day on a find is news at a round of this day: since the last working day before it, so that on Monday
/// what came in the weekend is still new.
#[must_use]
pub fn news_since(day: Date) -> Date {
    let back = match day.weekday() {
        Weekday::Monday => 2,
        Weekday::Sunday => 1,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday | Weekday::Saturday => 0,
    };
    day.saturating_sub(back.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(at: &str, vacancies_put: u64) -> Seen {
        Seen { at: at.parse().unwrap(), vacancies_put }
    }

    #[test]
    fn a_round_is_due_at_the_start_once_a_day_and_when_a_quarter_of_the_feed_is_new() {
        let last = seen("2026-11-25T02:00:00Z", 1000);
        let check = |now, vacancies, expected| assert_eq!(is_due(Some(last), now, vacancies), expected);
        assert!(is_due(None, last, 0), "none since the start");
        check(seen("2026-11-25T22:59:00Z", 1000), 1000, false);
        // midnight in the Netherlands
        check(seen("2026-11-25T23:00:00Z", 1000), 1000, true);
        check(seen("2026-11-25T12:00:00Z", 1249), 1000, false);
        check(seen("2026-11-25T12:00:00Z", 1250), 1000, true);
        // few are too few, however small the whole
        check(seen("2026-11-25T12:00:00Z", 1049), 60, false);
        check(seen("2026-11-25T12:00:00Z", 1050), 60, true);
        // in parts: not sooner than ten minutes after the last
        check(seen("2026-11-25T02:09:00Z", 9000), 9000, false);
        check(seen("2026-11-25T02:10:00Z", 9000), 9000, true);
    }

    #[test]
    fn news_of_the_weekend_is_still_news_on_monday_and_not_on_tuesday() {
        let check = |day: &str, since: &str| {
            assert_eq!(news_since(day.parse().unwrap()), since.parse::<Date>().unwrap());
        };
        check("2026-11-27", "2026-11-27"); // Friday
        check("2026-11-28", "2026-11-28");
        check("2026-11-29", "2026-11-28");
        check("2026-11-30", "2026-11-28");
        check("2026-12-01", "2026-12-01");
    }
}
