insert into api_tokens (id, person_id, name, digest, scopes, networks, created_at, expires_at,
    revoked_at)
values ('token-1', 'person-1', '集計', 'd1', 'reply:read reply:write', '10.1.0.0/16',
    '2026-08-05T00:00:00.000000Z', '2027-08-05T00:00:00.000000Z', null);

insert into api_token_uses (token_id, used_at, used_from)
values ('token-1', '2026-08-06T00:00:00.000000Z', '10.1.2.3');

insert into kept_answers (token_id, mark, digest, version, kept_at)
values ('token-1', 'once', 'd2', 3, '2026-08-06T00:00:00.000000Z');
