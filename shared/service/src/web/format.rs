//! Numbers, sizes and dates as Dutch and English readers expect them.
//!
//! Days are days in the Netherlands: the time zone is fixed, written as a rule, so that no time-zone files are needed.

use super::locale::Locale;
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use std::sync::LazyLock;
use vocabulary::{
    Language,
    months::{month_name, written_day},
};

static DUTCH_TIME: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Dutch time is a valid POSIX time zone")
});

const MONTHS_NL_SHORT: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// The calendar day in the Netherlands at this instant.
#[must_use]
pub fn dutch_day(at: Timestamp) -> Date {
    at.to_zoned_datetime(DUTCH_TIME.clone()).date()
}

impl Locale {
    /// A whole number with thousands apart: `12.345` or `12,345`.
    #[must_use]
    pub fn number(self, value: i64) -> String {
        let digits = value.unsigned_abs().to_string();
        let mut text = String::new();
        if value < 0 {
            text.push('−');
        }
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.thousands_mark());
            }
            text.push(digit);
        }
        text
    }

    /// A number with this many decimals: `2,9` or `2.9`.
    #[must_use]
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{:.*}", decimals, value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if value < 0.0 && plain.chars().any(|digit| digit.is_ascii_digit() && digit != '0') {
            text.push('−');
        }
        text.push_str(&whole.parse::<i64>().map_or_else(|_| whole.to_owned(), |whole| self.number(whole)));
        if !fraction.is_empty() {
            text.push(self.decimal_mark());
            text.push_str(fraction);
        }
        text
    }

    /// A share between 0 and 1 as a whole percentage: `78%`.
    #[must_use]
    pub fn percentage(self, share: f64) -> String {
        format!("{}%", self.decimal(share * 100.0, 0))
    }

    /// A size in bytes: `512 B`, `4,0 kB`, `1,2 MB` (thousands, not 1,024).
    #[must_use]
    pub fn size(self, bytes: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
        let amount = bytes as f64;
        match bytes {
            0..1_000 => format!("{bytes} B"),
            1_000..1_000_000 => format!("{} kB", self.decimal(amount / 1e3, 1)),
            _ => format!("{} MB", self.decimal(amount / 1e6, 1)),
        }
    }

    /// A day: `3 dec 2026` or `3 Dec 2026`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        format!("{} {} {}", date.day(), self.short_month(date), date.year())
    }

    /// A day with its weekday, for headings: `donderdag 3 december 2026`.
    #[must_use]
    pub fn long_date(self, date: Date) -> String {
        let weekday = self.weekday(date.weekday());
        format!("{weekday} {}", written_day(date, self.language()))
    }

    /// An instant in Dutch time: `24 nov 2026, 02:46`.
    #[must_use]
    pub fn date_time(self, at: Timestamp) -> String {
        let local = at.to_zoned_datetime(DUTCH_TIME.clone());
        format!("{}, {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }

    const fn thousands_mark(self) -> char {
        match self {
            Self::Nl => '.',
            Self::En => ',',
        }
    }

    const fn decimal_mark(self) -> char {
        match self {
            Self::Nl => ',',
            Self::En => '.',
        }
    }

    fn short_month(self, date: Date) -> &'static str {
        match self {
            Self::Nl => MONTHS_NL_SHORT[month_index(date)],
            Self::En => &month_name(date, Language::EN)[..3],
        }
    }

    const fn language(self) -> Language {
        match self {
            Self::Nl => Language::NL,
            Self::En => Language::EN,
        }
    }

    const fn weekday(self, day: Weekday) -> &'static str {
        match (self, day) {
            (Self::Nl, Weekday::Monday) => "maandag",
            (Self::Nl, Weekday::Tuesday) => "dinsdag",
            (Self::Nl, Weekday::Wednesday) => "woensdag",
            (Self::Nl, Weekday::Thursday) => "donderdag",
            (Self::Nl, Weekday::Friday) => "vrijdag",
            (Self::Nl, Weekday::Saturday) => "zaterdag",
            (Self::Nl, Weekday::Sunday) => "zondag",
            (Self::En, Weekday::Monday) => "Monday",
            (Self::En, Weekday::Tuesday) => "Tuesday",
            (Self::En, Weekday::Wednesday) => "Wednesday",
            (Self::En, Weekday::Thursday) => "Thursday",
            (Self::En, Weekday::Friday) => "Friday",
            (Self::En, Weekday::Saturday) => "Saturday",
            (Self::En, Weekday::Sunday) => "Sunday",
        }
    }
}

fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).expect("a month is 1 to 12")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_have_the_marks_of_the_language() {
        assert_eq!(Locale::Nl.number(1_234_567), "1.234.567");
        assert_eq!(Locale::En.number(-1_234), "−1,234");
        assert_eq!(Locale::Nl.number(999), "999");
        assert_eq!(Locale::Nl.decimal(1234.56, 1), "1.234,6");
        assert_eq!(Locale::En.decimal(-0.04, 1), "0.0");
        assert_eq!(Locale::Nl.percentage(0.784), "78%");
        assert_eq!(Locale::Nl.size(4_096), "4,1 kB");
        assert_eq!(Locale::Nl.decimal(f64::NAN, 1), "–");
    }

    #[test]
    fn days_are_days_in_the_netherlands() {
        let at: Timestamp = "2026-07-01T22:30:00Z".parse().unwrap();
        assert_eq!(dutch_day(at), date(2026, 7, 2));
        assert_eq!(Locale::Nl.date_time(at), "2 jul 2026, 00:30");
        let winter: Timestamp = "2026-11-24T22:30:00Z".parse().unwrap();
        assert_eq!(Locale::En.date_time(winter), "24 Nov 2026, 23:30");
        assert_eq!(Locale::Nl.long_date(date(2026, 12, 3)), "donderdag 3 december 2026");
        assert_eq!(Locale::Nl.date(date(2026, 3, 9)), "9 mrt 2026");
    }
}
