//! A skills passport (rows S2-06, HOS-02): what a person takes along to another place, and what becomes of one that
//! somebody brings. Pure.
//!
//! **Invariant:** a passport that comes in never lowers what is known, and never puts somebody's own word in the place
//! of a proven fact. Where it says less, what is known stays and the difference is told.

use super::{
    candidate::{Candidate, EducationLevel, Evidence, LanguageSkill, SkillClaim, SkillLevel},
    profile::{InterestSource, Interests, Potential},
};
use std::collections::BTreeMap;
use vocabulary::{EscoUri, Language, Vocabulary};

/// The most skills in a passport: ten times what the fullest file holds.
pub const MOST_SKILLS: usize = 2_000;
/// The most occupations or languages in one list of a passport.
pub const MOST_LISTED: usize = 200;

/// What a person takes along. No name, address or birth date belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passport {
    /// Skills, how well, and who says so.
    pub skills: Vec<SkillClaim>,
    /// The present or last occupation.
    pub occupation: Option<EscoUri>,
    /// Years in it.
    pub years_experience: u8,
    /// Occupations before that.
    pub former_occupations: Vec<EscoUri>,
    /// Occupations that the person wants to move to.
    pub target_occupations: Vec<EscoUri>,
    /// Languages and how well.
    pub languages: Vec<LanguageSkill>,
    /// The highest level of education reached.
    pub education: Option<EducationLevel>,
    /// What kind of work the person likes.
    pub interests: Option<Interests>,
    /// How well the person can still learn; only where the person wants it to go along.
    pub potential: Option<Potential>,
    /// What the document calls each term. Only to suggest another where the list here does not have it.
    pub names: BTreeMap<EscoUri, String>,
}

/// A term of a passport that the list here does not have, or has given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermGap {
    /// The address.
    pub uri: EscoUri,
    /// What the document calls it; empty when it does not say.
    pub name: String,
    /// What kind of term.
    pub kind: TermKind,
    /// Whether it is unknown or given up.
    pub state: TermState,
}

/// The kind of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// A skill.
    Skill,
    /// An occupation.
    Occupation,
}

/// How a term stands in the list here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermState {
    /// The list does not have it: it cannot be taken over.
    Unknown,
    /// The list has given it up: it is taken over and finds less.
    Deprecated,
}

/// What came of a passport.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// How many skills are new.
    pub added: usize,
    /// How many are held better, or better proven, than was known.
    pub raised: usize,
    /// Skills of which the passport says something else, and what is known stayed.
    pub kept: Vec<KeptSkill>,
}

/// A skill that stayed as it was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSkill {
    /// What is known.
    pub known: SkillClaim,
    /// The level in the passport.
    pub offered: SkillLevel,
}

