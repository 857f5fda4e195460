//! Sends what waits in the outbox, oldest first and per subject in order, and stores what the answers say.
//!
//! Delivery is at least once: a message keeps its id until its answer is stored. A message that the coordinator
//! refuses for good is kept and shown and holds up no other; while the coordinator is away nothing is touched.

use super::{Network, driver::Done};
use crate::{
    federation::outbox_sender::{Answer, SendError, send},
    storage::{
        StorageError,
        audit_log::{self, AuditEntry},
        outbox::{self, OutboxEntry},
    },
    workflow::{
        apply_handover_outcome::{apply_handover_answer, decision_was_refused, offer_was_refused},
        publish_statistics::receipts::{Completeness, stop_publication, take_in_marks},
        publish_vacancies::publish_vacancies,
    },
};
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use protocol::{kind, latest::ErrorCode};
use tracing::{debug, warn};
use vocabulary::HandoverId;

/// How many messages one round takes out of the database.
const BATCH: u32 = 32;
/// How long a message waits whose answer could not be believed; others go before it.
const MISTRUST: SignedDuration = SignedDuration::from_secs(30);

/// One round: everything that is due, or until the coordinator does not answer.
///
/// # Errors
/// When the coordinator cannot be reached or the database fails.
pub async fn run(network: Network) -> Result<Done> {
    publish_vacancies(&network.context).await.context("cannot put vacancies into the outbox")?;
    let now = network.context.clock.now();
    let due = network.context.storage.read(move |connection| outbox::due(connection, now, BATCH)).await?;
    if due.is_empty() {
        return Ok(Done::ForNow);
    }
    // Whether the coordinator is there is asked first: a message counts as tried only when it may have left.
    network.session.reach().await.context("the coordinator cannot be reached")?;
    for entry in &due {
        deliver(&network, entry).await?;
    }
    Ok(Done::More)
}

async fn deliver(network: &Network, entry: &OutboxEntry) -> Result<()> {
    let id = entry.message.message_id;
    let storage = &network.context.storage;
    let still_waits = storage.write(move |tx| outbox::mark_tried(tx, id)).await?;
    if !still_waits {
        return Ok(());
    }
    match send(&network.session, &network.network_key, entry).await {
        Ok(answer) => {
            if let Err(error) = store(network, entry, answer).await {
                let error = SendError::NotBelieved { what: format!("{error:#}") };
                warn!(message.id = %id, "message {id} about {}: {error}", entry.message.subject);
                return failed(network, entry, &error, MISTRUST).await;
            }
            debug!(message.id = %id, "message {id} about {} was delivered", entry.message.subject);
            Ok(())
        }
        Err(error @ SendError::Refused { .. }) => refused(network, entry, &error).await,
        Err(error @ SendError::NotBelieved { .. }) => {
            warn!(message.id = %id, "message {id} about {}: {error}", entry.message.subject);
            failed(network, entry, &error, MISTRUST).await
        }
        Err(error @ (SendError::NotSent(_) | SendError::Later(_))) => {
            failed(network, entry, &error, SignedDuration::ZERO).await?;
            Err(error.into())
        }
    }
}

/// Stores what an answer says and that the message was delivered.
async fn store(network: &Network, entry: &OutboxEntry, answer: Answer) -> Result<()> {
    let (context, id) = (&network.context, entry.message.message_id);
    match answer {
        Answer::Handover(outcome) => {
            apply_handover_answer(context, *outcome, id).await.context("cannot store how a hand-over stands")
        }
        Answer::Release(receipt) => {
            let receipts = vec![*receipt];
            take_in_marks(context, network.network_key, receipts, Completeness::Some)
                .await
                .context("cannot store the receipt of a release")?;
            mark_delivered(network, entry).await
        }
        Answer::Delivered(_) => mark_delivered(network, entry).await,
    }
}

async fn mark_delivered(network: &Network, entry: &OutboxEntry) -> Result<()> {
    let (id, now) = (entry.message.message_id, network.context.clock.now());
    Ok(network.context.storage.write(move |tx| outbox::mark_delivered(tx, id, now)).await?)
}

async fn failed(
    network: &Network,
    entry: &OutboxEntry,
    error: &SendError,
    pause: SignedDuration,
) -> Result<()> {
    let (id, now, reason) = (entry.message.message_id, network.context.clock.now(), error.reason());
    let retry_at = now.saturating_add(pause).unwrap_or(now);
    Ok(network.context.storage.write(move |tx| outbox::mark_failed(tx, id, now, retry_at, reason)).await?)
}

/// The coordinator will never take it: what waited for it goes on, and the operator sees it.
async fn refused(network: &Network, entry: &OutboxEntry, error: &SendError) -> Result<()> {
    let (context, message) = (&network.context, &entry.message);
    let (sentence, reason) = (error.to_string(), error.reason());
    warn!(message.id = %message.message_id, "the coordinator refuses a message about {}: {sentence}", message.subject);
    match (message.kind, handover_of(&message.subject)) {
        (kind::HANDOVER_OFFER, Some(handover)) => {
            offer_was_refused(context, handover, sentence.clone()).await?;
        }
        (kind::HANDOVER_DECISION, Some(handover)) => {
            decision_was_refused(context, handover, sentence.clone()).await?;
        }
        // Other bytes are kept in its place: a copy with the same keys publishes too, and each further week would be
        // drawn twice. Before anything is stored, so that a failing disk cannot keep the gate open.
        (kind::RELEASE_DELIVERY, _)
            if matches!(error, SendError::Refused { code: Some(ErrorCode::Conflict), .. }) =>
        {
            stop_publication(context, format!("{}: {sentence}", message.subject)).await?;
        }
        _ => {}
    }
    let (id, now, subject) = (message.message_id, context.clock.now(), message.subject.clone());
    context
        .storage
        .write(move |tx| {
            outbox::mark_refused(tx, id, now, reason)?;
            let entry = AuditEntry {
                at: now,
                actor: "system".to_owned(),
                purpose: "operation".to_owned(),
                action: "outbox.refused".to_owned(),
                subject,
                detail: sentence,
            };
            audit_log::append(tx, &entry)
        })
        .await
        .map_err(|error: StorageError| error.into())
}

fn handover_of(subject: &str) -> Option<HandoverId> {
    subject.strip_prefix("handover/")?.parse().ok()
}
