//! The criteria receipt (first 13): what an answer was judged by, what could not be used and why, and how many were
//! held back by which rule. Goes with every answer, so that nobody takes a narrower or broader answer for the whole.
//!
//! Not here: counting (the pool has it), reading the records (a workflow does).
//!
//! The rule that holds: whom a rule without a verdict keeps out (the present employer, a file that rests) is in no
//! number of a receipt, so that nothing tells that somebody was left out.

use super::explain::Language;

/// Something that an answer was judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// The skills, this many.
    Skills(usize),
    /// The occupation that somebody comes from.
    Occupation,
    /// Hours a week.
    Hours,
    /// Travel by the person's own limit.
    Travel,
    /// The entry level of teaching.
    EntryLevel,
    /// Never to the present employer, never somebody whose file rests.
    NeverShown,
    /// Only sectors other than one's own.
    OtherSectors,
    /// Only sectors in which people are short.
    ShortageSectors,
    /// Failing a rule did not leave anybody out: that was asked.
    FailingToo,
}

/// Something that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    /// A parameter of the question that this node does not know, by name.
    Parameter(String),
    /// This many terms of a vacancy that the list in use here does not have.
    TermsOfVacancy(usize),
    /// This many terms of a person's file that the list in use here does not have.
    TermsOfPerson(usize),
    /// A field that the region of the vacancy cannot tell yet, because it is a version behind.
    OlderRegion(Field),
    /// As [`Self::OlderRegion`], of this many of the vacancies that were looked at.
    OlderRegions(Field, u64),
    /// A field of the person that is empty, so that a rule could not be judged.
    EmptyField(Field),
}

/// A field of a vacancy or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Which essential skills can be learnt on the job.
    TrainableSkills,
    /// Whether there is a job guarantee.
    JobGuarantee,
    /// The highest education.
    Education,
    /// The present or last occupation.
    Occupation,
}

/// How many a rule held back; who fails two rules is counted under both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldBack {
    /// The rule's short name, as the API writes it.
    pub rule: &'static str,
    /// How many.
    pub count: usize,
}

/// What an answer was judged by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// What was applied.
    pub applied: Vec<Criterion>,
    /// What was ignored.
    pub ignored: Vec<Ignored>,
    /// How many each rule held back.
    pub held_back: Vec<HeldBack>,
    /// Whether there may be more than were given.
    pub limit_reached: bool,
}

impl Criterion {
    /// The short name, as programs read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skills(_) => "skills",
            Self::Occupation => "occupation",
            Self::Hours => "hours",
            Self::Travel => "travel",
            Self::EntryLevel => "entryLevel",
            Self::NeverShown => "neverShown",
            Self::OtherSectors => "otherSectors",
            Self::ShortageSectors => "shortageSectors",
            Self::FailingToo => "failingToo",
        }
    }

    /// The criterion as a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::Skills(count) => (format!("skills: {count} gebruikt"), format!("skills: {count} used")),
            other => {
                let (dutch, english) = other.words();
                (dutch.to_owned(), english.to_owned())
            }
        };
        in_language(language, dutch, english)
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Skills(_) => ("skills", "skills"),
            Self::Occupation => ("het huidige of laatste beroep", "the present or last occupation"),
            Self::Hours => ("uren per week", "hours a week"),
            Self::Travel => {
                ("reistijd, met de eigen grens van de persoon", "travel time, by the person's own limit")
            }
            Self::EntryLevel => ("het instapniveau van lesgeven", "the entry level of teaching"),
            Self::NeverShown => (
                "nooit aan de huidige werkgever, en nooit wie vroeg om met het dossier niets te doen",
                "never to the present employer, and never who asked to have nothing done with the file",
            ),
            Self::OtherSectors => ("alleen andere sectoren", "only other sectors"),
            Self::ShortageSectors => ("alleen sectoren met een tekort", "only sectors with a shortage"),
            Self::FailingToo => (
                "ook wie niet aan een regel voldoet, omdat daarom is gevraagd",
                "also who fails a rule, as was asked",
            ),
        }
    }
}

