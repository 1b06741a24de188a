-- Who wants to hear of which changes, and what is on its way to them.
create table context.subscription (
  tenant            text        not null,
  id                text        not null check (length(id) <= 2000),
  -- as it was given, with names expanded
  doc               jsonb       not null,
  -- the context it was given in, for what is a text in it (q) and for what is sent
  context           jsonb       not null,
  is_active         boolean     not null,
  expires_at        timestamptz,
  -- seconds
  throttling        double precision check (throttling >= 0),
  time_interval     double precision check (time_interval > 0),
  next_at           timestamptz,
  created_at        timestamptz not null,
  modified_at       timestamptz not null,
  last_notification timestamptz,
  last_success      timestamptz,
  last_failure      timestamptz,
  times_sent        bigint      not null default 0,
  times_failed      bigint      not null default 0,
  primary key (tenant, id),
  check (throttling is null or time_interval is null)
);
comment on table context.subscription is 'Subscriptions to entities; endpoints are addresses of systems.';
-- those that fall due by the clock
create index subscription_next on context.subscription (next_at) where next_at is not null;

create table context.notification (
  tenant          text        not null,
  notification_id uuid        not null,
  subscription_id text        not null,
  created_at      timestamptz not null,
  body            jsonb       not null,
  -- until then somebody is sending it
  leased_until    timestamptz,
  primary key (tenant, notification_id)
);
comment on table context.notification is 'Notifications that have not been sent yet; written with the change that caused them.';
-- what waits, oldest first
create index notification_waiting on context.notification (created_at, notification_id);
