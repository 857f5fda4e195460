//! A vocabulary while it is being read: concepts first, then the relations between them, checked row by row, and
//! at the end made compact.

use crate::{
    EscoUri, IscoCode, Language,
    compact::{Lists, Texts},
    esco::{Concepts, Names, SkillKind, Vocabulary},
    isco,
    search::OnDemand,
};
use std::collections::{BTreeMap, BTreeSet};

/// The names of one concept in one language.
#[derive(Debug, Default)]
pub(crate) struct NamesDraft {
    pub(crate) preferred: String,
    pub(crate) others: BTreeSet<String>,
}

/// One concept and the facts of its kind.
#[derive(Debug)]
pub(crate) struct ConceptDraft<T> {
    pub(crate) names: BTreeMap<Language, NamesDraft>,
    pub(crate) deprecated: bool,
    pub(crate) facts: T,
}

/// Concepts of one kind by URI.
pub(crate) type Drafts<T> = BTreeMap<EscoUri, ConceptDraft<T>>;

/// The facts of an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OccupationFacts {
    pub(crate) isco: IscoCode,
    pub(crate) code: String,
}

/// The concepts of a vocabulary that is being read.
#[derive(Debug, Default)]
pub(crate) struct ConceptsDraft {
    pub(crate) occupations: Drafts<OccupationFacts>,
    pub(crate) skills: Drafts<SkillKind>,
    /// With the code of the group, such as `S1.2.3`.
    pub(crate) skill_groups: Drafts<String>,
    pub(crate) isco_groups: Drafts<()>,
}

/// Adds a concept, or names in one more language to a concept that is there already. Says in words what
/// contradicts an earlier row.
pub(crate) fn put<T: Clone + PartialEq>(
    drafts: &mut Drafts<T>,
    uri: EscoUri,
    facts: T,
    names: impl IntoIterator<Item = (Language, String, Vec<String>)>,
    deprecated: bool,
) -> Result<(), &'static str> {
    let draft = drafts.entry(uri).or_insert_with(|| ConceptDraft {
        names: BTreeMap::new(),
        deprecated,
        facts: facts.clone(),
    });
    if draft.facts != facts {
        return Err("stands in the tables twice with different facts: another group, code or kind");
    }
    draft.deprecated |= deprecated;
    for (language, preferred, others) in names {
        let names = draft.names.entry(language).or_default();
        if names.preferred.is_empty() {
            names.preferred = preferred;
        } else if names.preferred != preferred && !preferred.is_empty() {
            return Err("stands in the tables twice with different names in one language");
        }
        names.others.extend(others.into_iter().filter(|it| !it.is_empty()));
    }
    Ok(())
}

/// Checks that a code is a unit group of ISCO-08.
pub(crate) fn unit_group(code: IscoCode) -> Result<IscoCode, String> {
    if code.level() == 4 && isco::group(&code).is_some() {
        Ok(code)
    } else {
        Err(format!("`{code}` is not a unit group of ISCO-08 (four digits, such as 2221)"))
    }
}

/// The relations of a vocabulary that is being read, over concepts that are all known.
#[derive(Debug)]
pub(crate) struct Draft {
    concepts: ConceptsDraft,
    occupation_numbers: Numbers,
    skill_numbers: Numbers,
    group_numbers: Numbers,
    essential: Vec<(u32, u32)>,
    optional: Vec<(u32, u32)>,
    groups_of_skill: Vec<(u32, u32)>,
    parents_of_skill: Vec<(u32, u32)>,
    parents_of_group: Vec<(u32, u32)>,
    related_essential: Vec<(u32, u32)>,
    related_optional: Vec<(u32, u32)>,
}

/// Whether a skill is a must or a maybe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Essential,
    Optional,
}

type Numbers = BTreeMap<Box<str>, u32>;

impl Draft {
    /// Closes the list of concepts and opens the list of relations.
    pub(crate) fn new(concepts: ConceptsDraft) -> Self {
        Self {
            occupation_numbers: numbers(&concepts.occupations),
            skill_numbers: numbers(&concepts.skills),
            group_numbers: numbers(&concepts.skill_groups),
            concepts,
            essential: Vec::new(),
            optional: Vec::new(),
            groups_of_skill: Vec::new(),
            parents_of_skill: Vec::new(),
            parents_of_group: Vec::new(),
            related_essential: Vec::new(),
            related_optional: Vec::new(),
        }
    }

    /// An occupation asks for a skill.
    pub(crate) fn asks_for(&mut self, occupation: &str, skill: &str, need: Need) -> Result<(), String> {
        let occupation = find(&self.occupation_numbers, occupation, "occupation")?;
        let pair = (occupation, find(&self.skill_numbers, skill, "skill")?);
        match need {
            Need::Essential => self.essential.push(pair),
            Need::Optional => self.optional.push(pair),
        }
        Ok(())
    }

    /// A skill asks for another skill.
    pub(crate) fn relates(&mut self, skill: &str, other: &str, need: Need) -> Result<(), String> {
        let pair = (find(&self.skill_numbers, skill, "skill")?, find(&self.skill_numbers, other, "skill")?);
        match need {
            Need::Essential => self.related_essential.push(pair),
            Need::Optional => self.related_optional.push(pair),
        }
        Ok(())
    }

