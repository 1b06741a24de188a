-- Webhooks: who is told of which events, what still has to be told, and how each try went.
-- A module sees and changes the endpoints it made itself; the kernel sees all.
create table webhooks.endpoint (
  endpoint_id      uuid        not null,
  module           text        not null default substr(current_user::text, 5),
  owner            text        not null check (length(owner) between 1 and 200),
  url              text        not null check (length(url) <= 2048),
  event_types      text[]      not null check (cardinality(event_types) between 1 and 100),
  active           boolean     not null default true,
  stopped_reason   text        check (stopped_reason in ('gone', 'stopped')),
  secret           bytea       not null,
  old_secret       bytea,
  old_secret_until timestamptz,
  created_at       timestamptz not null,
  changed_at       timestamptz not null,
  -- the one sender at work, and how the receiver has been doing
  lease            uuid,
  lease_until      timestamptz,
  failures         int         not null default 0,
  last_failed      uuid,
  failing_since    timestamptz,
  paused_until     timestamptz,
  primary key (endpoint_id),
  check (active = (stopped_reason is null)),
  check ((old_secret is null) = (old_secret_until is null)),
  check ((lease is null) = (lease_until is null))
);
comment on table webhooks.endpoint is 'Receivers of events. owner is a body''s code or a person''s id; secrets are sealed with CITY_WEBHOOKS_KEY. Locked by whoever adds to or takes from its queue. Kept until its owner removes it.';
-- "whose endpoints": the owner's page
create index endpoint_owner on webhooks.endpoint (owner);

create table webhooks.delivery (
  endpoint_id       uuid        not null references webhooks.endpoint on delete cascade,
  delivery_id       uuid        not null,
  event_id          uuid        not null,
  type              text        not null,
  key               text        not null,
  xid               xid8        not null,
  seq               bigint      not null,
  state             text        not null check (state in ('queued', 'waiting', 'delivered', 'dead')),
  attempts          int         not null default 0,
  due_at            timestamptz not null,
  since_at          timestamptz not null,
  created_at        timestamptz not null,
  tried_at          timestamptz,
  finished_at       timestamptz,
  last_status       int,
  last_milliseconds int,
  last_error        text,
  primary key (endpoint_id, delivery_id),
  -- one event is told to an endpoint once; also "the log, newest first"
  unique (endpoint_id, xid, seq),
  check ((state in ('delivered', 'dead')) = (finished_at is not null))
);
comment on table webhooks.delivery is 'One event for one endpoint, without its content (that stays in events.outbox). queued: an earlier event of the same key is not finished. waiting: it is its turn at due_at. Finished rows are kept 30 days.';
-- the order itself: at most one event of a key is being delivered
create unique index delivery_turn on webhooks.delivery (endpoint_id, key) where state = 'waiting';
-- "what is due now, and when is the next": the sender
create index delivery_due on webhooks.delivery (endpoint_id, due_at) where state = 'waiting';
-- "who is next of this key": the sender, after each finished delivery
create index delivery_queue on webhooks.delivery (endpoint_id, key, xid, seq) where state = 'queued';
-- "what is overdue anywhere": the sweeper
create index delivery_overdue on webhooks.delivery (due_at) where state = 'waiting';
-- "finished long ago": the pruner
create index delivery_finished on webhooks.delivery (finished_at) where finished_at is not null;

create table webhooks.attempt (
  endpoint_id  uuid        not null,
  delivery_id  uuid        not null,
  attempt_id   uuid        not null,
  at           timestamptz not null,
  status       int,
  milliseconds int         not null,
  error        text,
  primary key (endpoint_id, delivery_id, attempt_id),
  foreign key (endpoint_id, delivery_id) references webhooks.delivery on delete cascade
);
comment on table webhooks.attempt is 'How each try went: status and duration, never a body. Goes with its delivery.';

alter table webhooks.endpoint enable row level security;
alter table webhooks.delivery enable row level security;
alter table webhooks.attempt enable row level security;
create policy own on webhooks.endpoint to city_module
  using (module = substr(current_user::text, 5)) with check (module = substr(current_user::text, 5));
create policy own on webhooks.delivery to city_module
  using (exists (select 1 from webhooks.endpoint e where e.endpoint_id = delivery.endpoint_id));
create policy own on webhooks.attempt to city_module
  using (exists (select 1 from webhooks.endpoint e where e.endpoint_id = attempt.endpoint_id));
create policy kernel on webhooks.endpoint to mod_kernel using (true) with check (true);
create policy kernel on webhooks.delivery to mod_kernel using (true) with check (true);
create policy kernel on webhooks.attempt to mod_kernel using (true) with check (true);

grant usage on schema webhooks to city_module;
grant select, insert, delete on webhooks.endpoint to city_module;
grant update (url, event_types, active, stopped_reason, secret, old_secret, old_secret_until, changed_at,
              failures, last_failed, failing_since, paused_until) on webhooks.endpoint to city_module;
grant select on webhooks.delivery to city_module;
grant update (state, due_at, since_at, attempts, finished_at, last_error) on webhooks.delivery to city_module;
grant select on webhooks.attempt to city_module;
