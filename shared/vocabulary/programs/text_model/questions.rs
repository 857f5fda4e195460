//! What is asked when measuring, with the concept that should be found: names that were left out of the list and
//! of the training, the same with typing errors, as other compounds and with the noise of advertisements,
//! descriptions, and Dutch names where the list is English.

use crate::{
    Failure,
    chance::{Chance, number_of},
    esco::Esco,
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{EscoUri, Language, Vocabulary};

/// One thing that somebody might type, and what they mean.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) text: String,
    pub(crate) language: Language,
    /// The concept that is meant; more than one where each is as good.
    pub(crate) concepts: Vec<u32>,
}

/// Questions of one sort.
pub(crate) struct Sort {
    pub(crate) name: &'static str,
    pub(crate) list: List,
    pub(crate) questions: Vec<Question>,
}

/// In which list is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Occupations,
    Skills,
    /// Occupations with English names only.
    EnglishOccupations,
    /// Skills with English names only.
    EnglishSkills,
}

/// Occupations or skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Occupation,
    Skill,
}

/// Which part of the hold-out a concept belongs to: one half to fit on, the other to measure on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Fit,
    Measure,
}

impl Half {
    pub(crate) fn of(uri: &str) -> Self {
        if number_of(uri) >> 17 & 1 == 0 { Self::Fit } else { Self::Measure }
    }
}

/// One name in five of each concept is held out. Forms of one name (*medewerker X*, *medewerkster X*) go together,
/// else the one would give the other away.
pub(crate) fn is_held_out(uri: &str, name: &str) -> bool {
    let mut words: Vec<String> = name
        .to_lowercase()
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(|it| it.chars().take(it.chars().count().saturating_sub(3).max(4)).collect())
        .collect();
    words.sort();
    words.dedup();
    number_of(&format!("{uri} {}", words.join(" "))).is_multiple_of(5)
}

/// One concept in ten is learned without a word of Dutch, to measure what the bridge from English gives.
pub(crate) fn is_without_dutch(uri: &str) -> bool {
    number_of(uri).is_multiple_of(10)
}

/// The names of concepts of a kind: number, URI.
pub(crate) fn concepts(vocabulary: &Vocabulary, kind: Kind) -> Vec<(u32, String)> {
    match kind {
        Kind::Occupation => {
            vocabulary.occupations().map(|it| (it.0, vocabulary.occupation_uri(it).into())).collect()
        }
        Kind::Skill => vocabulary.skills().map(|it| (it.0, vocabulary.skill_uri(it).into())).collect(),
    }
}

/// The names of a concept in a language: the preferred one, if there is one, and the others.
pub(crate) fn names(
    vocabulary: &Vocabulary,
    kind: Kind,
    concept: u32,
    language: Language,
) -> (Option<String>, Vec<String>) {
    let owned = |it: &str| it.to_owned();
    match kind {
        Kind::Occupation => {
            let index = vocabulary::OccupationIndex(concept);
            let label = vocabulary.occupation_label(index, language).to_owned();
            (Some(label), vocabulary.occupation_other_labels(index, language).map(owned).collect())
        }
        Kind::Skill => {
            let index = vocabulary::SkillIndex(concept);
            let label = vocabulary.has_skill_label(index, language);
            let label = label.then(|| vocabulary.skill_label(index, language).to_owned());
            (label, vocabulary.skill_other_labels(index, language).map(owned).collect())
        }
    }
}

