-- sm.db

CREATE TABLE accounts (
    name          TEXT PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    roles         TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
    serial       BLOB PRIMARY KEY,
    region       TEXT NOT NULL,
    certificate  BLOB NOT NULL,
    not_after_ms INTEGER NOT NULL,
    revoked      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX certificates_region ON certificates (region, not_after_ms);

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
    id              BLOB PRIMARY KEY,
    region          TEXT NOT NULL,
    token_sha256    BLOB NOT NULL,
    signing_key     BLOB NOT NULL,
    sealing_key     BLOB NOT NULL,
    signing_request BLOB NOT NULL,
    words           TEXT NOT NULL,
    oldest          INTEGER NOT NULL,
    newest          INTEGER NOT NULL,
    requested_at_ms INTEGER NOT NULL,
    decision        TEXT NOT NULL CHECK (decision IN ('pending', 'approved', 'rejected')),
    decided_at_ms   INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX enrolments_pending ON enrolments (region) WHERE decision = 'pending';

CREATE TABLE handover_files (
    handover BLOB PRIMARY KEY REFERENCES handovers (id),
    region   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    preview  BLOB NOT NULL,
    envelope BLOB NOT NULL,
    UNIQUE (region, sequence)
) STRICT;

CREATE TABLE handovers (
    id                 BLOB PRIMARY KEY,
    from_region        TEXT NOT NULL,
    to_region          TEXT NOT NULL,
    statement          BLOB NOT NULL,
    sender_signature   BLOB NOT NULL,
    sender_key         BLOB NOT NULL,
    offered_at_ms      INTEGER NOT NULL,
    expires_at_ms      INTEGER NOT NULL,
    stage              TEXT NOT NULL
        CHECK (stage IN ('offered', 'accepted', 'closed', 'refused', 'withdrawn', 'expired')),
    share              BLOB,
    decided_at_ms      INTEGER,
    log_index          INTEGER,
    receiver_signature BLOB,
    receiver_key       BLOB,
    closed_at_ms       INTEGER,
    reason             INTEGER,
    note               BLOB,
    CHECK ((share IS NOT NULL) = (stage IN ('offered', 'accepted')))
) STRICT, WITHOUT ROWID;

CREATE INDEX handovers_offered ON handovers (expires_at_ms) WHERE stage = 'offered';

CREATE TABLE invitations (
    token_sha256  BLOB PRIMARY KEY,
    region        TEXT NOT NULL,
    name          TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    used_by       BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    region  TEXT NOT NULL,
    message BLOB NOT NULL,
    at_ms   INTEGER NOT NULL,
    PRIMARY KEY (region, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_at ON messages (at_ms);

CREATE TABLE progress (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    last_applied  TEXT,                       -- JSON of the log id; part of every apply transaction
    applied_index INTEGER NOT NULL,           -- the index in it
    membership    TEXT NOT NULL               -- JSON of the stored membership
) STRICT;

CREATE TABLE region_changes (
    sequence INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    region   TEXT NOT NULL,
    actor    TEXT NOT NULL,
    state    TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT;

CREATE TABLE regions (
    region      TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    state       TEXT NOT NULL,
    since_ms    INTEGER NOT NULL,
    signing_key BLOB,
    sealing_key BLOB,
    oldest      INTEGER,
    newest      INTEGER,
    agreement   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE "releases" (
    release_id     BLOB NOT NULL,
    region         TEXT NOT NULL,
    table_id       INTEGER NOT NULL,
    period         TEXT NOT NULL,
    sequence       INTEGER NOT NULL,
    rho_micro      INTEGER NOT NULL,
    record         BLOB NOT NULL,
    record_sha256  BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL,
    PRIMARY KEY (region, release_id),
    UNIQUE (region, table_id, period),
    UNIQUE (region, sequence)
) STRICT;

CREATE TABLE vacancies (
    vacancy        BLOB PRIMARY KEY,
    sequence       INTEGER NOT NULL UNIQUE,
    region         TEXT NOT NULL,
    revision       INTEGER NOT NULL,
    open           INTEGER NOT NULL,
    occupation     TEXT NOT NULL,
    record_version INTEGER NOT NULL,
    record         BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX vacancies_demand ON vacancies (region, occupation) WHERE open = 1;

CREATE INDEX vacancies_tombstones ON vacancies (received_at_ms) WHERE open = 0;

-- log.db

CREATE TABLE log (
        log_index INTEGER PRIMARY KEY,
        entry     BLOB NOT NULL
    ) STRICT;

CREATE TABLE marks (
        name  TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

-- sessions.db

CREATE TABLE session (
                     secret_sha256 BLOB PRIMARY KEY,
                     account TEXT NOT NULL,
                     csrf TEXT NOT NULL,
                     expires_at_ms INTEGER NOT NULL,
                     ends_at_ms INTEGER NOT NULL
                 ) STRICT, WITHOUT ROWID;

