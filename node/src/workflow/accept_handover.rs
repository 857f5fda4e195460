//! The receiver wants to take a case. It is asked here and decided in the coordinator's log; until the committed
//! accept is read here, the sender is the owner and the file stays closed.

use super::{Actor, Context, WorkflowError, offer_handover::subject, publish_vacancies::enqueue};
use crate::{
    domain::{account::Role, handover::Asked},
    storage::{audit_log, handovers},
};
use identity::receipt::sign_accept;
use protocol::{
    kind,
    latest::{Decision, HandoverDecision},
};
use vocabulary::{HandoverId, Purpose};

/// Asks to take the case; whoever asks becomes its owner here. A case that is this region's already and that nobody
/// answers for is taken on without asking anybody.
///
/// # Errors
/// [`WorkflowError::Ask`] when it is decided or asked already, or this region is not the receiver.
pub async fn accept_handover(context: &Context, actor: &Actor, id: HandoverId) -> Result<(), WorkflowError> {
    let account = actor.must_be_account(Role::hands_over, "accept a case")?;
    let keys = context.signer.clone().ok_or(WorkflowError::NotJoined)?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let mut handover =
                handovers::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "hand-over" })?;
            if handover.waits_for_an_owner() {
                handover.account = Some(account);
                handovers::save(tx, &handover)?;
                let entry = actor.entry(now, Purpose::Handover, "handover.take-on", subject(id), "");
                return Ok(audit_log::append(tx, &entry)?);
            }
            handover.progress = handover.progress.ask(Asked::Accept)?;
            handover.account = Some(account);
            handovers::save(tx, &handover)?;
            let entry = actor.entry(now, Purpose::Handover, "handover.accept", subject(id), "");
            audit_log::append(tx, &entry)?;
            let decision = Decision::Accept { receiver_signature: sign_accept(&keys, &handover.statement) };
            let decision = HandoverDecision { handover: id, decision };
            enqueue(tx, now, kind::HANDOVER_DECISION, &decision, subject(id))
        })
        .await?;
    context.wake.wake();
    Ok(())
}
