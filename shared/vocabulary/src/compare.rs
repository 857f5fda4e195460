//! What a new list changes against the one before it.

use crate::{
    EscoUri, Vocabulary,
    esco::{Concepts, OccupationIndex, SkillIndex},
};
use std::collections::BTreeSet;

/// What changes for concepts of one kind, each in order of URI.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KindChanges {
    /// In the new list only.
    pub added: Vec<EscoUri>,
    /// In both, with another name, group, kind or other skills.
    pub changed: Vec<EscoUri>,
    /// Marked as no longer in use by the new list and not by the old one.
    pub deprecated: Vec<EscoUri>,
    /// In the old list only.
    pub removed: Vec<EscoUri>,
}

/// What a new list changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Occupations.
    pub occupations: KindChanges,
    /// Skills.
    pub skills: KindChanges,
    /// Of the occupations and skills named as in use: those that the new list does not have.
    pub missing_in_use: Vec<EscoUri>,
    /// Of those in use: those that the new list marks as no longer in use.
    pub deprecated_in_use: Vec<EscoUri>,
}

/// Compares two lists; `in_use` are the concepts to which people and vacancies refer.
#[must_use]
pub fn compare(old: &Vocabulary, new: &Vocabulary, in_use: &BTreeSet<EscoUri>) -> Changes {
    let occupations =
        of_kind(&old.occupations, &new.occupations, |before, after| same_occupation(old, new, before, after));
    let skills = of_kind(&old.skills, &new.skills, |before, after| {
        old.skill_kind(SkillIndex(before)) == new.skill_kind(SkillIndex(after))
    });
    let (mut missing_in_use, mut deprecated_in_use) = (Vec::new(), Vec::new());
    for uri in in_use {
        match (new.occupation(uri), new.skill(uri)) {
            (None, None) => missing_in_use.push(uri.clone()),
            (Some(occupation), _) if new.is_occupation_deprecated(occupation) => {
                deprecated_in_use.push(uri.clone())
            }
            (_, Some(skill)) if new.is_skill_deprecated(skill) => deprecated_in_use.push(uri.clone()),
            _ => {}
        }
    }
    Changes { occupations, skills, missing_in_use, deprecated_in_use }
}

fn of_kind(old: &Concepts, new: &Concepts, same_facts: impl Fn(u32, u32) -> bool) -> KindChanges {
    let mut changes = KindChanges::default();
    for (text, after) in new.with_numbers() {
        let uri = || EscoUri::new(text).ok();
        let Some(before) = old.find(text) else {
            changes.added.extend(uri());
            continue;
        };
        if new.is_deprecated(after) && !old.is_deprecated(before) {
            changes.deprecated.extend(uri());
        }
        if !same_names(old, new, before, after) || !same_facts(before, after) {
            changes.changed.extend(uri());
        }
    }
    let gone = old.with_numbers().filter(|(text, _)| new.find(text).is_none());
    changes.removed = gone.filter_map(|(text, _)| EscoUri::new(text).ok()).collect();
    changes
}

/// Whether the preferred names agree in every language that both lists have.
fn same_names(old: &Concepts, new: &Concepts, before: u32, after: u32) -> bool {
    old.names.iter().all(|names| {
        new.names
            .iter()
            .filter(|it| it.language == names.language)
            .all(|it| it.preferred.get(after as usize) == names.preferred.get(before as usize))
    })
}

fn same_occupation(old: &Vocabulary, new: &Vocabulary, before: u32, after: u32) -> bool {
    let (before, after) = (OccupationIndex(before), OccupationIndex(after));
    let uris = |vocabulary: &Vocabulary, skills: &mut dyn Iterator<Item = SkillIndex>| -> Vec<EscoUri> {
        skills.map(|skill| vocabulary.skill_uri(skill)).collect()
    };
    old.isco(before) == new.isco(after)
        && uris(old, &mut old.essential_skills(before)) == uris(new, &mut new.essential_skills(after))
        && uris(old, &mut old.optional_skills(before)) == uris(new, &mut new.optional_skills(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        IscoCode, Language, SkillKind,
        draft::{ConceptsDraft, Draft, Need, OccupationFacts, put},
    };

    /// A list of occupations, each with one skill; a `!` before the name marks it as no longer in use.
    fn list(occupations: &[(&str, &str, &str)]) -> Vocabulary {
        let uri =
            |kind: &str, id: &str| EscoUri::new(&format!("http://data.europa.eu/esco/{kind}/{id}")).unwrap();
        let named = |name: &str| [(Language::NL, name.trim_start_matches('!').to_owned(), Vec::new())];
        let mut concepts = ConceptsDraft::default();
        for (id, name, skill) in occupations {
            let facts = OccupationFacts { isco: IscoCode::new("2221").unwrap(), code: String::new() };
            put(&mut concepts.occupations, uri("occupation", id), facts, named(name), name.starts_with('!'))
                .unwrap();
            put(&mut concepts.skills, uri("skill", skill), SkillKind::Knowledge, named(skill), false)
                .unwrap();
        }
        let mut draft = Draft::new(concepts);
        for (id, _, skill) in occupations {
            draft
                .asks_for(uri("occupation", id).as_str(), uri("skill", skill).as_str(), Need::Essential)
                .unwrap();
        }
        draft.finish("test")
    }

    fn ids(uris: &[EscoUri]) -> Vec<&str> {
        uris.iter().map(|it| it.as_str().rsplit('/').next().unwrap()).collect()
    }

    #[test]
    fn added_changed_deprecated_and_removed_are_told_apart() {
        let old = list(&[("a", "kok", "s"), ("b", "bakker", "s"), ("c", "smid", "t"), ("d", "slager", "s")]);
        let new = list(&[
            ("a", "kok", "s"),
            ("b", "broodbakker", "s"),
            ("d", "!slager", "s"),
            ("e", "arts", "u"),
            ("a2", "kelner", "s"),
        ]);
        let in_use = [
            old.occupation_uri(OccupationIndex(2)),
            old.skill_uri(SkillIndex(1)),
            old.occupation_uri(OccupationIndex(3)),
        ];
        let changes = compare(&old, &new, &in_use.into_iter().collect());
        assert_eq!(ids(&changes.occupations.added), ["a2", "e"]);
        assert_eq!(ids(&changes.occupations.changed), ["b"]);
        assert_eq!(ids(&changes.occupations.deprecated), ["d"]);
        assert_eq!(ids(&changes.occupations.removed), ["c"]);
        assert_eq!((ids(&changes.skills.added), ids(&changes.skills.removed)), (vec!["u"], vec!["t"]));
        assert_eq!(ids(&changes.missing_in_use), ["c", "t"]);
        assert_eq!(ids(&changes.deprecated_in_use), ["d"]);
    }

    #[test]
    fn other_skills_are_a_change_and_the_same_list_is_none() {
        let old = list(&[("a", "kok", "s"), ("b", "bakker", "t")]);
        assert_eq!(compare(&old, &old, &BTreeSet::new()), Changes::default());
        let new = list(&[("a", "kok", "t"), ("b", "bakker", "s")]);
        assert_eq!(ids(&compare(&old, &new, &BTreeSet::new()).occupations.changed), ["a", "b"]);
    }
}
