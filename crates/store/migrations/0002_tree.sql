-- What lives through the years: the city's sections, the plan's measures and its actions.
create table sections (
    id text not null constraint sections_key primary key,
    plan_id text not null constraint sections_plan references plans (id),
    parent_id text constraint sections_parent references sections (id),
    name text not null,
    folded text not null
);

-- Without a parent counts as one parent; a plain unique constraint would let nulls differ.
create unique index sections_once on sections (plan_id, coalesce(parent_id, ''), folded);

create table measures (
    id text not null constraint measures_key primary key,
    plan_id text not null constraint measures_plan references plans (id),
    parent_id text constraint measures_parent references measures (id),
    kind text not null constraint measures_kind check (kind in ('basic', 'priority', 'other')),
    title text not null,
    folded text not null,
    position bigint not null
);

create unique index measures_once on measures (plan_id, coalesce(parent_id, ''), folded);

-- An action that no sheet lists (any more) has no first year; it keeps its identifier.
create table actions (
    id text not null constraint actions_key primary key,
    plan_id text not null constraint actions_plan references plans (id),
    title text not null,
    folded text not null,
    introduced_in bigint,
    retired_in bigint,
    constraint actions_once unique (plan_id, folded)
);
