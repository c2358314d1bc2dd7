-- The roles whose holders must have a second factor.
create table code_roles (
    role text not null constraint code_roles_key primary key
);

-- Whether the city's own sign-in vouched for a second factor of its own.
alter table sessions add column vouched bigint not null default 0;
