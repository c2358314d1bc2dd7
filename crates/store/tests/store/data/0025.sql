insert into meeting_links (id, plan_id, meeting, digest, papers, expires_on, made_by, made_at)
values
    ('link-1', 'plan-1', '1', 'aa11', 'members', '2026-08-31', '事務局', '2026-08-04T00:00:00.000000Z');
insert into meeting_links
    (id, plan_id, meeting, digest, papers, expires_on, made_by, made_at, ended_by, ended_at)
values
    ('link-2', 'plan-1', '1', 'bb22', 'observers', '2026-08-31', '事務局',
    '2026-08-04T00:00:00.000000Z', '事務局', '2026-08-05T00:00:00.000000Z');
