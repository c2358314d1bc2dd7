-- What one of several programs does for all: who is at it. Each sign of life counts up the turn; a
-- holder whose turn stands still is gone. No time is compared: the machines' clocks may differ.
create table leases (
    name text not null constraint leases_key primary key,
    holder text not null,
    turn bigint not null,
    -- When the last sign of life was given, by the holder's clock: for people to read.
    seen_at text not null
);
