-- What was published of the region's people, and what each publication cost. A row is a noisy table that was
-- drawn once; its bytes are the only ones ever sent for its week. `record` is empty where the row was learnt
-- from the coordinator's receipt after a restore: it is spent, and its bytes are the coordinator's.
CREATE TABLE dp_release (
    sequence       INTEGER PRIMARY KEY CHECK (sequence > 0),
    release_id     BLOB NOT NULL UNIQUE CHECK (length(release_id) = 32),
    table_name     TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    period         TEXT NOT NULL,
    period_on      TEXT NOT NULL,
    rho_micro      INTEGER NOT NULL CHECK (rho_micro > 0),
    record         BLOB NOT NULL,
    record_sha256  BLOB NOT NULL CHECK (length(record_sha256) = 32),
    signature      BLOB NOT NULL,
    created_at_ms  INTEGER NOT NULL,
    previous       BLOB NOT NULL CHECK (length(previous) = 32),
    hash           BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX dp_release_by_table ON dp_release (table_name, period_on);
CREATE INDEX dp_release_by_day ON dp_release (period_on);

CREATE TRIGGER dp_release_is_never_changed BEFORE UPDATE ON dp_release
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;
CREATE TRIGGER dp_release_is_never_removed BEFORE DELETE ON dp_release
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;

-- That the coordinator has a release, in the coordinator's signed words.
CREATE TABLE dp_receipt (
    release_id     BLOB PRIMARY KEY REFERENCES dp_release (release_id),
    receipt        BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER dp_receipt_is_never_changed BEFORE UPDATE ON dp_receipt
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;
CREATE TRIGGER dp_receipt_is_never_removed BEFORE DELETE ON dp_receipt
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;
