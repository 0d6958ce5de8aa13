-- What the database itself refuses, whoever asks: an audit entry that does not
-- follow the last one, and any change of an audit entry or a published update.
--
-- This file is SQLite's; an engine with another language for triggers says the
-- same in its own. A REPLACE deletes without firing a trigger for it, so the
-- guard on insertion also refuses a number that is taken.

-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'an audit entry must follow the last one');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER update_is_new BEFORE INSERT ON updates
WHEN EXISTS (SELECT 1 FROM updates WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a published update is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER update_is_never_changed BEFORE UPDATE ON updates
BEGIN
    SELECT RAISE(ABORT, 'a published update is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER update_is_never_deleted BEFORE DELETE ON updates
BEGIN
    SELECT RAISE(ABORT, 'a published update is never deleted');
END;
-- +goose StatementEnd
