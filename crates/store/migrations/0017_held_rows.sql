-- The rows that were written with an event, each with its digest: a row that differs from what the
-- last event about it says was changed unseen. Events from before have none.
alter table events add column rows text;
