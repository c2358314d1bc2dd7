-- Who did what: only ever added to.
create table events (
    id text not null constraint events_key primary key,
    at text not null,
    actor text not null,
    kind text not null,
    plan_id text constraint events_plan references plans (id),
    subject text not null,
    detail text not null
);

create index events_of_plan on events (plan_id, at);
