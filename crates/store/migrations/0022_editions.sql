-- Editions: what was frozen. No row is ever changed; a later change is a row more.
create table editions (
    id text not null constraint editions_key primary key,
    plan_id text not null constraint editions_plan references plans (id),
    year bigint not null,
    kind text not null,
    number bigint not null,
    -- Up to where the history had come
    as_of bigint not null,
    -- The SHA-256 of the canonical document, which is a kept file until it is lawfully erased
    digest text not null,
    -- What only the city sees of the freeze, as JSON
    internal text not null,
    frozen_by text not null,
    frozen_at text not null,
    constraint editions_number unique (plan_id, year, kind, number)
);

-- The files that were derived of an edition, as they were then.
create table edition_files (
    edition_id text not null constraint edition_files_edition references editions (id),
    name text not null,
    media_type text not null,
    digest text not null constraint edition_files_file references files (digest),
    constraint edition_files_key primary key (edition_id, name)
);

-- Editions that are no longer shown.
create table edition_withdrawals (
    edition_id text not null constraint edition_withdrawals_key primary key
        constraint edition_withdrawals_edition references editions (id),
    ground text not null,
    withdrawn_by text not null,
    withdrawn_at text not null
);

-- What a plan says wherever it is published, as JSON.
create table publication_settings (
    plan_id text not null constraint publication_settings_key primary key
        constraint publication_settings_plan references plans (id),
    settings text not null,
    changed_by text not null,
    changed_at text not null
);

-- What a person answered to a doubt that stands between an edition and its publication.
create table publication_answers (
    plan_id text not null constraint publication_answers_plan references plans (id),
    mark text not null,
    told text not null,
    reason text not null,
    answered_by text not null,
    answered_at text not null,
    constraint publication_answers_key primary key (plan_id, mark)
);
