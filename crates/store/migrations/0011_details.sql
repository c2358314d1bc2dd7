-- The digest of an event's detail, of which its hash is made. A detail that was lawfully deleted is
-- empty and leaves its digest. Events from before have none: their hashes hold the detail itself, and
-- stay as they are.
alter table events add column detail_digest text;
