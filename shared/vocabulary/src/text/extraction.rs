//! Skills in running text: sentences of a vacancy or of a person's own, each skill with the words that name it.
//!
//! A sentence is cut in parts at its signs, and each part in windows of a few telling words. A window is searched
//! like a query; what it most likely means is kept when the words say enough. Where windows overlap the likelier one
//! wins. The work is bounded: a text is read up to a length, and a long one with fewer windows.

use super::{
    clauses::{with_english_verbs, with_verbs},
    model::Vector,
    parts::{Word, parts},
    searcher::{Scored, Searcher},
    sense::{Sense, is_surely_ours, sense},
    strings::without_strings,
    tokens::tokens,
    windows::{How, Window, windows},
};
use crate::Language;
use std::collections::BTreeMap;

/// How much of a text is read, in bytes: some ten pages. A résumé is shorter.
const MOST_BYTES: usize = 40_000;
/// What a score must reach to be told.
const LEAST_SCORE: f32 = 0.3;
/// The same where the words stand apart.
const LEAST_SHARED: f32 = 0.5;
/// How nearly some words must say the same as a name of the skill.
const LEAST_SAMENESS: f32 = 0.6;
/// How nearly one word must: alone it says little of what is meant.
const LEAST_SAMENESS_OF_ONE: f32 = 0.8;
/// A word that tells so much stands for itself; one that tells half of it, for half.
const TELLING_ENOUGH: f32 = 0.6;
/// How many parts of the text before and behind a word say what it is about.
const PARTS_AROUND: usize = 2;
/// How many words around a word are read.
const MOST_AROUND: usize = 16;
/// From this nearness on a meaning fits wholly in what a text is about.
const WHOLLY_FITTING: f32 = 0.5;
/// How near any two texts lie: the middle over pairs of skills taken at random.
const NEAR_BY_CHANCE: f32 = 0.2;
/// What a meaning keeps that has nothing to do with it.
const LEAST_FITTING: f32 = 0.5;
/// What one word counts for as a name in the other language.
const OTHER_LANGUAGE: f32 = 0.7;
/// What several words add to the merit of a window: *ontwerpen van databases* says more than *ontwerpen*. A name
/// itself still wins from the same name with more words around it, since those make the two less the same.
const MERIT_OF_WORDS: f32 = 0.01;
/// How many meanings of one window are looked at.
const MEANINGS: usize = 2;

/// A concept that a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The number of the concept.
    pub concept: u32,
    /// How likely it is that it is meant, from 0 to 1.
    pub score: f32,
    /// Where the words begin, in characters of the text.
    pub start: usize,
    /// Where they end, in characters of the text.
    pub end: usize,
}

/// What was found in a text, and how far it could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// The mentions, the likeliest first, each concept once.
    pub mentions: Vec<Mention>,
    /// Whether the text could be read.
    pub sense: Sense,
}

/// The concepts that a text speaks of, at most `limit`, the likeliest first.
#[must_use]
pub fn extract(searcher: &Searcher, text: &str, language: Language, limit: usize) -> Extraction {
    let read = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default();
    let sense = sense(text, read.len(), language, |it| searcher.knows(it));
    if !sense.was_read() {
        return Extraction { mentions: Vec::new(), sense };
    }
    let read = &*without_strings(read);
    let mut tokens = tokens(read);
    let words: Vec<&str> = tokens.iter().map(|it| it.word.as_str()).collect();
    let in_places = searcher.in_places(&words);
    let names_with = |word: &str| searcher.names_with(word);
    tokens = match language {
        Language::NL => with_verbs(read, tokens, names_with),
        _ => with_english_verbs(tokens, names_with),
    };
    let mut parts = parts(read, &tokens, &in_places, language);
    if !is_surely_ours(tokens.iter().map(|it| it.word.as_str())) {
        without_guesses(&mut parts, |it| searcher.knows(it));
    }
    let mut known: BTreeMap<String, Vec<(u32, f32)>> = BTreeMap::new();
    let mut found: Vec<(Window, u32, f32)> = Vec::new();
    for (window, words) in windows(&parts) {
        let meanings =
            known.entry(words).or_insert_with_key(|words| meanings(searcher, words, window.words, language));
        if meanings.is_empty() {
            continue;
        }
        let subject = subject_around(searcher, &parts, window);
        found.extend(meanings.iter().filter_map(|(concept, score)| {
            // The preferred name itself, in the reader's words, needs no help.
            let subject = subject.filter(|_| *score < 1.0);
            let part = if *score < 1.0 { window.how.part() } else { 1.0 };
            let score = score * part * subject.map_or(1.0, |it| fitting(searcher.nearness(&it, *concept)));
            let least = if window.how == How::Shared { LEAST_SHARED } else { LEAST_SCORE };
            (score >= least).then_some((window, *concept, score))
        }));
    }
    let mut mentions = chosen(found, limit);
    count_in_characters(read, &mut mentions);
    Extraction { mentions, sense }
}

