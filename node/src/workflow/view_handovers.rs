//! Reading hand-overs: where each stands, whom it is about, and what the receiving region may see before it decides.
//! What is shown of a person is logged for that person; what another region offers is logged under the hand-over,
//! because the person has no file here yet.

use super::{Actor, Context, WorkflowError, view_candidate::log_each};
use crate::{
    domain::{
        account::Role,
        consent::{ConsentScope, FileField},
        handover::HandoverState,
        text::Line,
    },
    federation::case_file::Preview,
    storage::{
        access_log, audit_log, candidate_list, candidates, consents,
        handovers::{self, Handover, Which},
    },
};
use identity::receipt;
use rusqlite::Transaction;
use vocabulary::{CandidateId, HandoverId, Personal, Purpose};

/// A hand-over in a list.
#[derive(Debug, Clone)]
pub struct HandoverLine {
    /// The hand-over.
    pub handover: Handover,
    /// The person's name, while the case is this region's.
    pub name: Option<Personal<Line>>,
}

/// A hand-over with all that may be seen of it here.
#[derive(Debug, Clone)]
pub struct HandoverFile {
    /// The hand-over, and the person's name while the case is this region's.
    pub line: HandoverLine,
    /// What the receiver may see before it decides: at the receiver as it came, at the sender as the consent has it.
    /// Nothing once it is decided.
    pub preview: Preview,
    /// The fields that the consent names; only at the sender.
    pub fields: Vec<FileField>,
}

impl Handover {
    /// The person here, while the case is this region's.
    fn person_here(&self) -> Option<CandidateId> {
        self.candidate.filter(|_| self.progress.owns_here())
    }
}

/// Hand-overs, latest first, after one, and whether more follow.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_handovers(
    context: &Context,
    actor: &Actor,
    which: Which,
    after: Option<HandoverId>,
    limit: usize,
) -> Result<(Vec<HandoverLine>, bool), WorkflowError> {
    actor.must(Role::hands_over, "read the hand-overs")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let one_more = u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1);
            let mut found = handovers::page(tx, which, after, one_more)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let people = found.iter().filter_map(Handover::person_here);
            log_each(tx, &actor, now, Purpose::Handover, people, access_log::HANDOVER)?;
            let lines = found.into_iter().map(|handover| line(tx, handover)).collect::<Result<_, _>>()?;
            Ok((lines, more))
        })
        .await
}

/// One hand-over.
///
/// # Errors
/// [`WorkflowError::NotFound`]; [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_handover(
    context: &Context,
    actor: &Actor,
    id: HandoverId,
) -> Result<HandoverFile, WorkflowError> {
    actor.must(Role::hands_over, "read a hand-over")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let handover = handovers::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "hand-over" })?;
            if let Some(person) = handover.person_here() {
                log_each(tx, &actor, now, Purpose::Handover, [person], access_log::HANDOVER)?;
            }
            let (preview, fields) = seen_by_the_receiver(tx, &handover)?;
            if preview != Preview::default() {
                match handover.person_here() {
                    Some(person) => {
                        log_each(tx, &actor, now, Purpose::Handover, [person], access_log::PREVIEW)?;
                    }
                    None => access_log::record_offer(tx, now, &actor.to_string(), id)?,
                }
            }
            Ok(HandoverFile { line: line(tx, handover)?, preview, fields })
        })
        .await
}

/// The receipt with both signatures, as the JSON that `schakel-node receipt verify` reads.
///
/// # Errors
/// [`WorkflowError::NotFound`] when there is none; [`WorkflowError::NotJoined`].
pub async fn view_receipt(context: &Context, actor: &Actor, id: HandoverId) -> Result<String, WorkflowError> {
    actor.must(Role::hands_over, "read a receipt")?;
    let network_key = context.network_key.ok_or(WorkflowError::NotJoined)?;
    let subject = super::offer_handover::subject(id);
    let entry = actor.entry(context.clock.now(), Purpose::Handover, "handover.receipt", subject, "");
    context
        .storage
        .write(move |tx| {
            let handover = handovers::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "hand-over" })?;
            let found = handover.receipt.ok_or(WorkflowError::NotFound { kind: "receipt" })?;
            audit_log::append(tx, &entry)?;
            receipt::to_json(&network_key, &found)
                .map_err(|error| WorkflowError::Untrusted { what: error.to_string() })
        })
        .await
}

fn line(transaction: &Transaction<'_>, handover: Handover) -> Result<HandoverLine, WorkflowError> {
    let found = handover.person_here().map(|person| candidate_list::line(transaction, person)).transpose()?;
    let name = found.flatten().map(|line| line.name);
    Ok(HandoverLine { handover, name })
}

fn seen_by_the_receiver(
    transaction: &Transaction<'_>,
    handover: &Handover,
) -> Result<(Preview, Vec<FileField>), WorkflowError> {
    if let Some(json) = handover.preview.reveal(Purpose::Handover) {
        return Ok((Preview::from_json(json.as_bytes()).unwrap_or_default(), Vec::new()));
    }
    let consent = handover.consent.map(|id| consents::get(transaction, id)).transpose()?.flatten();
    let Some(ConsentScope::Handover { region, fields }) = consent.map(|consent| consent.scope) else {
        return Ok((Preview::default(), Vec::new()));
    };
    let named = fields.iter().copied().collect();
    let undecided = matches!(handover.progress.state, HandoverState::Drafted | HandoverState::Offered);
    let shown_there = handover.person_here().filter(|_| undecided && region == handover.other_region);
    let person = shown_there.map(|person| candidates::get(transaction, person)).transpose()?.flatten();
    Ok((person.map_or_else(Preview::default, |person| Preview::of(&person, &fields)), named))
}
