-- What initiatives teach, and employers that look for other work for their people together.

-- A sector desk (such as a Transferpunt) is an entry with an intake; a programme has none.
ALTER TABLE initiatives ADD COLUMN kind TEXT NOT NULL DEFAULT 'programme' CHECK (kind IN ('programme', 'sector-desk'));
ALTER TABLE initiatives ADD COLUMN intake_name TEXT;
ALTER TABLE initiatives ADD COLUMN intake_email TEXT;
ALTER TABLE initiatives ADD COLUMN intake_phone TEXT;
-- nothing while nobody has said; '*' for the whole country; else region codes with a space between
ALTER TABLE initiatives ADD COLUMN works_in TEXT;

CREATE TABLE modules (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    initiative     BLOB NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    place          INTEGER NOT NULL,
    name           TEXT NOT NULL CHECK (name <> ''),
    weeks          INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 260),
    hours_per_week INTEGER NOT NULL CHECK (hours_per_week BETWEEN 1 AND 60),
    -- 1: one can begin any week; 0: on the days of module_starts
    continuous     INTEGER NOT NULL CHECK (continuous IN (0, 1)),
    seats          INTEGER CHECK (seats > 0),
    -- nothing: online
    municipality   TEXT,
    certificate    TEXT,
    UNIQUE (initiative, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE module_skills (
    module BLOB NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    skill  INTEGER NOT NULL REFERENCES esco_terms (number),
    level  INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    PRIMARY KEY (module, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE module_starts (
    module    BLOB NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (module, starts_on)
) STRICT, WITHOUT ROWID;

-- Who pays which part, per person, in cents.
CREATE TABLE module_costs (
    module BLOB NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    payer  TEXT NOT NULL,
    cents  INTEGER NOT NULL CHECK (cents > 0),
    PRIMARY KEY (module, payer)
) STRICT, WITHOUT ROWID;

CREATE TABLE employer_groups (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    name         TEXT NOT NULL CHECK (name <> ''),
    name_folded  TEXT NOT NULL UNIQUE,
    begins_on    TEXT NOT NULL,
    months       INTEGER NOT NULL CHECK (months BETWEEN 1 AND 60),
    budget_cents INTEGER NOT NULL CHECK (budget_cents >= 0)
) STRICT, WITHOUT ROWID;

-- Jobs that vanish, counted: no person stands here.
CREATE TABLE vanishing_jobs (
    employer_group BLOB NOT NULL REFERENCES employer_groups (id) ON DELETE CASCADE,
    employer       BLOB NOT NULL REFERENCES employers (id),
    occupation     INTEGER NOT NULL REFERENCES esco_terms (number),
    vanishes_on    TEXT NOT NULL,
    jobs           INTEGER NOT NULL CHECK (jobs > 0),
    PRIMARY KEY (employer_group, employer, occupation, vanishes_on)
) STRICT, WITHOUT ROWID;

-- Where the people of a group could go: a shortage in a region, so many seats, and what it takes to get there.
CREATE TABLE group_destinations (
    employer_group BLOB NOT NULL REFERENCES employer_groups (id) ON DELETE CASCADE,
    place          INTEGER NOT NULL,
    occupation     INTEGER NOT NULL REFERENCES esco_terms (number),
    region         TEXT NOT NULL CHECK (region GLOB 'AM[0-9][0-9]'),
    seats          INTEGER NOT NULL CHECK (seats > 0),
    -- cents per person, as agreed for the group
    cost_cents     INTEGER NOT NULL CHECK (cost_cents >= 0),
    initiative     BLOB REFERENCES initiatives (id),
    PRIMARY KEY (employer_group, place)
) STRICT, WITHOUT ROWID;
