//! Why a person and a vacancy fit: what is held, what is missing, which rules passed or failed, in words.

use super::constraint::{Outcome, Verdict};
use super::input::{Education, Evidence, SkillNumber, Want};
use super::score::Score;

/// A wanted skill that the person has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Which.
    pub skill: SkillNumber,
    /// How the vacancy wants it.
    pub want: Want,
    /// How well the person has it, 1 to 4.
    pub level: u8,
    /// How that is known.
    pub evidence: Evidence,
    /// Which share of the score's total it is, between 0 and 1.
    pub share: f64,
}

/// A wanted skill that the person does not have, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// Which.
    pub skill: SkillNumber,
    /// How the vacancy wants it; trainable ones can be learnt on the job.
    pub want: Want,
    /// Which share of the score's total it is, between 0 and 1.
    pub share: f64,
}

/// Why a person and a vacancy fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Held weight over total weight.
    pub score: Score,
    /// What is held, heaviest first.
    pub held: Vec<Held>,
    /// What is missing, heaviest first.
    pub missing: Vec<Missing>,
    /// What the rules say.
    pub verdicts: Vec<Verdict>,
}

impl Explanation {
    /// Puts the parts in order of weight, ties by skill.
    #[must_use]
    pub(super) fn new(
        score: Score,
        mut held: Vec<Held>,
        mut missing: Vec<Missing>,
        verdicts: Vec<Verdict>,
    ) -> Self {
        held.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.skill.cmp(&b.skill)));
        missing.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.skill.cmp(&b.skill)));
        Self { score, held, missing, verdicts }
    }
}

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

impl Verdict {
    /// The rule's short name, as the API writes it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Hours { .. } => "hours",
            Self::Travel { .. } => "travel",
            Self::EntryLevel { .. } => "entryLevel",
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
        }
    }
}

fn range(hours: super::input::HoursRange, to: &str) -> String {
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
    use crate::matching::input::HoursRange;

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
        let unknown = Verdict::EntryLevel { candidate: None, required: Education::Bachelor };
        assert!(unknown.sentence(Language::English).ends_with("ask"));
    }
}
