-- What a person can still learn, likes to do and from when; results of tests; proposals of people for vacancies.

ALTER TABLE candidates ADD COLUMN potential_hard INTEGER CHECK (potential_hard BETWEEN 1 AND 5);
ALTER TABLE candidates ADD COLUMN potential_soft INTEGER
    CHECK (potential_soft BETWEEN 1 AND 5 AND (potential_soft IS NULL) = (potential_hard IS NULL));
ALTER TABLE candidates ADD COLUMN potential_source TEXT
    CHECK (potential_source IN ('coach', 'test') AND (potential_source IS NULL) = (potential_hard IS NULL));
ALTER TABLE candidates ADD COLUMN potential_on TEXT CHECK ((potential_on IS NULL) = (potential_hard IS NULL));
ALTER TABLE candidates ADD COLUMN available_from_on TEXT;
-- six digits in the order of the hexagon: realistic, investigative, artistic, social, enterprising, conventional
ALTER TABLE candidates ADD COLUMN interests TEXT CHECK (interests GLOB '[0-4][0-4][0-4][0-4][0-4][0-4]');
ALTER TABLE candidates ADD COLUMN interests_source TEXT
    CHECK (interests_source IN ('self', 'test') AND (interests_source IS NULL) = (interests IS NULL));

CREATE TABLE test_results (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    candidate      INTEGER NOT NULL REFERENCES candidates (row) ON DELETE CASCADE,
    name           TEXT NOT NULL CHECK (name <> ''),
    provider       TEXT NOT NULL CHECK (provider <> ''),
    taken_on       TEXT NOT NULL,
    interests      TEXT CHECK (interests GLOB '[0-4][0-4][0-4][0-4][0-4][0-4]'),
    recorded_at_ms INTEGER NOT NULL,
    UNIQUE (candidate, name, provider, taken_on)
) STRICT;

-- settled: what was chosen where the test says less than was known; nothing chosen yet is NULL.
CREATE TABLE test_result_skills (
    test_result BLOB NOT NULL REFERENCES test_results (id) ON DELETE CASCADE,
    skill       INTEGER NOT NULL REFERENCES esco_terms (number),
    level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    settled     TEXT CHECK (settled IN ('kept', 'taken')),
    PRIMARY KEY (test_result, skill)
) STRICT, WITHOUT ROWID;

-- A vacancy may be another region's and go; its title stays here so that the list can be read.
-- arm: what led to it, the match list or the adviser's own idea. reason and note stay on the person's side.
CREATE TABLE proposals (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    candidate       INTEGER NOT NULL REFERENCES candidates (row) ON DELETE CASCADE,
    vacancy         BLOB NOT NULL CHECK (length(vacancy) = 16),
    title           TEXT NOT NULL CHECK (title <> ''),
    arm             TEXT NOT NULL CHECK (arm IN ('matching', 'manual')),
    weights_version TEXT,
    place           INTEGER CHECK (place > 0),
    score           REAL CHECK (score BETWEEN 0 AND 1),
    made_by         BLOB NOT NULL CHECK (length(made_by) = 16),
    made_at_ms      INTEGER NOT NULL,
    stage           TEXT NOT NULL CHECK (stage IN ('unfit', 'proposed', 'interview', 'hired', 'not-hired')),
    interviewed     INTEGER NOT NULL CHECK (interviewed IN (0, 1)),
    reason          TEXT,
    note            TEXT,
    changed_at_ms   INTEGER NOT NULL,
    UNIQUE (candidate, vacancy),
    CHECK ((arm = 'matching') = (weights_version IS NOT NULL)),
    CHECK ((arm = 'matching') = (place IS NOT NULL)),
    CHECK ((arm = 'matching') = (score IS NOT NULL)),
    CHECK ((stage IN ('unfit', 'not-hired')) = (reason IS NOT NULL))
) STRICT;
CREATE INDEX proposals_by_vacancy ON proposals (vacancy);
