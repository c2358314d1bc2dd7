insert into sheets (id, plan_id, year, import_id, layout, measures)
values ('sheet-1', 'plan-1', 2021, 'i1', '{"columns":[]}', '[]');

insert into sheet_rows
    (id, sheet_id, position, no, action_id, measure, measure_id, action, content, page,
    department, section, relisted, places, place, folded)
values
    ('r1', 'sheet-1', 0, 1, 'a1', 0, 'm1', '連絡会議', '', '18', '福祉部', '健康課', '',
    '[null,null,null,null,null,null]', '"file"', '連絡会議');

insert into row_owners (row_id, position, section_id) values ('r1', 0, 's2');

insert into answers
    (row_id, field, year_offset, asked_year, position, state, text, folded, place)
values
    ('r1', 'status', 'this', 2021, 0, 'given', '２回実施した。', '2回実施した。', '"file"'),
    ('r1', 'achievement', 'this', 2021, 1, 'missing', '', '', null);
