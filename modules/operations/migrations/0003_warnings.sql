-- Public warnings (CAP 1.2) from draft to release, the key they are signed with, messages from partners, and who wants to be told.

create table operations.cap_key (
  key_id      uuid        not null primary key,
  certificate text        not null,
  sealed_key  bytea       not null,
  valid_to    timestamptz not null,
  made_at     timestamptz not null
);
comment on table operations.cap_key is 'append-only: certificates (PEM) and private keys (PKCS #8) sealed with CITY_CAP_KEY';

create table operations.warning (
  warning_id     uuid        not null primary key,
  state          text        not null check (state in ('draft', 'review', 'released', 'updated', 'cancelled', 'discarded')),
  status         text        not null check (status in ('Actual', 'Exercise', 'Test')),
  msg_type       text        not null check (msg_type in ('Alert', 'Update', 'Cancel')),
  event          text        not null,
  urgency        text        not null check (urgency in ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')),
  severity       text        not null check (severity in ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')),
  certainty      text        not null check (certainty in ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')),
  headline_vi    text        not null check (length(headline_vi) between 1 and 160),
  headline_en    text        not null check (length(headline_en) between 1 and 160),
  description_vi text        not null check (length(description_vi) between 1 and 2000),
  description_en text        not null check (length(description_en) between 1 and 2000),
  instruction_vi text        not null check (length(instruction_vi) <= 2000),
  instruction_en text        not null check (length(instruction_en) <= 2000),
  -- codes of units; empty: the whole city
  areas          text[]      not null,
  expires_at     timestamptz not null,
  -- the message that this one updates or cancels
  previous_id    uuid        references operations.warning (warning_id),
  incident_id    uuid,
  created_at     timestamptz not null,
  -- everybody who wrote a word of it: none of them may release it
  written_by     uuid[]      not null check (cardinality(written_by) >= 1),
  written_title  text        not null,
  submitted_at   timestamptz,
  released_by    uuid,
  released_title text,
  sent_at        timestamptz,
  identifier     text        unique,
  sender         text,
  xml            text,
  note           text        check (length(note) <= 1000),
  changed_at     timestamptz not null,
  version        integer     not null check (version >= 1),
  check (state not in ('released', 'updated', 'cancelled') or (xml is not null and identifier is not null and sent_at is not null and released_by is not null)),
  -- two persons: whoever wrote it never releases it; a false alarm is called off by one
  check (msg_type = 'Cancel' or released_by is null or not (released_by = any (written_by))),
  check ((msg_type = 'Alert') = (previous_id is null))
);
comment on table operations.warning is 'one row a message: what it says, who wrote and who released it, and the signed XML as it went out';
-- what holds now, and the feed
create index warning_sent on operations.warning (sent_at desc) where sent_at is not null;
-- the desk: what is being written and looked at
create index warning_open on operations.warning (created_at) where state in ('draft', 'review');
-- one message follows another at most once
create unique index warning_previous on operations.warning (previous_id) where state in ('released', 'updated', 'cancelled') and previous_id is not null;

create table operations.warning_event (
  warning_id uuid        not null references operations.warning (warning_id),
  seq        integer     not null check (seq >= 1),
  at         timestamptz not null,
  action     text        not null check (action in ('draft', 'edit', 'submit', 'send_back', 'release', 'update', 'cancel', 'discard')),
  post       text        not null,
  words      text        check (length(words) <= 1000),
  primary key (warning_id, seq)
);
comment on table operations.warning_event is 'append-only: every step of a warning';

create table operations.cap_in (
  received_id uuid        not null primary key,
  received_at timestamptz not null,
  sender      text        not null,
  identifier  text        not null,
  is_accepted boolean     not null,
  reasons     text[]      not null,
  xml         text        not null,
  alarm_id    uuid,
  check (is_accepted = (cardinality(reasons) = 0))
);
comment on table operations.cap_in is 'append-only: messages of partners, and why some were refused';
create unique index cap_in_once on operations.cap_in (sender, identifier) where is_accepted;

create table operations.follower (
  person_id uuid        not null primary key,
  -- codes of units; empty: the whole city
  areas     text[]      not null,
  since     timestamptz not null
);
comment on table operations.follower is 'who wants to be told of warnings, and for which units';
alter table operations.follower enable row level security;
alter table operations.follower force row level security;
create policy follower_system on operations.follower using (current_setting('city.actor_kind', true) = 'system');
create policy follower_own on operations.follower using (person_id::text = current_setting('city.actor_id', true));
