insert into registers (plan_id, name, version, definition, defined_by, defined_at)
values
    ('plan-1', '出前授業', 2, '{"name":"出前授業","version":2,"shape":"occasion"}', '健康課',
    '2026-08-03T00:00:00.000000Z'),
    ('plan-1', '講座', 1, '{"name":"講座","version":1,"shape":"occasion"}', '健康課',
    '2026-08-02T00:00:00.000000Z');

insert into register_records
    (plan_id, id, version, register, register_version, section_id, state, first_day, last_day, line,
    written_by, written_at)
values
    ('plan-1', 'k1', 2, '講座', 2, null, 'held', '2026-06-10', '2026-06-10',
    '{"register":"講座","shape":"occasion","state":"held","date":"2026-06-10"}', '健康課',
    '2026-08-03T00:00:00.000000Z'),
    ('plan-1', 'k1', 1, '講座', 1, 's2', 'planned', '2026-06-10', '2026-06-10',
    '{"register":"講座","shape":"occasion","state":"planned","date":"2026-06-10"}', '健康課',
    '2026-08-02T00:00:00.000000Z');
