insert into finding_answers (plan_id, year, rule, action_id, mark, kind, reason, told, answered_by,
    answered_at)
values
    ('plan-1', 2021, 'PREVIOUS_PCT_MISSING', 'a1', 'm12', 'right', '未確定のため', '前年度の達成度がありません。',
    '山田', '2026-04-01T00:00:00Z');
