//! A case is offered to another region. From here on it stands still until the offer ends; this region stays
//! the owner until it has read a committed accept.

use super::{Actor, Context, WorkflowError, advance_case::apply, publish_vacancies::enqueue};
use crate::{
    domain::{
        account::Role,
        case::{Progress, transition::CaseEvent},
        consent::FileField,
        handover::{HandoverProgress, between},
    },
    federation::{
        directory::{approved, is_fresh},
        disclosure::{self, OfferedCase},
    },
    storage::{
        audit_log, candidates, cases, consents, directory,
        handovers::{self, Handover},
    },
};
use jiff::Timestamp;
use protocol::kind;
use vocabulary::{CaseId, HandoverId, Personal, Purpose, RegionId};

/// Offers a case to another region: encrypts the file for it and puts the offer into the outbox, all in one
/// transaction.
///
/// # Errors
/// [`WorkflowError::NoConsent`] without a live consent that names the region; [`WorkflowError::RegionNotApproved`];
/// [`WorkflowError::DirectoryTooOld`] when the coordinator was away for too long;
/// [`WorkflowError::Step`] when the case is offered already or has ended.
pub async fn offer_handover(
    context: &Context,
    actor: &Actor,
    case: CaseId,
    to: RegionId,
) -> Result<HandoverId, WorkflowError> {
    let account = actor.must_be_account(Role::hands_over, "offer a case to another region")?;
    between(&context.region, &to)?;
    let keys = context.signer.clone().ok_or(WorkflowError::NotJoined)?;
    let now = millisecond(context.clock.now());
    let expires_at =
        now.saturating_add(context.policy.answer_within).map_err(|_| WorkflowError::NotJoined)?;
    let (from, actor, id) = (context.region.clone(), *actor, HandoverId::random());
    let (asked_for, grace) = (to.clone(), context.policy.directory_grace);
    let offered = context
        .storage
        .write(move |tx| {
            let known = directory::current(tx)?
                .ok_or_else(|| WorkflowError::RegionNotApproved { region: to.clone() })?;
            if !is_fresh(&known, now, grace) {
                return Err(WorkflowError::DirectoryTooOld { confirmed_at: known.received_at });
            }
            let receiver = approved(&known, &to)
                .ok_or_else(|| WorkflowError::RegionNotApproved { region: to.clone() })?;
            let case = cases::get(tx, case)?.ok_or(WorkflowError::NotFound { kind: "case" })?;
            let candidate = candidates::get(tx, case.candidate())?
                .ok_or(WorkflowError::NotFound { kind: "candidate" })?;
            if candidate.restricted {
                return Err(WorkflowError::Restricted);
            }
            let consent = consents::live_for_handover(tx, candidate.id, &to)?;
            let Some(consent) = consent else {
                return Err(WorkflowError::NoConsent { to: to.clone() });
            };
            let fields = consent.fields_for(&to);
            let missing = |field: &FileField| fields.is_none_or(|fields| !fields.contains(field));
            if let Some(field) = FileField::LEAST.into_iter().find(missing) {
                return Err(WorkflowError::ConsentTooNarrow { field });
            }
            let offered = apply(tx, &actor, case.clone(), CaseEvent::Offer(to.clone()), now)?;
            debug_assert!(matches!(offered.progress(), Progress::Offered { .. }));
            let offer = disclosure::offer(
                &keys,
                &OfferedCase {
                    handover: id,
                    from: &from,
                    to: &to,
                    to_sealing_key: &receiver.sealing_key,
                    candidate: &candidate,
                    case: &case,
                    consent: &consent,
                    offered_at: now,
                    expires_at,
                },
            )?;
            let handover = Handover {
                id,
                progress: HandoverProgress::drafted(expires_at),
                other_region: to.clone(),
                case: Some(case.id()),
                candidate: Some(candidate.id),
                consent: Some(consent.id),
                account: Some(account),
                statement: offer.statement.clone(),
                sender_signature: offer.sender_signature.clone(),
                envelope: None,
                preview: Personal::new(None),
                refusal_note: Personal::new(None),
                offered_at: now,
                decided_at: None,
                receipt: None,
                problem: None,
            };
            handovers::save(tx, &handover)?;
            let detail = format!("to {to}, consent/{}", consent.id);
            let entry = actor.entry(now, Purpose::Handover, "handover.offer", subject(id), detail);
            audit_log::append(tx, &entry)?;
            enqueue(tx, now, kind::HANDOVER_OFFER, &offer, subject(id))
        })
        .await;
    if matches!(offered, Err(WorkflowError::NoConsent { .. })) {
        note_missing_consent(context, &actor, case, &asked_for, now).await?;
    }
    offered?;
    context.wake.wake();
    Ok(id)
}

/// An attempt to hand somebody over without consent stands in the audit log.
async fn note_missing_consent(
    context: &Context,
    actor: &Actor,
    case: CaseId,
    to: &RegionId,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    let subject = format!("case/{case}");
    let entry = actor.entry(now, Purpose::Handover, "handover.no-consent", subject, format!("to {to}"));
    context.storage.write(move |tx| Ok(audit_log::append(tx, &entry)?)).await
}

/// The hand-over as outbox and audit log name it.
pub(super) fn subject(id: HandoverId) -> String {
    format!("handover/{id}")
}

/// The moment as the statement and the database write it.
fn millisecond(now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}
