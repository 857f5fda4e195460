//! All evidence together: for a query the concepts that may be meant, best first, each with a score.

use super::{
    labels::Origin,
    lexical::{Evidence, LexicalIndex},
    meaning::{Meanings, add},
    model::{DIMENSIONS, Model, Vector, unit_length},
    own_names::{OwnName, OwnNames},
    query::Query,
};
use crate::{Language, OccupationIndex, Vocabulary, esco::Concepts};
use std::collections::BTreeMap;

/// How many concepts are looked at closely.
const CANDIDATES: usize = 120;

/// How many kinds of evidence there are.
pub const FEATURES: usize = 16;

/// How much each kind of evidence counts.
pub type FusionWeights = [f32; FEATURES];

/// Finds occupations or skills by text.
#[derive(Debug)]
pub struct Searcher {
    lexical: LexicalIndex,
    meanings: Meanings,
    model: &'static Model,
    /// For each concept the group it lies in: the unit group of ISCO-08, or the first group of skills.
    group: Box<[u32]>,
    /// For each concept how general it is, from 0 to 1.
    general: Box<[f32]>,
}

impl Searcher {
    /// An index of the occupations of a vocabulary.
    #[must_use]
    pub fn of_occupations(vocabulary: &Vocabulary, model: &'static Model, own: &OwnNames) -> Self {
        let beside: Vec<Vector> = vocabulary.occupations().map(|it| skills_of(vocabulary, model, it)).collect();
        let general = vocabulary.occupations().map(|it| {
            let dots = vocabulary.occupation_code(it).matches('.').count().clamp(1, 5);
            1.0 - (u8::try_from(dots).map_or(0.0, f32::from) - 1.0) / 4.0
        });
        let group = vocabulary.occupation_isco.iter().map(|it| u32::from(*it)).collect();
        let meanings = (model, &*beside);
        Self::new(&vocabulary.occupations, meanings, &own.job_titles, group, general.collect())
    }

    /// An index of the skills of a vocabulary.
    #[must_use]
    pub fn of_skills(vocabulary: &Vocabulary, model: &'static Model, own: &OwnNames) -> Self {
        let group = vocabulary
            .skills()
            .map(|it| vocabulary.groups_of_skill(it).next().map_or(u32::MAX, |it| it.0))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand occupations")]
        let general =
            vocabulary.skills().map(|it| ((1 + vocabulary.document_frequency(it)) as f32).ln() / 8.0).collect();
        Self::new(&vocabulary.skills, (model, &[]), &own.skill_names, group, general)
    }

    fn new(
        concepts: &Concepts,
        (model, beside): (&'static Model, &[Vector]),
        own: &[OwnName],
        group: Box<[u32]>,
        general: Box<[f32]>,
    ) -> Self {
        let lexical = LexicalIndex::new(concepts, own);
        let meanings = Meanings::new(&lexical.labels, model, beside);
        Self { lexical, meanings, model, group, general }
    }

    /// The concepts that fit a text best, at most `limit`.
    #[must_use]
    pub fn search(&self, text: &str, language: Language, limit: usize) -> Vec<(u32, f32)> {
        let mut scored: Vec<(u32, f32)> = self
            .features(text, language)
            .into_iter()
            .map(|(concept, features)| (concept, fused(&features, &weights())))
            .collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scored.truncate(limit);
        scored
    }

    /// The evidence for each concept that may be meant.
    #[must_use]
    pub fn features(&self, text: &str, language: Language) -> Vec<(u32, [f32; FEATURES])> {
        let query = self.lexical.read(text);
        if query.words.is_empty() {
            return Vec::new();
        }
        let evidence = self.lexical.evidence(&query, language);
        let meaning = self.model.vector_of(&query.words);
        let near = self.meanings.of_concepts(&meaning);
        let mut order: Vec<(u32, f32)> = (0_u32..)
            .zip(evidence.iter().zip(&near))
            .map(|(at, (it, near))| (at, it.fit + 0.15 * it.of_query_by_all + 0.5 * near.max(0.0)))
            .filter(|it| it.1 > 0.1)
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(CANDIDATES);
        let mut in_group: BTreeMap<u32, f32> = BTreeMap::new();
        for (concept, fit) in &order {
            *in_group.entry(self.group_of(*concept)).or_default() += fit.powi(4);
        }
        let all: f32 = in_group.values().sum();
        order
            .iter()
            .filter_map(|(concept, fit)| {
                let evidence = evidence.get(*concept as usize)?;
                let group = in_group.get(&self.group_of(*concept)).copied().unwrap_or_default();
                let support = (group - fit.powi(4)) / all;
                let mut features = self.features_of(*concept, evidence, &query, language, support);
                features[13] = near.get(*concept as usize).copied().unwrap_or_default();
                features[14] = self.meanings.nearest_label(&meaning, self.lexical.labels.of_concept(*concept));
                Some((*concept, features))
            })
            .collect()
    }

    fn features_of(
        &self,
        concept: u32,
        evidence: &Evidence,
        query: &Query,
        language: Language,
        support: f32,
    ) -> [f32; FEATURES] {
        let flag = |it: bool| if it { 1.0 } else { 0.0 };
        let label = self.lexical.labels.labels.get(evidence.label as usize);
        [
            evidence.letters,
            evidence.stems,
            evidence.of_query,
            evidence.of_label,
            evidence.of_query_by_all,
            flag(evidence.letters > 0.999),
            flag(label.is_some_and(|it| it.language != language)),
            flag(label.is_some_and(|it| it.origin == Origin::Preferred)),
            flag(label.is_some_and(|it| it.origin == Origin::Own)),
            support,
            self.general.get(concept as usize).copied().unwrap_or_default(),
            evidence.letters * evidence.stems,
            query.unknown,
            0.0,
            0.0,
            0.0,
        ]
    }

    fn group_of(&self, concept: u32) -> u32 {
        self.group.get(concept as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many bytes the index holds.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.lexical.size_bytes() + self.meanings.size_bytes() + size_of_val(&*self.group) + size_of_val(&*self.general)
    }
}

/// What the essential skills of an occupation are about, together.
fn skills_of(vocabulary: &Vocabulary, model: &Model, occupation: OccupationIndex) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for skill in vocabulary.essential_skills(occupation) {
        add(&mut sum, &model.vector(vocabulary.skill_label(skill, Language::EN)), 1.0);
    }
    unit_length(&mut sum);
    sum.map(|it| it * BESIDE)
}

/// How much the skills of an occupation count beside its names.
const BESIDE: f32 = 0.3;

/// The weights before any were fitted.
const START: FusionWeights =
    [0.35, 0.3, 0.05, 0.05, 0.1, 0.2, -0.03, 0.02, 0.0, 0.1, 0.03, 0.0, 0.0, 0.4, 0.3, 0.0];

fn weights()->FusionWeights{ let mut w=START; if let Ok(t)=std::env::var("W"){ for p in t.split(','){ let (a,b)=p.split_once('=').unwrap(); w[a.parse::<usize>().unwrap()]=b.parse().unwrap(); } } w }
fn fused(features: &[f32; FEATURES], weights: &FusionWeights) -> f32 {
    features.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}
