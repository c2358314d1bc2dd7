insert into finding_answers (plan_id, year, rule, action_id, mark, kind, reason, told, answered_by,
    answered_at)
values
    ('plan-1', 2021, 'COPY_PREV_YEAR', 'a1', 'm1', 'right', '毎年同じ取組のため', '前年度と同じ文です。',
    '山田', '2026-04-01T00:00:00Z');

insert into rule_settings (plan_id, rule, weight) values ('plan-1', 'NO_FINAL_STOP', 'off');
