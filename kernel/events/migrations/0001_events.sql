-- The event stream: a transactional outbox read by cursors, with what each subscriber has done.
create table events.outbox (
  xid         xid8        not null default pg_current_xact_id(),
  seq         bigint      generated always as identity,
  id          uuid        not null,
  type        text        not null,
  version     int         not null check (version > 0),
  key         text        not null,
  occurred_at timestamptz not null,
  data        jsonb       not null,
  primary key (xid, seq)
);
comment on table events.outbox is 'append-only: ids and public facts, never personal data. Read by (xid, seq) below pg_snapshot_xmin: a reader by seq alone loses what commits late.';
-- "what happened to this key, in order": replay and the drill that counts the events of each report
create index outbox_key on events.outbox (key, xid, seq);

create table events.cursor (
  subscriber text        primary key,
  xid        xid8        not null,
  seq        bigint      not null,
  moved_at   timestamptz not null
);

-- Events a subscriber failed on, and all later ones of the same key, in order, until someone lets them go on.
create table events.dead_letter (
  subscriber text        not null,
  key        text        not null,
  xid        xid8        not null,
  seq        bigint      not null,
  attempts   int         not null,
  error      text        not null,
  parked_at  timestamptz not null,
  primary key (subscriber, key, xid, seq)
);

grant usage on schema events to city_module;
grant insert on events.outbox to city_module;
grant select on events.outbox to city_module;
grant select, insert, update on events.cursor to city_module;
grant select, insert, update, delete on events.dead_letter to city_module;
