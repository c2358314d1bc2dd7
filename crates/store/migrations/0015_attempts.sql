-- How often proving who one is failed since it last worked. Browsers in which the person signed in
-- before are counted each for itself, all others together: whoever guesses from elsewhere locks
-- out others like them, not the person's own browser.
create table attempts (
    person_id text not null constraint attempts_person references people (id),
    -- The digest of the browser's token; empty for all that have none.
    device text not null,
    failures bigint not null,
    locked_until text,
    -- When the person last signed in there.
    used_at text not null,
    constraint attempts_key primary key (person_id, device)
);

insert into attempts (person_id, device, failures, locked_until, used_at)
select id, '', failures, locked_until, created_at
from people
where failures > 0;

alter table people drop column failures;

alter table people drop column locked_until;
