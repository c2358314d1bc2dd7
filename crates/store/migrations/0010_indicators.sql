-- Indicators: of an action, counted by the sentences of its cells; of the plan, told by a list.
create table indicators (
    id text not null constraint indicators_key primary key,
    plan_id text not null constraint indicators_plan references plans (id),
    -- Empty for an outcome of the plan
    action_id text not null,
    name text not null,
    unit text not null,
    -- The words under which sentences count it; empty where none does
    counted text not null,
    constraint indicators_once unique (plan_id, action_id, name, unit)
);

-- Figures that a person or a list gave. `value` is a decimal number; empty says that there is none.
create table indicator_figures (
    indicator_id text not null constraint indicator_figures_indicator references indicators (id),
    year bigint not null,
    kind text not null,
    value text not null,
    constraint indicator_figures_key primary key (indicator_id, year, kind),
    constraint indicator_figures_kind check (kind in ('base', 'actual', 'target'))
);

-- Where a plan has drawn the line of a rule otherwise than it is by itself.
create table rule_limits (
    plan_id text not null constraint rule_limits_plan references plans (id),
    rule text not null,
    name text not null,
    value bigint not null,
    constraint rule_limits_key primary key (plan_id, rule, name)
);

-- The cell on which an answered finding stood and what it said then, so that a correction can be
-- shown: the year of the sheet, the cell's key in its row, its whole text.
alter table finding_answers add column cell_year bigint not null default 0;
alter table finding_answers add column cell text not null default '';
alter table finding_answers add column was text not null default '';
