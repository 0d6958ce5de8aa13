-- Frozen editions of plans. What was frozen is never changed: a correction is a new
-- edition.

-- +goose Up

CREATE TABLE editions (
    plan_id TEXT NOT NULL REFERENCES plans (id),
    number  INTEGER NOT NULL,            -- 1, 2, 3, ... within the plan
    header  TEXT NOT NULL,               -- edition.Header as JSON, for lists
    sha256  TEXT NOT NULL,               -- over the content
    content TEXT NOT NULL,               -- edition.Frozen, byte by byte
    seq     INTEGER NOT NULL REFERENCES audit (seq),
    PRIMARY KEY (plan_id, number)
);

-- +goose StatementBegin
CREATE TRIGGER edition_follows BEFORE INSERT ON editions
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM editions WHERE plan_id = NEW.plan_id)
BEGIN
    SELECT RAISE(ABORT, 'an edition must follow the last one');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER edition_is_never_changed BEFORE UPDATE ON editions
BEGIN
    SELECT RAISE(ABORT, 'an edition is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER edition_is_never_deleted BEFORE DELETE ON editions
BEGIN
    SELECT RAISE(ABORT, 'an edition is never deleted');
END;
-- +goose StatementEnd
