-- Mails: what is to be sent, what was sent, and what nobody can know of. A mail is `sending`, and
-- that is committed, before a server hears of it, and `sent` after the server's answer.
create table mails (
    id text not null constraint mails_key primary key,
    plan_id text constraint mails_plan references plans (id),
    round_id text,
    person_id text,
    name text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    -- 1 for a body with a link that lets someone in: it is wiped once it was sent
    secret bigint not null,
    -- What makes two mails the same mail
    sameness text not null constraint mails_same unique,
    state text not null,
    attempts bigint not null,
    created_at text not null,
    queued_at text not null,
    next_at text not null,
    claim text,
    claimed_until text,
    sent_at text,
    problem text not null,
    constraint mails_state
        check (state in ('queued', 'sending', 'sent', 'unclear', 'failed', 'held'))
);

create index mails_waiting on mails (state, next_at, id);

create index mails_of_plan on mails (plan_id, created_at);

create table mail_files (
    mail_id text not null constraint mail_files_mail references mails (id),
    position bigint not null,
    name text not null,
    digest text not null constraint mail_files_digest references files (digest),
    constraint mail_files_key primary key (mail_id, position)
);
