-- Tokens by which programs of a person come in. Only the digest of a token is kept.
create table api_tokens (
    id text not null constraint api_tokens_key primary key,
    person_id text not null constraint api_tokens_person references people (id),
    name text not null,
    digest text not null constraint api_tokens_digest unique,
    -- Codes, and networks in CIDR notation, parted by spaces; no network: from anywhere.
    scopes text not null,
    networks text not null,
    created_at text not null,
    expires_at text not null,
    revoked_at text
);

create index api_tokens_of_person on api_tokens (person_id);

-- When each was last used, to the minute, and from where.
create table api_token_uses (
    token_id text not null constraint api_token_uses_key primary key
        constraint api_token_uses_token references api_tokens (id),
    used_at text not null,
    used_from text not null
);

-- What was answered to a change that its sender named, so that one sent again is done once. It holds no
-- text, and is forgotten after a day.
create table kept_answers (
    token_id text not null constraint kept_answers_token references api_tokens (id),
    mark text not null,
    -- The digest of what was asked
    digest text not null,
    -- The version that the entry was given
    version bigint not null,
    kept_at text not null,
    constraint kept_answers_key primary key (token_id, mark)
);
