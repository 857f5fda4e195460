//! Carries one command out. Every branch checks first and writes then, so a refusal leaves no trace.

mod admission;
mod delivery;
mod handover;

use super::{
    command::{Batch, Command, Refusal, Reply},
    record::{Counter, Region},
    store::{StateStore, Stored},
};
use protocol::latest::{ErrorCode, RegionState};
use vocabulary::RegionId;

/// One day in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long a closed vacancy stays in the feed, so that a node that was away learns of it.
pub const TOMBSTONE_MS: i64 = 60 * DAY_MS;
/// How long a message id is remembered: longer than any node keeps an undelivered message.
pub const MESSAGE_MEMORY_MS: i64 = 45 * DAY_MS;

/// How far one entry of the log moves the time at most. Time never goes back, so a leader whose clock stands in a far
/// future would end every later offer at once, for good; an honest clock has moved less since the last entry, unless
/// the network was off for a year, and then a few entries more make up for it.
pub const LONGEST_JUMP_MS: i64 = 366 * DAY_MS;

/// Where and when a command is carried out; the same on every replica.
#[derive(Debug, Clone, Copy)]
struct Moment {
    /// The leader's time, never before that of an earlier command.
    at_ms: i64,
    /// The place in the log.
    log_index: u64,
}

/// What a step of apply gives: a value, or why the command is not carried out. The outer result is the store's.
type Checked<T> = Stored<Result<T, Refusal>>;

/// Carries out all commands of a batch and gives one reply for each.
///
/// # Errors
/// [`super::store::StoreError`] when the store fails; the caller rolls back and stops.
pub fn apply(store: &mut impl StateStore, log_index: u64, batch: Batch) -> Stored<Vec<Reply>> {
    let known_ms = store.time_ms()?;
    // The first batch of all sets the time.
    let latest_ms = if known_ms == 0 { i64::MAX } else { known_ms.saturating_add(LONGEST_JUMP_MS) };
    let at_ms = batch.at_ms.clamp(known_ms, latest_ms);
    store.put_time_ms(at_ms)?;
    let moment = Moment { at_ms, log_index };
    batch.commands.into_iter().map(|command| apply_one(store, moment, command)).collect()
}

fn apply_one(store: &mut impl StateStore, moment: Moment, command: Command) -> Stored<Reply> {
    let outcome = match command {
        Command::InviteRegion { token_sha256, region, name, expires_at_ms, actor } => {
            admission::invite(store, moment, token_sha256, region, name, expires_at_ms, actor)
        }
        Command::RequestEnrolment { enrolment, region, token_sha256, keys } => {
            admission::request(store, moment, enrolment, region, token_sha256, keys)
        }
        Command::ApproveRegion { region, enrolment, words, certificate, actor } => {
            admission::approve(store, moment, region, enrolment, &words, &certificate, actor)
        }
        Command::RejectRegion { region, reason, actor } => {
            admission::reject(store, moment, region, reason, actor)
        }
        Command::ChangeRegionState { region, change, reason, actor } => {
            admission::change_state(store, moment, region, change, reason, actor)
        }
        Command::RecordCertificate { region, certificate } => {
            admission::record_certificate(store, &region, &certificate)
        }
        Command::PutVacancies { region, message, verified_with, vacancies } => {
            delivery::put_vacancies(store, moment, region, message, verified_with, vacancies)
        }
        Command::PutRelease { verified_with, release } => {
            delivery::put_release(store, moment, verified_with, release)
        }
        Command::OfferHandover { verified_with, offer } => {
            handover::offer(store, moment, verified_with, offer)
        }
        Command::DecideHandover { region, handover, decision, verified_with } => {
            handover::decide(store, moment, &region, handover, decision, verified_with)
        }
        Command::CloseHandover { region, handover } => handover::close(store, moment, &region, handover),
        Command::PassTime => pass_time(store, moment),
        Command::PutAccount { account } => put_account(store, account),
        Command::RecordVersions { region, oldest, newest } => {
            admission::record_versions(store, moment, &region, oldest, newest)
        }
    }?;
    Ok(outcome.unwrap_or_else(Reply::Refused))
}

/// Everything that is due by the moment's time.
fn pass_time(store: &mut impl StateStore, moment: Moment) -> Checked<Reply> {
    handover::expire(store, moment)?;
    store.remove_tombstones_before(moment.at_ms - TOMBSTONE_MS)?;
    store.forget_messages_before(moment.at_ms - MESSAGE_MEMORY_MS)?;
    if store.forget_certificates_before(moment.at_ms)? {
        bump_directory(store, moment)?;
    }
    Ok(Ok(Reply::Done))
}

fn put_account(store: &mut impl StateStore, mut account: super::record::Account) -> Checked<Reply> {
    if let Some(known) = store.account_named(&account.name)? {
        account.id = known.id;
    }
    store.put_account(&account)?;
    Ok(Ok(Reply::Done))
}

/// The region, if it takes part now and the key is still its own.
fn admitted(store: &impl StateStore, region: &RegionId, verified_with: Option<[u8; 32]>) -> Checked<Region> {
    let Some(found) = store.find_region(region)?.filter(|found| found.state == RegionState::Approved) else {
        let sentence = format!("region {region} is not approved");
        return Ok(Err(Refusal::new(ErrorCode::NotAdmitted, sentence)));
    };
    let key = found.keys.as_ref().map(|keys| keys.signing_key);
    if verified_with.is_some() && verified_with != key {
        let sentence = format!("region {region} signs with another key since the request was checked");
        return Ok(Err(Refusal::new(ErrorCode::BadSignature, sentence)));
    }
    Ok(Ok(found))
}

/// Draws the next value of a running number.
fn next(store: &mut impl StateStore, counter: Counter) -> Stored<u64> {
    let value = store.counter(counter)? + 1;
    store.put_counter(counter, value)?;
    Ok(value)
}

/// Makes a new version of the directory.
fn bump_directory(store: &mut impl StateStore, moment: Moment) -> Stored<()> {
    next(store, Counter::Directory)?;
    store.put_directory_time_ms(moment.at_ms)
}
