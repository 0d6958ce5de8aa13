-- The tables, in SQL that SQLite and PostgreSQL both speak.
--
-- Conventions: texts that exist in two languages are two columns, _en and _fr,
-- blank where one is missing. Days are ISO 8601 text ("2018-06-30"), instants
-- RFC 3339 text in UTC with microseconds ("2018-06-30T14:00:00.000000Z"), so that
-- both sort as text; no date is the empty text. What no query selects or joins
-- by, and what is only ever read with its owner, is one JSON document.
-- Numbers of rows are given by the program, under the one write lock.

-- +goose Up

CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,      -- 1, 2, 3, ... without gaps
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT,                     -- JSON; NULL when the record was created
    after   TEXT,                     -- JSON; NULL when it was removed
    prev    TEXT NOT NULL,            -- hash of the entry before
    hash    TEXT NOT NULL
);

CREATE TABLE jurisdictions (
    code    TEXT PRIMARY KEY,
    level   TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    since   INTEGER NOT NULL
);

CREATE TABLE organizations (
    code    TEXT PRIMARY KEY,
    name_en TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    kind    TEXT NOT NULL
);

CREATE TABLE plans (
    id              TEXT PRIMARY KEY,
    jurisdiction    TEXT NOT NULL REFERENCES jurisdictions (code),
    number          INTEGER NOT NULL,
    title_en        TEXT NOT NULL,
    title_fr        TEXT NOT NULL,
    short_en        TEXT NOT NULL,
    short_fr        TEXT NOT NULL,
    summary_en      TEXT NOT NULL,
    summary_fr      TEXT NOT NULL,
    background_en   TEXT NOT NULL,
    background_fr   TEXT NOT NULL,
    conclusion_en   TEXT NOT NULL,
    conclusion_fr   TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    next_starts_on  TEXT NOT NULL,
    cycle_years     INTEGER NOT NULL,
    ogp_id          TEXT NOT NULL,
    source          TEXT NOT NULL,
    time_zone       TEXT NOT NULL,
    publication     TEXT NOT NULL,
    rules           TEXT NOT NULL,    -- JSON, tracker.UpdateRules
    periods         TEXT NOT NULL,    -- JSON, a list of "2018-06"
    themes          TEXT NOT NULL,    -- JSON, a list of tracker.Theme
    promised        INTEGER NOT NULL,
    illustrative    BOOLEAN NOT NULL,
    UNIQUE (jurisdiction, number)
);

CREATE TABLE plan_organizations (
    plan_id      TEXT NOT NULL REFERENCES plans (id),
    position     INTEGER NOT NULL,
    organization TEXT NOT NULL REFERENCES organizations (code),
    PRIMARY KEY (plan_id, position)
);

-- Commitments, milestones and indicators. Position is the place in the whole
-- plan, parents before their children.
CREATE TABLE items (
    plan_id        TEXT NOT NULL REFERENCES plans (id),
    code           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('commitment', 'milestone', 'indicator')),
    parent         TEXT,              -- NULL for a commitment
    commitment     TEXT NOT NULL,     -- the commitment it belongs to, itself for one
    position       INTEGER NOT NULL,
    leaf           BOOLEAN NOT NULL,  -- whether updates attach to it
    title_en       TEXT NOT NULL,
    title_fr       TEXT NOT NULL,
    description_en TEXT NOT NULL,
    description_fr TEXT NOT NULL,
    weight         DOUBLE PRECISION NOT NULL,
    leads          TEXT NOT NULL,     -- JSON, a list of organization codes
    supporting     TEXT NOT NULL,     -- JSON, a list of organization codes
    details        TEXT NOT NULL,     -- JSON, the fields that only its kind has
    PRIMARY KEY (plan_id, code),
    FOREIGN KEY (plan_id, parent) REFERENCES items (plan_id, code)
);

CREATE INDEX items_in_order ON items (plan_id, position);

CREATE TABLE deadlines (
    plan_id     TEXT NOT NULL,
    item        TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    text_fr     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    due         TEXT NOT NULL,        -- as first promised
    meaning     TEXT NOT NULL,        -- JSON, tracker.Meaning
    set_by_hand BOOLEAN NOT NULL,
    PRIMARY KEY (plan_id, item),
    FOREIGN KEY (plan_id, item) REFERENCES items (plan_id, code)
);

-- The slippage ledger.
CREATE TABLE deadline_revisions (
    plan_id      TEXT NOT NULL,
    item         TEXT NOT NULL,
    position     INTEGER NOT NULL,    -- 1 for the first revision
    effective_on TEXT NOT NULL,
    due          TEXT NOT NULL,
    reason_en    TEXT NOT NULL,
    reason_fr    TEXT NOT NULL,
    author       TEXT NOT NULL,
    published_at TEXT NOT NULL,       -- when the activity list shows it
    seq          INTEGER NOT NULL REFERENCES audit (seq),
    PRIMARY KEY (plan_id, item, position),
    FOREIGN KEY (plan_id, item) REFERENCES items (plan_id, code)
);

