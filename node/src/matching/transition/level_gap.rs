//! What a change asks beside skills: a step in the level of the work, and the rule that the law sets for teaching.
//! Both stand apart from the score (row DEF-06): a level never makes a change more or less feasible here.

use crate::matching::{explain::Language, input::Education};
use serde::Serialize;
use vocabulary::IscoCode;

/// The level of the work, 1 to 4, as ISCO-08 sets it by major group (ILO, International Standard Classification of
/// Occupations 2008, volume 1, table 1). For managers and the armed forces, whose groups span levels, by sub-major
/// group: hospitality and retail managers 3, other managers 4; officers 4, under-officers 2, other ranks 1.
#[must_use]
pub fn skill_level(code: &IscoCode) -> u8 {
    match code.as_str().as_bytes() {
        [b'0', b'1', ..] => 4,
        [b'0', b'2', ..] => 2,
        [b'1', b'4', ..] => 3,
        [b'1' | b'2', ..] => 4,
        [b'3', ..] => 3,
        [b'4'..=b'8', ..] => 2,
        _ => 1,
    }
}

/// How many levels the work lies higher or lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LevelGap {
    /// The level of the work one comes from, 1 to 4.
    pub from: u8,
    /// The level of the work one goes to, 1 to 4.
    pub to: u8,
}

impl LevelGap {
    /// The gap between two occupations.
    #[must_use]
    pub fn between(from: &IscoCode, to: &IscoCode) -> Self {
        Self { from: skill_level(from), to: skill_level(to) }
    }

    /// How many levels up; below 0 is down.
    #[must_use]
    pub const fn steps_up(self) -> i8 {
        self.to.cast_signed() - self.from.cast_signed()
    }

    /// The gap as a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        let steps = self.steps_up().unsigned_abs();
        match (language, self.steps_up()) {
            (Language::Dutch, 0) => "Het werk heeft hetzelfde niveau".to_owned(),
            (Language::Dutch, 1..) => format!("Het werk ligt {steps} van de 4 niveaus hoger"),
            (Language::Dutch, _) => format!("Het werk ligt {steps} van de 4 niveaus lager"),
            (Language::English, 0) => "The work has the same level".to_owned(),
            (Language::English, 1..) => format!("The work lies {steps} of the 4 levels higher"),
            (Language::English, _) => format!("The work lies {steps} of the 4 levels lower"),
        }
    }
}

/// The entry level that Dutch law asks of who teaches in a school (WPO art. 3 for primary and WEC art. 3 for
/// special schools, WVO 2020 chapter 7 for secondary schools, WEB art. 4.2.1 for vocational ones); nothing for any
/// other work.
#[must_use]
pub fn entry_level(code: &IscoCode) -> Option<Education> {
    matches!(code.as_str(), "2320" | "2330" | "2341" | "2342" | "2352").then_some(Education::Bachelor)
}

/// The rule for teaching as a sentence: what the work asks, and what the training for it asks.
#[must_use]
pub const fn entry_sentence(language: Language) -> &'static str {
    match language {
        Language::Dutch => {
            "Voor lesgeven vraagt de wet een hbo-diploma; de opleiding daarvoor vraagt havo, mbo-4 of een toelatingstoets"
        }
        Language::English => {
            "Teaching asks a bachelor's degree (hbo) by law; the training for it asks havo, mbo level 4 or an admission test"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> IscoCode {
        IscoCode::new(text).unwrap()
    }

    #[test]
    fn levels_are_those_of_isco() {
        let check = |text: &str, level: u8| assert_eq!(skill_level(&code(text)), level, "{text}");
        check("2221", 4);
        check("3221", 3);
        check("5321", 2);
        check("8332", 2);
        check("9112", 1);
        check("1120", 4);
        check("1420", 3);
        check("0110", 4);
        check("0210", 2);
        check("0310", 1);
    }

    #[test]
    fn a_step_up_is_said_and_a_step_down_is_the_other_way() {
        let up = LevelGap::between(&code("5321"), &code("2221"));
        assert_eq!(up.steps_up(), 2);
        assert_eq!(up.sentence(Language::Dutch), "Het werk ligt 2 van de 4 niveaus hoger");
        let down = LevelGap::between(&code("2221"), &code("5321"));
        assert_eq!(down.sentence(Language::English), "The work lies 2 of the 4 levels lower");
    }

    #[test]
    fn def_06_only_teaching_has_an_entry_level() {
        for teaching in ["2320", "2330", "2341"] {
            assert_eq!(entry_level(&code(teaching)), Some(Education::Bachelor));
        }
        for other in ["2221", "5321", "2512", "2310", "5312"] {
            assert_eq!(entry_level(&code(other)), None, "{other}");
        }
    }
}
