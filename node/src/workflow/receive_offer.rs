//! An offer lay in this region's mailbox. It is kept when the sender signed it, for us, and nothing in it was
//! changed; the file inside stays closed.

use super::{Actor, Context, WorkflowError, offer_handover::subject};
use crate::{
    domain::handover::{HandoverProgress, between},
    federation::case_file::Preview,
    storage::{
        audit_log, directory,
        handovers::{self, Handover},
        inbox,
    },
};
use identity::{EnvelopeContext, RegionKeys, envelope, receipt::verify_offer, sha256};
use jiff::Timestamp;
use protocol::latest::{HandoverStatement, MailboxItem, RegionState};
use rusqlite::Transaction;
use vocabulary::{MessageId, Personal, Purpose, RegionId};

/// The most bytes of a statement.
const STATEMENT_LIMIT_BYTES: usize = 1024;

/// What became of an item of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// A new offer; advisers see it now.
    New,
    /// It was here already.
    Known,
    /// It cannot be believed; noted in the audit log with the reason.
    Rejected(String),
}

/// Takes one item of the mailbox in. Repeating it changes nothing, and an item that cannot be believed does not
/// keep the next one out.
///
/// # Errors
/// [`WorkflowError`] when it cannot be saved; then it is to be taken in again later.
pub async fn receive_offer(context: &Context, item: MailboxItem) -> Result<Received, WorkflowError> {
    let keys = context.signer.clone().ok_or(WorkflowError::NotJoined)?;
    let region = context.region.clone();
    let now = context.clock.now();
    context
        .storage
        .write(move |tx| match believe(tx, &keys, &region, item) {
            Ok(handover) => keep(tx, &handover, now),
            Err(WorkflowError::Untrusted { what }) => {
                let entry = Actor::System.entry(
                    now,
                    Purpose::Handover,
                    "handover.reject",
                    "mailbox".into(),
                    what.clone(),
                );
                audit_log::append(tx, &entry)?;
                Ok(Received::Rejected(what))
            }
            Err(error) => Err(error),
        })
        .await
}

fn keep(
    transaction: &Transaction<'_>,
    handover: &Handover,
    now: Timestamp,
) -> Result<Received, WorkflowError> {
    // There is one offer per hand-over, so that its id serves as the id of the message.
    if !inbox::take(transaction, MessageId::from_bytes(handover.id.to_bytes()), now)? {
        return Ok(Received::Known);
    }
    handovers::save(transaction, handover)?;
    let detail = format!("from {}", handover.other_region);
    let entry = Actor::System.entry(now, Purpose::Handover, "handover.receive", subject(handover.id), detail);
    audit_log::append(transaction, &entry)?;
    Ok(Received::New)
}

fn believe(
    transaction: &Transaction<'_>,
    keys: &RegionKeys,
    region: &RegionId,
    item: MailboxItem,
) -> Result<Handover, WorkflowError> {
    let untrusted = |what: &str| WorkflowError::Untrusted { what: what.to_owned() };
    let claimed: HandoverStatement = protocol::decode(&item.statement, STATEMENT_LIMIT_BYTES)
        .map_err(|_| untrusted("the statement of an offer cannot be read"))?;
    let sender = directory::region(transaction, &claimed.from)?
        .filter(|listed| listed.state == RegionState::Approved)
        .ok_or_else(|| untrusted("an offer comes from a region that is not approved"))?;
    let statement = verify_offer(&sender.signing_key, &item.statement, &item.sender_signature)
        .map_err(|error| untrusted(&error.to_string()))?;
    if statement.to != *region || between(&statement.from, region).is_err() {
        return Err(untrusted("an offer is not for this region"));
    }
    if statement.envelope_sha256 != sha256(&item.envelope)
        || statement.preview_sha256 != sha256(&item.preview)
    {
        return Err(untrusted("an offer does not carry what its sender signed"));
    }
    let context = EnvelopeContext {
        handover: statement.handover,
        from: statement.from.clone(),
        to: statement.to.clone(),
    };
    let preview = envelope::open_preview(keys, &context, &item.preview)
        .map_err(|_| untrusted("the preview of an offer does not open"))?;
    let preview =
        Preview::from_json(&preview).map_err(|_| untrusted("the preview of an offer cannot be read"))?;
    let at =
        |at_ms| Timestamp::from_millisecond(at_ms).map_err(|_| untrusted("an offer has an impossible time"));
    Ok(Handover {
        id: statement.handover,
        progress: HandoverProgress::received(at(statement.expires_at_ms)?),
        other_region: statement.from,
        case: None,
        candidate: None,
        consent: None,
        account: None,
        statement: item.statement,
        sender_signature: item.sender_signature,
        envelope: Some(item.envelope),
        preview: Personal::new(Some(preview.to_json())),
        refusal_note: Personal::new(None),
        offered_at: at(statement.offered_at_ms)?,
        decided_at: None,
        receipt: None,
        problem: None,
        consent_record: Personal::new(None),
    })
}
