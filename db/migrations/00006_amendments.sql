-- Why a plan was amended, plans that are being prepared, and an index that finds
-- what happened to one thing since somebody looked at it.

-- +goose Up

ALTER TABLE amendments ADD COLUMN reason_en TEXT NOT NULL DEFAULT '';
ALTER TABLE amendments ADD COLUMN reason_fr TEXT NOT NULL DEFAULT '';

-- A plan that is being prepared is shown to nobody but its coordinators.
ALTER TABLE plans ADD COLUMN draft BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX audit_by_subject ON audit (subject, seq);
