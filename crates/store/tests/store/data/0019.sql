insert into leases (name, holder, turn, seen_at)
values ('mail', 'city-1/4026531836/77', 3, '2026-08-01T00:00:00.000000Z');
