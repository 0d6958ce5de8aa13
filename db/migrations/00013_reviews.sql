-- Independent reviews while they are worked on, one an edition. A review that is done is
-- frozen as an edition of its own.

-- +goose Up

CREATE TABLE reviews (
    plan_id  TEXT NOT NULL,
    edition  INTEGER NOT NULL,           -- that is reviewed
    state    TEXT NOT NULL,              -- review.State
    version  INTEGER NOT NULL,           -- counts the times it was saved
    author   INTEGER NOT NULL REFERENCES accounts (id),
    saved_at TEXT NOT NULL,
    document TEXT NOT NULL,              -- review.Review as JSON
    PRIMARY KEY (plan_id, edition),
    FOREIGN KEY (plan_id, edition) REFERENCES editions (plan_id, number)
);
