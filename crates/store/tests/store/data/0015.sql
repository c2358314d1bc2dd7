insert into attempts (person_id, device, failures, locked_until, used_at)
values ('person-1', '6b86b273', 2, null, '2026-04-01T00:00:00.000000Z');
