-- What accounts are told of, the e-mails that tell them, what each account chose of
-- its e-mail, and the reminders that were given. None of it is part of the record.

-- +goose Up

CREATE TABLE notices (
    id         INTEGER PRIMARY KEY,
    account    INTEGER NOT NULL REFERENCES accounts (id),
    kind       TEXT NOT NULL,
    plan_id    TEXT NOT NULL,            -- blank where it is about the account
    item       TEXT NOT NULL,            -- blank where it is about several, or the plan
    period     TEXT NOT NULL,
    tally      INTEGER NOT NULL,         -- how many things it tells of
    told_at    TEXT NOT NULL,
    by_account INTEGER NOT NULL,         -- 0 for a command or the calendar
    seen       BOOLEAN NOT NULL,
    delivery   TEXT NOT NULL,            -- tracker.Delivery, as chosen when it was told
    mail       TEXT NOT NULL             -- token of the e-mail that tells it, blank for none yet
);

CREATE INDEX notices_by_account ON notices (account, seen, id);
CREATE INDEX notices_by_mail ON notices (mail, delivery);

CREATE TABLE mails (
    id        INTEGER PRIMARY KEY,
    account   INTEGER NOT NULL REFERENCES accounts (id),
    token     TEXT NOT NULL UNIQUE,      -- never used again, as numbers are
    digest    BOOLEAN NOT NULL,
    made_at   TEXT NOT NULL,
    attempts  INTEGER NOT NULL,
    next_at   TEXT NOT NULL,             -- nobody tries before
    reason    TEXT NOT NULL,             -- why the last attempt failed
    sent_at   TEXT NOT NULL,             -- blank until it was
    failed_at TEXT NOT NULL              -- blank unless it was given up
);

CREATE INDEX mails_by_time ON mails (sent_at, failed_at, next_at);

CREATE TABLE notice_settings (
    account   INTEGER PRIMARY KEY REFERENCES accounts (id),
    document  TEXT NOT NULL,             -- JSON, tracker.NoticeSettings
    digest_at TEXT NOT NULL              -- when the last digest was made, blank for never
);

CREATE TABLE reminders (
    plan_id TEXT NOT NULL,
    period  TEXT NOT NULL,
    days    INTEGER NOT NULL,            -- from the period's end
    PRIMARY KEY (plan_id, period, days)
);
