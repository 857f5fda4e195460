//! Which skill or occupation somebody probably meant by an address that no list has: a typing error in it, or the
//! term's name where its address belongs. Pure; suggests and never replaces.
//!
//! Looking takes some milliseconds a term with a full list. Whoever reads many, such as an import, asks
//! [`Suggestions`], which looks for so many and no more.

use super::WorkflowError;
use crate::domain::passport::TermKind;
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
};
use vocabulary::{EscoUri, Language, OccupationIndex, SkillIndex, Vocabulary};

/// The most letters in which an address may differ from the one that is surely meant. Two addresses that have nothing
/// to do with each other differ in some 25 of the 36 letters of their last part.
const FORGIVEN: usize = 6;

/// The longest text that is compared: an address has 70 letters, a skill's name seldom more than 100.
const LONGEST: usize = 200;

/// The longest last part of an address that is compared; a real one has 36 letters.
const LONGEST_PART: usize = 60;

/// For so many different texts [`Suggestions`] looks for the nearest term.
const MOST_LOOKED_FOR: usize = 100;

/// The term of the list that is nearest, with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearestTerm {
    /// Its address.
    pub uri: EscoUri,
    /// Its Dutch name.
    pub nl: String,
    /// Its English name.
    pub en: String,
}

impl fmt::Display for NearestTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.uri, self.en)
    }
}

/// The term whose address, or whose name where the text is no address, is nearest to the text; none when no name is
/// like it.
#[must_use]
pub fn nearest_term(vocabulary: &Vocabulary, kind: TermKind, text: &str) -> Option<NearestTerm> {
    within(vocabulary, kind, text, usize::MAX)
}

/// The term that a text means but for a typing error, or by its name; none when the nearest address is another one.
#[must_use]
pub fn mistyped_term(vocabulary: &Vocabulary, kind: TermKind, text: &str) -> Option<NearestTerm> {
    within(vocabulary, kind, text, FORGIVEN)
}

fn within(vocabulary: &Vocabulary, kind: TermKind, text: &str, most: usize) -> Option<NearestTerm> {
    match kind {
        TermKind::Skill => nearest_of(vocabulary, text, &SKILLS, most).map(|skill| NearestTerm {
            uri: vocabulary.skill_uri(skill),
            nl: vocabulary.skill_label(skill, Language::NL).to_owned(),
            en: vocabulary.skill_label(skill, Language::EN).to_owned(),
        }),
        TermKind::Occupation => {
            nearest_of(vocabulary, text, &OCCUPATIONS, most).map(|occupation| NearestTerm {
                uri: vocabulary.occupation_uri(occupation),
                nl: vocabulary.occupation_label(occupation, Language::NL).to_owned(),
                en: vocabulary.occupation_label(occupation, Language::EN).to_owned(),
            })
        }
    }
}

/// That a skill is not in the list, with the nearest one.
pub(super) fn unknown_skill(vocabulary: &Vocabulary, field: &'static str, uri: &EscoUri) -> WorkflowError {
    let nearest = nearest_term(vocabulary, TermKind::Skill, uri.as_str());
    WorkflowError::unknown_term(field, uri, "skills", nearest)
}

/// That an occupation is not in the list, with the nearest one.
pub(super) fn unknown_occupation(
    vocabulary: &Vocabulary,
    field: &'static str,
    uri: &EscoUri,
) -> WorkflowError {
    let nearest = nearest_term(vocabulary, TermKind::Occupation, uri.as_str());
    WorkflowError::unknown_term(field, uri, "occupations", nearest)
}

/// Looks for nearest terms, each text once, and when there have been many, none more: a file of a million wrong lines
/// is answered in bounded time.
#[derive(Debug, Default)]
pub struct Suggestions(Mutex<BTreeMap<(TermKind, String), Option<NearestTerm>>>);

impl Suggestions {
    /// As [`nearest_term`]; none also when too many were looked for.
    #[must_use]
    pub fn nearest(&self, vocabulary: &Vocabulary, kind: TermKind, text: &str) -> Option<NearestTerm> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = (kind, text.chars().take(LONGEST).collect());
        if let Some(found) = known.get(&of) {
            return found.clone();
        }
        if known.len() >= MOST_LOOKED_FOR {
            return None;
        }
        let found = nearest_term(vocabulary, kind, text);
        known.insert(of, found.clone());
        found
    }
}

