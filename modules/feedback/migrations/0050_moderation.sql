-- What may be seen of a report and its pictures, who looked at it and decided, who objected, and who may not send for a while.
-- Senders stand here only as keyed hashes: enough to recognise one that comes again, not enough to know who it is.

create table feedback.look (
  report_id uuid        not null primary key references feedback.report (report_id),
  -- photo: pictures nobody has looked at; flag: people object; words: personal data was masked; place: the place is in doubt
  reasons   text[]      not null check (reasons <@ array['photo', 'flag', 'words', 'place'] and cardinality(reasons) > 0),
  -- 0 comes first: so many object that it cannot wait
  rank      smallint    not null check (rank between 0 and 9),
  since     timestamptz not null
);
comment on table feedback.look is 'reports that wait for a moderator; a row goes when somebody has looked';
-- the moderator's queue, most pressing first
create index look_order on feedback.look (rank, since, report_id);

create table feedback.photo_look (
  report_id    uuid        not null references feedback.report (report_id),
  file_id      text        not null,
  is_hidden    boolean     not null default false,
  -- rectangles in shares of width and height that the public copy has painted over
  regions      jsonb       not null default '[]' check (pg_column_size(regions) <= 8000),
  -- how often the public copy was made anew: part of its address, so that nobody is shown an older one
  copy_n       integer     not null default 0 check (copy_n >= 0),
  looked_at    timestamptz,
  looked_by    text,
  looked_title text,
  primary key (report_id, file_id),
  check ((looked_at is null) = (looked_by is null))
);
comment on table feedback.photo_look is 'what moderators have decided about a picture; a picture without a row is shown as it came and not looked at';

create table feedback.moderation (
  report_id     uuid        not null references feedback.report (report_id),
  moderation_id uuid        not null,
  at            timestamptz not null,
  by_id         text        not null,
  by_title      text        not null,
  action        text        not null check (action in (
    'hide', 'show', 'edit', 'photo_hide', 'photo_show', 'photo_cover', 'approve', 'ban')),
  file_id       text,
  reason        text        check (length(reason) <= 2000),
  -- public texts or regions as they were and as they are
  before        jsonb,
  after         jsonb,
  primary key (report_id, moderation_id),
  check (action not in ('hide', 'show', 'photo_hide', 'photo_show', 'edit', 'ban') or reason is not null),
  check ((action in ('photo_hide', 'photo_show', 'photo_cover')) = (file_id is not null))
);
comment on table feedback.moderation is 'append-only: personal data. Every decision of a moderator with its reason, and public texts as they were before';

create table feedback.flag (
  report_id  uuid        not null references feedback.report (report_id),
  -- '' when the whole report is meant
  file_id    text        not null default '',
  flagger    bytea       not null check (octet_length(flagger) = 32),
  address    bytea       not null check (octet_length(address) = 32),
  at         timestamptz not null,
  why        text        not null check (why in ('personal', 'face', 'insult', 'false', 'advertising', 'violence', 'other')),
  words      text        check (length(words) <= 2000),
  decided_at timestamptz,
  decision   text        check (decision in ('upheld', 'dismissed')),
  primary key (report_id, file_id, flagger),
  check ((decided_at is null) = (decision is null))
);
comment on table feedback.flag is 'that somebody finds a report or picture abusive, once for each person or device and thing';

create table feedback.sender (
  report_id uuid        not null primary key references feedback.report (report_id),
  filed_at  timestamptz not null,
  person    bytea       check (octet_length(person) = 32),
  device    bytea       check (octet_length(device) = 32),
  phone     bytea       check (octet_length(phone) = 32),
  address   bytea       check (octet_length(address) = 32),
  -- the question this sender answered: no answer counts twice
  question  bytea       check (octet_length(question) = 16)
);
comment on table feedback.sender is 'personal data: from which person, device, phone and network a report came, as keyed hashes; forgotten after the days of the city''s rule';
-- how much one source has sent in the last day
create index sender_person on feedback.sender (person, filed_at) where person is not null;
create index sender_device on feedback.sender (device, filed_at) where device is not null;
create index sender_phone on feedback.sender (phone, filed_at) where phone is not null;
create index sender_address on feedback.sender (address, filed_at) where address is not null;
-- no answer to a question lets two reports in, however quickly they come
create unique index sender_question on feedback.sender (question) where question is not null;
-- the sweeper of what is to be forgotten
create index sender_filed on feedback.sender (filed_at);

create table feedback.ban (
  ban_id       uuid        not null primary key,
  kind         text        not null check (kind in ('person', 'device', 'phone', 'address')),
  key          bytea       not null check (octet_length(key) = 32),
  from_at      timestamptz not null,
  until_at     timestamptz not null,
  by_id        text        not null,
  by_title     text        not null,
  -- said to the one who is refused, with where to object
  reason       text        not null check (length(reason) between 1 and 2000),
  appeal_vi    text        not null check (length(appeal_vi) between 1 and 2000),
  appeal_en    text        not null check (length(appeal_en) between 1 and 2000),
  -- the report that led to it
  report_id    uuid        references feedback.report (report_id),
  lifted_at    timestamptz,
  lifted_by    text,
  lifted_title text,
  lifted_why   text        check (length(lifted_why) <= 2000),
  check (until_at > from_at),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_why is null))
);
comment on table feedback.ban is 'personal data: who may not send reports for a while, as a keyed hash, with the reason, who decided, and how to object';
-- whether a sender is banned now
create unique index ban_key on feedback.ban (kind, key) where lifted_at is null;

create table feedback.place_doubt (
  report_id       uuid        not null primary key references feedback.report (report_id),
  -- metres from the pin to where the camera says it was, and to where the device was when it sent
  photo_metres    integer     check (photo_metres >= 0),
  device_metres   integer     check (device_metres >= 0),
  accuracy_metres integer     check (accuracy_metres >= 0),
  score           smallint    not null check (score between 0 and 100),
  check (photo_metres is not null or device_metres is not null)
);
comment on table feedback.place_doubt is 'append-only: personal data. How far the pin lies from camera and device; distances only, seen by offices, never a reason to refuse';

alter table feedback.moderation enable row level security;
alter table feedback.place_doubt enable row level security;
create policy moderation_decided on feedback.moderation for insert with check (
  current_setting('city.actor_kind', true) = 'system'
  or (current_setting('city.actor_kind', true) = 'officer' and current_setting('city.actor_role', true) = 'moderator'));
create policy moderation_office on feedback.moderation for select
  using (current_setting('city.actor_kind', true) in ('officer', 'system'));
-- why a report was hidden is told to the one who sent it
create policy moderation_hidden on feedback.moderation for select using (action in ('hide', 'show'));
create policy place_doubt_filed on feedback.place_doubt for insert with check (true);
create policy place_doubt_office on feedback.place_doubt for select
  using (current_setting('city.actor_kind', true) in ('officer', 'system'));
