-- What lets an audit entry be shown in part and still be checked. Entries from before
-- have none.

-- +goose Up

ALTER TABLE audit ADD COLUMN salt TEXT NOT NULL DEFAULT '';
