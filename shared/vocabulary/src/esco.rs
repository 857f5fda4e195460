//! The working vocabulary: occupations, skills and what binds them, as ESCO has it, compact in memory.
//!
//! Concepts are numbered in order of URI, densely from 0, so that other parts can hold one number per skill. A
//! number holds within one loaded vocabulary only: what is stored or sent is always the URI.

use crate::{
    EscoUri, IscoCode, Language,
    compact::{Lists, Texts},
    isco,
    search::OnDemand,
};
use serde::{Deserialize, Serialize};

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as a place in a slice.
            #[must_use]
            pub const fn at(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

indexes! {
    /// An occupation of the loaded vocabulary.
    OccupationIndex,
    /// A skill or piece of knowledge of the loaded vocabulary.
    SkillIndex,
    /// A group in the hierarchy of skills of the loaded vocabulary.
    SkillGroupIndex,
}

/// What a skill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SkillKind {
    /// Something one can do.
    Competence,
    /// Something one knows.
    Knowledge,
}

/// Concepts of one kind with their names in every language that was loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Concepts {
    pub(crate) uris: Texts,
    pub(crate) names: Vec<Names>,
    /// The concepts that the release marks as no longer in use.
    pub(crate) deprecated: Box<[u32]>,
}

/// The names of concepts in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Names {
    pub(crate) language: Language,
    /// One for each concept, empty where the language has none.
    pub(crate) preferred: Texts,
    pub(crate) others: Texts,
    /// For each concept the numbers of its texts in `others`.
    pub(crate) others_of: Lists,
}

impl Names {
    fn leave_out_others(&mut self, leave_out: impl Fn(usize, &str) -> bool) {
        let (mut pairs, mut kept) = (Vec::new(), Vec::new());
        for concept in 0..self.preferred.len() {
            for other in self.others_of.get(concept) {
                let name = self.others.get(*other as usize);
                if !leave_out(concept, name) {
                    pairs.push((count(concept), count(kept.len())));
                    kept.push(name);
                }
            }
        }
        self.others_of = Lists::from_pairs(self.preferred.len(), pairs);
        self.others = kept.into_iter().collect();
    }
}

impl Concepts {
    pub(crate) fn len(&self) -> usize {
        self.uris.len()
    }

    pub(crate) fn find(&self, uri: &str) -> Option<u32> {
        self.uris.find(uri).and_then(|at| u32::try_from(at).ok())
    }

    pub(crate) fn name_in(&self, at: usize, language: Language) -> Option<&str> {
        let names = self.names.iter().find(|it| it.language == language)?;
        Some(names.preferred.get(at)).filter(|it| !it.is_empty())
    }

    fn name(&self, at: usize, language: Language) -> &str {
        let any = || self.names.iter().map(|it| it.preferred.get(at)).find(|it| !it.is_empty());
        self.name_in(at, language).or_else(|| self.name_in(at, Language::EN)).or_else(any).unwrap_or_default()
    }

    pub(crate) fn other_names(&self, at: usize, language: Language) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .filter(move |it| it.language == language)
            .flat_map(move |it| it.others_of.get(at).iter().map(|other| it.others.get(*other as usize)))
    }

    /// Every URI in order with its number.
    pub(crate) fn with_numbers(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..count(self.len())).map(|number| (self.uris.get(number as usize), number))
    }

    pub(crate) fn is_deprecated(&self, at: u32) -> bool {
        self.deprecated.binary_search(&at).is_ok()
    }

    fn size_bytes(&self) -> usize {
        let names = self
            .names
            .iter()
            .map(|it| it.preferred.size_bytes() + it.others.size_bytes() + it.others_of.size_bytes());
        self.uris.size_bytes() + names.sum::<usize>() + self.deprecated.len() * size_of::<u32>()
    }

    fn is_sound(&self) -> bool {
        let len = self.len();
        self.uris.is_sound()
            && self.deprecated.iter().all(|it| (*it as usize) < len)
            && self.names.iter().all(|it| {
                it.preferred.is_sound()
                    && it.preferred.len() == len
                    && it.others.is_sound()
                    && it.others_of.is_sound(len, it.others.len())
            })
    }
}

