-- Whom and what an event concerns, and its place in the chain. History outlives what it tells of:
-- these columns reference nothing. Events from before have no place until a store is opened.
alter table events add column person_id text;

alter table events add column action_id text;

alter table events add column section_id text;

alter table events add column seq bigint;

alter table events add column previous text;

alter table events add column hash text;

create unique index events_in_chain on events (seq);

create index events_of_action on events (plan_id, action_id, at);

create index events_of_person on events (person_id, at);

-- Where the chain ends: one row. It is written when the events from before have their places.
create table chain (
    one bigint not null constraint chain_key primary key constraint chain_once check (one = 1),
    seq bigint not null,
    hash text not null
);