CREATE INDEX deadline_revisions_by_time ON deadline_revisions (published_at, seq);
CREATE UNIQUE INDEX deadline_revisions_by_seq ON deadline_revisions (seq);

CREATE TABLE updates (
    id            INTEGER PRIMARY KEY,
    plan_id       TEXT NOT NULL,
    leaf          TEXT NOT NULL,
    period        TEXT NOT NULL,
    organization  TEXT NOT NULL,
    status        TEXT NOT NULL,
    progress_en   TEXT NOT NULL,
    progress_fr   TEXT NOT NULL,
    challenges_en TEXT NOT NULL,
    challenges_fr TEXT NOT NULL,
    evidence_en   TEXT NOT NULL,      -- evidence in words
    evidence_fr   TEXT NOT NULL,
    risk          TEXT NOT NULL,
    author        TEXT NOT NULL,
    published_at  TEXT NOT NULL,
    replaces      INTEGER REFERENCES updates (id),
    portal        TEXT,               -- JSON, tracker.PortalRecord
    seq           INTEGER NOT NULL REFERENCES audit (seq),
    FOREIGN KEY (plan_id, leaf) REFERENCES items (plan_id, code)
);

-- The latest update of a leaf as of any day is the first entry of its run in this
-- index; the status is in it, so that no row is fetched.
CREATE INDEX updates_latest ON updates (plan_id, leaf, period DESC, published_at DESC, id DESC, status);
CREATE INDEX updates_replacing ON updates (replaces, published_at) WHERE replaces IS NOT NULL;
CREATE INDEX updates_by_time ON updates (published_at, seq);
CREATE UNIQUE INDEX updates_by_seq ON updates (seq);

CREATE TABLE evidence (
    update_id   INTEGER NOT NULL REFERENCES updates (id),
    position    INTEGER NOT NULL,
    title_en    TEXT NOT NULL,
    title_fr    TEXT NOT NULL,
    url         TEXT NOT NULL,
    lang        TEXT NOT NULL,
    captured_on TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    PRIMARY KEY (update_id, position)
);

CREATE TABLE events (
    plan_id  TEXT NOT NULL REFERENCES plans (id),
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    on_day   TEXT NOT NULL,
    until    TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    note_en  TEXT NOT NULL,
    note_fr  TEXT NOT NULL,
    url      TEXT NOT NULL,
    PRIMARY KEY (plan_id, position)
);

CREATE TABLE recommendations (
    plan_id     TEXT NOT NULL REFERENCES plans (id),
    position    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    text_en     TEXT NOT NULL,
    text_fr     TEXT NOT NULL,
    response_en TEXT NOT NULL,
    response_fr TEXT NOT NULL,
    level       TEXT NOT NULL,
    source      TEXT NOT NULL,
    PRIMARY KEY (plan_id, position)
);

-- Amendments of plans, for the activity list; the audit entry says what changed.
CREATE TABLE amendments (
    seq     INTEGER PRIMARY KEY REFERENCES audit (seq),
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('import', 'amendment')),
    plan_id TEXT NOT NULL REFERENCES plans (id),
    item    TEXT NOT NULL,            -- blank when it concerns the plan as a whole
    commitment TEXT NOT NULL          -- the commitment the item belongs to
);

CREATE INDEX amendments_by_time ON amendments (at, seq);

CREATE TABLE indices (
    id          TEXT PRIMARY KEY,
    name_en     TEXT NOT NULL,
    name_fr     TEXT NOT NULL,
    source_en   TEXT NOT NULL,
    source_fr   TEXT NOT NULL,
    source_url  TEXT NOT NULL,
    licence     TEXT NOT NULL,
    licence_url TEXT NOT NULL,
    series      TEXT NOT NULL,
    note_en     TEXT NOT NULL,
    note_fr     TEXT NOT NULL,
    components  TEXT NOT NULL         -- JSON, a list of benchmark.Component
);

CREATE TABLE index_editions (
    index_id TEXT NOT NULL REFERENCES indices (id),
    position INTEGER NOT NULL,
    year     INTEGER NOT NULL,
    name_en  TEXT NOT NULL,
    name_fr  TEXT NOT NULL,
    PRIMARY KEY (index_id, position),
    UNIQUE (index_id, year)
);

CREATE TABLE index_scores (
    index_id   TEXT NOT NULL,
    year       INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    country    TEXT NOT NULL,
    value      DOUBLE PRECISION NOT NULL,
    components TEXT NOT NULL,         -- JSON, a list in the order of indices.components, null where missing
    PRIMARY KEY (index_id, year, position),
    UNIQUE (index_id, year, country),
    FOREIGN KEY (index_id, year) REFERENCES index_editions (index_id, year)
);
