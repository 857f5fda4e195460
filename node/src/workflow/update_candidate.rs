//! More, or something else, becomes known of a person.

use super::{
    Actor, Context, WorkflowError, error::Conflict, refresh_matching, register_candidate::check_codes,
};
use crate::{
    domain::{account::Role, candidate::Candidate},
    storage::{
        access_log, audit_log,
        candidates::{self, Saved},
        handovers,
    },
};
use vocabulary::Purpose;

/// Saves a changed person; `candidate.revision` is the one that was read.
///
/// # Errors
/// [`WorkflowError::ChangedMeanwhile`] when somebody else changed the person since; [`WorkflowError::Conflict`]
/// while the case is offered to another region, because the file travelled with the offer.
pub async fn update_candidate(
    context: &Context,
    actor: &Actor,
    candidate: Candidate,
) -> Result<(), WorkflowError> {
    actor.must(Role::sees_people, "change a candidate")?;
    check_codes(context, &candidate)?;
    let now = context.clock.now();
    let subject = access_log::subject(candidate.id);
    let entry = actor.entry(now, Purpose::CaseWork, "candidate.change", subject, "");
    let profile = refresh_matching::candidate_profile(&candidate, &context.vocabulary);
    context
        .storage
        .write(move |tx| {
            if handovers::is_under_way(tx, candidate.id)? {
                return Err(WorkflowError::Conflict { reason: Conflict::OfferedMeanwhile });
            }
            match candidates::update(tx, &candidate, now)? {
                Saved::Yes => {}
                Saved::ChangedMeanwhile => {
                    return Err(WorkflowError::ChangedMeanwhile { kind: "candidate" });
                }
                Saved::Gone => return Err(WorkflowError::NotFound { kind: "candidate" }),
            }
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await?;
    context.matching.candidate_changed(&profile);
    Ok(())
}
