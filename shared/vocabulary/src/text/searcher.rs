//! All evidence together: for a query the concepts that may be meant, best first, each with a score.

use super::{
    characters::rarity,
    fusion::{Candidate, Features, exponential, shares},
    labels::Origin,
    lexical::{Evidence, LexicalIndex, is_for},
    meaning::{Meanings, add},
    model::{DIMENSIONS, Model, Vector, unit_length},
    noise::Weighed,
    own_names::{OwnName, OwnNames},
    query::Query,
    roles::roles,
    stem::stem,
    weights::Weights,
};
use crate::{Language, OccupationIndex, Vocabulary, esco::Concepts};
use std::collections::{BTreeMap, BTreeSet};

/// How many concepts are looked at closely.
const CANDIDATES: usize = 120;
/// How many concepts come in by their meaning alone.
const NEAREST: usize = 60;
/// How much the skills of an occupation count beside its names.
const SKILLS_BESIDE_NAMES: f32 = 0.3;
/// A query of which no name has a word or comes near in letters or meaning is not matched at all.
const LEAST_EVIDENCE: f32 = 0.35;

/// What a short form is worth that is a name as it stands.
const SHORT_FORM: f32 = 0.9;

/// A candidate and how likely it is that it is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) candidate: Candidate,
    pub(crate) score: f32,
    /// Whether the text is a short form that is a name of it as it stands.
    pub(crate) short_form: bool,
}

/// Finds occupations or skills by text.
#[derive(Debug)]
pub struct Searcher {
    lexical: LexicalIndex,
    meanings: Meanings,
    model: &'static Model,
    weights: Weights,
    /// For each concept the group it lies in: the unit group of ISCO-08, or the first group of skills.
    group: Box<[u32]>,
    /// For each concept how general it is, from 0 to 1.
    general: Box<[f32]>,
}

impl Searcher {
    /// An index of the occupations of a vocabulary.
    #[must_use]
    pub fn of_occupations(
        vocabulary: &Vocabulary,
        model: &'static Model,
        weights: &Weights,
        own: &OwnNames,
    ) -> Self {
        let beside: Vec<Vector> =
            vocabulary.occupations().map(|it| skills_of(vocabulary, model, it)).collect();
        let general = vocabulary.occupations().map(|it| {
            let dots = vocabulary.occupation_code(it).matches('.').count().clamp(1, 5);
            1.0 - (u8::try_from(dots).map_or(0.0, f32::from) - 1.0) / 4.0
        });
        let lexical = LexicalIndex::new(&vocabulary.occupations, &own.job_titles);
        Self {
            meanings: Meanings::new(&lexical.labels, model, &beside),
            lexical,
            model,
            weights: weights.clone(),
            group: vocabulary.occupation_isco.iter().map(|it| u32::from(*it)).collect(),
            general: general.collect(),
        }
    }

    /// An index of the skills of a vocabulary.
    #[must_use]
    pub fn of_skills(
        vocabulary: &Vocabulary,
        model: &'static Model,
        weights: &Weights,
        own: &OwnNames,
    ) -> Self {
        let group =
            vocabulary.skills().map(|it| vocabulary.groups_of_skill(it).next().map_or(u32::MAX, |it| it.0));
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand occupations")]
        let general =
            vocabulary.skills().map(|it| ((1 + vocabulary.document_frequency(it)) as f32).ln() / 8.0);
        let mut names = without_names_in_release(&vocabulary.skills, &own.skill_names);
        names.extend_from_slice(&own.skill_words);
        let lexical = LexicalIndex::new(&vocabulary.skills, &names);
        Self {
            meanings: Meanings::new(&lexical.labels, model, &[]),
            lexical,
            model,
            weights: weights.clone(),
            group: group.collect(),
            general: general.collect(),
        }
    }

    /// The same index with other weights.
    #[must_use]
    pub fn with_weights(self, weights: &Weights) -> Self {
        Self { weights: weights.clone(), ..self }
    }

    /// The concepts that fit a text best, at most `limit`, each with how likely it is that it is meant. None when
    /// nothing in the list is like the text.
    #[must_use]
    pub fn search(&self, text: &str, language: Language, limit: usize) -> Vec<(u32, f32)> {
        let hits = self.scored(text, language, limit).into_iter();
        hits.map(|it| (it.candidate.concept, it.score)).collect()
    }

