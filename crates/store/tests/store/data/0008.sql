insert into mails
    (id, plan_id, round_id, person_id, name, recipient, subject, body, secret, sameness, state,
    attempts, created_at, queued_at, next_at, problem)
values
    ('mail-1', 'plan-1', 'r1', null, '山田', 'yamada@city.example', '件名', '本文', 0, 'k1', 'queued',
    0, '2026-04-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-04-01T00:00:00Z', '');

insert into mail_files (mail_id, position, name, digest) values ('mail-1', 0, '健康課.xlsx', 'd1');
