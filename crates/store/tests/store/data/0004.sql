insert into events (id, at, actor, kind, plan_id, subject, detail)
values ('e1', '2026-04-02T00:00:00Z', '山田', 'import.booked', 'plan-1', 'i1', '{}');
