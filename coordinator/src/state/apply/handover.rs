//! The race for a hand-over. The first decision that is applied wins; everybody else gets its outcome.
//!
//! A share of the key exists only while a hand-over is offered or accepted, and the sealed file only until the
//! hand-over has ended. A decision that is applied after the offer's end finds it expired, whoever came first to
//! the leader: the receipt could otherwise show an accept after the end that both sides signed for.

use super::{Checked, Moment, admitted};
use crate::state::{
    command::{Offer, Refusal, Reply},
    record::{Accept, Handover, HandoverFile, HandoverStage},
    store::{StateStore, Stored},
};
use protocol::latest::{Decision, ErrorCode, RegionState};
use vocabulary::{HandoverId, RegionId};

pub(super) fn offer(
    store: &mut impl StateStore,
    moment: Moment,
    verified_with: [u8; 32],
    offer: Offer,
) -> Checked<Reply> {
    if let Err(refusal) = admitted(store, &offer.from, Some(verified_with))? {
        return Ok(Err(refusal));
    }
    if let Some(known) = store.find_handover(offer.handover)? {
        if known.from == offer.from && known.statement == offer.statement {
            return current(known);
        }
        return refuse(ErrorCode::Conflict, "another offer was made under this id");
    }
    if offer.from == offer.to {
        return refuse(ErrorCode::Forbidden, "a region cannot offer a case to itself");
    }
    let receiver = store.find_region(&offer.to)?;
    if receiver.is_none_or(|receiver| receiver.state != RegionState::Approved) {
        return refuse(ErrorCode::NotFound, "the receiving region does not take part");
    }
    let ended = offer.expires_at_ms <= moment.at_ms;
    let stage = if ended {
        HandoverStage::Expired { at_ms: moment.at_ms }
    } else {
        HandoverStage::Offered { share: offer.share }
    };
    let handover = Handover {
        id: offer.handover,
        from: offer.from,
        to: offer.to,
        statement: offer.statement,
        sender_signature: offer.sender_signature,
        sender_key: verified_with,
        offered_at_ms: moment.at_ms,
        expires_at_ms: offer.expires_at_ms,
        stage,
    };
    store.put_handover(&handover)?;
    if !ended {
        let sequence = store.next_mailbox_sequence(&handover.to)?;
        let file = HandoverFile { sequence, preview: offer.preview, envelope: offer.envelope };
        store.put_handover_file(handover.id, &file)?;
    }
    current(handover)
}

pub(super) fn decide(
    store: &mut impl StateStore,
    moment: Moment,
    region: &RegionId,
    id: HandoverId,
    decision: Decision,
    verified_with: [u8; 32],
) -> Checked<Reply> {
    let admission = admitted(store, region, Some(verified_with))?;
    if let Err(refusal) = admission {
        return Ok(Err(refusal));
    }
    let Some(handover) = store.find_handover(id)? else {
        return refuse(ErrorCode::NotFound, "there is no such hand-over");
    };
    let decider = match &decision {
        Decision::Accept { .. } | Decision::Refuse { .. } => &handover.to,
        Decision::Withdraw => &handover.from,
    };
    if decider != region {
        return refuse(ErrorCode::Forbidden, "this decision belongs to the other region of the hand-over");
    }
    let HandoverStage::Offered { share } = handover.stage else {
        return current(handover);
    };
    let stage = if handover.expires_at_ms <= moment.at_ms {
        HandoverStage::Expired { at_ms: moment.at_ms }
    } else {
        match decision {
            Decision::Accept { receiver_signature } => {
                let accept = Accept {
                    at_ms: moment.at_ms,
                    log_index: moment.log_index,
                    receiver_signature,
                    receiver_key: verified_with,
                };
                HandoverStage::Accepted { share, accept }
            }
            Decision::Refuse { reason, note } => HandoverStage::Refused { at_ms: moment.at_ms, reason, note },
            Decision::Withdraw => HandoverStage::Withdrawn { at_ms: moment.at_ms },
        }
    };
    current(move_on(store, handover, stage)?)
}

pub(super) fn close(
    store: &mut impl StateStore,
    moment: Moment,
    region: &RegionId,
    id: HandoverId,
) -> Checked<Reply> {
    if let Err(refusal) = admitted(store, region, None)? {
        return Ok(Err(refusal));
    }
    let Some(handover) = store.find_handover(id)? else {
        return refuse(ErrorCode::NotFound, "there is no such hand-over");
    };
    if handover.to != *region {
        return refuse(ErrorCode::Forbidden, "only the receiver closes a hand-over");
    }
    match &handover.stage {
        HandoverStage::Accepted { accept, .. } => {
            let stage = HandoverStage::Closed { accept: accept.clone(), closed_at_ms: moment.at_ms };
            current(move_on(store, handover, stage)?)
        }
        HandoverStage::Offered { .. } => {
            refuse(ErrorCode::Conflict, "the hand-over was not accepted, so it cannot be closed")
        }
        HandoverStage::Closed { .. }
        | HandoverStage::Refused { .. }
        | HandoverStage::Withdrawn { .. }
        | HandoverStage::Expired { .. } => current(handover),
    }
}

/// Ends every offer whose time has come.
pub(super) fn expire(store: &mut impl StateStore, moment: Moment) -> Stored<()> {
    for handover in store.offers_expiring_until(moment.at_ms)? {
        move_on(store, handover, HandoverStage::Expired { at_ms: moment.at_ms })?;
    }
    Ok(())
}

/// Ends the open offers from and to a region that was put out; the senders stay the owners.
pub(super) fn end_offers_of(store: &mut impl StateStore, moment: Moment, region: &RegionId) -> Stored<()> {
    for handover in store.open_offers_of(region)? {
        move_on(store, handover, HandoverStage::Expired { at_ms: moment.at_ms })?;
    }
    Ok(())
}

/// Writes the new stage; the file goes with every stage that has no use for it.
fn move_on(store: &mut impl StateStore, handover: Handover, stage: HandoverStage) -> Stored<Handover> {
    let handover = Handover { stage, ..handover };
    store.put_handover(&handover)?;
    match handover.stage {
        HandoverStage::Offered { .. } | HandoverStage::Accepted { .. } => {}
        HandoverStage::Closed { .. }
        | HandoverStage::Refused { .. }
        | HandoverStage::Withdrawn { .. }
        | HandoverStage::Expired { .. } => store.remove_handover_file(handover.id)?,
    }
    Ok(handover)
}

fn current(handover: Handover) -> Checked<Reply> {
    Ok(Ok(Reply::Handover(Box::new(handover))))
}

fn refuse(code: ErrorCode, sentence: &str) -> Checked<Reply> {
    Ok(Err(Refusal::new(code, sentence)))
}
