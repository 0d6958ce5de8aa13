-- What changed in the method of an index since the edition before, and the
-- commitments of OGP's data sheet with what its reviewers found.

-- +goose Up

ALTER TABLE index_editions ADD COLUMN break_en TEXT NOT NULL DEFAULT '';
ALTER TABLE index_editions ADD COLUMN break_fr TEXT NOT NULL DEFAULT '';

-- A finding that was not made is blank.
CREATE TABLE ogp_commitments (
    id           TEXT PRIMARY KEY,    -- OGP's unique identifier
    member       TEXT NOT NULL,       -- as OGP names it
    country      TEXT NOT NULL,       -- ISO 3166-1 alpha-2; blank where the member is no country
    national     BOOLEAN NOT NULL,
    plan         TEXT NOT NULL,       -- OGP's identifier of the action plan, none of plans
    plan_number  INTEGER NOT NULL,
    submitted    INTEGER NOT NULL,    -- year; 0 where not given
    number       TEXT NOT NULL,
    title        TEXT NOT NULL,
    lead         TEXT NOT NULL,
    starts_on    TEXT NOT NULL,
    ends_on      TEXT NOT NULL,
    policy_areas TEXT NOT NULL,       -- JSON, a list of OGP's names
    url          TEXT NOT NULL,
    verifiable   TEXT NOT NULL,
    relevant     TEXT NOT NULL,
    impact       TEXT NOT NULL,
    potential    TEXT NOT NULL,
    midterm      TEXT NOT NULL,       -- completion by the progress report
    end_of_term  TEXT NOT NULL,       -- completion at the end of the plan
    opened       TEXT NOT NULL,
    early        TEXT NOT NULL        -- results
);

CREATE INDEX ogp_commitments_by_plan ON ogp_commitments (plan, id);

-- Where the commitments are from: one row, or none where there are none.
CREATE TABLE ogp_source (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL            -- JSON, benchmark.CommitmentSource
);
