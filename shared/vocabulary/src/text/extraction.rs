//! Skills in running text: sentences of a vacancy or of a person's own, each skill with the words that name it.
//!
//! A sentence is cut in parts at its signs, and each part in windows of a few telling words. A window is searched
//! like a query; what it most likely means is kept when the words say enough. Where windows overlap the likelier one
//! wins. The work is bounded: a text is read up to a length, and a long one with fewer windows.

use super::{
    clauses::{ends_clause, with_english_verbs, with_verbs},
    model::Vector,
    noise::{is_filler, is_weak},
    searcher::Searcher,
    sense::{Sense, sense},
    tokens::{Token, tokens},
};
use crate::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// How much of a text is read, in bytes: some ten pages. A résumé is shorter.
const MOST_BYTES: usize = 40_000;
/// How many windows are looked at; a longer text gets windows of fewer sizes.
const MOST_WINDOWS: usize = 3_000;
/// The largest window, in telling words.
const MOST_WORDS: usize = 4;
/// What a score must reach to be told.
const LEAST_SCORE: f32 = 0.25;
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
    let sense = sense(text, read.len());
    if matches!(sense, Sense::NoText | Sense::OtherLanguage) {
        return Extraction { mentions: Vec::new(), sense };
    }
    let mut tokens = tokens(read);
    let words: Vec<&str> = tokens.iter().map(|it| it.word.as_str()).collect();
    let in_places = searcher.in_places(&words);
    let names_with = |word: &str| searcher.names_with(word);
    tokens = match language {
        Language::NL => with_verbs(read, tokens, names_with),
        _ => with_english_verbs(tokens, names_with),
    };
    let parts = parts(read, &tokens, &in_places);
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
            let score = score * subject.map_or(1.0, |it| fitting(searcher.nearness(&it, *concept)));
            (score >= LEAST_SCORE).then_some((window, *concept, score))
        }));
    }
    let mut mentions = chosen(found, limit);
    count_in_characters(read, &mut mentions);
    Extraction { mentions, sense }
}

/// What a window of some telling words may mean. A name is short and a sentence is not a name: the less the words
/// say the same as a name of the skill, the less the score is worth, and one word must nearly be the name. One word
/// that is only a part of the name claims only that part: *aankleden* is not yet *overledenen aankleden*. A word that
/// hundreds of skills have (*production*) tells little alone, and one in the other language (the *last* of a shoe) may
/// only look the same.
fn meanings(searcher: &Searcher, text: &str, words: usize, language: Language) -> Vec<(u32, f32)> {
    let scored = searcher.scored(text, language, MEANINGS).into_iter();
    let telling = (searcher.telling(text) / TELLING_ENOUGH).min(1.0);
    scored
        .filter_map(|(candidate, score)| {
            let same = candidate.sameness();
            let (least, said) = if words > 1 {
                (LEAST_SAMENESS, 1.0)
            } else {
                let telling = if candidate.is_preferred_name() { 1.0 } else { telling };
                let spoken = if candidate.is_in_other_language() { OTHER_LANGUAGE } else { 1.0 };
                (LEAST_SAMENESS_OF_ONE, candidate.part_of_name() * telling * spoken)
            };
            let score = score * (0.5 + 0.5 * same.min(1.0)) * said;
            (same >= least && score >= LEAST_SCORE).then_some((candidate.concept, score))
        })
        .collect()
}

/// What the words around one word are about; nothing for several words, which explain each other, and where no other
/// words are near.
fn subject_around(searcher: &Searcher, parts: &[Vec<&Token>], window: Window) -> Option<Vector> {
    if window.words > 1 {
        return None;
    }
    let at = parts.partition_point(|it| it.last().is_some_and(|last| last.end <= window.start));
    let near = parts.get(at.saturating_sub(PARTS_AROUND)..(at + PARTS_AROUND + 1).min(parts.len()))?;
    let outside = |it: &&&Token| it.end <= window.start || it.start >= window.end;
    let words: Vec<&str> = near.iter().flatten().filter(outside).map(|it| it.word.as_str()).collect();
    let few = words.iter().rev().take(MOST_AROUND).copied();
    (!words.is_empty()).then(|| searcher.subject(few))
}

/// What a meaning of one word keeps of its score when it lies so near to what the words around it are about: the
/// *frames* of windows are no optical components.
fn fitting(nearness: f32) -> f32 {
    let part = (nearness - NEAR_BY_CHANCE) / (WHOLLY_FITTING - NEAR_BY_CHANCE);
    LEAST_FITTING + (1.0 - LEAST_FITTING) * part.clamp(0.0, 1.0)
}