/// Where most words of a text are in no name of the list and none says that it is Dutch or English, a likeness of one of
/// them to a name is chance: only the words that names have are left.
fn without_guesses(parts: &mut Vec<Vec<Word<'_>>>, knows: impl Fn(&str) -> bool) {
    let unknown = |it: &Word<'_>| !knows(&it.token.word);
    let words = parts.iter().flatten();
    let (all, strange) = (words.clone().count(), words.filter(|it| unknown(it)).count());
    if strange > 1 && strange * 2 > all {
        let kept = parts.iter().flat_map(|part| part.split(unknown)).filter(|it| !it.is_empty());
        *parts = kept.map(<[Word<'_>]>::to_vec).collect();
    }
}

/// What a window of some telling words may mean. A name is short and a sentence is not a name: the less the words
/// say the same as a name of the skill, the less the score is worth, and one word must nearly be the name. One word
/// that is only a part of the name claims only that part: *aankleden* is not yet *overledenen aankleden*. A word that
/// hundreds of skills have (*production*) tells little alone, and one in the other language (the *last* of a shoe) may
/// only look the same.
fn meanings(searcher: &Searcher, text: &str, words: usize, language: Language) -> Vec<(u32, f32)> {
    let scored = searcher.scored(text, language, MEANINGS).into_iter();
    let telling = (searcher.telling(text) / TELLING_ENOUGH).min(1.0);
    let one_letter = text.chars().nth(1).is_none();
    scored
        .filter_map(|Scored { candidate, score, short_form }| {
            let same = if short_form { 1.0 } else { candidate.sameness().min(1.0) };
            let (least, said) = if words > 1 {
                (LEAST_SAMENESS, 1.0)
            } else {
                let telling = if candidate.is_preferred_name() { 1.0 } else { telling };
                let spoken =
                    if candidate.is_in_other_language() && !short_form { OTHER_LANGUAGE } else { 1.0 };
                let part = if short_form { 1.0 } else { candidate.part_of_name() };
                (LEAST_SAMENESS_OF_ONE, part * telling * spoken)
            };
            let score = score * (0.5 + 0.5 * same) * said;
            // The language R is a name; every other letter alone is the number of something.
            let names = !one_letter || score >= 1.0;
            (names && same >= least && score >= LEAST_SCORE).then_some((candidate.concept, score))
        })
        .collect()
}

/// What the words around one word are about; nothing for several words, which explain each other, and where no other
/// words are near.
fn subject_around(searcher: &Searcher, parts: &[Vec<Word<'_>>], window: Window) -> Option<Vector> {
    if window.words > 1 {
        return None;
    }
    let at = parts.partition_point(|it| it.last().is_some_and(|last| last.token.end <= window.start));
    let near = parts.get(at.saturating_sub(PARTS_AROUND)..(at + PARTS_AROUND + 1).min(parts.len()))?;
    let outside = |it: &&Word<'_>| it.token.end <= window.start || it.token.start >= window.end;
    let words: Vec<&str> = near.iter().flatten().filter(outside).map(|it| it.token.word.as_str()).collect();
    let few = words.iter().rev().take(MOST_AROUND).copied();
    (!words.is_empty()).then(|| searcher.subject(few))
}

/// What a meaning of one word keeps of its score when it lies so near to what the words around it are about: the
/// *frames* of windows are no optical components.
fn fitting(nearness: f32) -> f32 {
    let part = (nearness - NEAR_BY_CHANCE) / (WHOLLY_FITTING - NEAR_BY_CHANCE);
    LEAST_FITTING + (1.0 - LEAST_FITTING) * part.clamp(0.0, 1.0)
}

/// The likeliest mentions, each concept once and no two over the same words.
fn chosen(mut found: Vec<(Window, u32, f32)>, limit: usize) -> Vec<Mention> {
    let merit = |(window, _, score): &(Window, u32, f32)| {
        let more = u8::try_from(window.words.saturating_sub(1)).map_or(0.0, f32::from);
        score * (1.0 + MERIT_OF_WORDS * more)
    };
    found.sort_by(|a, b| merit(b).total_cmp(&merit(a)).then(a.0.start.cmp(&b.0.start)).then(a.1.cmp(&b.1)));
    let mut taken: Vec<(Window, u32)> = Vec::new();
    let mut mentions = Vec::new();
    for (window, concept, score) in found {
        if mentions.len() >= limit {
            break;
        }
        if taken.iter().any(|it| it.1 == concept || it.0.overlaps(&window)) {
            continue;
        }
        taken.push((window, concept));
        mentions.push(Mention { concept, score, start: window.start, end: window.end });
    }
    mentions.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.start.cmp(&b.start)));
    mentions
}

/// Turns places in bytes into places in characters.
fn count_in_characters(text: &str, mentions: &mut [Mention]) {
    let places: Vec<usize> = mentions.iter().flat_map(|it| [it.start, it.end]).collect();
    let mut counted: BTreeMap<usize, usize> = places.into_iter().map(|it| (it, 0)).collect();
    let (mut characters, mut from) = (0, 0);
    for (place, count) in &mut counted {
        characters += text.get(from..*place).map_or(0, |it| it.chars().count());
        from = *place;
        *count = characters;
    }
    for it in mentions {
        it.start = counted.get(&it.start).copied().unwrap_or_default();
        it.end = counted.get(&it.end).copied().unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SkillIndex, Vocabulary};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static STARTER: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);

    fn found(text: &str, language: Language) -> Vec<(String, String)> {
        let letters: Vec<char> = text.chars().collect();
        let mentions = STARTER.extract_skills(text, language, 10).mentions;
        let of = |it: Mention| {
            let label = STARTER.skill_label(SkillIndex(it.concept), Language::EN).to_owned();
            (label, letters[it.start..it.end].iter().collect())
        };
        mentions.into_iter().map(of).collect()
    }

    fn check(text: &str, language: Language, skill: &str, words: &str) {
        let found = found(text, language);
        assert!(found.contains(&(skill.to_owned(), words.to_owned())), "{text}: {found:?}");
    }

    #[test]
    fn a_sentence_gives_its_skills_with_the_words_that_name_them() {
        check(
            "Je hebt ervaring met klantenservice en plannen.",
            Language::NL,
            "customer service",
            "klantenservice",
        );
        check("Eén eis: infectiebestrijding.", Language::NL, "infection control", "infectiebestrijding");
        check("You know infection control and more.", Language::EN, "infection control", "infection control");
    }

    #[test]
    fn a_sentence_without_skills_gives_none() {
        for text in
            ["", "Wij zijn een leuk bedrijf in Zwolle.", "qqqxyz wwwzzz", "De baan is voor 32 uur per week."]
        {
            assert!(found(text, Language::NL).is_empty(), "{text}: {:?}", found(text, Language::NL));
        }
    }

    #[test]
    fn one_word_claims_no_more_than_its_part_of_a_name() {
        let score = |text: &str, skill: &str| {
            let mentions = STARTER.extract_skills(text, Language::NL, 10).mentions;
            let of = |it: &&Mention| STARTER.skill_label(SkillIndex(it.concept), Language::EN) == skill;
            mentions.iter().find(of).map_or(0.0, |it| it.score)
        };
        // Who decants has not said what.
        let (part, whole) = (score("decanteren", "decant wines"), score("wijnen decanteren", "decant wines"));
        assert!(part > LEAST_SCORE && part < 0.75 && whole > 0.9, "{part} {whole}");
    }

    #[test]
    fn everyday_words_find_the_skill_in_whatever_form_the_verb_stands() {
        let finds = |text: &str, language, skill: &str| found(text, language).iter().any(|it| it.0 == skill);
        assert!(finds("Ik poets.", Language::NL, "clean surfaces"));
        assert!(finds("Ik heb een jaar gekookt.", Language::NL, "use cooking techniques"));
        assert!(finds("Je factureert.", Language::NL, "issue sales invoices"));
        assert!(finds("I cleaned surfaces.", Language::EN, "clean surfaces"));
        assert!(!finds("Ik woon in een straat.", Language::NL, "clean surfaces"));
    }

    #[test]
    fn strings_that_are_no_words_and_other_languages_give_no_skill() {
        for language in [Language::NL, Language::EN] {
            for text in [
                "https://voorbeeld.nl/vacatures?functie=koken",
                "info@schoonmaakbedrijf.nl",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "aGVsbG8gd29ybGQsIHRoaXMgaXM=",
                "+31 6 12345678",
                "Ich repariere Autos und wechsle Reifen.",
                "Permis de conduire B obligatoire.",
                "Odbierasz telefony i umawiasz spotkania.",
                "Telefonlara cevap verir ve randevu ayarlarsın.",
                "تنظيف المكاتب والسلالم",
            ] {
                let mentions = STARTER.extract_skills(text, language, 10).mentions;
                assert!(mentions.is_empty(), "{text}: {mentions:?}");
            }
        }
        assert!(!found("Schoonmaken bij info@schoonmaakbedrijf.nl", Language::NL).is_empty());
    }

    #[test]
    fn a_text_of_a_megabyte_is_read_up_to_a_length_and_says_so() {
        let text = "Je doet infectiebestrijding. ".repeat(40_000);
        let extraction = STARTER.extract_skills(&text, Language::NL, 5);
        assert_eq!(extraction.sense, Sense::Beginning { bytes: MOST_BYTES });
        assert!(!extraction.mentions.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_text_is_answered_with_spans_inside_it_that_do_not_overlap(text in ".{0,120}", limit in 0_usize..6) {
            let mentions = STARTER.extract_skills(&text, Language::NL, limit).mentions;
            prop_assert!(mentions.len() <= limit);
            let letters = text.chars().count();
            for (at, it) in mentions.iter().enumerate() {
                prop_assert!(it.start < it.end && it.end <= letters && (0.0..=1.0).contains(&it.score));
                prop_assert!(mentions[..at].iter().all(|other| other.end <= it.start || it.end <= other.start));
            }
        }
    }
}