    /// The likeliest candidates with what speaks for each, and how likely each is.
    pub(crate) fn scored(&self, text: &str, language: Language, limit: usize) -> Vec<Scored> {
        let query = self.lexical.read(text);
        let candidates = self.candidates_of(&query, language);
        let labels = &self.lexical.labels;
        // The preferred name itself leaves nothing to weigh.
        let very_names = labels.named(text, |it| it.origin == Origin::Preferred && !it.shortened);
        // A short form that is a name as it stands is that name, whatever else it may be short for.
        let short_forms =
            if query.spelled_out { labels.named(text, |it| is_for(it, language)) } else { BTreeSet::new() };
        let of_concept: BTreeMap<u32, &Candidate> = candidates.iter().map(|it| (it.concept, it)).collect();
        let shares = shares(&candidates, &self.weights);
        let mut hits: Vec<Scored> = shares
            .into_iter()
            .filter_map(|(concept, share)| {
                let candidate = **of_concept.get(&concept)?;
                let short_form = short_forms.contains(&concept);
                let score = self.weights.calibrated(share).max(if short_form { SHORT_FORM } else { 0.0 });
                let score = if very_names.contains(&concept) { 1.0 } else { score };
                Some(Scored { candidate, score, short_form })
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(limit);
        hits
    }

    /// How many names have this word, as it is compared.
    pub(crate) fn names_with(&self, word: &str) -> usize {
        let labels = &self.lexical.labels;
        labels.dictionary.find(word).map_or(0, |it| labels.labels_with.get(it).len())
    }

    /// Whether some name has this word, in this form or another, or the parts of which it is made.
    pub(crate) fn knows(&self, word: &str) -> bool {
        !self.lexical.units.of_typed(word, &self.lexical.labels).is_empty()
    }

    /// How much a word tells alone, from 0 to 1: 1 where a single concept has its stem or none does, little where
    /// hundreds have it.
    pub(crate) fn telling(&self, word: &str) -> f32 {
        let lexical = &self.lexical;
        let Some(stem) = lexical.units.find(&stem(word)) else { return 1.0 };
        lexical.units.rarity(stem) / rarity(lexical.labels.concept_count(), 1)
    }

    /// What some words are about together.
    pub(crate) fn subject<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vector {
        let words: Vec<Weighed> = words.map(|it| Weighed { word: it.to_owned(), weight: 1.0 }).collect();
        self.model.vector_of(&words)
    }

    /// How near a concept lies to what a text is about, from -1 to 1.
    pub(crate) fn nearness(&self, subject: &Vector, concept: u32) -> f32 {
        self.meanings.of_concept(subject, concept)
    }

    /// For each word whether it belongs to the name of a place.
    pub(crate) fn in_places(&self, words: &[&str]) -> Vec<bool> {
        self.lexical.in_places(words)
    }

    /// The concepts that may be meant with what speaks for each, in a rough order of merit.
    #[must_use]
    pub fn candidates(&self, text: &str, language: Language) -> Vec<Candidate> {
        self.candidates_of(&self.lexical.read(text), language)
    }

    fn candidates_of(&self, query: &Query, language: Language) -> Vec<Candidate> {
        if query.words.is_empty() {
            return Vec::new();
        }
        let meaning = self.model.vector_of(&query.words);
        let near = self.meanings.of_concepts(&meaning);
        let evidence = self.lexical.evidence(query, language, &nearest(&near));
        let mut order: Vec<(u32, f32)> = (0_u32..)
            .zip(evidence.iter().zip(&near))
            .map(|(at, (it, near))| (at, it.fit + 0.15 * it.of_query_by_all + 0.5 * near.max(0.0)))
            .filter(|it| it.1 > LEAST_EVIDENCE)
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(CANDIDATES);
        let support = self.support(&order);
        let read = Read { query, language, roles: roles(query.words.iter().map(|it| &*it.word)), meaning };
        order
            .iter()
            .zip(support)
            .filter_map(|((concept, _), (support, group))| {
                let evidence = evidence.get(*concept as usize)?;
                let near = near.get(*concept as usize).copied().unwrap_or_default();
                let features = self.features(*concept, evidence, &read, [near, support, group]);
                let label = self.lexical.labels.labels.get(evidence.label as usize);
                let shortened = label.is_some_and(|it| it.shortened);
                Some(Candidate { concept: *concept, features, shortened })
            })
            .collect()
    }

    /// For each candidate how much of what fits lies in its group: without itself, and with it.
    fn support(&self, order: &[(u32, f32)]) -> Vec<(f32, f32)> {
        let most = order.first().map_or(0.0, |it| it.1);
        let part = |fit: f32| exponential((fit - most) * 8.0);
        let mut in_group: BTreeMap<u32, f32> = BTreeMap::new();
        for (concept, fit) in order {
            *in_group.entry(self.group_of(*concept)).or_default() += part(*fit);
        }
        let all: f32 = in_group.values().sum();
        let of = |(concept, fit): &(u32, f32)| {
            let group = in_group.get(&self.group_of(*concept)).copied().unwrap_or_default();
            ((group - part(*fit)) / all, group / all)
        };
        order.iter().map(of).collect()
    }

    fn features(
        &self,
        concept: u32,
        evidence: &Evidence,
        read: &Read<'_>,
        [near, support, group]: [f32; 3],
    ) -> Features {
        let labels = &self.lexical.labels;
        let label = labels.labels.get(evidence.label as usize);
        let words = || {
            labels.words_of.get(evidence.label as usize).iter().map(|it| labels.dictionary.get(*it as usize))
        };
        let label_roles = roles(words());
        let nearest = self.meanings.nearest_label(&read.meaning, labels.of_concept(concept));
        let (head_of_query, head_of_label) = self.lexical.heads(read.query, evidence.label as usize);
        [
            evidence.letters,
            evidence.stems,
            evidence.of_query,
            evidence.of_label,
            evidence.of_query_by_all,
            flag(evidence.letters > VERY_NAME),
            flag(label.is_some_and(|it| it.language != read.language)),
            flag(label.is_some_and(|it| it.origin == Origin::Preferred)),
            flag(label.is_some_and(|it| it.origin == Origin::Own)),
            support,
            self.general.get(concept as usize).copied().unwrap_or_default(),
            evidence.letters * evidence.stems,
            near,
            nearest,
            flag(label_roles & !read.roles != 0),
            flag(read.roles & !label_roles != 0),
            head_of_query,
            head_of_label,
            nearest * evidence.letters,
            group,
        ]
    }

    fn group_of(&self, concept: u32) -> u32 {
        self.group.get(concept as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many bytes the index holds.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.lexical.size_bytes()
            + self.meanings.size_bytes()
            + size_of_val(&*self.group)
            + size_of_val(&*self.general)
    }
}

/// The concepts whose meaning comes nearest.
fn nearest(near: &[f32]) -> Vec<u32> {
    let mut order: Vec<(u32, f32)> = (0..).zip(near.iter().copied()).filter(|it| it.1 > 0.2).collect();
    if order.len() > NEAREST {
        order.select_nth_unstable_by(NEAREST, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(NEAREST);
    }
    order.into_iter().map(|it| it.0).collect()
}

/// A query with what follows from it.
struct Read<'a> {
    query: &'a Query,
    language: Language,
    roles: u16,
    meaning: Vector,
}

/// From this likeness on all letters are the same.
const VERY_NAME: f32 = 0.9995;

const fn flag(it: bool) -> f32 {
    if it { 1.0 } else { 0.0 }
}

/// What the essential skills of an occupation are about, together.
fn skills_of(vocabulary: &Vocabulary, model: &Model, occupation: OccupationIndex) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for skill in vocabulary.essential_skills(occupation) {
        add(&mut sum, &model.vector(vocabulary.skill_label(skill, Language::EN)), 1.0);
    }
    unit_length(&mut sum);
    sum.map(|it| it * SKILLS_BESIDE_NAMES)
}

/// Our own names of the skills that have no Dutch name in the release.
fn without_names_in_release(skills: &Concepts, own: &[OwnName]) -> Vec<OwnName> {
    let has_name = |it: &&OwnName| {
        skills.find(&it.uri).is_some_and(|at| skills.name_in(at as usize, Language::NL).is_none())
    };
    own.iter().filter(has_name).cloned().collect()
}
