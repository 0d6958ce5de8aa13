-- Files given as evidence, and what was found at the addresses of links.

-- +goose Up

ALTER TABLE evidence ADD COLUMN media TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN size INTEGER NOT NULL DEFAULT 0;

CREATE INDEX evidence_by_file ON evidence (sha256, media);

-- A file is kept before anything refers to it: somebody is still writing.
CREATE TABLE files (
    sha256   TEXT PRIMARY KEY,
    media    TEXT NOT NULL,
    size     INTEGER NOT NULL,
    kept_at  TEXT NOT NULL,
    data     BLOB NOT NULL
);

CREATE TABLE link_checks (
    url           TEXT PRIMARY KEY,
    checked_at    TEXT NOT NULL,
    status        INTEGER NOT NULL,
    failing_since TEXT NOT NULL,       -- blank where the link answers
    failures      INTEGER NOT NULL,
    sha256        TEXT NOT NULL,       -- of the copy that is kept, blank for none
    media         TEXT NOT NULL,
    captured_at   TEXT NOT NULL
);