impl Field {
    /// The field's short name, as programs read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TrainableSkills => "trainableSkills",
            Self::JobGuarantee => "jobGuarantee",
            Self::Education => "education",
            Self::Occupation => "occupation",
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TrainableSkills => {
                ("skills die op het werk te leren zijn", "skills that can be learnt on the job")
            }
            Self::JobGuarantee => ("baangarantie", "job guarantee"),
            Self::Education => ("opleiding", "education"),
            Self::Occupation => ("beroep", "occupation"),
        }
    }
}

impl Ignored {
    /// What was ignored: a field, a parameter, or `terms`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Parameter(name) => name.clone(),
            Self::TermsOfVacancy(_) | Self::TermsOfPerson(_) => "terms".to_owned(),
            Self::OlderRegion(field) | Self::OlderRegions(field, _) | Self::EmptyField(field) => {
                field.name().to_owned()
            }
        }
    }

    /// Why, as programs read it.
    #[must_use]
    pub const fn why(&self) -> &'static str {
        match self {
            Self::Parameter(_) => "unknownParameter",
            Self::TermsOfVacancy(_) | Self::TermsOfPerson(_) => "notInList",
            Self::OlderRegion(_) | Self::OlderRegions(..) => "olderVersion",
            Self::EmptyField(_) => "notKnown",
        }
    }

    /// What was ignored and why, as a sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::Parameter(name) => (
                format!("‘{name}’: dit knooppunt kent deze vraag niet"),
                format!("‘{name}’: this node does not know this parameter"),
            ),
            Self::TermsOfVacancy(count) => (
                format!("skills of beroep van de vacature: {count} niet in de lijst die hier in gebruik is"),
                format!("skills or occupation of the vacancy: {count} not in the list in use here"),
            ),
            Self::TermsOfPerson(count) => (
                format!("skills of beroep uit het dossier: {count} niet in de lijst die hier in gebruik is"),
                format!("skills or occupation of the file: {count} not in the list in use here"),
            ),
            Self::OlderRegion(field) => {
                let (dutch, english) = field.words();
                (
                    format!(
                        "{dutch}: de regio van de vacature werkt met een oudere versie en kan dit nog niet melden"
                    ),
                    format!(
                        "{english}: the vacancy's region works with an older version and cannot tell this yet"
                    ),
                )
            }
            Self::OlderRegions(field, count) => {
                let (dutch, english) = field.words();
                (
                    format!(
                        "{dutch}: van {count} open vacatures kan de regio dit nog niet melden (oudere versie)"
                    ),
                    format!(
                        "{english}: of {count} open vacancies the region cannot tell this yet (older version)"
                    ),
                )
            }
            Self::EmptyField(field) => {
                let (dutch, english) = field.words();
                (
                    format!("{dutch}: niet ingevuld, dus niet meegewogen; niemand valt daardoor af"),
                    format!("{english}: not filled in, so not weighed; nobody is left out by it"),
                )
            }
        };
        in_language(language, dutch, english)
    }
}

impl HeldBack {
    /// How many and by which rule, as a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        let (dutch, english) = match self.rule {
            "hours" => ("uren per week passen niet", "hours a week do not fit"),
            "travel" => ("reistijd boven de eigen grens", "travel time above the own limit"),
            "entryLevel" => ("instapniveau van lesgeven ontbreekt", "lacks the entry level of teaching"),
            "start" => ("kan niet op tijd beginnen", "cannot begin in time"),
            rule => (rule, rule),
        };
        in_language(language, format!("{}: {dutch}", self.count), format!("{}: {english}", self.count))
    }
}

fn in_language(language: Language, dutch: String, english: String) -> String {
    match language {
        Language::Dutch => dutch,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests;
