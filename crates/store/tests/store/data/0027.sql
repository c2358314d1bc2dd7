insert into schemes (plan_id, id, version, definition, defined_by, defined_at)
values
    ('plan-1', 'made-up', 1,
    '{"id":"made-up","title":"架空の体系","version":1,"items":[{"code":"1","label":"一つ目"}]}', '事務局',
    '2026-08-05T00:00:00.000000Z');

insert into crosswalk_rows
    (plan_id, scheme, scheme_version, to_scheme, to_version, source, target, version, state, line,
    written_by, written_at)
values
    ('plan-1', 'made-up', 1, '', 0, '1', 'a1', 1, 'stands',
    '{"source":"1","target":"a1","relation":"exact","primary":true,"decided_by":"事務局","decided_on":"2026-08-05"}',
    '事務局', '2026-08-05T00:00:00.000000Z');
