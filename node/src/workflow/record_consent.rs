//! A person agrees to something; somebody writes down to what, how and with which text.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{
        account::Role,
        consent::{Consent, ConsentChannel, ConsentScope, ConsentText, FileField},
        handover,
    },
    storage::{audit_log, candidates, consents},
};
use vocabulary::{CandidateId, ConsentId, Purpose};

/// What recording a consent takes.
#[derive(Debug, Clone)]
pub struct RecordConsent {
    /// Who agrees.
    pub candidate: CandidateId,
    /// To what.
    pub scope: ConsentScope,
    /// Which text was shown or read out.
    pub text: ConsentText,
    /// How it was given.
    pub channel: ConsentChannel,
}

/// Records a consent; one that is recorded already, in the same words and not withdrawn, stays the one that it is.
///
/// # Errors
/// [`WorkflowError::ConsentTooNarrow`] for a hand-over that leaves out what the other region cannot do without;
/// [`WorkflowError::Ask`] for a hand-over to this region itself.
pub async fn record_consent(
    context: &Context,
    actor: &Actor,
    command: RecordConsent,
) -> Result<ConsentId, WorkflowError> {
    let recorded_by = actor.must_be_account(Role::sees_people, "record a consent")?;
    if let ConsentScope::Handover { region, fields } = &command.scope {
        handover::between(&context.region, region)?;
        if context.geography.region(region).is_none() {
            return Err(WorkflowError::unknown("region", region, "regions"));
        }
        if let Some(field) = FileField::LEAST.into_iter().find(|field| !fields.contains(field)) {
            return Err(WorkflowError::ConsentTooNarrow { field });
        }
    }
    let now = context.clock.now();
    let RecordConsent { candidate, scope, text, channel } = command;
    let id = ConsentId::random();
    let consent =
        Consent { id, candidate, scope, text, channel, recorded_by, given_at: now, withdrawn_at: None };
    let detail = format!("{} {}", consent.scope.name(), consent.text.version);
    let subject = format!("candidate/{candidate}");
    let entry = actor.entry(now, Purpose::CaseWork, "consent.record", subject, detail);
    context
        .storage
        .write(move |tx| {
            if !candidates::exists(tx, candidate)? {
                return Err(WorkflowError::NotFound { kind: "candidate" });
            }
            // Two of the same would have to be withdrawn twice.
            let same = |it: &Consent| {
                it.withdrawn_at.is_none()
                    && (&it.scope, it.channel, &it.text) == (&consent.scope, consent.channel, &consent.text)
            };
            if let Some(recorded) = consents::of_candidate(tx, candidate)?.into_iter().find(same) {
                return Ok(recorded.id);
            }
            consents::insert(tx, &consent)?;
            audit_log::append(tx, &entry)?;
            Ok(id)
        })
        .await
}
