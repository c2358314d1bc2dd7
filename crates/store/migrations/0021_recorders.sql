-- A further role: whoever only enters records of a section's registers. What a check allows cannot be
-- changed where it stands, so the table is made anew.
drop index grants_of_person;
drop index grants_of_section;
alter table grants rename to grants_before;

create table grants (
    id text not null constraint grants_id primary key,
    person_id text not null constraint grants_of_a_person references people (id),
    role text not null constraint grants_a_role check (
        role in (
            'administrator', 'secretariat', 'clerk', 'chief', 'recorder', 'council', 'auditor'
        )
    ),
    plan_id text constraint grants_in_a_plan references plans (id),
    section_id text constraint grants_in_a_section references sections (id),
    from_day text not null,
    until_day text
);

insert into grants (id, person_id, role, plan_id, section_id, from_day, until_day)
select id, person_id, role, plan_id, section_id, from_day, until_day from grants_before;

drop table grants_before;

create index grants_of_person on grants (person_id);
create index grants_of_section on grants (section_id);
create index register_records_register on register_records (plan_id, register, first_day);
