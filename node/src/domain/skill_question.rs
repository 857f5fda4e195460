//! The plain questions that lead from a person's own words to skills (row S2-06), and the words that a skill came from.
//!
//! **Invariant:** nothing here says that somebody has a skill. A finding is a proposal with its quote; a person
//! confirms each.

use super::candidate::{OutOfRange, SkillClaim, SkillLevel, words};
use std::{collections::BTreeSet, fmt, str::FromStr};
use vocabulary::{EscoUri, Language, SkillIndex, Vocabulary, text::Sense};

/// The longest answer, in characters: a page of text. Longer ones are no answers but documents.
pub const LONGEST_ANSWER: usize = 4_000;

/// The most skills that one answer proposes: more than a person looks through is noise.
pub const MOST_FOUND: usize = 8;

/// How well somebody has a skill as long as the person has not chosen: with help.
pub const USUAL_LEVEL: u8 = 2;

words! {
    /// What is asked, in this order. Each once and none required: six open questions take a quarter of an hour, and
    /// people stop answering well after that. (Tabiya Compass asks along the same lines: an experience, what one did in
    /// it, what others valued.)
    Question: "one of day, asked, outside, tools, people, learn" {
        /// What did you do on a normal day?
        Day = "day",
        /// What do others ask you for?
        Asked = "asked",
        /// What do you do outside of work?
        Outside = "outside",
        /// Which machines, tools and programs do you use?
        Tools = "tools",
        /// With whom do you work and speak?
        People = "people",
        /// What do you want to learn?
        Learn = "learn",
    }
}

impl Question {
    /// Whether the answer tells what somebody wants rather than what somebody can: such skills are never confirmed.
    #[must_use]
    pub const fn is_wish(self) -> bool {
        matches!(self, Self::Learn)
    }
}

/// What was found in one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was asked.
    pub question: Question,
    /// What the answer holds.
    pub outcome: Outcome,
}

/// What an answer holds. That nothing was understood is an answer of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// These skills, the likeliest first.
    Skills(Vec<Found>),
    /// Readable, and no skill in it.
    Nothing,
    /// No text: signs, numbers or bytes.
    NoText,
    /// Neither Dutch nor English.
    OtherLanguage,
}

impl Outcome {
    /// The state as the interface writes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Skills(_) => "skills",
            Self::Nothing => "nothing",
            Self::NoText => "no-text",
            Self::OtherLanguage => "other-language",
        }
    }

    /// The skills, none unless there are.
    #[must_use]
    pub fn skills(&self) -> &[Found] {
        match self {
            Self::Skills(found) => found,
            Self::Nothing | Self::NoText | Self::OtherLanguage => &[],
        }
    }
}

/// A skill with the words that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The ESCO skill.
    pub skill: EscoUri,
    /// Where it came from.
    pub quote: Quote,
}

/// A sentence of an answer, with the words that name the skill apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The sentence up to the words.
    pub before: String,
    /// The words that name the skill.
    pub words: String,
    /// The rest of the sentence.
    pub after: String,
}

impl Quote {
    /// The sentence of a text around the characters from `start` up to `end`.
    #[must_use]
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let ends = |letter: &char| matches!(letter, '.' | '!' | '?' | '\n' | ';');
        let end = end.min(letters.len());
        let start = start.min(end);
        let first = letters[..start].iter().rposition(ends).map_or(0, |at| at + 1);
        let last = letters[end..].iter().position(ends).map_or(letters.len(), |at| end + at + 1);
        let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        Self {
            before: part(first, start).trim_start().to_owned(),
            words: part(start, end),
            after: part(end, last).trim_end().to_owned(),
        }
    }

    /// The whole sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{}{}{}", self.before, self.words, self.after)
    }
}

/// Reads answers. A skill that several answers name is proposed once, where it was named first; a wish does not use
/// it up.
#[must_use]
pub fn read_answers(
    vocabulary: &Vocabulary,
    language: Language,
    answers: &[(Question, String)],
) -> Vec<Finding> {
    let mut seen: BTreeSet<EscoUri> = BTreeSet::new();
    let mut findings = Vec::new();
    for (question, text) in answers {
        let mut extraction = vocabulary.extract_skills(text, language, MOST_FOUND);
        // Who reads the pages in English may write Dutch, and the other way round: it is read as what it is.
        if let Sense::Surely(written) = extraction.sense {
            extraction = vocabulary.extract_skills(text, written, MOST_FOUND);
        }
        let outcome = match extraction.sense {
            Sense::NoText => Outcome::NoText,
            Sense::OtherLanguage | Sense::Surely(_) => Outcome::OtherLanguage,
            Sense::Whole | Sense::Beginning { .. } => {
                let mut found = Vec::new();
                let is_empty = extraction.mentions.is_empty();
                for mention in extraction.mentions {
                    let skill = vocabulary.skill_uri(SkillIndex(mention.concept));
                    if question.is_wish() || seen.insert(skill.clone()) {
                        found.push(Found { skill, quote: Quote::of(text, mention.start, mention.end) });
                    }
                }
                if is_empty { Outcome::Nothing } else { Outcome::Skills(found) }
            }
        };
        findings.push(Finding { question: *question, outcome });
    }
    findings
}

