//! Hand-overs of cases: offers, decisions, mailboxes. The coordinator orders them and cannot read them.

use super::{Answer, refuse, refused, session::Session};
use crate::{
    handle::CoordinatorHandle,
    state::{
        command::{Command, Offer, Reply},
        record::{Accept, Blob, Handover, HandoverStage},
    },
    storage::{self, handovers},
};
use protocol::latest::{
    Decision, ErrorCode, HandoverClose, HandoverDecision, HandoverOffer, HandoverOutcome, HandoverReceipt,
    HandoverState, HandoverStatusReply, HandoverStatusRequest, MailboxReply, MailboxRequest,
};
use vocabulary::{HandoverId, RegionId};

/// Bytes of a mailbox in one answer; one envelope of the largest size fits, and the answer into one frame.
const MOST_MAILBOX_BYTES: usize = 5 * 512 * 1024;
/// Hand-overs in one question, as the message promises.
const MOST_IN_QUESTION: usize = 500;
/// The longest that an offer may wait: a region must not be able to leave a share lying about for ever.
const LONGEST_OFFER_MS: i64 = 31 * 24 * 60 * 60 * 1000;

pub(super) async fn offer(
    handle: &CoordinatorHandle,
    session: Session,
    offer: HandoverOffer,
) -> Answer<HandoverOutcome> {
    let key = session.identity.signing_key;
    let statement = identity::receipt::verify_offer(&key, &offer.statement, &offer.sender_signature)
        .or_else(|error| refuse(ErrorCode::BadSignature, error.to_string()))?;
    if statement.from != session.region {
        return refuse(ErrorCode::Forbidden, "a region offers its own cases only");
    }
    if statement.envelope_sha256 != identity::sha256(&offer.envelope) {
        return refuse(ErrorCode::BadSignature, "the envelope is not the one that was signed");
    }
    if statement.preview_sha256 != identity::sha256(&offer.preview) {
        return refuse(ErrorCode::BadSignature, "the preview is not the one that was signed");
    }
    if statement.expires_at_ms > handle.clock().now_ms().saturating_add(LONGEST_OFFER_MS) {
        return refuse(ErrorCode::Malformed, "an offer waits at most 31 days");
    }
    let offer = Offer {
        handover: statement.handover,
        from: statement.from,
        to: statement.to,
        expires_at_ms: statement.expires_at_ms,
        statement: offer.statement,
        sender_signature: offer.sender_signature,
        preview: Blob(offer.preview),
        envelope: Blob(offer.envelope),
        share: offer.coordinator_share,
    };
    decided(handle, &session.region, Command::OfferHandover { verified_with: key, offer }).await
}

pub(super) async fn decide(
    handle: &CoordinatorHandle,
    session: Session,
    asked: HandoverDecision,
) -> Answer<HandoverOutcome> {
    let key = session.identity.signing_key;
    if let Decision::Accept { receiver_signature } = &asked.decision {
        let Some(known) = find(handle, asked.handover).await? else {
            return refuse(ErrorCode::NotFound, "there is no such hand-over");
        };
        // Whose decision it is comes first: a stranger learns nothing from its signature.
        if known.to != session.region {
            return refuse(
                ErrorCode::Forbidden,
                "this decision belongs to the other region of the hand-over",
            );
        }
        if !identity::receipt::verify_accept(&key, &known.statement, receiver_signature) {
            return refuse(ErrorCode::BadSignature, "the accept is not signed by the receiver");
        }
    }
    let command = Command::DecideHandover {
        region: session.region.clone(),
        handover: asked.handover,
        decision: asked.decision,
        verified_with: key,
    };
    decided(handle, &session.region, command).await
}

pub(super) async fn close(
    handle: &CoordinatorHandle,
    session: Session,
    asked: HandoverClose,
) -> Answer<HandoverOutcome> {
    let command = Command::CloseHandover { region: session.region.clone(), handover: asked.handover };
    decided(handle, &session.region, command).await
}

async fn decided(handle: &CoordinatorHandle, asker: &RegionId, command: Command) -> Answer<HandoverOutcome> {
    match handle.submit(command).await.map_err(refused)? {
        Reply::Handover(handover) => outcome(handle, asker, *handover),
        _ => refuse(ErrorCode::Unavailable, "the coordinator did not understand its own decision"),
    }
}

