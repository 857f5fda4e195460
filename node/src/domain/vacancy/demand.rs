//! Whether a vacancy asks for a diploma or for years of work where it should name skills (row DEF-04: demand is
//! described by competence). The entry level that the law asks of a teacher is no such demand (row DEF-06).

use super::Vacancy;
use crate::domain::text::fold;
use std::collections::BTreeSet;

/// What a vacancy demands that says little of what somebody can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// It names no skill at all.
    NoSkills,
    /// Title or text ask for a diploma or a level of education.
    Diploma,
    /// Title or text ask for years of work.
    Years,
}

impl Demand {
    /// The demand as the interface writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSkills => "no-skills",
            Self::Diploma => "diploma",
            Self::Years => "years",
        }
    }
}

/// Levels of education as advertisements write them.
const LEVELS: [&str; 6] = ["mbo", "hbo", "wo", "havo", "vwo", "vmbo"];
/// Words that make a level of education beside them a demand.
const BESIDE_A_LEVEL: [&str; 9] = [
    "diploma",
    "niveau",
    "opleiding",
    "opgeleid",
    "geschoold",
    "afgerond",
    "afgeronde",
    "bachelor",
    "master",
];
/// Words that ask for a diploma by themselves, also as the end of a compound such as *bachelordiploma*.
const DIPLOMAS: [&str; 4] = ["diploma", "diplomas", "diplomaeis", "getuigschrift"];
/// Words that follow the years of work.
const EXPERIENCE: [&str; 3] = ["ervaring", "werkervaring", "experience"];
/// How many words may stand between the years and the experience: *3 jaar aantoonbare relevante ervaring*.
const WORDS_BETWEEN: usize = 3;
/// Words that say that no diploma is needed: *zonder diploma*, *geen diploma nodig*.
const NOT_ASKED: [&str; 6] = ["geen", "zonder", "no", "without", "niet", "not"];

/// What the vacancy demands besides skills; empty when it names skills and nothing else.
#[must_use]
pub fn demands(vacancy: &Vacancy) -> BTreeSet<Demand> {
    let mut found = BTreeSet::new();
    if vacancy.essential_skills.is_empty() && vacancy.optional_skills.is_empty() {
        found.insert(Demand::NoSkills);
    }
    let texts = [Some(vacancy.title.as_str()), vacancy.text.as_ref().map(|text| text.as_str())];
    for text in texts.into_iter().flatten() {
        found.extend(demands_in(text));
    }
    if vacancy.education_min.is_some() {
        found.remove(&Demand::Diploma);
    }
    found
}

/// What a text demands: a reading of a few fixed phrases, for an adviser to look at, not to decide by.
fn demands_in(text: &str) -> BTreeSet<Demand> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut found = BTreeSet::new();
    for (place, word) in words.iter().enumerate() {
        let before = |most: usize| &words[place.saturating_sub(most)..place];
        let after = |most: usize| &words[place + 1..(place + 1 + most).min(words.len())];
        if before(2).iter().any(|word| NOT_ASKED.contains(word)) {
            continue;
        }
        let asks_a_diploma = DIPLOMAS.iter().any(|asked| word.ends_with(asked));
        let is_level = LEVELS.contains(word) || is_numbered_level(word);
        let beside = after(2).iter().chain(before(1)).any(|word| BESIDE_A_LEVEL.contains(word));
        if asks_a_diploma || (is_level && beside) {
            found.insert(Demand::Diploma);
        }
        let asks_years = matches!(*word, "jaar" | "jaren" | "years" | "year")
            && before(1).iter().all(|word| is_a_number(word))
            && after(WORDS_BETWEEN + 1).iter().any(|word| EXPERIENCE.contains(word));
        if asks_years {
            found.insert(Demand::Years);
        }
    }
    found
}

/// *mbo4*.
fn is_numbered_level(word: &str) -> bool {
    word.strip_prefix("mbo").is_some_and(|level| matches!(level, "1" | "2" | "3" | "4"))
}

fn is_a_number(word: &str) -> bool {
    const IN_WORDS: [&str; 8] = ["een", "twee", "drie", "vier", "vijf", "zes", "two", "three"];
    word.parse::<u8>().is_ok() || IN_WORDS.contains(&word) || word == "enkele"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Demand]) {
        assert_eq!(demands_in(text), expected.iter().copied().collect(), "{text}");
    }

    #[test]
    fn def_04_a_demand_for_a_diploma_or_years_is_seen_and_a_sentence_about_skills_is_not() {
        use Demand::{Diploma, Years};
        check("Je hebt een diploma verpleegkunde.", &[Diploma]);
        check("Hbo-diploma vereist", &[Diploma]);
        check("Je hebt een afgeronde hbo-opleiding", &[Diploma]);
        check("Werk- en denkniveau: mbo niveau 4", &[Diploma]);
        check("een bachelordiploma", &[Diploma]);
        check("Minimaal 3 jaar aantoonbare relevante werkervaring", &[Years]);
        check("Mbo4-diploma en vijf jaar ervaring", &[Diploma, Years]);
        check("Five years of experience, no diploma needed", &[]);
        // The contrasts.
        check("Geen diploma nodig: je leert het vak bij ons.", &[]);
        check("Ook zonder hbo-diploma ben je welkom.", &[]);
        check("Je helpt bewoners bij het opstaan en hebt geduld.", &[]);
        check("Wij bestaan 25 jaar en vieren dat.", &[]);
        check("Je werkt met leerlingen van havo en vwo.", &[]);
        check("Wo 3 december is er een open dag.", &[]);
    }
}
