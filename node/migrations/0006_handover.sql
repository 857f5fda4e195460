-- Hand-overs as this region knows them, at either end.
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
    problem          TEXT,
    CHECK (side = 'receiver' OR (envelope IS NULL AND preview IS NULL))
) STRICT;
CREATE UNIQUE INDEX handovers_one_offer_per_case ON handovers (case_id)
    WHERE side = 'sender' AND state IN ('drafted', 'offered', 'accepted');
CREATE INDEX handovers_under_way ON handovers (id) WHERE state IN ('drafted', 'offered', 'accepted');
CREATE INDEX handovers_by_candidate ON handovers (candidate);

-- All that the former owner keeps: "handed over to region X on date".
CREATE TABLE departed_cases (
    case_id      BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    candidate    BLOB NOT NULL CHECK (length(candidate) = 16),
    handover     BLOB NOT NULL REFERENCES handovers (id),
    to_region    TEXT NOT NULL,
    handed_over_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX departed_cases_by_candidate ON departed_cases (candidate);
