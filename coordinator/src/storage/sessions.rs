//! Sign-ins at the pages of this replica, in a database of their own: they are not part of the replicated state.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use vocabulary::Timestamp;

/// A database of sessions that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the sessions cannot be {doing}")]
pub struct SessionError {
    doing: &'static str,
    source: rusqlite::Error,
}

/// The sessions of one replica. Only the hash of a session's secret is kept.
#[derive(Debug, Clone)]
pub struct SessionStore {
    connection: Arc<Mutex<Connection>>,
}

/// A session that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// The sign-in name.
    pub account: String,
    /// What forms of this session carry.
    pub csrf: String,
    /// Until when it holds if nobody uses it.
    pub expires_at: Timestamp,
    /// Until when it holds at most.
    pub ends_at: Timestamp,
}

impl SessionStore {
    /// Opens the database, or makes it.
    ///
    /// # Errors
    /// When the file cannot be opened or written.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        let failed = |source| SessionError { doing: "opened", source };
        let connection = Connection::open(path).map_err(failed)?;
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL;
                 CREATE TABLE IF NOT EXISTS session (
                     secret_sha256 BLOB PRIMARY KEY,
                     account TEXT NOT NULL,
                     csrf TEXT NOT NULL,
                     expires_at_ms INTEGER NOT NULL,
                     ends_at_ms INTEGER NOT NULL
                 ) STRICT, WITHOUT ROWID;",
            )
            .map_err(failed)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)) })
    }

    /// Keeps a session under the hash of `secret`, and drops those that have ended.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put(&self, secret: &str, session: &StoredSession, now: Timestamp) -> Result<(), SessionError> {
        self.with("kept", |connection| {
            connection.execute("DELETE FROM session WHERE expires_at_ms <= ?1", [now.as_millisecond()])?;
            connection.execute(
                "INSERT OR REPLACE INTO session (secret_sha256, account, csrf, expires_at_ms, ends_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    hash(secret),
                    session.account,
                    session.csrf,
                    session.expires_at.as_millisecond(),
                    session.ends_at.as_millisecond()
                ],
            )?;
            Ok(())
        })
    }

    /// The session of this secret, if it still holds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find(&self, secret: &str, now: Timestamp) -> Result<Option<StoredSession>, SessionError> {
        self.with("read", |connection| {
            connection
                .query_row(
                    "SELECT account, csrf, expires_at_ms, ends_at_ms FROM session WHERE secret_sha256 = ?1 AND expires_at_ms > ?2",
                    params![hash(secret), now.as_millisecond()],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?)),
                )
                .optional()
        })
        .map(|found| {
            found.map(|(account, csrf, expires_at_ms, ends_at_ms)| StoredSession {
                account,
                csrf,
                expires_at: Timestamp::from_millisecond(expires_at_ms).unwrap_or(now),
                ends_at: Timestamp::from_millisecond(ends_at_ms).unwrap_or(now),
            })
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end(&self, secret: &str) -> Result<(), SessionError> {
        self.with("ended", |connection| {
            connection.execute("DELETE FROM session WHERE secret_sha256 = ?1", [hash(secret)]).map(drop)
        })
    }

    fn with<T>(
        &self,
        doing: &'static str,
        act: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, SessionError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        act(&connection).map_err(|source| SessionError { doing, source })
    }
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_holds_until_it_ends_and_survives_a_restart_without_its_secret_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        let now: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        let session =
            StoredSession { account: "anna".into(), csrf: "c".into(), expires_at: later, ends_at: later };
        SessionStore::open(&path).unwrap().put("top-secret-of-session", &session, now).unwrap();
        let store = SessionStore::open(&path).unwrap();
        assert_eq!(store.find("top-secret-of-session", now).unwrap(), Some(session));
        assert_eq!(store.find("top-secret-of-session", later).unwrap(), None);
        assert_eq!(store.find("another", now).unwrap(), None);
        store.end("top-secret-of-session").unwrap();
        assert_eq!(store.find("top-secret-of-session", now).unwrap(), None);
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(10).any(|window| window == b"top-secret"));
        }
    }
}
