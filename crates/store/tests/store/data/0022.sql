insert into editions
    (id, plan_id, year, kind, number, as_of, digest, internal, frozen_by, frozen_at)
values
    ('edition-1', 'plan-1', 2021, 'council', 1, 3, 'd1', '{}', '事務局',
    '2026-08-04T00:00:00.000000Z');

insert into edition_files (edition_id, name, media_type, digest)
values
    ('edition-1', 'edition.json', 'application/json', 'd1');

insert into edition_withdrawals (edition_id, ground, withdrawn_by, withdrawn_at)
values
    ('edition-1', '条例第7条', '事務局', '2026-08-05T00:00:00.000000Z');

insert into publication_settings (plan_id, settings, changed_by, changed_at)
values
    ('plan-1', '{}', '事務局', '2026-08-04T00:00:00.000000Z');

insert into publication_answers (plan_id, mark, told, reason, answered_by, answered_at)
values
    ('plan-1', 'm', '場所の名前', '広報の場所', '事務局', '2026-08-04T00:00:00.000000Z');