/// The occupations, skills and relations that a node works with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    pub(crate) version: Box<str>,
    pub(crate) occupations: Concepts,
    pub(crate) occupation_codes: Texts,
    pub(crate) occupation_isco: Box<[u16]>,
    pub(crate) skills: Concepts,
    pub(crate) skill_kinds: Box<[SkillKind]>,
    pub(crate) skill_groups: Concepts,
    pub(crate) skill_group_codes: Texts,
    pub(crate) isco_groups: Concepts,
    pub(crate) essential: Lists,
    pub(crate) optional: Lists,
    pub(crate) occupations_with: Box<[u32]>,
    pub(crate) groups_of_skill: Lists,
    pub(crate) parents_of_skill: Lists,
    pub(crate) parents_of_group: Lists,
    pub(crate) related_essential: Lists,
    pub(crate) related_optional: Lists,
    #[serde(skip)]
    pub(crate) occupation_search: OnDemand,
    #[serde(skip)]
    pub(crate) skill_search: OnDemand,
}

impl Vocabulary {
    /// The starter vocabulary that is built in: about 170 occupations with their skills, in Dutch and English.
    #[must_use]
    pub fn starter() -> Self {
        crate::starter::read().expect("a test reads the built-in tables")
    }

    /// The name and version of the list, such as `ESCO 1.2.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The languages that have names of occupations.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.occupations.names.iter().map(|it| it.language)
    }

    /// Every occupation in order of URI.
    pub fn occupations(&self) -> impl ExactSizeIterator<Item = OccupationIndex> + use<> {
        (0..count(self.occupations.len())).map(OccupationIndex)
    }

    /// Every skill in order of URI.
    pub fn skills(&self) -> impl ExactSizeIterator<Item = SkillIndex> + use<> {
        (0..count(self.skills.len())).map(SkillIndex)
    }

    /// Every group of skills in order of URI.
    pub fn skill_groups(&self) -> impl ExactSizeIterator<Item = SkillGroupIndex> + use<> {
        (0..count(self.skill_groups.len())).map(SkillGroupIndex)
    }

    /// How many pairs of occupation and skill the list has.
    #[must_use]
    pub fn relation_count(&self) -> usize {
        self.essential.values().len() + self.optional.values().len()
    }

    /// The occupation with this URI.
    #[must_use]
    pub fn occupation(&self, uri: &EscoUri) -> Option<OccupationIndex> {
        self.occupations.find(uri.as_str()).map(OccupationIndex)
    }

    /// The skill with this URI.
    #[must_use]
    pub fn skill(&self, uri: &EscoUri) -> Option<SkillIndex> {
        self.skills.find(uri.as_str()).map(SkillIndex)
    }

    /// The URI of an occupation.
    #[must_use]
    pub fn occupation_uri(&self, occupation: OccupationIndex) -> EscoUri {
        uri(self.occupations.uris.get(occupation.at()))
    }

    /// The URI of a skill.
    #[must_use]
    pub fn skill_uri(&self, skill: SkillIndex) -> EscoUri {
        uri(self.skills.uris.get(skill.at()))
    }

    /// The name of an occupation in a language; in English, or in any language, where that has none.
    #[must_use]
    pub fn occupation_label(&self, occupation: OccupationIndex, language: Language) -> &str {
        self.occupations.name(occupation.at(), language)
    }

    /// The name of a skill in a language; in English, or in any language, where that has none.
    #[must_use]
    pub fn skill_label(&self, skill: SkillIndex, language: Language) -> &str {
        self.skills.name(skill.at(), language)
    }

    /// Whether the language itself has a name for the skill.
    #[must_use]
    pub fn has_skill_label(&self, skill: SkillIndex, language: Language) -> bool {
        self.skills.name_in(skill.at(), language).is_some()
    }

    /// The other names of an occupation in a language.
    pub fn occupation_other_labels(
        &self,
        occupation: OccupationIndex,
        language: Language,
    ) -> impl Iterator<Item = &str> {
        self.occupations.other_names(occupation.at(), language)
    }

    /// The other names of a skill in a language.
    pub fn skill_other_labels(&self, skill: SkillIndex, language: Language) -> impl Iterator<Item = &str> {
        self.skills.other_names(skill.at(), language)
    }

    /// The unit group of ISCO-08 in which an occupation lies.
    #[must_use]
    pub fn isco(&self, occupation: OccupationIndex) -> IscoCode {
        let code = self.occupation_isco.get(occupation.at()).copied().unwrap_or_default();
        IscoCode::new(&format!("{code:04}")).expect("only codes of four digits are taken in")
    }

    /// The code of an occupation, such as `2221.2`; empty where the release has none.
    #[must_use]
    pub fn occupation_code(&self, occupation: OccupationIndex) -> &str {
        self.occupation_codes.get(occupation.at())
    }

    /// The name of an ISCO-08 group: the release's own, or the built-in one.
    #[must_use]
    pub fn isco_label(&self, code: &IscoCode, language: Language) -> Option<&str> {
        let at = self.isco_groups.uris.find(&format!("{ISCO_PREFIX}{code}"));
        at.and_then(|at| self.isco_groups.name_in(at, language))
            .or_else(|| isco::group(code).map(|it| it.name(language)))
    }

    /// What a skill is.
    #[must_use]
    pub fn skill_kind(&self, skill: SkillIndex) -> SkillKind {
        self.skill_kinds.get(skill.at()).copied().unwrap_or(SkillKind::Competence)
    }

    /// The skills without which an occupation cannot be done, in order of number.
    pub fn essential_skills(&self, occupation: OccupationIndex) -> impl ExactSizeIterator<Item = SkillIndex> {
        self.essential.get(occupation.at()).iter().copied().map(SkillIndex)
    }

    /// The skills that an occupation may ask for, in order of number; none of them is essential to it.
    pub fn optional_skills(&self, occupation: OccupationIndex) -> impl ExactSizeIterator<Item = SkillIndex> {
        self.optional.get(occupation.at()).iter().copied().map(SkillIndex)
    }

    /// How many occupations list the skill, as essential or optional: rare skills say more about a person.
    #[must_use]
    pub fn document_frequency(&self, skill: SkillIndex) -> u32 {
        self.occupations_with.get(skill.at()).copied().unwrap_or_default()
    }

    /// The groups in which a skill lies.
    pub fn groups_of_skill(&self, skill: SkillIndex) -> impl ExactSizeIterator<Item = SkillGroupIndex> {
        self.groups_of_skill.get(skill.at()).iter().copied().map(SkillGroupIndex)
    }

    /// The broader skills of a skill.
    pub fn broader_skills(&self, skill: SkillIndex) -> impl ExactSizeIterator<Item = SkillIndex> {
        self.parents_of_skill.get(skill.at()).iter().copied().map(SkillIndex)
    }

    /// The broader groups of a group of skills.
    pub fn broader_groups(&self, group: SkillGroupIndex) -> impl ExactSizeIterator<Item = SkillGroupIndex> {
        self.parents_of_group.get(group.at()).iter().copied().map(SkillGroupIndex)
    }

    /// The name of a group of skills.
    #[must_use]
    pub fn skill_group_label(&self, group: SkillGroupIndex, language: Language) -> &str {
        self.skill_groups.name(group.at(), language)
    }

    /// The code of a group of skills, such as `S1.2.3`; empty where the release has none.
    #[must_use]
    pub fn skill_group_code(&self, group: SkillGroupIndex) -> &str {
        self.skill_group_codes.get(group.at())
    }

    /// The skills and knowledge that ESCO calls essential for this skill.
    pub fn essential_for_skill(&self, skill: SkillIndex) -> impl ExactSizeIterator<Item = SkillIndex> {
        self.related_essential.get(skill.at()).iter().copied().map(SkillIndex)
    }

    /// The skills and knowledge that ESCO calls optional for this skill.
    pub fn optional_for_skill(&self, skill: SkillIndex) -> impl ExactSizeIterator<Item = SkillIndex> {
        self.related_optional.get(skill.at()).iter().copied().map(SkillIndex)
    }

    /// Whether the release marks the occupation as no longer in use.
    #[must_use]
    pub fn is_occupation_deprecated(&self, occupation: OccupationIndex) -> bool {
        self.occupations.is_deprecated(occupation.0)
    }

    /// Whether the release marks the skill as no longer in use.
    #[must_use]
    pub fn is_skill_deprecated(&self, skill: SkillIndex) -> bool {
        self.skills.is_deprecated(skill.0)
    }

    /// How many bytes of memory the vocabulary holds, with the indexes for searching that were made so far.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        let concepts = [&self.occupations, &self.skills, &self.skill_groups, &self.isco_groups];
        size_of::<Self>()
            + concepts.iter().map(|it| it.size_bytes()).sum::<usize>()
            + self.lists().iter().map(|it| it.0.size_bytes()).sum::<usize>()
            + self.occupation_codes.size_bytes()
            + self.skill_group_codes.size_bytes()
            + self.occupation_isco.len() * size_of::<u16>()
            + self.skill_kinds.len()
            + self.occupations_with.len() * size_of::<u32>()
            + self.occupation_search.size_bytes()
            + self.skill_search.size_bytes()
    }

    /// The same list without some of the names that are not preferred: those for which `leave_out` holds, asked
    /// with the URI of the concept, the language and the name. For measuring how well the search does without them.
    #[must_use]
    pub fn without_other_labels(&self, leave_out: impl Fn(&str, Language, &str) -> bool) -> Self {
        let mut kept = self.clone();
        for concepts in [&mut kept.occupations, &mut kept.skills] {
            let uris = &concepts.uris;
            for names in &mut concepts.names {
                let language = names.language;
                names.leave_out_others(|concept, name| leave_out(uris.get(concept), language, name));
            }
        }
        kept
    }

    /// Whether every part fits every other: asked of a vocabulary that was read back from a disk, since a
    /// damaged one would answer wrongly instead of failing.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let (occupations, skills) = (self.occupations.len(), self.skills.len());
        [&self.occupations, &self.skills, &self.skill_groups, &self.isco_groups]
            .iter()
            .all(|it| it.is_sound())
            && self.lists().iter().all(|(list, len, below)| list.is_sound(*len, *below))
            && self.occupation_codes.is_sound()
            && self.skill_group_codes.is_sound()
            && self.occupation_codes.len() == occupations
            && self.occupation_isco.len() == occupations
            && self.occupation_isco.iter().all(|code| *code <= 9999)
            && self.skill_kinds.len() == skills
            && self.occupations_with.len() == skills
    }

    /// Every list with its length and the bound of its numbers.
    fn lists(&self) -> [(&Lists, usize, usize); 7] {
        let (occupations, skills, groups) =
            (self.occupations.len(), self.skills.len(), self.skill_groups.len());
        [
            (&self.essential, occupations, skills),
            (&self.optional, occupations, skills),
            (&self.groups_of_skill, skills, groups),
            (&self.parents_of_skill, skills, skills),
            (&self.parents_of_group, groups, groups),
            (&self.related_essential, skills, skills),
            (&self.related_optional, skills, skills),
        ]
    }
}

/// What the URI of an ISCO-08 group begins with in ESCO; the code follows.
pub(crate) const ISCO_PREFIX: &str = "http://data.europa.eu/esco/isco/C";

fn count(len: usize) -> u32 {
    u32::try_from(len).expect("numbers of concepts were given out as u32")
}

fn uri(text: &str) -> EscoUri {
    EscoUri::new(text).expect("only well-formed URIs are taken in")
}
