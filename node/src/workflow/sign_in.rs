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
        .read(move |connection| {
            for key in keys {
                if let Some(failures) = sessions::failures(connection, key)?
                    && failures.closed_until > now
                {
                    return Err(WorkflowError::TooManyAttempts { until: failures.closed_until });
                }
            }
            let found = accounts::by_name(connection, &name)?;
            let hash = found.as_ref().map_or_else(|| HASH_OF_NOBODY.to_owned(), |(_, hash)| hash.clone());
            Ok((found.map(|(account, _)| account), hash))
        })
        .await?;
    let right = tokio::task::spawn_blocking(move || fits(&password, &hash)).await.unwrap_or(false);
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
                let forgotten = now.saturating_sub(FORGOTTEN_AFTER).unwrap_or(now);
                sessions::forget_failures_before(tx, forgotten)?;
                count(tx, keys[0], ATTEMPTS_BY_NAME, now)?;
                count(tx, keys[1], ATTEMPTS_BY_ADDRESS, now)?;
                note(tx, &Actor::System, "sign-in.failed", now)?;
                // The failure is committed, then told.
                Ok::<_, WorkflowError>(Err(WorkflowError::WrongCredentials))
            }
        })
        .await?
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

/// Ends a session; one that is not there is fine.
///
/// # Errors
/// [`WorkflowError`] when it cannot be written.
pub async fn sign_out(context: &Context, token: &str) -> Result<(), WorkflowError> {
    let hash = identity::sha256(token.as_bytes());
    context.storage.write(move |tx| Ok::<_, WorkflowError>(sessions::delete(tx, hash)?)).await
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
