-- Schemes by which others order the work: each version is a row, and none is ever changed.
create table schemes (
    plan_id text not null constraint schemes_plan references plans (id),
    id text not null,
    version bigint not null,
    -- The scheme as JSON
    definition text not null,
    defined_by text not null,
    defined_at text not null,
    constraint schemes_key primary key (plan_id, id, version)
);

-- Which item corresponds to which action, or to which item of another scheme: each version of a row is a
-- row; the one with the highest number stands.
create table crosswalk_rows (
    plan_id text not null constraint crosswalk_rows_plan references plans (id),
    scheme text not null,
    scheme_version bigint not null,
    -- Empty and 0 for the plan's actions
    to_scheme text not null,
    to_version bigint not null,
    source text not null,
    target text not null,
    version bigint not null,
    -- stands or removed
    state text not null,
    -- The row as JSON
    line text not null,
    written_by text not null,
    written_at text not null,
    constraint crosswalk_rows_key primary key
        (plan_id, scheme, scheme_version, to_scheme, to_version, source, target, version)
);
