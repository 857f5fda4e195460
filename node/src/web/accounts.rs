//! From a session's token to who is signed in.

use super::{
    WebState,
    error::WebError,
    session::{Session, csrf_token},
};
use crate::storage;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

/// A session in use is noted at most this often: a page with ten parts writes once.
const NOTE_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Who is signed in with this token; nobody when it has ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn session(state: &WebState, token: &str) -> Result<Option<Session>, WebError> {
    let (now, policy) = (state.context.clock.now(), state.context.policy);
    let token_sha256: [u8; 32] = Sha256::digest(token.as_bytes()).into();
    let stored = state
        .context
        .storage
        .read(move |connection| storage::sessions::get(connection, token_sha256))
        .await?;
    let Some(stored) = stored else { return Ok(None) };
    let unused = now.duration_since(stored.seen_at);
    if now >= stored.ends_at || unused >= policy.session_idle {
        return Ok(None);
    }
    if unused >= NOTE_EVERY {
        let storage = &state.context.storage;
        storage.write(move |transaction| storage::sessions::touch(transaction, token_sha256, now)).await?;
    }
    Ok(Some(Session {
        account: stored.account.id,
        name: stored.account.name.to_string(),
        role: stored.account.role,
        csrf: csrf_token(token),
        token: token.to_owned(),
    }))
}
