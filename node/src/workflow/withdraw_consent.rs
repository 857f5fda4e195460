//! A person takes consent back. It takes one act, and ends what rests on it: an offer that is under way is taken
//! back in the same transaction.

use super::{Actor, Context, WorkflowError, withdraw_handover::take_back};
use crate::{
    domain::account::Role,
    storage::{audit_log, consents, handovers},
};
use vocabulary::{CandidateId, ConsentId, Purpose};

/// Takes a consent of a person back; taking it back twice changes nothing.
///
/// # Errors
/// [`WorkflowError`] when the role may not, the person has no such consent, or it cannot be saved.
pub async fn withdraw_consent(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    id: ConsentId,
) -> Result<(), WorkflowError> {
    actor.must(Role::sees_people, "withdraw a consent")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let consent = consents::get(tx, id)?.filter(|consent| consent.candidate == candidate);
            let consent = consent.ok_or(WorkflowError::NotFound { kind: "consent" })?;
            if !consent.is_live() {
                return Ok(());
            }
            consents::withdraw(tx, id, now)?;
            let subject = format!("candidate/{}", consent.candidate);
            let detail = consent.scope.name();
            audit_log::append(tx, &actor.entry(now, Purpose::CaseWork, "consent.withdraw", subject, detail))?;
            for handover in handovers::of_candidate(tx, consent.candidate)? {
                let rests_on_it = handover.consent == Some(id);
                if rests_on_it && handover.progress.owns_here() && !handover.progress.state.has_ended() {
                    take_back(tx, &actor, handover, now)?;
                }
            }
            Ok::<_, WorkflowError>(())
        })
        .await?;
    context.wake.wake();
    Ok(())
}
