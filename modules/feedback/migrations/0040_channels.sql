-- Ways in beside the web: other systems through the góp ý interface, the hotline, e-mail and text messages.

alter table feedback.report drop constraint report_channel_check;
alter table feedback.report add constraint report_channel_check check (channel in (
  'web', 'app', 'api', 'open311', 'gopy', 'desk', 'hotline', 'email', 'sms', 'import', 'seed'));

create table feedback.gopy (
  report_id  uuid        not null primary key references feedback.report (report_id),
  -- the key of the partner that sent it (open311_key, which the next migrations make)
  key_id     uuid        not null,
  -- the partner's own user, and where it says the words come from: kept as sent, known to us or not
  user_id    text        check (length(user_id) <= 200),
  origin     text        check (length(origin) <= 200),
  -- what is no picture and no field of ours: films, sound, documents, by address; offices read them, nothing is fetched
  attached   jsonb       not null default '[]' check (pg_column_size(attached) <= 20000),
  taken_at   timestamptz not null
);
comment on table feedback.gopy is 'append-only: what a partner sent through the góp ý interface beyond the fields of a report';
-- what one partner has sent, newest first
create index gopy_key on feedback.gopy (key_id, taken_at desc);

create table feedback.message_in (
  message_id  uuid        not null primary key,
  channel     text        not null check (channel in ('email', 'sms')),
  -- the other side's own number of it: the same message is taken once, however often it is sent
  external_id text        not null check (length(external_id) between 1 and 500),
  -- phone as E.164 or mail address in small letters
  sender      text        not null check (length(sender) between 1 and 320),
  words       text        not null check (length(words) <= 20000),
  -- what was seen beside the words and decides nothing by itself: SPF, attachments left out
  hints       jsonb       not null default '{}' check (pg_column_size(hints) <= 8000),
  outcome     text        not null check (outcome in ('filed', 'asked', 'answered', 'noted', 'told', 'unclear', 'ignored')),
  report_id   uuid,
  received_at timestamptz not null,
  unique (channel, external_id)
);
comment on table feedback.message_in is 'append-only: personal data. Messages of people as they came by e-mail and text message, and what became of each';
-- how much one sender has sent lately
create index message_in_sender on feedback.message_in (channel, sender, received_at desc);
alter table feedback.message_in enable row level security;
create policy message_in_system on feedback.message_in
  using (current_setting('city.actor_kind', true) = 'system') with check (current_setting('city.actor_kind', true) = 'system');

create table feedback.conversation (
  channel    text        not null check (channel in ('email', 'sms')),
  sender     text        not null check (length(sender) between 1 and 320),
  -- words and pictures of a message that does not say where, the units it may mean, and the form where the pin can be put
  pending    jsonb       not null check (pg_column_size(pending) <= 30000),
  expires_at timestamptz not null,
  primary key (channel, sender)
);
comment on table feedback.conversation is 'personal data: what somebody has begun to say by e-mail or text message and we have asked about';
alter table feedback.conversation enable row level security;
create policy conversation_system on feedback.conversation
  using (current_setting('city.actor_kind', true) = 'system') with check (current_setting('city.actor_kind', true) = 'system');

create table feedback.mail_thread (
  -- the local part of our Message-ID: who answers that mail answers this report
  message_id uuid        not null primary key,
  report_id  uuid        not null references feedback.report (report_id),
  sent_at    timestamptz not null
);
comment on table feedback.mail_thread is 'append-only: which report a mail of ours was about';

-- pictures of a message that waits for its place outlive those of an abandoned form
alter table feedback.loose_photo add column keep_until timestamptz;
comment on table feedback.draft is 'personal data: a report form between two steps of a browser without JavaScript, forgotten after a day; begun by a message it also holds where its sender is told, and waits for a week';

-- the hotline finds the earlier reports of a caller
create index reporter_phone on feedback.reporter (phone) where phone is not null;
-- an operator at the telephone, for a stated purpose; each read stands on the trail
create policy reporter_hotline on feedback.reporter for select
  using (
    current_setting('city.actor_kind', true) = 'officer'
    and current_setting('city.actor_role', true) = 'operator'
    and coalesce(current_setting('city.purpose', true), '') <> ''
  );