/// The questions on held-out names and descriptions for one half of the concepts, at most `most` of each sort.
pub(crate) fn on_held_out(esco: &Esco, half: Half, most: usize) -> Vec<Sort> {
    let mut sorts = Vec::new();
    for (kind, language, name, sort_names) in [
        (Kind::Occupation, Language::NL, "occupations, other Dutch names", VARIANTS_NL),
        (Kind::Occupation, Language::EN, "occupations, other English names", VARIANTS_EN),
        (Kind::Skill, Language::NL, "skills, other Dutch names", VARIANTS_SKILL_NL),
        (Kind::Skill, Language::EN, "skills, other English names", VARIANTS_SKILL_EN),
    ] {
        let list = if kind == Kind::Occupation { List::Occupations } else { List::Skills };
        let held_out = sampled(held_out(esco, kind, language, half), most);
        let mut chance = Chance::new(number_of(name));
        for (sort_name, variant) in sort_names {
            let questions = held_out
                .iter()
                .filter_map(|it| Some(Question { text: variant(&it.text, &mut chance)?, ..it.clone() }))
                .collect();
            sorts.push(Sort { name: sort_name, list, questions });
        }
        sorts.push(Sort { name, list, questions: held_out });
    }
    for (kind, language, name) in [
        (Kind::Occupation, Language::NL, "occupations, Dutch descriptions"),
        (Kind::Skill, Language::EN, "skills, English descriptions"),
    ] {
        let list = if kind == Kind::Occupation { List::Occupations } else { List::Skills };
        sorts.push(Sort { name, list, questions: sampled(descriptions(esco, kind, language, half), most) });
    }
    for (kind, list, name) in [
        (Kind::Occupation, List::EnglishOccupations, "occupations, Dutch names in an English list"),
        (Kind::Skill, List::EnglishSkills, "skills, Dutch names in an English list"),
    ] {
        sorts.push(Sort { name, list, questions: sampled(dutch_names(esco, kind, half), most) });
    }
    sorts
}

/// Names that stand in the list, each with every concept that bears it.
pub(crate) fn kept_names(kept: &Vocabulary, list: List, most: usize) -> Vec<Question> {
    let kind = if list == List::Occupations { Kind::Occupation } else { Kind::Skill };
    let mut bearers: BTreeMap<(Language, String), Vec<u32>> = BTreeMap::new();
    for (concept, _) in concepts(kept, kind) {
        for language in [Language::NL, Language::EN] {
            let (preferred, others) = names(kept, kind, concept, language);
            for name in preferred.into_iter().chain(others) {
                bearers.entry((language, name.to_lowercase())).or_default().push(concept);
            }
        }
    }
    let questions =
        bearers.into_iter().map(|((language, text), concepts)| Question { text, language, concepts });
    sampled(questions.collect(), most)
}

type Variant = fn(&str, &mut Chance) -> Option<String>;
const VARIANTS_NL: &[(&str, Variant)] = &[
    ("occupations, the same with a typing error", mistyped),
    ("occupations, the same as another compound", recompounded),
    ("occupations, the same with noise of titles", noisy),
    ("occupations, the same with a stray word", with_stray_word),
];
const VARIANTS_EN: &[(&str, Variant)] = &[];
const VARIANTS_SKILL_NL: &[(&str, Variant)] = &[("skills, the same with a typing error", mistyped)];
const VARIANTS_SKILL_EN: &[(&str, Variant)] = &[];

fn held_out(esco: &Esco, kind: Kind, language: Language, half: Half) -> Vec<Question> {
    let kept = all_kept_names(&esco.vocabulary, kind);
    let mut found = Vec::new();
    for (concept, uri) in concepts(&esco.vocabulary, kind) {
        if Half::of(&uri) != half {
            continue;
        }
        let (_, others) = names(&esco.vocabulary, kind, concept, language);
        for name in others.iter().filter(|it| is_held_out(&uri, it) && !kept.contains(&it.to_lowercase())) {
            found.push(Question { text: name.clone(), language, concepts: vec![concept] });
        }
    }
    found
}

/// The names that stand in the list whatever is held out, in either language and in small letters. One of these is
/// never a question about what was left out: it is found because it is there, and whoever bears it is a right answer.
fn all_kept_names(vocabulary: &Vocabulary, kind: Kind) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    for (concept, uri) in concepts(vocabulary, kind) {
        for language in [Language::NL, Language::EN] {
            let (preferred, others) = names(vocabulary, kind, concept, language);
            let others = others.iter().filter(|it| !is_held_out(&uri, it));
            kept.extend(others.chain(&preferred).map(|it| it.to_lowercase()));
        }
    }
    kept
}

fn descriptions(esco: &Esco, kind: Kind, language: Language, half: Half) -> Vec<Question> {
    let mut found = Vec::new();
    for (concept, uri) in concepts(&esco.vocabulary, kind) {
        let Some(both) = esco.descriptions.get(&uri) else { continue };
        let text = if language == Language::NL { &both.nl } else { &both.en };
        // Its words were seen in training, except where the Dutch was left out.
        if Half::of(&uri) == half && !text.is_empty() && is_description_held_out(&uri) {
            found.push(Question { text: text.clone(), language, concepts: vec![concept] });
        }
    }
    found
}

