//! Who takes part: invitations, requests, the six words, states and certificates.

use super::{Checked, Moment, bump_directory, handover, next};
use crate::state::{
    command::{Refusal, Reply, StateChange},
    record::{
        Counter, Enrolment, EnrolmentDecision, EnrolmentKeys, Invitation, IssuedCertificate, Region,
        RegionChange, RegionIdentity,
    },
    store::{StateStore, Stored},
};
use protocol::{
    ProtocolVersion,
    latest::{ErrorCode, RegionState},
};
use vocabulary::{EnrolmentId, RegionId};

/// The agreement under which every region works until agreements are kept as records of their own.
const FIRST_AGREEMENT: u32 = 1;

pub(super) fn invite(
    store: &mut impl StateStore,
    moment: Moment,
    token_sha256: [u8; 32],
    region: RegionId,
    name: String,
    expires_at_ms: i64,
    actor: String,
) -> Checked<Reply> {
    if let Some(state) = takes_part_as(store, moment, &region)? {
        return refuse(ErrorCode::Conflict, format!("region {region} is {} already", state.name()));
    }
    if expires_at_ms <= moment.at_ms {
        return refuse(ErrorCode::BadToken, format!("an invitation of {region} would have ended already"));
    }
    store.remove_unused_invitations(&region)?;
    store.put_invitation(&Invitation {
        token_sha256,
        region: region.clone(),
        name,
        expires_at_ms,
        used_by: None,
    })?;
    let state = store.find_region(&region)?.map_or(RegionState::Pending, |known| known.state);
    log(store, moment, &region, state, actor, "invited".to_owned())?;
    Ok(Ok(Reply::Done))
}

pub(super) fn request(
    store: &mut impl StateStore,
    moment: Moment,
    id: EnrolmentId,
    region: RegionId,
    token_sha256: [u8; 32],
    keys: EnrolmentKeys,
) -> Checked<Reply> {
    let Some(invitation) = store.find_invitation(&token_sha256)?.filter(|known| known.region == region)
    else {
        return refuse(ErrorCode::BadToken, format!("there is no such invitation of region {region}"));
    };
    if let Some(used_by) = invitation.used_by {
        let known = store.find_enrolment(used_by)?;
        if known.is_some_and(|known| same_keys(&known.keys, &keys)) {
            return Ok(Ok(Reply::Enrolment(used_by)));
        }
        return refuse(ErrorCode::BadToken, format!("the invitation of region {region} was used already"));
    }
    if invitation.expires_at_ms <= moment.at_ms {
        return refuse(ErrorCode::BadToken, format!("the invitation of region {region} has ended"));
    }
    if let Some(state) = takes_part_as(store, moment, &region)? {
        return refuse(ErrorCode::BadToken, format!("region {region} is {} already", state.name()));
    }
    let name = invitation.name.clone();
    store.put_invitation(&Invitation { used_by: Some(id), ..invitation })?;
    if let Some(older) = store.pending_enrolment(&region)? {
        let decision = EnrolmentDecision::Rejected { at_ms: moment.at_ms };
        store.put_enrolment(&Enrolment { decision, ..older })?;
    }
    let decision = EnrolmentDecision::Pending;
    let enrolment =
        Enrolment { id, region: region.clone(), token_sha256, keys, requested_at_ms: moment.at_ms, decision };
    store.put_enrolment(&enrolment)?;
    if store.find_region(&region)?.is_some_and(|known| known.state == RegionState::Approved) {
        // Its certificates have ended. What it signed holds until somebody has compared the words.
        let reason = "asked to join again".to_owned();
        log(store, moment, &region, RegionState::Approved, "node".to_owned(), reason)?;
        return Ok(Ok(Reply::Enrolment(id)));
    }
    let row = Region { region, name, state: RegionState::Pending, since_ms: moment.at_ms, keys: None };
    store.put_region(&row)?;
    log(store, moment, &row.region, row.state, "node".to_owned(), "asked to join".to_owned())?;
    bump_directory(store, moment)?;
    Ok(Ok(Reply::Enrolment(id)))
}

/// The state of a region that takes part and so cannot join. An approved one whose certificates have all ended cannot
/// speak any more, and nothing but joining again helps it.
fn takes_part_as(store: &impl StateStore, moment: Moment, region: &RegionId) -> Stored<Option<RegionState>> {
    let state = store.find_region(region)?.map(|known| known.state);
    Ok(match state {
        Some(RegionState::Approved) if !store.has_certificate_after(region, moment.at_ms)? => None,
        Some(RegionState::Approved | RegionState::Suspended) => state,
        _ => None,
    })
}

/// A request that is sent again may carry a newly encoded certificate request, never other keys.
fn same_keys(known: &EnrolmentKeys, sent: &EnrolmentKeys) -> bool {
    known.signing_key == sent.signing_key
        && known.sealing_key == sent.sealing_key
        && known.words == sent.words
}

