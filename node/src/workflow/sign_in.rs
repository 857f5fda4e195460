//! Signing in and out. Wrong attempts close the door for a while, by name and by address, also over restarts.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{account::Account, text::fold},
    storage::{
        accounts, audit_log,
        sessions::{self, Failures},
    },
};
use argon2::{
    Argon2,
    password_hash::{PasswordVerifier as _, phc::PasswordHash},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;
use tokio::sync::Semaphore;
use vocabulary::Purpose;

/// Wrong attempts by name before the door closes.
const ATTEMPTS_BY_NAME: u32 = 5;
/// Wrong attempts by address: a whole office may share one.
const ATTEMPTS_BY_ADDRESS: u32 = 20;
/// How long the door stays closed after one attempt too many; each further one doubles it.
const CLOSED_AT_FIRST_S: i64 = 30;
/// The longest that it stays closed: long enough to stop guessing, short enough that nobody calls for help.
const CLOSED_AT_MOST_S: i64 = 15 * 60;
/// Attempts that lie further back are forgotten.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// The use of a session is written at most this often.
const TOUCHED_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// Passwords that are checked at a time, whoever asks: each check takes 19 MiB and a processor for a while.
const CHECKS_AT_A_TIME: usize = 3;
/// Whose turn it is. One for the program, because memory is the program's.
static CHECKS: Semaphore = Semaphore::const_new(CHECKS_AT_A_TIME);
/// Verified when there is no such name, so that the time tells nothing. Made of random bytes that nobody kept.
const HASH_OF_NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$\
    c2NoYWtlbG5ldC1ub2JvZHk$9ZvO7vMjbN1n3lB1l5m5bqkq3l1jv0b9y3c9m0Jr0hE";

/// Somebody has signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The token of the session, 64 hexadecimal digits; only its hash is stored.
    pub token: String,
    /// Whose session it is.
    pub account: Account,
    /// When it ends in any case.
    pub ends_at: Timestamp,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("account", &self.account).finish_non_exhaustive()
    }
}

/// Signs somebody in.
///
/// The attempt is counted before the password is looked at and given back when it is right: however many attempts
/// come at the same moment, no more are tried than are free.
///
/// # Errors
/// [`WorkflowError::WrongCredentials`]; [`WorkflowError::TooManyAttempts`] with the time until which nothing is
/// tried, also with the right password.
pub async fn sign_in(
    context: &Context,
    name: &str,
    password: String,
    address: &str,
) -> Result<SignedIn, WorkflowError> {
    let now = context.clock.now();
    let keys = [key("name", &fold(name)), key("address", address)];
    let name = name.to_owned();
    let (found, hash) = context
        .storage
        .write(move |tx| {
            charge(tx, keys, now)?;
            Ok::<_, WorkflowError>(match accounts::to_sign_in(tx, &name)? {
                Some((account, hash)) => (Some(account), hash),
                None => (None, HASH_OF_NOBODY.to_owned()),
            })
        })
        .await?;
    let right = fits_in_turn(password, hash).await;
    let token = hex::encode(identity::random_bytes::<32>().map_err(|_| WorkflowError::Secret)?);
    let ends_at = now.saturating_add(context.policy.session_longest).map_err(|_| WorkflowError::Secret)?;
    context
        .storage
        .write(move |tx| match found.filter(|_| right) {
            Some(account) => {
                for key in keys {
                    sessions::clear_failures(tx, key)?;
                }
                sessions::insert(tx, identity::sha256(token.as_bytes()), account.id, now, ends_at)?;
                note(tx, &Actor::account(account.id, account.role), "sign-in", now)?;
                Ok(Ok(SignedIn { token, account, ends_at }))
            }
            None => {
                note(tx, &Actor::System, "sign-in.failed", now)?;
                // The entry is committed, then told.
                Ok::<_, WorkflowError>(Err(WorkflowError::WrongCredentials))
            }
        })
        .await?
}

