-- What was answered to a finding of the checker. `mark` is a digest of the words on which it stood:
-- other words ask again. `told` is the finding as it was answered, for whoever reads it later.
create table finding_answers (
    plan_id text not null constraint finding_answers_plan references plans (id),
    year bigint not null,
    rule text not null,
    -- Empty for a finding of the sheet as a whole
    action_id text not null,
    mark text not null,
    kind text not null,
    reason text not null,
    told text not null,
    answered_by text not null,
    answered_at text not null,
    constraint finding_answers_key primary key (plan_id, year, rule, action_id, mark),
    constraint finding_answers_kind check (kind in ('corrected', 'right', 'left'))
);

-- How a plan has set a rule of the checker: what it weighs, or that it is off.
create table rule_settings (
    plan_id text not null constraint rule_settings_plan references plans (id),
    rule text not null,
    weight text not null,
    constraint rule_settings_key primary key (plan_id, rule),
    constraint rule_settings_weight check (weight in ('off', 'error', 'warning', 'info'))
);

-- What was done about a person is read on the person's page.
create index events_of_subject on events (subject, at);
