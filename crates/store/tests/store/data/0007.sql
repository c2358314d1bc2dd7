insert into rounds
    (id, plan_id, year, opens_on, due_on, approval, questions, created_at, closed_at)
values ('round-1', 'plan-1', 2021, '2022-04-01', '2022-05-31', 1, '[]', '2022-04-01T00:00:00Z', null);

insert into round_exceptions
    (id, round_id, section_id, until_day, reason, given_by, given_at)
values ('x1', 'round-1', 's2', '2022-06-10', '人事異動', '事務局', '2022-06-01T00:00:00Z');

insert into replies
    (round_id, action_id, section_id, stage, version, reason, submitted_on, missing)
values ('round-1', 'a1', 's2', 'draft', 1, '', null, 3);

insert into entries
    (round_id, action_id, section_id, field, year_offset, text, version, same_reason, approved,
    accepted, written_by, written_at)
values
    ('round-1', 'a1', 's2', 'status', 'this', '２回', 1, null, null, null, '健康課', '2022-05-01');

insert into comments
    (id, round_id, action_id, section_id, field, year_offset, text, written_by, written_at)
values ('c1', 'round-1', 'a1', 's2', 'status', 'this', '人数は。', '事務局', '2022-05-02');

insert into action_links (plan_id, year, from_id, to_id) values ('plan-1', 2021, 'a1', 'a1');

insert into section_links (plan_id, on_day, from_id, to_id)
values ('plan-1', '2022-04-01', 's1', 's2');
