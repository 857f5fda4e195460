-- What counts in a match and for how much: every set that was ever in force, in the order in which they came.
-- Nothing is ever taken out, so that a score of any day can be explained.
CREATE TABLE matching_weights (
    number   INTEGER PRIMARY KEY,
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    -- the whole file, without remarks
    content  TEXT NOT NULL,
    source   TEXT NOT NULL CHECK (source IN ('program', 'configuration', 'command')),
    since_ms INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    why      TEXT NOT NULL
) STRICT;

CREATE TRIGGER matching_weights_stay BEFORE UPDATE ON matching_weights
BEGIN SELECT RAISE(ABORT, 'sets of weights are only added'); END;

CREATE TRIGGER matching_weights_are_kept BEFORE DELETE ON matching_weights
BEGIN SELECT RAISE(ABORT, 'sets of weights are only added'); END;
