-- Accounts and what they sign in with, and drafts of updates. None of it is part
-- of the public record: accounts leave audit entries without names or secrets,
-- drafts and login state leave none until something is published of them.

-- +goose Up

CREATE TABLE accounts (
    id            INTEGER PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,  -- in lower case
    name          TEXT NOT NULL,
    roles         TEXT NOT NULL,         -- JSON, a list of tracker.Role
    organizations TEXT NOT NULL,         -- JSON, a list of codes
    jurisdictions TEXT NOT NULL,         -- JSON, a list of codes; empty for every one
    lang          TEXT NOT NULL,
    disabled      BOOLEAN NOT NULL,
    created_at    TEXT NOT NULL,
    version       INTEGER NOT NULL
);

CREATE TABLE credentials (
    account      INTEGER PRIMARY KEY REFERENCES accounts (id),
    password     TEXT NOT NULL,          -- argon2id; blank before the first is set
    totp_secret  TEXT NOT NULL,          -- blank where there is no second factor
    totp_step    INTEGER NOT NULL,       -- of the last code used
    signed_in_at TEXT                    -- the last time
);

CREATE TABLE recovery_codes (
    account INTEGER NOT NULL REFERENCES accounts (id),
    hash    TEXT NOT NULL,
    PRIMARY KEY (account, hash)
);

-- One-time links: to set a password, and to create the first administrator, for
-- whom there is no account yet.
CREATE TABLE links (
    hash       TEXT PRIMARY KEY,
    account    INTEGER REFERENCES accounts (id),
    expires_at TEXT NOT NULL
);

-- Accounts of a provider of single sign-on.
CREATE TABLE identities (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE sessions (
    token      TEXT PRIMARY KEY,         -- hashed
    data       TEXT NOT NULL,            -- JSON
    expires_at TEXT NOT NULL
);

-- Keys that the program draws for itself, as the one that signs device cookies.
CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL                  -- hexadecimal
);

CREATE TABLE drafts (
    id           INTEGER PRIMARY KEY,
    plan_id      TEXT NOT NULL,
    leaf         TEXT NOT NULL,
    period       TEXT NOT NULL,
    organization TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned')),
    version      INTEGER NOT NULL,
    document     TEXT NOT NULL,          -- JSON, tracker.Draft
    UNIQUE (plan_id, leaf, period, organization),
    FOREIGN KEY (plan_id, leaf) REFERENCES items (plan_id, code)
);
