-- Who may sign in. Nobody is ever deleted: a person leaves on a day and keeps the history.
create table people (
    id text not null constraint people_key primary key,
    login text not null,
    folded text not null constraint people_login unique,
    name text not null,
    mail text not null,
    -- An argon2id hash in its own notation (PHC); none until the person has chosen a password.
    password text,
    -- The secret of the second factor, and the last step of time whose code was used.
    totp text,
    totp_step bigint,
    failures bigint not null,
    locked_until text,
    -- The person at the city's own sign-in (OpenID Connect).
    subject text constraint people_subject unique,
    left_on text,
    created_at text not null
);

-- The roles that a person has or had, with their days.
create table grants (
    id text not null constraint grants_key primary key,
    person_id text not null constraint grants_person references people (id),
    role text not null constraint grants_role check (
        role in ('administrator', 'secretariat', 'clerk', 'chief', 'council', 'auditor')
    ),
    plan_id text constraint grants_plan references plans (id),
    section_id text constraint grants_section references sections (id),
    from_day text not null,
    until_day text
);

create index grants_of_person on grants (person_id);

create index grants_of_section on grants (section_id);

-- Who is signed in. Only the digest of the browser's token is kept.
create table sessions (
    digest text not null constraint sessions_key primary key,
    person_id text not null constraint sessions_person references people (id),
    -- waiting: the password was right and the second factor is asked for.
    state text not null constraint sessions_state check (state in ('waiting', 'open')),
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    agent text not null
);

create index sessions_of_person on sessions (person_id);

-- Links that set a password once. Only the digest of the link's token is kept.
create table links (
    digest text not null constraint links_key primary key,
    person_id text not null constraint links_person references people (id),
    purpose text not null constraint links_purpose check (purpose in ('invite', 'reset')),
    created_at text not null,
    expires_at text not null,
    used_at text
);

create index links_of_person on links (person_id);
