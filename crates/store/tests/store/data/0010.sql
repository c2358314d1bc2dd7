insert into indicators (id, plan_id, action_id, name, unit, counted)
values
    ('i1', 'plan-1', 'a1', '受講者数', '人', '受講者'),
    ('i2', 'plan-1', '', '自殺死亡率', '人口10万対', '');

insert into indicator_figures (indicator_id, year, kind, value)
values ('i2', 2015, 'base', '18.5'), ('i2', 2026, 'target', '13'), ('i1', 2021, 'actual', '');

insert into rule_limits (plan_id, rule, name, value) values ('plan-1', 'BIG_CHANGE', 'grown', 300);
