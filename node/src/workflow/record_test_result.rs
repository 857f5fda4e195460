//! The result of an objective test comes in (row S2-05): it is kept, and its skills become tested facts of the person.
//! Where a test says less than is known, a coach chooses.

use super::{Actor, Context, WorkflowError, error::Conflict, nearest_term::unknown_skill, refresh_matching};
use crate::{
    domain::{
        account::Role,
        candidate::Candidate,
        test_result::{Competence, Difference, Settled, TestResult},
    },
    storage::{
        access_log, audit_log,
        candidates::{self, Saved},
        handovers, test_results,
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use vocabulary::{CandidateId, EscoUri, Purpose, TestResultId};

/// What came of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The result, also when it was there already.
    pub id: TestResultId,
    /// Where the test says less than is known: a coach chooses.
    pub differences: Vec<Difference>,
}

/// Keeps a result and takes it over into what is known of the person.
///
/// # Errors
/// [`WorkflowError::Conflict`] when this test of this day is there already, or while the case is offered to another
/// region; [`WorkflowError::Value`] for a skill that no list has; [`WorkflowError::NotFound`].
pub async fn record_test_result(
    context: &Context,
    actor: &Actor,
    result: TestResult,
) -> Result<Recorded, WorkflowError> {
    actor.must(Role::sees_people, "record a test result")?;
    for Competence { skill, .. } in &result.competences {
        if context.vocabulary.skill(skill).is_none() {
            return Err(unknown_skill(&context.vocabulary, "competences", skill));
        }
    }
    let (now, actor) = (context.clock.now(), *actor);
    let (recorded, changed) = context
        .storage
        .write(move |tx| {
            let mut candidate = changeable(tx, result.candidate)?;
            if test_results::is_known(tx, &result)? {
                return Err(WorkflowError::Conflict { reason: Conflict::TestResultKnown });
            }
            result.apply_to(&mut candidate.skills);
            candidate.interests = result.interests_after(candidate.interests);
            let differences = result.differences(&candidate.skills);
            test_results::insert(tx, &result)?;
            let detail = format!("{} skills tested", result.competences.len());
            let changed = save(tx, &actor, candidate, "candidate.test-result", &detail, now)?;
            Ok::<_, WorkflowError>((Recorded { id: result.id, differences }, changed))
        })
        .await?;
    let profile = refresh_matching::candidate_profile(&changed, &context.vocabulary);
    context.matching.candidate_changed(&profile);
    Ok(recorded)
}

/// Writes down what a coach chose where a test said less than was known, and takes the test's level over if so.
///
/// # Errors
/// [`WorkflowError::NotFound`] when there is no such difference; as [`record_test_result`].
pub async fn settle_difference(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    (result, skill): (TestResultId, EscoUri),
    settled: Settled,
) -> Result<(), WorkflowError> {
    actor.must(Role::sees_people, "choose between a test and what was known")?;
    let (now, actor) = (context.clock.now(), *actor);
    let changed = context
        .storage
        .write(move |tx| {
            let mut candidate = changeable(tx, candidate)?;
            let results = test_results::of_candidate(tx, candidate.id)?;
            let tested = results.iter().find(|one| one.id == result);
            let open = tested.map(|one| one.differences(&candidate.skills)).unwrap_or_default();
            let difference = open.into_iter().find(|difference| difference.skill == skill);
            let difference = difference.ok_or(WorkflowError::NotFound { kind: "difference" })?;
            if settled == Settled::Taken {
                let taken = Competence { skill: skill.clone(), level: difference.tested, settled: None };
                let claims = candidate.skills.iter_mut().filter(|claim| claim.skill == skill);
                claims.for_each(|claim| *claim = taken.claim());
            }
            test_results::settle(tx, result, &skill, settled)?;
            save(tx, &actor, candidate, "candidate.test-choice", settled.name(), now)
        })
        .await?;
    let profile = refresh_matching::candidate_profile(&changed, &context.vocabulary);
    context.matching.candidate_changed(&profile);
    Ok(())
}

/// The person, unless the file travelled with an offer.
pub(super) fn changeable(transaction: &Transaction<'_>, id: CandidateId) -> Result<Candidate, WorkflowError> {
    if handovers::is_under_way(transaction, id)? {
        return Err(WorkflowError::Conflict { reason: Conflict::OfferedMeanwhile });
    }
    candidates::get(transaction, id)?.ok_or(WorkflowError::NotFound { kind: "candidate" })
}

/// Saves a changed person with its audit entry.
pub(super) fn save(
    transaction: &Transaction<'_>,
    actor: &Actor,
    candidate: Candidate,
    action: &str,
    detail: &str,
    now: Timestamp,
) -> Result<Candidate, WorkflowError> {
    match candidates::update(transaction, &candidate, now)? {
        Saved::Yes => {}
        Saved::ChangedMeanwhile => return Err(WorkflowError::ChangedMeanwhile { kind: "candidate" }),
        Saved::Gone => return Err(WorkflowError::NotFound { kind: "candidate" }),
    }
    let subject = access_log::subject(candidate.id);
    audit_log::append(transaction, &actor.entry(now, Purpose::CaseWork, action, subject, detail))?;
    Ok(candidate)
}
