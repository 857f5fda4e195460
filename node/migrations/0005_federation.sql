-- What this region knows of the network.

-- The last directory, as the network signed it. One row, or none before joining.
CREATE TABLE directory (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    version        INTEGER NOT NULL,
    document       BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

-- Public vacancies of the other regions, as they signed them, with the columns that lists need.
CREATE TABLE network_vacancies (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    region         TEXT NOT NULL,
    revision       INTEGER NOT NULL,
    open           INTEGER NOT NULL CHECK (open IN (0, 1)),
    record_version INTEGER NOT NULL,
    record         BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX network_vacancies_open ON network_vacancies (region, id) WHERE open = 1;
