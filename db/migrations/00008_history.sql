-- The updates of a plan in the order in which they were published, for the plan's
-- history.

-- +goose Up

CREATE INDEX updates_of_plan ON updates (plan_id, seq);
