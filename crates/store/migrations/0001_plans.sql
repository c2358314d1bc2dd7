-- Plans, the files that were handed in, and what came of reading them.
create table plans (
    id text not null constraint plans_key primary key,
    municipality text not null,
    area_code text not null,
    title text not null
);

-- A file is kept by the SHA-256 of its bytes and never changed.
create table files (
    digest text not null constraint files_key primary key,
    name text not null,
    size bigint not null,
    bytes blob not null,
    kept_at text not null
);

create table imports (
    id text not null constraint imports_key primary key,
    plan_id text not null constraint imports_plan references plans (id),
    digest text not null constraint imports_file references files (digest),
    name text not null,
    reader text not null,
    year bigint not null,
    state text not null constraint imports_state check (state in ('read', 'booked', 'discarded')),
    reading text not null,
    created_at text not null,
    booked_at text
);

create index imports_of_plan on imports (plan_id, created_at);
