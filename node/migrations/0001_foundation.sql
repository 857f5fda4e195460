-- What every later table stands on: the audit log, the outbox, the inbox and the settings.
-- Ids are sixteen bytes; moments are milliseconds since 1970 UTC (`*_at_ms`), days are ISO dates (`*_on`).

-- Who did or read what. Each row carries the hash of the row before it; nothing is changed or removed.
CREATE TABLE audit_entries (
    sequence  INTEGER PRIMARY KEY,
    at_ms     INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    previous  BLOB NOT NULL CHECK (length(previous) = 32),
    hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, sequence);

CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entries_are_never_removed BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- The last entry, so that a removed tail is noticed as well.
CREATE TABLE audit_head (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    sequence  INTEGER NOT NULL,
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit_head VALUES (1, 0, zeroblob(32));

-- Messages that must leave, written in the same transaction as the change that they tell of.
CREATE TABLE outbox (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id    BLOB NOT NULL UNIQUE CHECK (length(message_id) = 16),
    kind          INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    payload       BLOB NOT NULL,
    size_bytes    INTEGER NOT NULL,
    payload_sha256 BLOB NOT NULL CHECK (length(payload_sha256) = 32),
    subject       TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    due_at_ms     INTEGER NOT NULL,
    state         TEXT NOT NULL DEFAULT 'waiting'
                  CHECK (state IN ('waiting', 'delivered', 'refused', 'cancelled')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    settled_at_ms INTEGER,
    reason        TEXT,
    CHECK ((state = 'waiting') = (settled_at_ms IS NULL))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (due_at_ms, sequence) WHERE state = 'waiting';
CREATE INDEX outbox_by_subject ON outbox (subject);

-- Ids of messages that had their effect already.
CREATE TABLE inbox (
    message_id  BLOB PRIMARY KEY CHECK (length(message_id) = 16),
    taken_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Single values that the program keeps for itself: cursors, versions, marks.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
