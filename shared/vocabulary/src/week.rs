//! ISO 8601 weeks, the period of the running summaries.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// One week of the ISO calendar (Monday to Sunday, UTC), written `2026-W48`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoWeek {
    monday: Date,
}

/// A text that is not an ISO week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a week such as 2026-W48")]
pub struct ParseWeekError(String);

impl IsoWeek {
    /// The week in which `date` lies.
    #[must_use]
    pub fn of_date(date: Date) -> Self {
        let days = i64::from(date.weekday().to_monday_zero_offset());
        Self { monday: date.saturating_sub(days.days()) }
    }

    /// The week in which `now` lies, in UTC.
    #[must_use]
    pub fn of_timestamp(now: Timestamp) -> Self {
        Self::of_date(now.to_zoned_datetime(TimeZone::UTC).date())
    }

    /// The Monday on which the week begins.
    #[must_use]
    pub const fn monday(self) -> Date {
        self.monday
    }

    /// The week after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self { monday: self.monday.saturating_add(7.days()) }
    }

    /// How many weeks `self` lies after `earlier`; negative when it lies before.
    #[must_use]
    pub fn weeks_since(self, earlier: Self) -> i64 {
        i64::from((self.monday - earlier.monday).get_days()) / 7
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.monday.iso_week_date();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

impl fmt::Debug for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for IsoWeek {
    type Err = ParseWeekError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (year, week) = text.split_once("-W")?;
            if year.len() != 4 || week.len() != 2 {
                return None;
            }
            let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
            Some(Self { monday: date.date() })
        };
        parse().ok_or_else(|| ParseWeekError(text.chars().take(20).collect()))
    }
}

impl TryFrom<String> for IsoWeek {
    type Error = ParseWeekError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<IsoWeek> for String {
    fn from(week: IsoWeek) -> Self {
        week.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_week_and_the_turn_of_the_year_count_as_weeks() {
        let last: IsoWeek = "2026-W53".parse().unwrap();
        assert_eq!(last.next().to_string(), "2027-W01");
        assert_eq!(last.next().weeks_since("2026-W01".parse().unwrap()), 53);
        assert_eq!(IsoWeek::of_date("2027-01-03".parse().unwrap()), last);
        assert!("2027-W53".parse::<IsoWeek>().is_err() && "2026W01".parse::<IsoWeek>().is_err());
    }
}