/// Adds what the person confirmed to what is known, as the person's own word; gives how many are new. What is known
/// already stays as it is, so that somebody's own word never takes the place of a certificate or lowers anything.
pub fn confirm(skills: &mut Vec<SkillClaim>, confirmed: &[(EscoUri, SkillLevel)]) -> usize {
    let before = skills.len();
    for (skill, level) in confirmed {
        if !skills.iter().any(|claim| claim.skill == *skill) {
            let evidence = super::candidate::Evidence::Own;
            skills.push(SkillClaim { skill: skill.clone(), level: *level, evidence });
        }
    }
    skills.len() - before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::candidate::Evidence;
    use proptest::prelude::*;

    #[test]
    fn b19_a_skill_comes_with_the_sentence_and_the_words_that_it_came_from() {
        let text = "Ik werk in een winkel. Ik doe daar de klantenservice, elke dag. Thuis niet.";
        let findings =
            read_answers(&Vocabulary::starter(), Language::NL, &[(Question::Day, text.to_owned())]);
        let found = findings[0].outcome.skills();
        let quote = &found.iter().find(|it| it.quote.words == "klantenservice").unwrap().quote;
        assert_eq!(quote.sentence(), "Ik doe daar de klantenservice, elke dag.");
        assert_eq!(quote.before, "Ik doe daar de ");
    }

    #[test]
    fn what_was_not_understood_is_said_as_its_own_state() {
        let check = |text: &str, state: &str| {
            let answers = [(Question::Day, text.to_owned())];
            let findings = read_answers(&Vocabulary::starter(), Language::NL, &answers);
            assert_eq!(findings[0].outcome.name(), state, "{text}");
        };
        check("Ik doe de klantenservice", "skills");
        check("Wij zijn een leuk bedrijf in Zwolle.", "nothing");
        check("\u{1}\u{2}\u{3}\u{fffd}\u{fffd}", "no-text");
        check("I did the customer service and the planning for my team", "skills");
        check("ich habe mit der Maschine und dem Bohrer für die Firma gearbeitet", "other-language");
    }

    #[test]
    fn s2_06_a_skill_is_proposed_once_and_a_wish_does_not_use_it_up() {
        let text = || "Ik doe de klantenservice".to_owned();
        let answers = [(Question::Learn, text()), (Question::Day, text()), (Question::Asked, text())];
        let findings = read_answers(&Vocabulary::starter(), Language::NL, &answers);
        let counts: Vec<usize> = findings.iter().map(|it| it.outcome.skills().len()).collect();
        assert_eq!(counts, [1, 1, 0]);
        assert_eq!(Question::ALL.len(), 6, "the number of questions is capped");
    }

    #[test]
    fn a_persons_own_word_adds_and_never_replaces() {
        let skill = |name: &str| EscoUri::new(&format!("http://data.europa.eu/esco/skill/{name}")).unwrap();
        let level = |level| SkillLevel::new(level).unwrap();
        let known = SkillClaim { skill: skill("a"), level: level(3), evidence: Evidence::Certificate };
        let mut skills = vec![known.clone()];
        let confirmed = [(skill("a"), level(1)), (skill("b"), level(2)), (skill("b"), level(4))];
        assert_eq!(confirm(&mut skills, &confirmed), 1);
        let added = SkillClaim { skill: skill("b"), level: level(2), evidence: Evidence::Own };
        assert_eq!(skills, [known, added]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(200)))]
        #[test]
        fn a_quote_is_a_part_of_the_answer_that_holds_the_words(text in ".{0,80}", from in 0_usize..90, more in 0_usize..20) {
            let quote = Quote::of(&text, from, from + more);
            prop_assert!(text.contains(&quote.sentence()));
            prop_assert!(text.contains(&quote.words));
        }
    }
}
