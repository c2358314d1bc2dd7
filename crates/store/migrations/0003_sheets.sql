-- The sheet of a year: its rows, their owners and their answers.
create table sheets (
    id text not null constraint sheets_key primary key,
    plan_id text not null constraint sheets_plan references plans (id),
    year bigint not null,
    import_id text not null constraint sheets_import references imports (id),
    layout text not null,
    measures text not null,
    constraint sheets_once unique (plan_id, year)
);

create index sheets_of_import on sheets (import_id);

-- measure is the position in the sheet's own list, measure_id the plan's measure of that title.
create table sheet_rows (
    id text not null constraint sheet_rows_key primary key,
    sheet_id text not null constraint sheet_rows_sheet references sheets (id) on delete cascade,
    position bigint not null,
    no bigint not null,
    action_id text not null constraint sheet_rows_action references actions (id),
    measure bigint,
    measure_id text constraint sheet_rows_measure references measures (id),
    action text not null,
    content text not null,
    page text not null,
    department text not null,
    section text not null,
    relisted text not null,
    places text not null,
    place text not null,
    folded text not null,
    constraint sheet_rows_once unique (sheet_id, position)
);

create index sheet_rows_of_action on sheet_rows (action_id);

create index sheet_rows_of_measure on sheet_rows (measure_id);

create table row_owners (
    row_id text not null constraint row_owners_row references sheet_rows (id) on delete cascade,
    position bigint not null,
    section_id text not null constraint row_owners_section references sections (id),
    constraint row_owners_key primary key (row_id, position)
);

create index row_owners_of_section on row_owners (section_id);

create table answers (
    row_id text not null constraint answers_row references sheet_rows (id) on delete cascade,
    field text not null,
    year_offset text not null
        constraint answers_offset check (year_offset in ('previous', 'this', 'next')),
    asked_year bigint not null,
    position bigint not null,
    state text not null,
    text text not null,
    folded text not null,
    place text,
    constraint answers_key primary key (row_id, field, year_offset)
);