/// How a list of terms is gone through.
struct List<T: 'static> {
    all: fn(&Vocabulary) -> Vec<T>,
    uri: fn(&Vocabulary, T) -> EscoUri,
    by_name: fn(&Vocabulary, &str, Language) -> Option<(f32, T)>,
}

const SKILLS: List<SkillIndex> = List {
    all: |vocabulary| vocabulary.skills().collect(),
    uri: |vocabulary, skill| vocabulary.skill_uri(skill),
    by_name: |vocabulary, text, language| {
        let hit = vocabulary.search_skills(text, language, 1).into_iter().next();
        hit.map(|hit| (hit.score, hit.index))
    },
};

const OCCUPATIONS: List<OccupationIndex> = List {
    all: |vocabulary| vocabulary.occupations().collect(),
    uri: |vocabulary, occupation| vocabulary.occupation_uri(occupation),
    by_name: |vocabulary, text, language| {
        let hit = vocabulary.search_occupations(text, language, 1).into_iter().next();
        hit.map(|hit| (hit.score, hit.index))
    },
};

/// The nearest term with at most so many errors in its address.
fn nearest_of<T: Copy>(vocabulary: &Vocabulary, text: &str, list: &List<T>, most: usize) -> Option<T> {
    let text: String = text.trim().chars().take(LONGEST).collect();
    if !text.contains("://") {
        let hits = [Language::NL, Language::EN].map(|language| (list.by_name)(vocabulary, &text, language));
        let best = hits.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0));
        return best.map(|(_, term)| term);
    }
    let wanted: String = last_part(&text).to_lowercase().chars().take(LONGEST_PART).collect();
    let errors = |term: &T| {
        let uri = (list.uri)(vocabulary, *term);
        let known = last_part(uri.as_str());
        let errors = strsim::osa_distance(&wanted, known);
        (errors <= most && (most == usize::MAX || errors * 4 <= known.len())).then_some(errors)
    };
    // the first of equals, so that the same text gets the same suggestion always
    let near = (list.all)(vocabulary).into_iter().filter_map(|term| Some((errors(&term)?, term)));
    near.min_by_key(|(errors, _)| *errors).map(|(_, term)| term)
}

fn last_part(uri: &str) -> &str {
    uri.rsplit('/').next().unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistyped(uri: &EscoUri) -> String {
        let mut wrong = uri.to_string();
        let last = wrong.pop().unwrap();
        wrong.push(if last == '0' { '1' } else { '0' });
        wrong
    }

    #[test]
    fn an_address_with_a_typing_error_and_a_name_find_the_term_and_nonsense_is_no_typing_error() {
        let vocabulary = Vocabulary::starter();
        let skill = vocabulary.skills().next().unwrap();
        let occupation = vocabulary.occupations().next().unwrap();
        let terms = [
            (TermKind::Skill, vocabulary.skill_uri(skill), vocabulary.skill_label(skill, Language::NL)),
            (
                TermKind::Occupation,
                vocabulary.occupation_uri(occupation),
                vocabulary.occupation_label(occupation, Language::NL),
            ),
        ];
        for (kind, uri, name) in terms {
            let wrong = mistyped(&uri);
            for text in [wrong.as_str(), name] {
                for find in [mistyped_term, nearest_term] {
                    let found = find(&vocabulary, kind, text).map(|it| it.uri);
                    assert_eq!(found, Some(uri.clone()), "{text}");
                }
            }
            let nonsense = "http://data.europa.eu/esco/skill/none";
            assert_eq!(mistyped_term(&vocabulary, kind, nonsense), None);
            assert!(nearest_term(&vocabulary, kind, nonsense).is_some(), "there is always a nearest address");
            assert_eq!(mistyped_term(&vocabulary, kind, &"http://x/".repeat(1000)), None);
        }
    }

    #[test]
    fn many_texts_are_looked_for_and_no_more_than_many() {
        let (vocabulary, suggestions) = (Vocabulary::starter(), Suggestions::default());
        let uri = vocabulary.skill_uri(vocabulary.skills().next().unwrap());
        let ask = |text: &str| suggestions.nearest(&vocabulary, TermKind::Skill, text);
        let first = ask(&mistyped(&uri)).unwrap();
        assert_eq!(first.uri, uri);
        for number in 0..MOST_LOOKED_FOR {
            ask(&format!("http://data.europa.eu/esco/skill/{number}"));
        }
        assert_eq!(ask("http://data.europa.eu/esco/skill/none"), None);
        assert_eq!(ask(&mistyped(&uri)), Some(first), "what was found is still told");
    }
}