/// One description in five is held out of the training.
pub(crate) fn is_description_held_out(uri: &str) -> bool {
    (number_of(uri) >> 8).is_multiple_of(5)
}

fn dutch_names(esco: &Esco, kind: Kind, half: Half) -> Vec<Question> {
    let mut found = Vec::new();
    for (concept, uri) in concepts(&esco.vocabulary, kind) {
        if Half::of(&uri) == half && is_without_dutch(&uri) {
            let (preferred, _) = names(&esco.vocabulary, kind, concept, Language::NL);
            found.extend(preferred.map(|text| Question {
                text,
                language: Language::NL,
                concepts: vec![concept],
            }));
        }
    }
    found
}

fn sampled(mut questions: Vec<Question>, most: usize) -> Vec<Question> {
    questions.sort_by_key(|it| number_of(&format!("{:?} {}", it.concepts, it.text)));
    questions.truncate(most);
    questions
}

fn mistyped(name: &str, chance: &mut Chance) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let places: Vec<usize> =
        (1..letters.len()).filter(|at| letters.get(*at).is_some_and(|it| it.is_alphabetic())).collect();
    let at = *places.get(chance.below(places.len()))?;
    match chance.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.swap(at, at - 1),
        2 => letters.insert(at, *letters.get(at)?),
        _ => *letters.get_mut(at)? = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or_default()),
    }
    (letters.len() >= 5).then(|| letters.into_iter().collect())
}

fn recompounded(name: &str, chance: &mut Chance) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 || !words.iter().all(|it| it.chars().all(char::is_alphabetic)) {
        return None;
    }
    let at = chance.below(words.len() - 1);
    let mut out = words.get(..at)?.to_vec();
    let joined = format!("{}{}", words.get(at)?, words.get(at + 1)?);
    out.push(&joined);
    out.extend(words.get(at + 2..)?);
    Some(out.join(" "))
}

fn with_stray_word(name: &str, chance: &mut Chance) -> Option<String> {
    const STRAY: &[&str] = &[
        "zorg",
        "bouw",
        "techniek",
        "retail",
        "groothandel",
        "horeca",
        "binnendienst",
        "buitendienst",
        "industrie",
        "ploegen",
        "gemeente",
        "ziekenhuis",
        "school",
        "supermarkt",
        "logistiek",
        "Jansen",
        "Noordkade",
        "overheid",
        "export",
        "food",
        "installatie",
        "digitaal",
        "project",
        "food",
        "mkb",
        "service",
        "klant",
        "kantoor",
        "nacht",
        "Zonnehof",
    ];
    let stray = STRAY.get(chance.below(STRAY.len()))?;
    Some(if chance.below(3) == 0 { format!("{stray} {name}") } else { format!("{name} {stray}") })
}

fn noisy(name: &str, chance: &mut Chance) -> Option<String> {
    const BEFORE: &[&str] =
        &["", "", "Ervaren ", "Allround ", "Junior ", "Gezocht: ", "Vacature ", "Senior ", "Leerling "];
    const AFTER: &[&str] = &[
        "",
        " m/v",
        " (m/v/x)",
        " 24-32 uur",
        " Zwolle",
        " fulltime",
        " in Den Haag",
        " | Jansen BV",
        " - regio Utrecht",
        " bij De Horst",
        " 36 uur Breda m/v",
    ];
    let before = BEFORE.get(chance.below(BEFORE.len()))?;
    let after = AFTER.get(chance.below(AFTER.len()))?;
    Some(format!("{before}{name}{after}"))
}

/// Titles as vacancies have them, of our own making, with the occupations that are as good as each other.
pub(crate) fn titles(vocabulary: &Vocabulary) -> Result<Vec<Question>, Failure> {
    let mut found = Vec::new();
    for row in csv::Reader::from_reader(include_str!("titles_nl.csv").as_bytes()).deserialize() {
        let (text, uris): (String, String) = row?;
        let mut concepts = Vec::new();
        for uri in uris.split(' ') {
            let index = vocabulary.occupation(&EscoUri::new(uri)?);
            concepts.push(index.ok_or_else(|| format!("{text}: {uri} is not in the list"))?.0);
        }
        found.push(Question { text, language: Language::NL, concepts });
    }
    Ok(found)
}
