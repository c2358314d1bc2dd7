-- Steps of ten times between two years of an indicator that someone has called right. They are kept
-- with their figures: where a text changes, its step is asked about again.
create table indicator_leaps (
    indicator_id text not null constraint indicator_leaps_indicator references indicators (id),
    from_year bigint not null,
    before_value text not null,
    to_year bigint not null,
    after_value text not null,
    constraint indicator_leaps_key
        primary key (indicator_id, from_year, before_value, to_year, after_value)
);
