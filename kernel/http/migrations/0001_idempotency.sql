-- Answers kept for Idempotency-Key, written in the transaction of the action itself.
create table http.idempotency_key (
  scope      text        not null,
  key        text        not null,
  hash       text        not null,
  answer     jsonb       not null,
  created_at timestamptz not null,
  primary key (scope, key)
);
-- the sweeper that forgets old keys
create index idempotency_key_created on http.idempotency_key (created_at);

grant usage on schema http to city_module;
grant select, insert on http.idempotency_key to city_module;
