insert into plans (id, municipality, area_code, title)
values ('plan-1', 'みずほの市', '119999', '自殺対策計画');

insert into files (digest, name, size, bytes, kept_at)
values ('d1', '様式.xlsx', 0, '', '2026-04-01T00:00:00Z');

insert into imports
    (id, plan_id, digest, name, reader, year, state, reading, created_at, booked_at)
values
    ('i1', 'plan-1', 'd1', '様式.xlsx', 'xlsx', 2021, 'booked', '{}', '2026-04-01T00:00:00Z',
    '2026-04-02T00:00:00Z');
