insert into grants (id, person_id, role, plan_id, section_id, from_day, until_day)
select 'recorder-1', person_id, 'recorder', plan_id, section_id, from_day, until_day
from grants where role = 'clerk' order by id limit 1;
