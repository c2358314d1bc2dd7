-- The yearly round: what is asked, what each section answers, how far it is.
create table rounds (
    id text not null constraint rounds_key primary key,
    plan_id text not null constraint rounds_plan references plans (id),
    year bigint not null,
    opens_on text not null,
    due_on text not null,
    approval bigint not null,
    questions text not null,
    created_at text not null,
    closed_at text,
    constraint rounds_once unique (plan_id, year)
);

create table round_exceptions (
    id text not null constraint round_exceptions_key primary key,
    round_id text not null constraint round_exceptions_round references rounds (id),
    section_id text not null constraint round_exceptions_section references sections (id),
    until_day text not null,
    reason text not null,
    given_by text not null,
    given_at text not null
);

create index round_exceptions_of_round on round_exceptions (round_id);

-- missing counts the required questions without an answer: 0 is a complete reply.
create table replies (
    round_id text not null constraint replies_round references rounds (id),
    action_id text not null constraint replies_action references actions (id),
    section_id text not null constraint replies_section references sections (id),
    stage text not null constraint replies_stage check (stage in
        ('not_started', 'draft', 'returned', 'submitted', 'approved', 'accepted', 'locked')),
    version bigint not null,
    reason text not null,
    submitted_on text,
    missing bigint not null,
    constraint replies_key primary key (round_id, section_id, action_id)
);

create index replies_of_action on replies (action_id);

-- approved and accepted are the texts that the chief and the secretariat last saw good.
create table entries (
    round_id text not null,
    action_id text not null,
    section_id text not null,
    field text not null,
    year_offset text not null
        constraint entries_offset check (year_offset in ('previous', 'this', 'next')),
    text text not null,
    version bigint not null,
    same_reason text,
    approved text,
    accepted text,
    written_by text not null,
    written_at text not null,
    constraint entries_key primary key (round_id, section_id, action_id, field, year_offset),
    constraint entries_reply foreign key (round_id, section_id, action_id)
        references replies (round_id, section_id, action_id)
);

-- A question of the secretariat about one cell, closed when the section has answered.
create table comments (
    id text not null constraint comments_key primary key,
    round_id text not null constraint comments_round references rounds (id),
    action_id text not null constraint comments_action references actions (id),
    section_id text not null constraint comments_section references sections (id),
    field text not null,
    year_offset text not null,
    text text not null,
    written_by text not null,
    written_at text not null,
    answer text,
    answered_by text,
    answered_at text
);

create index comments_of_section on comments (round_id, section_id);

-- Where an action came from: split, merged, renamed in a year.
create table action_links (
    plan_id text not null constraint action_links_plan references plans (id),
    year bigint not null,
    from_id text not null constraint action_links_from references actions (id),
    to_id text not null constraint action_links_to references actions (id),
    constraint action_links_key primary key (from_id, to_id, year)
);

-- A section that was renamed or merged keeps its past under its own name; its successor shows it.
create table section_links (
    plan_id text not null constraint section_links_plan references plans (id),
    on_day text not null,
    from_id text not null constraint section_links_from references sections (id),
    to_id text not null constraint section_links_to references sections (id),
    constraint section_links_key primary key (from_id, to_id)
);
