insert into events
    (id, at, actor, person_id, kind, plan_id, action_id, section_id, subject, detail, detail_digest,
    seq, previous, hash)
values
    ('e2', '2026-05-02T00:00:00Z', '健康課', null, 'entry.written', 'plan-1', 'a1', 's2', 'round-1',
    '{"after":"３回","before":"２回","field":"status","same_as_last_year":null,"version":2}',
    'b1a807e332240419984f4a664b5ed5893f724a5bcacb7c21114e68835d972d50', 2,
    'eaabb875f06233d26c53db2c8e86a831eeabdc491c4bec097b4faaa3e36c5e41',
    '6e5f0ffba8837a490e87cb26563ebb6bd7b1c9650ec22ddad3c22b4b3624da32'),
    ('e3', '2026-05-03T00:00:00Z', '事務局', null, 'comment.asked', 'plan-1', 'a1', 's2', 'round-1',
    '', '9bb78e31bf52abe5dee198cec6dafac88dff1b1df77d327f7f3a3fdab505fc3d', 3,
    '6e5f0ffba8837a490e87cb26563ebb6bd7b1c9650ec22ddad3c22b4b3624da32',
    '91c8be526b41292674b1ca7c1d5cf108f19fff9fab9a9837d6e57b60c5b06e17');

update chain set seq = 3,
    hash = '91c8be526b41292674b1ca7c1d5cf108f19fff9fab9a9837d6e57b60c5b06e17';