    /// A skill or a group lies in a broader skill or group.
    pub(crate) fn lies_in(&mut self, child: &str, parent: &str) -> Result<(), String> {
        let group = self.group_numbers.get(child).copied();
        let parent_group = self.group_numbers.get(parent).copied();
        match (group, parent_group) {
            (Some(child), Some(parent)) => self.parents_of_group.push((child, parent)),
            (Some(_), None) => return Err(format!("`{parent}` is not in the list of groups of skills")),
            (None, Some(parent)) => {
                self.groups_of_skill.push((find(&self.skill_numbers, child, "skill")?, parent));
            }
            (None, None) => {
                let child = find(&self.skill_numbers, child, "skill")?;
                self.parents_of_skill.push((child, find(&self.skill_numbers, parent, "skill or group")?));
            }
        }
        Ok(())
    }

    /// A concept that has a name in no language at all.
    pub(crate) fn nameless(&self) -> Option<&EscoUri> {
        fn first<T>(drafts: &Drafts<T>) -> Option<&EscoUri> {
            let named = |it: &ConceptDraft<T>| it.names.values().any(|names| !names.preferred.is_empty());
            drafts.iter().find(|(_, draft)| !named(draft)).map(|(uri, _)| uri)
        }
        first(&self.concepts.occupations).or_else(|| first(&self.concepts.skills))
    }

    /// The finished vocabulary. A skill that an occupation lists as both is essential only.
    pub(crate) fn finish(self, version: &str) -> Vocabulary {
        let (occupations, skills) = (self.concepts.occupations.len(), self.concepts.skills.len());
        let groups = self.concepts.skill_groups.len();
        let mut optional = self.optional;
        let mut essential = self.essential;
        essential.sort_unstable();
        optional.retain(|pair| essential.binary_search(pair).is_err());
        let (essential, optional) =
            (Lists::from_pairs(occupations, essential), Lists::from_pairs(occupations, optional));
        let mut occupations_with = vec![0; skills];
        for skill in essential.values().iter().chain(optional.values()) {
            if let Some(count) = occupations_with.get_mut(*skill as usize) {
                *count += 1;
            }
        }
        let facts = self.concepts.occupations.values().map(|it| &it.facts);
        Vocabulary {
            version: version.into(),
            occupation_codes: facts.clone().map(|it| it.code.as_str()).collect(),
            occupation_isco: facts.map(|it| it.isco.as_str().parse().unwrap_or_default()).collect(),
            skill_kinds: self.concepts.skills.values().map(|it| it.facts).collect(),
            skill_group_codes: self.concepts.skill_groups.values().map(|it| it.facts.as_str()).collect(),
            occupations: compact(&self.concepts.occupations),
            skills: compact(&self.concepts.skills),
            skill_groups: compact(&self.concepts.skill_groups),
            isco_groups: compact(&self.concepts.isco_groups),
            essential,
            optional,
            occupations_with: occupations_with.into_boxed_slice(),
            groups_of_skill: Lists::from_pairs(skills, self.groups_of_skill),
            parents_of_skill: Lists::from_pairs(skills, self.parents_of_skill),
            parents_of_group: Lists::from_pairs(groups, self.parents_of_group),
            related_essential: Lists::from_pairs(skills, self.related_essential),
            related_optional: Lists::from_pairs(skills, self.related_optional),
            occupation_search: OnDemand::default(),
            skill_search: OnDemand::default(),
        }
    }
}

fn numbers<T>(drafts: &Drafts<T>) -> Numbers {
    drafts.keys().zip(0..).map(|(uri, number)| (uri.as_str().into(), number)).collect()
}

fn find(numbers: &Numbers, uri: &str, kind: &str) -> Result<u32, String> {
    numbers.get(uri).copied().ok_or_else(|| {
        let shown: String = uri.chars().take(120).collect();
        format!("`{shown}` is not in the list of {kind}s")
    })
}

fn compact<T>(drafts: &Drafts<T>) -> Concepts {
    let languages: BTreeSet<Language> = drafts.values().flat_map(|it| it.names.keys().copied()).collect();
    let names = languages.into_iter().map(|language| names_in(drafts, language)).collect();
    let deprecated =
        drafts.values().zip(0..).filter(|(it, _)| it.deprecated).map(|(_, number)| number).collect();
    Concepts { uris: drafts.keys().map(EscoUri::as_str).collect(), names, deprecated }
}

fn names_in<T>(drafts: &Drafts<T>, language: Language) -> Names {
    let of = |it: &ConceptDraft<T>| {
        it.names.get(&language).map(|names| names.preferred.clone()).unwrap_or_default()
    };
    let mut others = Vec::new();
    let mut others_of = Vec::new();
    for (draft, number) in drafts.values().zip(0_u32..) {
        let Some(names) = draft.names.get(&language) else { continue };
        for other in names.others.iter().filter(|it| **it != names.preferred) {
            others_of.push((number, u32::try_from(others.len()).expect("tables are far smaller than 4 GB")));
            others.push(other);
        }
    }
    Names {
        language,
        preferred: drafts.values().map(of).collect::<Texts>(),
        others: others.into_iter().collect(),
        others_of: Lists::from_pairs(drafts.len(), others_of),
    }
}