impl Passport {
    /// What a person takes along, potential included.
    #[must_use]
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            skills: candidate.skills.clone(),
            occupation: candidate.occupation.clone(),
            years_experience: candidate.years_experience,
            former_occupations: candidate.former_occupations.clone(),
            target_occupations: candidate.target_occupations.clone(),
            languages: candidate.languages.clone(),
            education: candidate.education,
            interests: candidate.interests,
            potential: candidate.potential,
            names: BTreeMap::new(),
        }
    }

    /// Leaves out the terms that the list does not have, and tells which those are and which it has given up.
    pub fn keep_known(&mut self, vocabulary: &Vocabulary) -> Vec<TermGap> {
        let mut gaps: Vec<TermGap> = Vec::new();
        let names = &self.names;
        let mut keep = |uri: &EscoUri, kind: TermKind| {
            let state = state_of(vocabulary, uri, kind);
            if let Some(state) = state
                && !gaps.iter().any(|gap| gap.uri == *uri && gap.kind == kind)
            {
                let name = names.get(uri).cloned().unwrap_or_default();
                gaps.push(TermGap { uri: uri.clone(), name, kind, state });
            }
            state != Some(TermState::Unknown)
        };
        self.skills.retain(|claim| keep(&claim.skill, TermKind::Skill));
        self.occupation.take_if(|uri| !keep(uri, TermKind::Occupation));
        self.former_occupations.retain(|uri| keep(uri, TermKind::Occupation));
        self.target_occupations.retain(|uri| keep(uri, TermKind::Occupation));
        gaps
    }

    /// Takes the passport over into what is known of a person.
    pub fn merge_into(&self, candidate: &mut Candidate) -> Merged {
        let mut merged = Merged::default();
        for offered in &self.skills {
            merged.take_skill(&mut candidate.skills, offered);
        }
        match (&self.occupation, &candidate.occupation) {
            (None, _) => {}
            (Some(offered), None) => {
                candidate.occupation = Some(offered.clone());
                candidate.years_experience = self.years_experience;
            }
            (Some(offered), Some(known)) if offered == known => {
                candidate.years_experience = candidate.years_experience.max(self.years_experience);
            }
            (Some(offered), Some(_)) => add_if_new(&mut candidate.former_occupations, offered),
        }
        for former in &self.former_occupations {
            add_if_new(&mut candidate.former_occupations, former);
        }
        for target in &self.target_occupations {
            add_if_new(&mut candidate.target_occupations, target);
        }
        for offered in &self.languages {
            match candidate.languages.iter_mut().find(|known| known.language == offered.language) {
                Some(known) => known.level = known.level.max(offered.level),
                None => candidate.languages.push(offered.clone()),
            }
        }
        candidate.education = candidate.education.max(self.education);
        candidate.potential = candidate.potential.or(self.potential);
        candidate.interests = match (candidate.interests, self.interests) {
            (None, offered) => offered,
            (
                Some(Interests { source: InterestSource::Test, .. }),
                Some(offered @ Interests { source: InterestSource::Own, .. }),
            ) => Some(offered),
            (known, _) => known,
        };
        merged
    }
}

impl Merged {
    fn take_skill(&mut self, skills: &mut Vec<SkillClaim>, offered: &SkillClaim) {
        let Some(known) = skills.iter_mut().find(|claim| claim.skill == offered.skill) else {
            skills.push(offered.clone());
            self.added += 1;
            return;
        };
        let better = offered.level > known.level || (is_proven(offered) && !is_proven(known));
        let worse = offered.level < known.level || (!is_proven(offered) && is_proven(known));
        if better && !worse {
            *known = offered.clone();
            self.raised += 1;
        } else if offered.level != known.level {
            self.kept.push(KeptSkill { known: known.clone(), offered: offered.level });
        }
    }
}

fn is_proven(claim: &SkillClaim) -> bool {
    claim.evidence != Evidence::Own
}

fn add_if_new(uris: &mut Vec<EscoUri>, uri: &EscoUri) {
    if !uris.contains(uri) {
        uris.push(uri.clone());
    }
}

/// What is wrong with a term here, if anything is.
fn state_of(vocabulary: &Vocabulary, uri: &EscoUri, kind: TermKind) -> Option<TermState> {
    let deprecated = match kind {
        TermKind::Skill => vocabulary.skill(uri).map(|skill| vocabulary.is_skill_deprecated(skill)),
        TermKind::Occupation => {
            vocabulary.occupation(uri).map(|occupation| vocabulary.is_occupation_deprecated(occupation))
        }
    };
    match deprecated {
        None => Some(TermState::Unknown),
        Some(true) => Some(TermState::Deprecated),
        Some(false) => None,
    }
}

/// The name of a term in the list here; nothing when the list does not have it.
#[must_use]
pub fn name_of(vocabulary: &Vocabulary, uri: &EscoUri, kind: TermKind, language: Language) -> Option<String> {
    match kind {
        TermKind::Skill => vocabulary.skill(uri).map(|skill| vocabulary.skill_label(skill, language)),
        TermKind::Occupation => {
            vocabulary.occupation(uri).map(|occupation| vocabulary.occupation_label(occupation, language))
        }
    }
    .map(ToOwned::to_owned)
}
