CREATE TABLE accounts (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    name          TEXT NOT NULL CHECK (name <> ''),
    name_folded   TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('adviser', 'coach', 'business-adviser', 'operator')),
    password_hash TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
, disabled_at_ms INTEGER) STRICT;

CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_entries_are_never_removed BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE audit_entries (
    sequence  INTEGER PRIMARY KEY,
    at_ms     INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    previous  BLOB NOT NULL CHECK (length(previous) = 32),
    hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_entries_by_subject ON audit_entries (subject, sequence);

CREATE TABLE audit_head (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    sequence  INTEGER NOT NULL,
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE candidate_languages (
    candidate INTEGER NOT NULL REFERENCES candidates (row) ON DELETE CASCADE,
    language  TEXT NOT NULL,
    level     TEXT NOT NULL,
    PRIMARY KEY (candidate, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate_occupations (
    candidate  INTEGER NOT NULL REFERENCES candidates (row) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('former', 'target')),
    place      INTEGER NOT NULL,
    occupation INTEGER NOT NULL REFERENCES esco_terms (number),
    PRIMARY KEY (candidate, kind, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate_skills (
    candidate INTEGER NOT NULL REFERENCES candidates (row) ON DELETE CASCADE,
    skill     INTEGER NOT NULL REFERENCES esco_terms (number),
    level     INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    evidence  INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 3),
    PRIMARY KEY (candidate, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidates (
    row                INTEGER PRIMARY KEY,
    id                 BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    revision           INTEGER NOT NULL,
    name               TEXT NOT NULL CHECK (name <> ''),
    name_folded        TEXT NOT NULL,
    email              TEXT,
    phone              TEXT,
    born_on            TEXT,
    remarks            TEXT,
    present_employer   BLOB REFERENCES employers (id),
    municipality       TEXT NOT NULL,
    hours_fewest       INTEGER NOT NULL,
    hours_most         INTEGER NOT NULL,
    max_travel_minutes INTEGER NOT NULL,
    education          TEXT,
    occupation         INTEGER REFERENCES esco_terms (number),
    years_experience   INTEGER NOT NULL,
    restricted         INTEGER NOT NULL CHECK (restricted IN (0, 1)),
    registered_at_ms   INTEGER NOT NULL,
    changed_at_ms      INTEGER NOT NULL, potential_hard INTEGER CHECK (potential_hard BETWEEN 1 AND 5), potential_soft INTEGER
    CHECK (potential_soft BETWEEN 1 AND 5 AND (potential_soft IS NULL) = (potential_hard IS NULL)), potential_source TEXT
    CHECK (potential_source IN ('coach', 'test') AND (potential_source IS NULL) = (potential_hard IS NULL)), potential_on TEXT CHECK ((potential_on IS NULL) = (potential_hard IS NULL)), available_from_on TEXT, interests TEXT CHECK (interests GLOB '[0-4][0-4][0-4][0-4][0-4][0-4]'), interests_source TEXT
    CHECK (interests_source IN ('self', 'test') AND (interests_source IS NULL) = (interests IS NULL)),
    CHECK (hours_fewest <= hours_most)
) STRICT;

CREATE INDEX candidates_by_name ON candidates (name_folded);

CREATE TABLE case_events (
    case_id   BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    sequence  INTEGER NOT NULL,
    at_ms     INTEGER NOT NULL,
    account   BLOB,
    kind      TEXT NOT NULL,
    from_step INTEGER,
    to_step   INTEGER,
    reason    TEXT,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_steps (
    case_id           BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    sequence          INTEGER NOT NULL,
    step              INTEGER NOT NULL CHECK (step BETWEEN 1 AND 7),
    entered_at_ms     INTEGER NOT NULL,
    wish              TEXT,
    coach             BLOB,
    target_occupation TEXT,
    vacancy           BLOB,
    shadowing_from    TEXT,
    shadowing_days    INTEGER,
    initiative        BLOB,
    ends_on           TEXT,
    starts_on         TEXT,
    employer          BLOB,
    until_on          TEXT,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    candidate     BLOB NOT NULL REFERENCES candidates (id),
    revision      INTEGER NOT NULL,
    opened_at_ms  INTEGER NOT NULL,
    owner_region  TEXT NOT NULL CHECK (owner_region GLOB 'AM[0-9][0-9]'),
    owner_account BLOB NOT NULL REFERENCES accounts (id),
    due_on        TEXT NOT NULL CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    expectation   TEXT NOT NULL CHECK (expectation IN ('of-the-step', 'agreed')),
    expected      TEXT CHECK (expected <> ''),
    success       TEXT CHECK (success <> ''),
    step          INTEGER NOT NULL CHECK (step BETWEEN 1 AND 7),
    progress      TEXT NOT NULL CHECK (progress IN ('open', 'offered', 'ended')),
    offered_to    TEXT,
    ended_at_ms   INTEGER,
    ending        TEXT,
    CHECK ((expectation = 'agreed') = (expected IS NOT NULL)),
    CHECK ((expectation = 'agreed') = (success IS NOT NULL)),
    CHECK ((progress = 'offered') = (offered_to IS NOT NULL)),
    CHECK ((progress = 'ended') = (ended_at_ms IS NOT NULL AND ending IS NOT NULL))
) STRICT;

CREATE INDEX cases_by_due_date ON cases (due_on) WHERE progress <> 'ended';

CREATE UNIQUE INDEX cases_one_under_way_per_person ON cases (candidate) WHERE progress <> 'ended';

CREATE TABLE certificates (
    serial        BLOB PRIMARY KEY,
    certificate   BLOB NOT NULL,
    not_before_ms INTEGER NOT NULL,
    not_after_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE consents (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    candidate       BLOB NOT NULL CHECK (length(candidate) = 16),
    scope           TEXT NOT NULL CHECK (scope IN ('handover', 'coach-contact', 'employer-contact')),
    region          TEXT,
    fields          TEXT,
    text_version    TEXT NOT NULL,
    text_sha256     BLOB NOT NULL CHECK (length(text_sha256) = 32),
    language        TEXT NOT NULL,
    channel         TEXT NOT NULL,
    recorded_by     BLOB NOT NULL CHECK (length(recorded_by) = 16),
    given_at_ms     INTEGER NOT NULL,
    withdrawn_at_ms INTEGER,
    CHECK ((scope = 'handover') = (region IS NOT NULL)),
    CHECK ((scope = 'handover') = (fields IS NOT NULL))
) STRICT;

CREATE INDEX consents_by_candidate ON consents (candidate);

CREATE TABLE departed_cases (
    case_id      BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    candidate    BLOB NOT NULL CHECK (length(candidate) = 16),
    handover     BLOB NOT NULL REFERENCES handovers (id),
    to_region    TEXT NOT NULL,
    handed_over_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX departed_cases_by_candidate ON departed_cases (candidate);

CREATE TABLE directory (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    version        INTEGER NOT NULL,
    document       BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER dp_receipt_is_never_changed BEFORE UPDATE ON dp_receipt
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;

CREATE TRIGGER dp_receipt_is_never_removed BEFORE DELETE ON dp_receipt
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;

CREATE TABLE dp_receipt (
    release_id     BLOB PRIMARY KEY REFERENCES dp_release (release_id),
    receipt        BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER dp_release_is_never_changed BEFORE UPDATE ON dp_release
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;

CREATE TRIGGER dp_release_is_never_removed BEFORE DELETE ON dp_release
BEGIN SELECT RAISE(ABORT, 'the privacy ledger is append-only'); END;

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

CREATE INDEX dp_release_by_day ON dp_release (period_on);

CREATE INDEX dp_release_by_table ON dp_release (table_name, period_on);

CREATE TABLE employer_groups (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    name         TEXT NOT NULL CHECK (name <> ''),
    name_folded  TEXT NOT NULL UNIQUE,
    begins_on    TEXT NOT NULL,
    months       INTEGER NOT NULL CHECK (months BETWEEN 1 AND 60),
    budget_cents INTEGER NOT NULL CHECK (budget_cents >= 0)
, revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0), ended_on TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE employers (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    name         TEXT NOT NULL CHECK (name <> ''),
    name_folded  TEXT NOT NULL,
    kvk          TEXT UNIQUE CHECK (kvk IS NULL OR length(kvk) = 8),
    municipality TEXT NOT NULL,
    sbi          TEXT,
    size         TEXT NOT NULL
, in_network INTEGER NOT NULL DEFAULT 1 CHECK (in_network IN (0, 1))) STRICT;

CREATE TABLE esco_terms (
    number INTEGER PRIMARY KEY,
    uri    TEXT NOT NULL UNIQUE
) STRICT;

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

CREATE TABLE handovers (
    id               BLOB PRIMARY KEY CHECK (length(id) = 16),
    side             TEXT NOT NULL CHECK (side IN ('sender', 'receiver')),
    state            TEXT NOT NULL CHECK (state IN ('drafted', 'offered', 'accepted', 'refused', 'expired',
                                                    'withdrawn', 'closed')),
    asked            TEXT CHECK (asked IN ('accept', 'refuse', 'withdraw')),
    refusal          TEXT,
    refusal_note     TEXT,
    other_region     TEXT NOT NULL,
    -- the case here: the sender's until it is given away, the receiver's from when it is taken in
    case_id          BLOB CHECK (length(case_id) = 16),
    candidate        BLOB CHECK (length(candidate) = 16),
    consent          BLOB CHECK (length(consent) = 16),
    -- the sender's adviser, or the receiver's who decides
    account          BLOB CHECK (length(account) = 16),
    statement        BLOB NOT NULL,
    sender_signature BLOB NOT NULL,
    envelope         BLOB,
    preview          TEXT,
    offered_at_ms    INTEGER NOT NULL,
    expires_at_ms    INTEGER NOT NULL,
    decided_at_ms    INTEGER,
    receipt          BLOB,
    problem          TEXT, consent_record TEXT CHECK (consent_record IS NULL OR side = 'receiver'),
    CHECK (side = 'receiver' OR (envelope IS NULL AND preview IS NULL))
) STRICT;

CREATE INDEX handovers_by_candidate ON handovers (candidate);

CREATE UNIQUE INDEX handovers_one_offer_per_case ON handovers (case_id)
    WHERE side = 'sender' AND state IN ('drafted', 'offered', 'accepted');

CREATE INDEX handovers_under_way ON handovers (id) WHERE state IN ('drafted', 'offered', 'accepted');

CREATE TABLE inbox (
    message_id  BLOB PRIMARY KEY CHECK (length(message_id) = 16),
    taken_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE initiatives (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    name        TEXT NOT NULL CHECK (name <> ''),
    name_folded TEXT NOT NULL UNIQUE,
    sector      TEXT NOT NULL,
    -- the steps that it covers as digits, such as 135
    steps       TEXT NOT NULL CHECK (steps NOT GLOB '*[^1-7]*'),
    source      TEXT
, kind TEXT NOT NULL DEFAULT 'programme' CHECK (kind IN ('programme', 'sector-desk')), intake_name TEXT, intake_email TEXT, intake_phone TEXT, works_in TEXT) STRICT;

CREATE TRIGGER matching_weights_are_kept BEFORE DELETE ON matching_weights
BEGIN SELECT RAISE(ABORT, 'sets of weights are only added'); END;

CREATE TRIGGER matching_weights_stay BEFORE UPDATE ON matching_weights
BEGIN SELECT RAISE(ABORT, 'sets of weights are only added'); END;

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

CREATE TABLE module_costs (
    module BLOB NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    payer  TEXT NOT NULL,
    cents  INTEGER NOT NULL CHECK (cents > 0),
    PRIMARY KEY (module, payer)
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

CREATE TABLE outbox (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id    BLOB NOT NULL UNIQUE CHECK (length(message_id) = 16),
    kind          INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    payload       BLOB NOT NULL,
    size_bytes    INTEGER NOT NULL,
    payload_sha256 BLOB NOT NULL CHECK (length(payload_sha256) = 32),
    subject       TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    due_at_ms     INTEGER NOT NULL,
    state         TEXT NOT NULL DEFAULT 'waiting'
                  CHECK (state IN ('waiting', 'delivered', 'refused', 'cancelled')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    settled_at_ms INTEGER,
    reason        TEXT,
    CHECK ((state = 'waiting') = (settled_at_ms IS NULL))
) STRICT;

CREATE INDEX outbox_by_subject ON outbox (subject);

CREATE INDEX outbox_waiting ON outbox (due_at_ms, sequence) WHERE state = 'waiting';

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

CREATE TABLE region_figures (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    edition        INTEGER NOT NULL,
    document       BLOB NOT NULL,
    signature      BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
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

CREATE TABLE round_people (
    candidate INTEGER PRIMARY KEY REFERENCES candidates (row) ON DELETE CASCADE
) STRICT;

CREATE TABLE sessions (
    token_sha256  BLOB PRIMARY KEY CHECK (length(token_sha256) = 32),
    account       BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    began_at_ms   INTEGER NOT NULL,
    seen_at_ms    INTEGER NOT NULL,
    ends_at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_failures (
    key_sha256       BLOB PRIMARY KEY CHECK (length(key_sha256) = 32),
    failures         INTEGER NOT NULL,
    last_at_ms       INTEGER NOT NULL,
    closed_until_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE test_result_skills (
    test_result BLOB NOT NULL REFERENCES test_results (id) ON DELETE CASCADE,
    skill       INTEGER NOT NULL REFERENCES esco_terms (number),
    level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    settled     TEXT CHECK (settled IN ('kept', 'taken')),
    PRIMARY KEY (test_result, skill)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE vacancies (
    row                INTEGER PRIMARY KEY,
    id                 BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    revision           INTEGER NOT NULL,
    -- the revision that was signed and put into the outbox; 0 for none
    published_revision INTEGER NOT NULL DEFAULT 0,
    employer           BLOB NOT NULL REFERENCES employers (id),
    municipality       TEXT NOT NULL,
    occupation         INTEGER NOT NULL REFERENCES esco_terms (number),
    title              TEXT NOT NULL CHECK (title <> ''),
    text               TEXT,
    hours_fewest       INTEGER NOT NULL,
    hours_most         INTEGER NOT NULL,
    education_min      TEXT,
    job_guarantee      INTEGER NOT NULL CHECK (job_guarantee IN (0, 1)),
    public_since       TEXT,
    public_source      TEXT,
    opened_on          TEXT NOT NULL,
    closed_on          TEXT, starts_on TEXT, carved_from INTEGER REFERENCES vacancies (row),
    CHECK ((public_since IS NULL) = (public_source IS NULL)),
    CHECK (hours_fewest <= hours_most)
) STRICT;

CREATE INDEX vacancies_by_employer ON vacancies (employer);

CREATE INDEX vacancies_to_publish ON vacancies (row)
    WHERE public_since IS NOT NULL AND published_revision < revision;

CREATE TABLE vacancy_causes (
    vacancy INTEGER NOT NULL REFERENCES vacancies (row) ON DELETE CASCADE,
    cause   TEXT NOT NULL,
    PRIMARY KEY (vacancy, cause)
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy_list (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    -- the region; none for this one
    region    TEXT,
    opened_on TEXT NOT NULL,
    -- title and employer, folded, on a line each
    found_by  TEXT NOT NULL
, outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1)), occupation TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

CREATE INDEX vacancy_list_newest ON vacancy_list (outside, opened_on DESC, id);

CREATE TABLE vacancy_skills (
    vacancy INTEGER NOT NULL REFERENCES vacancies (row) ON DELETE CASCADE,
    skill   INTEGER NOT NULL REFERENCES esco_terms (number),
    want    INTEGER NOT NULL CHECK (want BETWEEN 0 AND 2),
    place   INTEGER NOT NULL,
    PRIMARY KEY (vacancy, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy_task_skills (
    vacancy INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    skill   INTEGER NOT NULL REFERENCES esco_terms (number),
    PRIMARY KEY (vacancy, number, place),
    FOREIGN KEY (vacancy, number) REFERENCES vacancy_tasks (vacancy, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy_tasks (
    vacancy     INTEGER NOT NULL REFERENCES vacancies (row) ON DELETE CASCADE,
    -- stays with the task when others go
    number      INTEGER NOT NULL,
    description TEXT NOT NULL CHECK (description <> ''),
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 3600),
    level       TEXT NOT NULL,
    PRIMARY KEY (vacancy, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE vanishing_jobs (
    employer_group BLOB NOT NULL REFERENCES employer_groups (id) ON DELETE CASCADE,
    employer       BLOB NOT NULL REFERENCES employers (id),
    occupation     INTEGER NOT NULL REFERENCES esco_terms (number),
    vanishes_on    TEXT NOT NULL,
    jobs           INTEGER NOT NULL CHECK (jobs > 0),
    PRIMARY KEY (employer_group, employer, occupation, vanishes_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE vocabulary_in_use (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL REFERENCES vocabulary_versions (number)
) STRICT;

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

