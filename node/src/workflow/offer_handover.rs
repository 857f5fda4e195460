//! A case is offered to another region. From here on it stands still until the offer ends; this region stays
//! the owner until it has read a committed accept.

use super::{Actor, Context, WorkflowError, advance_case::apply, publish_vacancies::enqueue};
use crate::{
    domain::{
        account::Role,
        candidate::Candidate,
        case::{Case, transition::CaseEvent},
        consent::{Consent, FileField},
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
use identity::RegionKeys;
use jiff::{SignedDuration, Timestamp};
use protocol::kind;
use rusqlite::Transaction;
use std::sync::Arc;
use vocabulary::{AccountId, CaseId, HandoverId, Personal, Purpose, RegionId};

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
    let now = millisecond(context.clock.now());
    let offering = Offering {
        handover: HandoverId::random(),
        from: context.region.clone(),
        to: to.clone(),
        account,
        actor: *actor,
        keys: context.signer.clone().ok_or(WorkflowError::NotJoined)?,
        now,
        expires_at: now.saturating_add(context.policy.answer_within).map_err(|_| WorkflowError::NotJoined)?,
        directory_grace: context.policy.directory_grace,
    };
    let id = offering.handover;
    let offered = context.storage.write(move |tx| offer(tx, &offering, case)).await;
    if matches!(offered, Err(WorkflowError::NoConsent { .. })) {
        note_missing_consent(context, actor, case, &to, now).await?;
    }
    offered?;
    context.wake.wake();
    Ok(id)
}

/// What is known of an offer before the database is asked.
struct Offering {
    handover: HandoverId,
    from: RegionId,
    to: RegionId,
    account: AccountId,
    actor: Actor,
    keys: Arc<RegionKeys>,
    now: Timestamp,
    expires_at: Timestamp,
    directory_grace: SignedDuration,
}

fn offer(transaction: &Transaction<'_>, offering: &Offering, case: CaseId) -> Result<(), WorkflowError> {
    let Offering { handover, from, to, account, actor, keys, now, expires_at, .. } = offering;
    let to_sealing_key = &receiver_key(transaction, offering)?;
    let (case, candidate, consent) = agreed(transaction, case, to)?;
    apply(transaction, actor, case.clone(), CaseEvent::Offer(to.clone()), *now)?;
    let offer = disclosure::offer(
        keys,
        &OfferedCase {
            handover: *handover,
            from,
            to,
            to_sealing_key,
            candidate: &candidate,
            case: &case,
            consent: &consent,
            offered_at: *now,
            expires_at: *expires_at,
        },
    )?;
    let row = Handover {
        id: *handover,
        progress: HandoverProgress::drafted(*expires_at),
        other_region: to.clone(),
        case: Some(case.id()),
        candidate: Some(candidate.id),
        consent: Some(consent.id),
        account: Some(*account),
        statement: offer.statement.clone(),
        sender_signature: offer.sender_signature.clone(),
        envelope: None,
        preview: Personal::new(None),
        refusal_note: Personal::new(None),
        offered_at: *now,
        decided_at: None,
        receipt: None,
        problem: None,
        consent_record: Personal::new(None),
    };
    handovers::save(transaction, &row)?;
    let detail = format!("to {to}, consent/{}", consent.id);
    let entry = actor.entry(*now, Purpose::Handover, "handover.offer", subject(*handover), detail);
    audit_log::append(transaction, &entry)?;
    enqueue(transaction, *now, kind::HANDOVER_OFFER, &offer, subject(*handover))
}

/// The key to seal to: of an approved region, from a directory that is not too old.
fn receiver_key(transaction: &Transaction<'_>, offering: &Offering) -> Result<[u8; 32], WorkflowError> {
    let not_approved = || WorkflowError::RegionNotApproved { region: offering.to.clone() };
    let known = directory::current(transaction)?.ok_or_else(not_approved)?;
    if !is_fresh(&known, offering.now, offering.directory_grace) {
        return Err(WorkflowError::DirectoryTooOld { confirmed_at: known.received_at });
    }
    Ok(approved(&known, &offering.to).ok_or_else(not_approved)?.sealing_key)
}

/// The case and the person, with the live consent that names the region.
fn agreed(
    transaction: &Transaction<'_>,
    case: CaseId,
    to: &RegionId,
) -> Result<(Case, Candidate, Consent), WorkflowError> {
    let case = cases::get(transaction, case)?.ok_or(WorkflowError::NotFound { kind: "case" })?;
    let candidate = candidates::get(transaction, case.candidate())?
        .ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    if candidate.restricted {
        return Err(WorkflowError::Restricted);
    }
    let consent = consents::live_for_handover(transaction, candidate.id, to)?
        .ok_or_else(|| WorkflowError::NoConsent { to: to.clone() })?;
    let fields = consent.fields_for(to);
    let missing = |field: &FileField| fields.is_none_or(|fields| !fields.contains(field));
    match FileField::LEAST.into_iter().find(missing) {
        Some(field) => Err(WorkflowError::ConsentTooNarrow { field }),
        None => Ok((case, candidate, consent)),
    }
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
