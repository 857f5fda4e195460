//! Somebody comes in: the person becomes a candidate of this region.

use super::{
    Actor, Context, WorkflowError,
    error::Conflict,
    nearest_term::{unknown_occupation, unknown_skill},
    open_case::{OpenCase, open},
    refresh_matching,
};
use crate::{
    domain::{account::Role, candidate::Candidate},
    storage::{access_log, audit_log, candidates},
};
use vocabulary::{CandidateId, Personal, Purpose};

/// Registers a person. The caller draws the id ([`CandidateId::random`]).
///
/// # Errors
/// [`WorkflowError`] when the role may not, a code is in no list, or it cannot be saved.
pub async fn register_candidate(
    context: &Context,
    actor: &Actor,
    candidate: Candidate,
) -> Result<CandidateId, WorkflowError> {
    actor.must(Role::sees_people, "register a candidate")?;
    check_codes(context, &candidate)?;
    let now = context.clock.now();
    let subject = access_log::subject(candidate.id);
    let entry = actor.entry(now, Purpose::CaseWork, "candidate.register", subject, "");
    let profile = refresh_matching::candidate_profile(&candidate, &context.vocabulary);
    let id = candidate.id;
    context
        .storage
        .write(move |tx| {
            candidates::insert(tx, &candidate, now)?;
            audit_log::append(tx, &entry)?;
            Ok::<_, WorkflowError>(())
        })
        .await?;
    context.matching.candidate_changed(&profile);
    Ok(id)
}

/// Registers a person and opens the case of whoever does it, both or neither. Sent twice under the same id it is done
/// once.
///
/// # Errors
/// As [`register_candidate`]; [`Conflict::SentAlready`] when something else was registered under this id.
pub async fn register_with_case(
    context: &Context,
    actor: &Actor,
    candidate: Candidate,
) -> Result<CandidateId, WorkflowError> {
    let opener = actor.must_be_account(Role::sees_people, "register a candidate")?;
    check_codes(context, &candidate)?;
    let now = context.clock.now();
    let subject = access_log::subject(candidate.id);
    let entry = actor.entry(now, Purpose::CaseWork, "candidate.register", subject, "");
    let profile = refresh_matching::candidate_profile(&candidate, &context.vocabulary);
    let id = candidate.id;
    let command = OpenCase { candidate: id, owner: None, wish: Personal::new(None), deadline: None };
    let (actor, region) = (*actor, context.region.clone());
    context
        .storage
        .write(move |tx| {
            match candidates::get(tx, candidate.id)? {
                Some(stored) if stored == candidate => return Ok(()),
                Some(_) => return Err(WorkflowError::Conflict { reason: Conflict::SentAlready }),
                None => {}
            }
            candidates::insert(tx, &candidate, now)?;
            audit_log::append(tx, &entry)?;
            open(tx, &actor, opener, region, command, now).map(drop)
        })
        .await?;
    context.matching.candidate_changed(&profile);
    Ok(id)
}

/// Refuses codes that no list has: they would be found by nobody.
pub(super) fn check_codes(context: &Context, candidate: &Candidate) -> Result<(), WorkflowError> {
    if context.geography.municipality(&candidate.municipality).is_none() {
        return Err(WorkflowError::unknown("municipality", &candidate.municipality, "municipalities"));
    }
    let occupations =
        candidate.occupation.iter().chain(&candidate.former_occupations).chain(&candidate.target_occupations);
    for uri in occupations {
        if context.vocabulary.occupation(uri).is_none() {
            return Err(unknown_occupation(&context.vocabulary, "occupation", uri));
        }
    }
    for claim in &candidate.skills {
        if context.vocabulary.skill(&claim.skill).is_none() {
            return Err(unknown_skill(&context.vocabulary, "skills", &claim.skill));
        }
    }
    Ok(())
}
