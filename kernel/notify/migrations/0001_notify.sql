-- Notifications: what was said to whom, over which channels, and how each delivery went.
-- The distribution key is the recipient: 'person:UUID', 'post:UUID', or 'address:…' for people without an account.

create table notify.message (
  recipient  text        not null check (recipient ~ '^(person|post|address):[0-9a-zA-Z_-]{1,80}$'),
  message_id uuid        not null,
  template   text        not null,
  params     jsonb       not null,
  -- Language, e-mail and phone of somebody without an account; emptied when nothing waits for it any more.
  address    jsonb,
  -- Makes queueing the same thing twice one message.
  key        text,
  is_in_app  boolean     not null,
  created_at timestamptz not null,
  read_at    timestamptz,
  primary key (recipient, message_id),
  unique (recipient, key)
);
comment on table notify.message is 'personal data by reference: words are made when sent or read';
-- "how many unread": the bell on every page
create index message_unread on notify.message (recipient) where is_in_app and read_at is null;
-- the yearly clearing
create index message_age on notify.message (created_at);

create table notify.delivery (
  recipient   text        not null,
  message_id  uuid        not null,
  channel     text        not null check (channel in ('in-app', 'email', 'sms', 'push')),
  status      text        not null check (status in ('queued', 'sending', 'retrying', 'sent', 'failed', 'skipped')),
  attempts    integer     not null default 0,
  -- How often the other side answered no: a new request number begins only then.
  refusals    integer     not null default 0,
  -- Why it was skipped, failed or waits; never the address.
  reason      text,
  -- The other side's own number for it.
  reference   text,
  due_at      timestamptz not null,
  claimed_at  timestamptz,
  finished_at timestamptz,
  primary key (recipient, message_id, channel),
  foreign key (recipient, message_id) references notify.message on delete cascade,
  check ((finished_at is not null) = (status in ('sent', 'failed', 'skipped')))
);
-- what a crash or an outage left behind
create index delivery_waiting on notify.delivery (due_at) where finished_at is null;

create table notify.attempt (
  recipient  text        not null,
  message_id uuid        not null,
  channel    text        not null,
  attempt    integer     not null,
  at         timestamptz not null,
  outcome    text        not null check (outcome in ('sent', 'retry', 'failed', 'skipped')),
  reason     text,
  primary key (recipient, message_id, channel, attempt),
  foreign key (recipient, message_id) references notify.message on delete cascade
);

create table notify.contact (
  recipient  text        not null check (recipient ~ '^(person|post):'),
  lang       text        not null check (lang in ('vi', 'en')),
  email      text,
  phone      text,
  -- Channels that the person does not want; the inbox in the city cannot be muted.
  muted      text[]      not null default '{}',
  updated_at timestamptz not null,
  primary key (recipient)
);
comment on table notify.contact is 'personal data: kept while the account exists';

create table notify.subscription (
  recipient     text        not null check (recipient ~ '^person:'),
  -- SHA-256 of the endpoint, hex: endpoints are long.
  endpoint_hash text        not null,
  endpoint      text        not null,
  p256dh        text        not null,
  auth          text        not null,
  created_at    timestamptz not null,
  primary key (recipient, endpoint_hash)
);
comment on table notify.subscription is 'personal data: kept until the browser unsubscribes';
-- a browser that changes hands takes its subscription along
create index subscription_endpoint on notify.subscription (endpoint_hash);

-- Modules put messages in and can read none of them.
grant usage on schema notify to city_module;
grant insert on notify.message, notify.delivery to city_module;

-- The part that knows people (identity) says where they can be reached; it cannot read it back here.
create function notify.save_contact(who text, new_lang text, new_email text, new_phone text, new_muted text[], at timestamptz)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into notify.contact (recipient, lang, email, phone, muted, updated_at)
  values (who, new_lang, new_email, new_phone, new_muted, at)
  on conflict (recipient) do update
    set lang = excluded.lang, email = excluded.email, phone = excluded.phone, muted = excluded.muted,
        updated_at = excluded.updated_at
    where notify.contact.updated_at <= excluded.updated_at;
$$;
create function notify.forget_contact(who text)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from notify.subscription where recipient = who;
  delete from notify.contact where recipient = who;
$$;
revoke all on function notify.save_contact(text, text, text, text, text[], timestamptz) from public;
revoke all on function notify.forget_contact(text) from public;
grant execute on function notify.save_contact(text, text, text, text, text[], timestamptz) to city_module;
grant execute on function notify.forget_contact(text) to city_module;