/// Some words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    start: usize,
    end: usize,
    words: usize,
}

impl Window {
    const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The windows of all parts of a text, of every size while there are few enough of them.
fn windows(parts: &[Vec<&Token>]) -> Vec<(Window, String)> {
    for sizes in [&[1, 2, 3, MOST_WORDS][..], &[1, 3], &[2], &[MOST_WORDS]] {
        let all: Vec<(Window, String)> = parts.iter().flat_map(|part| windows_of(part, sizes)).collect();
        if all.len() <= MOST_WINDOWS {
            return all;
        }
    }
    let mut all: Vec<(Window, String)> =
        parts.iter().flat_map(|part| windows_of(part, &[MOST_WORDS])).collect();
    all.truncate(MOST_WINDOWS);
    all
}

fn windows_of(part: &[&Token], sizes: &[usize]) -> Vec<(Window, String)> {
    let mut found = Vec::new();
    for size in sizes {
        // A part that is shorter than the window is one window, once.
        let size = (*size).min(part.len()).max(1);
        for words in part.windows(size) {
            if let [first, .., last] | [first @ last] = words {
                let text: Vec<&str> = words.iter().map(|it| it.word.as_str()).collect();
                found.push((Window { start: first.start, end: last.end, words: size }, text.join(" ")));
            }
        }
    }
    found.sort_by_key(|it| (it.0.start, it.0.end));
    found.dedup();
    found
}

/// The telling words of each part of a text; parts end at signs, line ends and
/// names of places.
fn parts<'a>(text: &str, tokens: &'a [Token], in_places: &[bool]) -> Vec<Vec<&'a Token>> {
    let mut parts = Vec::new();
    let mut part: Vec<&Token> = Vec::new();
    let mut before = 0;
    for (token, in_place) in tokens.iter().zip(in_places) {
        let between = text.get(before..token.start).unwrap_or_default();
        before = token.end;
        if ends_clause(between) {
            parts.push(std::mem::take(&mut part));
        }
        if *in_place {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        if !token.word.is_empty()
            && !is_filler(&token.word)
            && !is_weak(&token.word)
            && !says_nothing(&token.word)
        {
            part.push(token);
        }
    }
    parts.push(part);
    parts.retain(|it| !it.is_empty());
    parts
}

/// Words of vacancies and letters that are no skill, though some name of a skill has them.
static NO_SKILL: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     ability about affiniteit afgeronde al also altijd am andere as bedrijf been bezit bieden \
     binnen by can candidate collega collegas company daarnaast dat diploma dit door dus er \
     excellent experience from ga gaat gebruik geen goed good graag had has have heb hebben hebt \
     heeft hij how i ideal ik including indien it its jaar jaren job kan kandidaat kennis knowledge \
     kunnen kunt maar mag may meer mensen mij mijn moet must my nice niet no not nu om onder ook \
     opleiding organisatie over plus pre required requirements role samen should skills so sterke \
     strong that their they this tijdens u uit uitstekende us using vaardigheden verder \
     verschillende vind vinden vraag waar waarbij wat weet werk werken werkt werkzaamheden wil will \
     willen word worden wordt would year years your ze zelf ziet zijn zo zodat zorgt zowel"
        .split_whitespace()
        .collect()
});

fn says_nothing(word: &str) -> bool {
    NO_SKILL.contains(word) || word.bytes().all(|it| it.is_ascii_digit())
}

/// The likeliest mentions, each concept once and no two over the same words.
fn chosen(mut found: Vec<(Window, u32, f32)>, limit: usize) -> Vec<Mention> {
    let merit = |(window, _, score): &(Window, u32, f32)| {
        if window.words > 1 { score * (1.0 + MERIT_OF_WORDS) } else { *score }
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
    fn a_text_of_a_megabyte_is_read_up_to_a_length_and_says_so() {
        let text = "Je doet infectiebestrijding. ".repeat(40_000);
        let extraction = STARTER.extract_skills(&text, Language::NL, 5);
        assert_eq!(extraction.sense, Sense::Beginning { bytes: MOST_BYTES });
        assert!(!extraction.mentions.is_empty());
    }

    #[test]
    fn the_number_of_windows_has_an_end_whatever_the_text() {
        let words: String = (0..9_000).map(|it| format!("woord{it} ")).collect();
        let read = words.get(..MOST_BYTES).unwrap();
        let tokens = tokens(read);
        let parts = parts(read, &tokens, &vec![false; tokens.len()]);
        assert!(windows(&parts).len() <= MOST_WINDOWS);
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