/// Counts an attempt under both keys, or refuses it while a door is closed.
fn charge(transaction: &Transaction<'_>, keys: [[u8; 32]; 2], now: Timestamp) -> Result<(), WorkflowError> {
    for key in keys {
        if let Some(failures) = sessions::failures(transaction, key)?
            && failures.closed_until > now
        {
            let wait = failures.closed_until.duration_since(now).as_secs().max(1);
            let wait_s = u32::try_from(wait).unwrap_or(u32::MAX);
            return Err(WorkflowError::TooManyAttempts { until: failures.closed_until, wait_s });
        }
    }
    let forgotten = now.saturating_sub(FORGOTTEN_AFTER).unwrap_or(now);
    sessions::forget_failures_before(transaction, forgotten)?;
    count(transaction, keys[0], ATTEMPTS_BY_NAME, now)?;
    count(transaction, keys[1], ATTEMPTS_BY_ADDRESS, now)
}

/// Whether the password fits, when it is its turn.
async fn fits_in_turn(password: String, hash: String) -> bool {
    let Ok(turn) = CHECKS.acquire().await else { return false };
    let check = tokio::task::spawn_blocking(move || {
        // The turn ends with the check, also when nobody waits for its answer any more.
        let _turn = turn;
        fits(&password, &hash)
    });
    check.await.unwrap_or(false)
}

fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn key(kind: &str, text: &str) -> [u8; 32] {
    identity::sha256(format!("sign-in {kind} {text}").as_bytes())
}

fn note(
    transaction: &Transaction<'_>,
    actor: &Actor,
    action: &str,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    audit_log::append(transaction, &actor.entry(now, Purpose::CaseWork, action, "session".into(), ""))?;
    Ok(())
}

fn count(
    transaction: &Transaction<'_>,
    key: [u8; 32],
    free_attempts: u32,
    now: Timestamp,
) -> Result<(), WorkflowError> {
    let before = sessions::failures(transaction, key)?.map_or(0, |failures| failures.count);
    let count = before + 1;
    let failures = Failures { count, last_at: now, closed_until: closed_until(count, free_attempts, now) };
    sessions::set_failures(transaction, key, failures)?;
    Ok(())
}

/// Opens the door for a name again.
pub(super) fn forget_attempts(transaction: &Transaction<'_>, name: &str) -> Result<(), WorkflowError> {
    Ok(sessions::clear_failures(transaction, key("name", &fold(name)))?)
}

fn closed_until(count: u32, free_attempts: u32, now: Timestamp) -> Timestamp {
    let Some(beyond) = count.checked_sub(free_attempts) else { return now };
    let seconds = CLOSED_AT_FIRST_S.saturating_mul(1_i64 << beyond.min(20)).min(CLOSED_AT_MOST_S);
    now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}

/// Whose session a token is; nobody's when it is unknown, too old or not used for too long.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read.
pub async fn session_of(context: &Context, token: &str) -> Result<Option<Account>, WorkflowError> {
    let hash = identity::sha256(token.as_bytes());
    let now = context.clock.now();
    let found = context
        .storage
        .read(move |connection| Ok::<_, WorkflowError>(sessions::get(connection, hash)?))
        .await?;
    let Some(session) = found else { return Ok(None) };
    let unused_for = now.duration_since(session.seen_at);
    if session.ends_at <= now || unused_for >= context.policy.session_idle {
        return Ok(None);
    }
    if unused_for >= TOUCHED_EVERY {
        context.storage.write(move |tx| Ok::<_, WorkflowError>(sessions::touch(tx, hash, now)?)).await?;
    }
    Ok(Some(session.account))
}

/// Ends a session, and notes whose it was; one that is not there is fine.
///
/// # Errors
/// [`WorkflowError`] when it cannot be written.
pub async fn sign_out(context: &Context, token: &str) -> Result<(), WorkflowError> {
    let hash = identity::sha256(token.as_bytes());
    let now = context.clock.now();
    let end = move |tx: &Transaction<'_>| {
        let Some(session) = sessions::get(tx, hash)? else { return Ok(()) };
        sessions::delete(tx, hash)?;
        note(tx, &Actor::account(session.account.id, session.account.role), "sign-out", now)
    };
    context.storage.write(end).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_costs_as_much_time_as_a_known_one() {
        // A hash that does not parse would be refused at once, and tell by the time that there is no such name.
        assert!(PasswordHash::new(HASH_OF_NOBODY).is_ok());
        assert!(!fits("", HASH_OF_NOBODY));
    }
}
