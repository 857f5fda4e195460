//! What came of the rules, as sentences.

use super::Language;
use crate::matching::{
    constraint::{Outcome, Verdict},
    input::{Education, HoursRange},
    travel::LONGER_THAN_FOUR_HOURS,
};
use vocabulary::{Date, months::written_day};

impl Verdict {
    /// The rule's short name, as the API writes it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Hours { .. } => "hours",
            Self::Travel { .. } => "travel",
            Self::EntryLevel { .. } => "entryLevel",
            Self::Start { .. } => "start",
        }
    }

    /// What came of the rule, as a sentence for a person.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        match language {
            Language::Dutch => self.in_dutch(),
            Language::English => self.in_english(),
        }
    }

    fn in_dutch(self) -> String {
        let outcome = self.outcome();
        match self {
            Self::Hours { candidate: Some(own), vacancy: Some(work) } => {
                let (own, work) = (range(own, "tot"), range(work, "tot"));
                let fit = if outcome == Outcome::Passed { "past bij" } else { "past niet bij" };
                format!("{own} uur per week {fit} het werk ({work} uur)")
            }
            Self::Hours { .. } => "Het aantal uren is niet bekend: vraag het na".to_owned(),
            Self::Travel { minutes: Some(minutes), limit: Some(limit) } if outcome == Outcome::Passed => {
                format!("{minutes} minuten reizen, binnen de eigen grens van {limit}")
            }
            Self::Travel { minutes: Some(LONGER_THAN_FOUR_HOURS..), limit: Some(limit) } => {
                format!("Meer dan 4 uur reizen, meer dan de eigen grens van {limit} minuten")
            }
            Self::Travel { minutes: Some(minutes), limit: Some(limit) } => {
                format!("{minutes} minuten reizen, meer dan de eigen grens van {limit}")
            }
            Self::Travel { .. } => "De reistijd of de eigen grens is niet bekend: vraag het na".to_owned(),
            Self::EntryLevel { candidate, required } => {
                let wanted = level(required);
                match candidate {
                    Some(_) if outcome == Outcome::Passed => {
                        format!("Heeft het instapniveau dat de wet voor lesgeven vraagt ({wanted})")
                    }
                    Some(_) => {
                        format!("Heeft niet het instapniveau dat de wet voor lesgeven vraagt ({wanted})")
                    }
                    None => format!(
                        "De wet vraagt {wanted} voor lesgeven; de opleiding is niet bekend: vraag het na"
                    ),
                }
            }
            Self::Start { available_from: Some(from), starts_on } => {
                let (from, starts) = (in_dutch(from), in_dutch(starts_on));
                let fit = if outcome == Outcome::Passed { "op tijd voor" } else { "later dan" };
                format!("Kan beginnen vanaf {from}, {fit} de start van het werk op {starts}")
            }
            Self::Start { available_from: None, starts_on } => format!(
                "Het werk begint op {}; vanaf wanneer iemand kan beginnen is niet bekend: vraag het na",
                in_dutch(starts_on)
            ),
        }
    }

    fn in_english(self) -> String {
        let outcome = self.outcome();
        match self {
            Self::Hours { candidate: Some(own), vacancy: Some(work) } => {
                let (own, work) = (range(own, "to"), range(work, "to"));
                let fit = if outcome == Outcome::Passed { "fits" } else { "does not fit" };
                format!("{own} hours a week {fit} the work ({work} hours)")
            }
            Self::Hours { .. } => "The hours are not known: ask".to_owned(),
            Self::Travel { minutes: Some(minutes), limit: Some(limit) } if outcome == Outcome::Passed => {
                format!("{minutes} minutes of travel, within the own limit of {limit}")
            }
            Self::Travel { minutes: Some(LONGER_THAN_FOUR_HOURS..), limit: Some(limit) } => {
                format!("More than 4 hours of travel, more than the own limit of {limit} minutes")
            }
            Self::Travel { minutes: Some(minutes), limit: Some(limit) } => {
                format!("{minutes} minutes of travel, more than the own limit of {limit}")
            }
            Self::Travel { .. } => "The travel time or the own limit is not known: ask".to_owned(),
            Self::EntryLevel { candidate, required } => {
                let wanted = level(required);
                match candidate {
                    Some(_) if outcome == Outcome::Passed => {
                        format!("Has the entry level that the law asks for teaching ({wanted})")
                    }
                    Some(_) => format!("Lacks the entry level that the law asks for teaching ({wanted})"),
                    None => format!("The law asks {wanted} for teaching; the education is not known: ask"),
                }
            }
            Self::Start { available_from: Some(from), starts_on } => {
                let fit = if outcome == Outcome::Passed { "in time for" } else { "later than" };
                format!(
                    "Can begin from {}, {fit} the start of the work on {}",
                    in_english(from),
                    in_english(starts_on)
                )
            }
            Self::Start { available_from: None, starts_on } => format!(
                "The work begins on {}; from when the person can begin is not known: ask",
                in_english(starts_on)
            ),
        }
    }
}

fn in_dutch(date: Date) -> String {
    written_day(date, vocabulary::Language::NL)
}

fn in_english(date: Date) -> String {
    written_day(date, vocabulary::Language::EN)
}

fn range(hours: HoursRange, to: &str) -> String {
    if hours.min() == hours.max() {
        hours.min().to_string()
    } else {
        format!("{} {to} {}", hours.min(), hours.max())
    }
}

const fn level(education: Education) -> &'static str {
    match education {
        Education::BelowBachelor => "mbo",
        Education::Bachelor => "hbo",
        Education::Master => "wo",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_verdict_says_in_both_languages_what_it_was_judged_by() {
        let hours = Verdict::Hours { candidate: HoursRange::new(16, 24), vacancy: HoursRange::new(32, 32) };
        assert_eq!(hours.sentence(Language::Dutch), "16 tot 24 uur per week past niet bij het werk (32 uur)");
        assert_eq!(
            hours.sentence(Language::English),
            "16 to 24 hours a week does not fit the work (32 hours)"
        );
        let travel = Verdict::Travel { minutes: Some(38), limit: Some(45) };
        assert_eq!(travel.sentence(Language::Dutch), "38 minuten reizen, binnen de eigen grens van 45");
        let far = Verdict::Travel { minutes: Some(LONGER_THAN_FOUR_HOURS), limit: Some(45) };
        let said = "Meer dan 4 uur reizen, meer dan de eigen grens van 45 minuten";
        assert_eq!(far.sentence(Language::Dutch), said, "how much longer is not in the table");
        let unknown = Verdict::EntryLevel { candidate: None, required: Education::Bachelor };
        assert!(unknown.sentence(Language::English).ends_with("ask"));
        let start = Verdict::Start { available_from: Some(date(2026, 12, 1)), starts_on: date(2026, 9, 1) };
        assert_eq!(
            start.sentence(Language::Dutch),
            "Kan beginnen vanaf 1 december 2026, later dan de start van het werk op 1 september 2026"
        );
    }
}
