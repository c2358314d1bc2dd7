-- The council's meetings, opinions and minutes: each version is a row, and none is ever changed; the one
-- with the highest number stands.
create table council_records (
    plan_id text not null constraint council_records_plan references plans (id),
    -- meeting, opinion or minutes
    kind text not null,
    id text not null,
    version bigint not null,
    year bigint not null,
    -- The record as JSON
    line text not null,
    written_by text not null,
    written_at text not null,
    constraint council_records_key primary key (plan_id, kind, id, version)
);
