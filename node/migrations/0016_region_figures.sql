-- The figures of all regions as the network signed them last: estimates from released tables, no person's data.
CREATE TABLE region_figures (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    edition        INTEGER NOT NULL,
    document       BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;
