-- The network that this node belongs to, and its certificates in it.

-- One row from the moment that a join token is used.
CREATE TABLE membership (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    region         TEXT NOT NULL CHECK (region GLOB 'AM[0-9][0-9]'),
    addresses      TEXT NOT NULL,
    ca_fingerprint BLOB NOT NULL CHECK (length(ca_fingerprint) = 32),
    network_key    BLOB NOT NULL CHECK (length(network_key) = 32),
    -- while the region asks to join
    token_secret   BLOB CHECK (length(token_secret) = 32),
    enrolment      BLOB CHECK (length(enrolment) = 16),
    -- once it takes part
    authority      BLOB,
    joined_at_ms   INTEGER,
    CHECK ((authority IS NULL) = (joined_at_ms IS NULL)),
    CHECK ((authority IS NULL) <> (token_secret IS NULL))
) STRICT;

-- The node's own TLS certificates; the one that counts longest is used.
CREATE TABLE certificates (
    serial        BLOB PRIMARY KEY,
    certificate   BLOB NOT NULL,
    not_before_ms INTEGER NOT NULL,
    not_after_ms  INTEGER NOT NULL
) STRICT;
