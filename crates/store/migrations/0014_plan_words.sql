-- Words that a plan adds to those by which the checker reads: short names with the official one that is
-- to stand in their place, and what one hopes to have none of.
create table plan_words (
    plan_id text not null constraint plan_words_plan references plans (id),
    list text not null,
    word text not null,
    -- The official name of a short one; empty in the other list
    official text not null,
    constraint plan_words_key primary key (plan_id, list, word),
    constraint plan_words_list check (list in ('name', 'hoped_absent'))
);
