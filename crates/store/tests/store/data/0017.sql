insert into events
    (id, at, actor, person_id, kind, plan_id, action_id, section_id, subject, detail, detail_digest,
    rows, seq, previous, hash)
values
    ('e4', '2026-05-04T00:00:00Z', '健康課', null, 'comment.answered', 'plan-1', 'a1', 's2', 'round-1',
    '{"after":"延べ人数です。","comment":"c1"}',
    '42d9ee091b62279f667a4edb74c0d8bffd29e3b0b911aa0b0cfcbab2d0fddad6',
    '17 {"comments":[["c1","d0f631ca1ddba8db3bcfcb9e057cdc98d0379f1bee00e75a545147a27dadd982"]]}', 4,
    '91c8be526b41292674b1ca7c1d5cf108f19fff9fab9a9837d6e57b60c5b06e17',
    'd1dca8340a38b9fa175b73b1003fc6e8f3a19caab83906e9488f1fc8e938b724');

update chain set seq = 4,
    hash = 'd1dca8340a38b9fa175b73b1003fc6e8f3a19caab83906e9488f1fc8e938b724';
