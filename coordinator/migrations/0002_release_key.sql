-- The id of a release is computed from public facts: it names a release among those of its region only.
CREATE TABLE releases_by_region (
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
INSERT INTO releases_by_region SELECT * FROM releases;
DROP TABLE releases;
ALTER TABLE releases_by_region RENAME TO releases;
