insert into people (id, login, folded, name, mail, password, totp, totp_step, failures,
    locked_until, subject, left_on, created_at)
values ('person-1', 'Ａ001', 'a001', '健康課 担当者', '', null, null, null, 0, null, null, null,
    '2026-04-01T00:00:00.000000Z');

insert into grants (id, person_id, role, plan_id, section_id, from_day, until_day)
values ('grant-1', 'person-1', 'clerk', 'plan-1', null, '2026-04-01', null);

insert into sessions (digest, person_id, state, created_at, seen_at, expires_at, agent)
values ('s1', 'person-1', 'open', '2026-04-01T00:00:00.000000Z', '2026-04-01T00:00:00.000000Z',
    '2026-04-01T12:00:00.000000Z', 'test');

insert into links (digest, person_id, purpose, created_at, expires_at, used_at)
values ('l1', 'person-1', 'invite', '2026-04-01T00:00:00.000000Z',
    '2026-04-08T00:00:00.000000Z', null);
