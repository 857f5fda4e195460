-- The lists of occupations and skills that were imported, and which of them is in use. Without a row in
-- vocabulary_in_use it is the starter list in the program. Lists are kept, so that an older one can be looked at.
CREATE TABLE vocabulary_versions (
    number         INTEGER PRIMARY KEY,
    name           TEXT NOT NULL CHECK (name <> ''),
    imported_at_ms INTEGER NOT NULL,
    occupations    INTEGER NOT NULL,
    skills         INTEGER NOT NULL,
    relations      INTEGER NOT NULL,
    -- how the content is written; a program reads the formats that it knows
    format         INTEGER NOT NULL,
    content_sha256 BLOB NOT NULL CHECK (length(content_sha256) = 32),
    content        BLOB NOT NULL
) STRICT;

CREATE TABLE vocabulary_in_use (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL REFERENCES vocabulary_versions (number)
) STRICT;
