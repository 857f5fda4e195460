//! What somebody holds of each occupation that the person wants, what stands in, and what is missing (row S2-05). Only
//! what stands in the file counts as held: what the present work probably brings is no fact about the person.

use super::{Context, find_matches::off_the_async_threads};
use crate::{
    domain::candidate::Candidate,
    matching::transition::{Transitions, explain::Explanation},
};
use std::sync::Arc;
use vocabulary::{EscoUri, Vocabulary};

/// How surely a beginner holds a skill, as far as other skills may rest on it.
const BEGINNER: f32 = 0.5;

/// What is held, stands in and is missing for one occupation.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The occupation that the person wants.
    pub target: EscoUri,
    /// Why; nothing when the list in use has the occupation no more.
    pub explanation: Option<Explanation>,
}

/// The gap for each occupation that a person wants, in the person's order. The caller has read the file through
/// [`super::view_candidate`], which logged it.
pub async fn gaps_of(context: &Context, candidate: &Candidate) -> Vec<Gap> {
    if candidate.target_occupations.is_empty() {
        return Vec::new();
    }
    let (candidate, vocabulary) = (candidate.clone(), Arc::clone(&context.vocabulary));
    let transitions = Arc::clone(&context.transitions);
    off_the_async_threads(move || gaps(&transitions.of(&vocabulary), &vocabulary, &candidate)).await
}

/// As [`gaps_of`]. Pure.
#[must_use]
pub fn gaps(transitions: &Transitions, vocabulary: &Vocabulary, candidate: &Candidate) -> Vec<Gap> {
    let mut held = transitions.nothing_held();
    for claim in &candidate.skills {
        if let Some(skill) = vocabulary.skill(&claim.skill) {
            held.add(skill, if claim.level.get() == 1 { BEGINNER } else { 1.0 });
        }
    }
    let origin = transitions.origin(None, held);
    let gap = |target: &EscoUri| Gap {
        target: target.clone(),
        explanation: vocabulary.occupation(target).map(|to| transitions.explain(&origin, to)),
    };
    candidate.target_occupations.iter().map(gap).collect()
}
