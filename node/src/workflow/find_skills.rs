//! A coach and a person look together for the skills in the person's own words (row S2-06), and write down those that
//! the person confirms, and what kind of work the person likes. The answers themselves are kept nowhere.

use super::{
    Actor, Context, WorkflowError, update_candidate::update_candidate, view_candidate::view_candidate,
};
use crate::domain::{
    candidate::{Candidate, SkillLevel},
    profile::{InterestSource, Interests, Likings},
    skill_question::{Finding, Question, confirm, read_answers},
};
use std::sync::Arc;
use vocabulary::{CandidateId, EscoUri, Language};

/// What was found, beside what is known of the person.
#[derive(Debug, Clone)]
pub struct SkillsFound {
    /// The person.
    pub candidate: Candidate,
    /// One for each answer.
    pub findings: Vec<Finding>,
}

/// Reads answers; nothing is kept. That the file was read is logged.
///
/// # Errors
/// As [`view_candidate`].
pub async fn find_skills(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
    language: Language,
    answers: Vec<(Question, String)>,
) -> Result<SkillsFound, WorkflowError> {
    let candidate = view_candidate(context, actor, id).await?.candidate;
    let vocabulary = Arc::clone(&context.vocabulary);
    // The first text of a node builds the index of all names, which takes a while.
    let reading = tokio::task::spawn_blocking(move || read_answers(&vocabulary, language, &answers));
    let findings = reading.await.expect("reading a text does not panic");
    Ok(SkillsFound { candidate, findings })
}

/// Adds the skills that the person confirmed, as the person's own word; gives how many are new. What is known already
/// stays as it is. `revision` is the one that was read.
///
/// # Errors
/// As [`view_candidate`] and [`update_candidate`]; nothing is written then.
pub async fn confirm_skills(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
    revision: u32,
    confirmed: &[(EscoUri, SkillLevel)],
) -> Result<usize, WorkflowError> {
    let mut candidate = view_candidate(context, actor, id).await?.candidate;
    candidate.revision = revision;
    let added = confirm(&mut candidate.skills, confirmed);
    update_candidate(context, actor, candidate).await?;
    Ok(added)
}

/// Writes down what kind of work the person likes, by the person's own answers.
///
/// # Errors
/// As [`confirm_skills`].
pub async fn note_interests(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
    revision: u32,
    likings: Likings,
) -> Result<(), WorkflowError> {
    let mut candidate = view_candidate(context, actor, id).await?.candidate;
    candidate.revision = revision;
    candidate.interests = Some(Interests { likings, source: InterestSource::Own });
    update_candidate(context, actor, candidate).await
}