pub(super) fn approve(
    store: &mut impl StateStore,
    moment: Moment,
    region: RegionId,
    looked_at: EnrolmentId,
    words: &str,
    certificate: &IssuedCertificate,
    actor: String,
) -> Checked<Reply> {
    let Some(enrolment) = store.pending_enrolment(&region)? else {
        return refuse(ErrorCode::NotFound, format!("no request of region {region} waits for a decision"));
    };
    if enrolment.id != looked_at {
        let sentence = format!("region {region} has asked anew meanwhile: compare the words of that request");
        return refuse(ErrorCode::Conflict, sentence);
    }
    if plain_words(words) != plain_words(&enrolment.keys.words) {
        let sentence = format!(
            "the six words are not those of the request of region {region}: somebody else may have asked with the \
             token; reject the request and invite again"
        );
        return refuse(ErrorCode::Forbidden, sentence);
    }
    let Some(row) = store.find_region(&region)? else {
        return refuse(ErrorCode::NotFound, format!("region {region} is not known"));
    };
    let identity = RegionIdentity {
        signing_key: enrolment.keys.signing_key,
        sealing_key: enrolment.keys.sealing_key,
        oldest: enrolment.keys.oldest,
        newest: enrolment.keys.newest,
        agreement: FIRST_AGREEMENT,
    };
    let decision = EnrolmentDecision::Approved { at_ms: moment.at_ms };
    store.put_enrolment(&Enrolment { decision, ..enrolment })?;
    store.put_certificate(&region, certificate)?;
    let row = Region { state: RegionState::Approved, since_ms: moment.at_ms, keys: Some(identity), ..row };
    change(store, moment, row, actor, "the six words were compared".to_owned())
}

pub(super) fn reject(
    store: &mut impl StateStore,
    moment: Moment,
    region: RegionId,
    reason: String,
    actor: String,
) -> Checked<Reply> {
    let (Some(enrolment), Some(row)) = (store.pending_enrolment(&region)?, store.find_region(&region)?)
    else {
        return refuse(ErrorCode::NotFound, format!("no request of region {region} waits for a decision"));
    };
    let decision = EnrolmentDecision::Rejected { at_ms: moment.at_ms };
    store.put_enrolment(&Enrolment { decision, ..enrolment })?;
    if row.state == RegionState::Approved {
        log(store, moment, &region, row.state, actor, reason)?;
        return Ok(Ok(Reply::Done));
    }
    let row = Region { state: RegionState::Rejected, since_ms: moment.at_ms, keys: None, ..row };
    change(store, moment, row, actor, reason)
}

pub(super) fn change_state(
    store: &mut impl StateStore,
    moment: Moment,
    region: RegionId,
    wanted: StateChange,
    reason: String,
    actor: String,
) -> Checked<Reply> {
    let Some(row) = store.find_region(&region)? else {
        return refuse(ErrorCode::NotFound, format!("region {region} is not known"));
    };
    let allowed = match wanted {
        StateChange::Suspend => row.state == RegionState::Approved,
        StateChange::Readmit => row.state == RegionState::Suspended,
        StateChange::Revoke => matches!(row.state, RegionState::Approved | RegionState::Suspended),
    };
    let target = wanted.target();
    if row.state == target {
        return Ok(Ok(Reply::Done));
    }
    if !allowed {
        let sentence = format!("region {region} is {} and cannot become {}", row.state.name(), target.name());
        return refuse(ErrorCode::Conflict, sentence);
    }
    if wanted == StateChange::Revoke {
        store.revoke_certificates(&region)?;
        handover::end_offers_of(store, moment, &region)?;
    }
    change(store, moment, Region { state: target, since_ms: moment.at_ms, ..row }, actor, reason)
}

pub(super) fn record_certificate(
    store: &mut impl StateStore,
    region: &RegionId,
    certificate: &IssuedCertificate,
) -> Checked<Reply> {
    match super::admitted(store, region, None)? {
        Err(refusal) => Ok(Err(refusal)),
        Ok(_) => {
            store.put_certificate(region, certificate)?;
            Ok(Ok(Reply::Done))
        }
    }
}

pub(super) fn record_versions(
    store: &mut impl StateStore,
    moment: Moment,
    region: &RegionId,
    oldest: ProtocolVersion,
    newest: ProtocolVersion,
) -> Checked<Reply> {
    let row = match super::admitted(store, region, None)? {
        Err(refusal) => return Ok(Err(refusal)),
        Ok(row) => row,
    };
    let Some(keys) = row.keys.filter(|keys| (keys.oldest, keys.newest) != (oldest, newest)) else {
        return Ok(Ok(Reply::Done));
    };
    let keys = Some(RegionIdentity { oldest, newest, ..keys });
    let reason = "speaks other protocol versions".to_owned();
    change(store, moment, Region { keys, ..row }, "node".to_owned(), reason)
}

fn change(
    store: &mut impl StateStore,
    moment: Moment,
    row: Region,
    actor: String,
    reason: String,
) -> Checked<Reply> {
    store.put_region(&row)?;
    log(store, moment, &row.region, row.state, actor, reason)?;
    bump_directory(store, moment)?;
    Ok(Ok(Reply::Done))
}

fn log(
    store: &mut impl StateStore,
    moment: Moment,
    region: &RegionId,
    state: RegionState,
    actor: String,
    reason: String,
) -> Stored<()> {
    let sequence = next(store, Counter::RegionChange)?;
    let change = RegionChange { sequence, at_ms: moment.at_ms, region: region.clone(), actor, state, reason };
    store.put_region_change(&change)
}

/// The words in one form, however they were typed: lower case, one space between.
fn plain_words(words: &str) -> String {
    let parts = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn refuse<T>(code: ErrorCode, sentence: String) -> Checked<T> {
    Ok(Err(Refusal::new(code, sentence)))
}
