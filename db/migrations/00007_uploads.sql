-- Files that were sent and wait, between their preview and its confirmation, for
-- whoever sent them. They are no part of the record.

-- +goose Up

CREATE TABLE uploads (
    id         INTEGER PRIMARY KEY,
    account    INTEGER NOT NULL REFERENCES accounts (id),
    plan_id    TEXT NOT NULL REFERENCES plans (id),
    name       TEXT NOT NULL,          -- of the file
    document   TEXT NOT NULL,          -- JSON, what was read of it
    expires_at TEXT NOT NULL
);

CREATE INDEX uploads_by_account ON uploads (account);
