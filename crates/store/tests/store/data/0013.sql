insert into indicator_leaps (indicator_id, from_year, before_value, to_year, after_value)
values ('i1', 2021, '3', 2022, '34');
