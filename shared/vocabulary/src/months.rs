//! The names of the months, as Dutch and English write them in a date. Everything else of a date is its reader's.

use crate::Language;
use jiff::civil::Date;

const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a date's month, in Dutch where the language is Dutch and in English otherwise.
#[must_use]
pub fn month_name(date: Date, language: Language) -> &'static str {
    let month = usize::try_from(date.month() - 1).expect("a month is 1 to 12");
    if language == Language::NL { DUTCH[month] } else { ENGLISH[month] }
}

/// A day with its month in full: `3 december 2026` or `3 December 2026`.
#[must_use]
pub fn written_day(date: Date, language: Language) -> String {
    format!("{} {} {}", date.day(), month_name(date, language), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_its_name_in_both_languages() {
        let day = |month| Date::new(2026, month, 3).unwrap();
        assert_eq!(written_day(day(12), Language::NL), "3 december 2026");
        assert_eq!(written_day(day(3), Language::EN), "3 March 2026");
        let names: std::collections::BTreeSet<_> =
            (1..=12).map(|month| month_name(day(month), Language::NL)).collect();
        assert_eq!(names.len(), 12);
    }
}
