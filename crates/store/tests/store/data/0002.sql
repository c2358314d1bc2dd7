insert into sections (id, plan_id, parent_id, name, folded)
values ('s1', 'plan-1', null, '福祉部', '福祉部'), ('s2', 'plan-1', 's1', '健康課', '健康課');

insert into measures (id, plan_id, parent_id, kind, title, folded, position)
values ('m1', 'plan-1', null, 'basic', '基本施策１', '基本施策1', 0);

insert into actions (id, plan_id, title, folded, introduced_in, retired_in)
values ('a1', 'plan-1', '連絡会議', '連絡会議', 2021, null);
