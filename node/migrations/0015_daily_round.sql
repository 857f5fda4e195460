-- What the last daily round found for people whom somebody here helps: replaced at each round, gone with the person.

-- Who was in the last round. What is found for somebody who was not in the one before is no news.
CREATE TABLE round_people (
    candidate INTEGER PRIMARY KEY REFERENCES candidates (row) ON DELETE CASCADE
) STRICT;

CREATE TABLE round_matches (
    candidate INTEGER NOT NULL REFERENCES round_people (candidate) ON DELETE CASCADE,
    vacancy   BLOB NOT NULL CHECK (length(vacancy) = 16),
    -- 1 for the best
    place     INTEGER NOT NULL CHECK (place > 0),
    -- the day of the round that found it; nothing when the person's first round did
    new_on    TEXT CHECK (new_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (candidate, vacancy)
) STRICT, WITHOUT ROWID;
