-- Links that open a meeting's papers without signing in. Of the token only its digest is kept.
create table meeting_links (
    id text not null constraint meeting_links_key primary key,
    plan_id text not null constraint meeting_links_plan references plans (id),
    -- The meeting among the council's records
    meeting text not null,
    -- The SHA-256 of the token
    digest text not null constraint meeting_links_digest unique,
    -- For whom the papers are that it shows: members or observers
    papers text not null,
    -- The last day on which it opens
    expires_on text not null,
    made_by text not null,
    made_at text not null,
    ended_by text,
    ended_at text
);
