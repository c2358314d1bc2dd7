-- Registers of the work: each version is a row, and none is ever changed.
create table registers (
    plan_id text not null constraint registers_plan references plans (id),
    name text not null,
    version bigint not null,
    -- The register as JSON
    definition text not null,
    defined_by text not null,
    defined_at text not null,
    constraint registers_key primary key (plan_id, name, version)
);

-- Records of the registers: each version is a row; the one with the highest number stands.
create table register_records (
    plan_id text not null constraint register_records_plan references plans (id),
    id text not null,
    version bigint not null,
    register text not null,
    -- The version of the register under whose lists it was entered
    register_version bigint not null,
    section_id text constraint register_records_section references sections (id),
    state text not null,
    first_day text not null,
    last_day text not null,
    -- The record as a line of JSON
    line text not null,
    written_by text not null,
    written_at text not null,
    constraint register_records_key primary key (plan_id, id, version)
);

create index register_records_days on register_records (plan_id, first_day);
