insert into plan_words (plan_id, list, word, official)
values
    ('plan-1', 'name', '社協', '社会福祉協議会'),
    ('plan-1', 'hoped_absent', '孤立', '');