/// Looks here, and if it is not here, whether this replica only lags behind.
async fn find(handle: &CoordinatorHandle, id: HandoverId) -> Answer<Option<Handover>> {
    let look = || handle.readers().read(move |connection| handovers::find(connection, id));
    if let Some(found) = look().await.map_err(|error| refused(error.into()))? {
        return Ok(Some(found));
    }
    handle.replica().catch_up().await.map_err(|error| refused(error.into()))?;
    look().await.map_err(|error| refused(error.into()))
}

pub(super) async fn mailbox(
    handle: &CoordinatorHandle,
    session: Session,
    request: MailboxRequest,
) -> Answer<MailboxReply> {
    let read = handle.readers().read(move |connection| {
        let transaction = storage::snapshot(connection)?;
        let (region, after) = (&session.region, request.after_sequence);
        Ok(MailboxReply {
            items: handovers::mailbox_after(&transaction, region, after, MOST_MAILBOX_BYTES)?,
            last_sequence: storage::mailbox_sequence(&transaction, region)?,
        })
    });
    read.await.map_err(|error| refused(error.into()))
}

pub(super) async fn status(
    handle: &CoordinatorHandle,
    session: Session,
    request: HandoverStatusRequest,
) -> Answer<HandoverStatusReply> {
    if request.handovers.len() > MOST_IN_QUESTION {
        return refuse(ErrorCode::Malformed, format!("more than {MOST_IN_QUESTION} hand-overs at a time"));
    }
    let read = handle.readers().read(move |connection| {
        let mut found = Vec::new();
        for id in request.handovers {
            found.extend(handovers::find(connection, id)?);
        }
        Ok(found)
    });
    let found = read.await.map_err(|error| refused(error.into()))?;
    let of_asker = |handover: &Handover| handover.from == session.region || handover.to == session.region;
    let outcomes = found.into_iter().filter(of_asker).map(|found| outcome(handle, &session.region, found));
    Ok(HandoverStatusReply { outcomes: outcomes.collect::<Answer<_>>()? })
}

/// What the asker may know of a hand-over that it is a party to.
fn outcome(handle: &CoordinatorHandle, asker: &RegionId, handover: Handover) -> Answer<HandoverOutcome> {
    let is_sender = *asker == handover.from;
    let is_receiver = *asker == handover.to;
    let (state, decided_at_ms) = match &handover.stage {
        HandoverStage::Offered { .. } => (HandoverState::Offered, handover.offered_at_ms),
        HandoverStage::Accepted { accept, .. } => (HandoverState::Accepted, accept.at_ms),
        HandoverStage::Closed { accept, .. } => (HandoverState::Closed, accept.at_ms),
        HandoverStage::Refused { at_ms, .. } => (HandoverState::Refused, *at_ms),
        HandoverStage::Withdrawn { at_ms } => (HandoverState::Withdrawn, *at_ms),
        HandoverStage::Expired { at_ms } => (HandoverState::Expired, *at_ms),
    };
    let mut outcome = HandoverOutcome {
        handover: handover.id,
        state,
        decided_at_ms,
        refusal: None,
        coordinator_share: None,
        receipt: None,
    };
    match handover.stage.clone() {
        HandoverStage::Accepted { share, accept } => {
            outcome.coordinator_share = is_receiver.then_some(share);
            outcome.receipt = Some(receipt(handle, handover, accept)?);
        }
        HandoverStage::Closed { accept, .. } => outcome.receipt = Some(receipt(handle, handover, accept)?),
        HandoverStage::Refused { reason, note, .. } => {
            outcome.refusal = is_sender.then_some((reason, note));
        }
        HandoverStage::Offered { .. } | HandoverStage::Withdrawn { .. } | HandoverStage::Expired { .. } => {}
    }
    Ok(outcome)
}

/// The receipt of an accept; the same bytes whenever it is asked for.
fn receipt(handle: &CoordinatorHandle, handover: Handover, accept: Accept) -> Answer<HandoverReceipt> {
    let receipt = HandoverReceipt {
        statement: handover.statement,
        sender_signature: handover.sender_signature,
        receiver_signature: accept.receiver_signature,
        sender_key: handover.sender_key,
        receiver_key: accept.receiver_key,
        decided_at_ms: accept.at_ms,
        log_index: accept.log_index,
        network_signature: Vec::new(),
    };
    identity::receipt::sign(handle.authority(), receipt).map_err(|error| refused(error.into()))
}
