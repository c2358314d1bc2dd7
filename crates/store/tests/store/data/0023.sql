insert into council_records (plan_id, kind, id, version, year, line, written_by, written_at)
values
    ('plan-1', 'opinion', '1', 1, 2021, '{}', '事務局', '2026-08-04T00:00:00.000000Z');
