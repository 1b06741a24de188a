-- Data rights: consents, requests of people about their data, what is done to answer them, and the register of breaches.

create function privacy.acting_person() returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_setting('city.actor_kind', true) in ('citizen', 'officer')
    then nullif(current_setting('city.actor_id', true), '')::uuid
  end
$$;

-- Officers for data protection, the city's leaders, and the city's own services.
create function privacy.acting_office() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(current_setting('city.actor_kind', true) = 'system', false)
      or (coalesce(current_setting('city.actor_kind', true) = 'officer', false)
          and (current_setting('city.actor_role', true) = 'data_protection'
               or (current_setting('city.actor_role', true) = 'leader' and current_setting('city.actor_body', true) = 'ubnd-thanh-pho')))
$$;

create table privacy.request (
  request_id   uuid        not null primary key,
  person_id    uuid        not null,
  kind         text        not null check (kind in ('access', 'correct', 'erase', 'restrict', 'object', 'withdraw')),
  -- a processor or a third party must act too, which the law gives more days
  with_others  boolean     not null,
  -- what a restriction, objection or withdrawal is about; null for everything
  purpose      text        check (length(purpose) <= 60),
  state        text        not null check (state in ('received', 'accepted', 'proposed', 'doing', 'done', 'refused', 'withdrawn')),
  -- key of this request's words, wrapped by the city's; setting it to null makes them unreadable for good
  word_key     bytea,
  -- sealed with that key: the name the person goes by
  asker        bytea       check (octet_length(asker) <= 2000),
  -- row of city/…/privacy/rights.json that the terms follow
  rule         text        not null,
  document     text        not null,
  asked_at     timestamptz not null,
  respond_by   timestamptz not null,
  -- the first promise; it never moves
  first_due_at timestamptz not null,
  due_at       timestamptz not null,
  responded_at timestamptz,
  extended_at  timestamptz,
  closed_at    timestamptz,
  proposed_by  uuid,
  version      integer     not null check (version >= 1),
  check ((state in ('done', 'refused', 'withdrawn')) = (closed_at is not null)),
  check (state not in ('accepted', 'proposed', 'doing', 'done') or responded_at is not null),
  check (due_at >= first_due_at and (extended_at is not null or due_at = first_due_at)),
  check (state <> 'proposed' or proposed_by is not null)
);
comment on table privacy.request is 'personal data by reference: who asked for what about their own data, with the law''s clocks';
-- a person's own requests
create index request_person on privacy.request (person_id, asked_at desc);
-- the desk: what is open, by due time; and the sweep of what is about to be late
create index request_open on privacy.request (due_at, request_id) where closed_at is null;

create table privacy.request_event (
  request_id uuid        not null references privacy.request (request_id),
  seq        integer     not null check (seq >= 1),
  at         timestamptz not null,
  actor_kind text        not null check (actor_kind in ('person', 'office', 'system')),
  actor_id   text,
  title      text,
  action     text        not null,
  from_state text        not null,
  to_state   text        not null,
  -- sealed with the request's own key
  words      bytea       check (octet_length(words) <= 20000),
  detail     jsonb       check (pg_column_size(detail) <= 4000),
  primary key (request_id, seq),
  -- the state machine of requests/states.ts, compared with it by a test
  constraint event_transition check ((from_state, action, to_state) in (
    ('none', 'ask', 'received'),
    ('received', 'accept', 'accepted'),
    ('received', 'refuse', 'refused'),
    ('received', 'extend', 'received'),
    ('received', 'take_back', 'withdrawn'),
    ('accepted', 'extend', 'accepted'),
    ('accepted', 'refuse', 'refused'),
    ('accepted', 'take_back', 'withdrawn'),
    ('accepted', 'grant', 'doing'),
    ('accepted', 'propose', 'proposed'),
    ('proposed', 'approve', 'doing'),
    ('proposed', 'return', 'accepted'),
    ('proposed', 'extend', 'proposed'),
    ('proposed', 'take_back', 'withdrawn'),
    ('doing', 'finish', 'done')
  )),
  check (action not in ('refuse', 'extend', 'propose', 'return') or words is not null)
);
comment on table privacy.request_event is 'append-only: every step of a request; its words are sealed';

create table privacy.export (
  request_id uuid        not null primary key references privacy.request (request_id),
  -- sealed: the whole document
  sealed     bytea       not null,
  bytes      integer     not null check (bytes > 0),
  -- SHA-256 of the document, so that a copy can be compared
  hash       bytea       not null check (octet_length(hash) = 32),
  made_at    timestamptz not null,
  until_at   timestamptz not null check (until_at > made_at)
);
comment on table privacy.export is 'personal data: what was put together for a person, sealed, deleted when its time is over';
-- the sweep of exports whose time is over
create index export_until on privacy.export (until_at);

create table privacy.erased_part (
  request_id uuid        not null references privacy.request (request_id),
  module     text        not null,
  at         timestamptz not null,
  -- rows changed by table
  rows       jsonb       not null,
  primary key (request_id, module)
);
comment on table privacy.erased_part is 'append-only: which module has carried out which erasure';

create table privacy.restriction (
  restriction_id uuid        not null primary key,
  person_id      uuid        not null,
  purpose        text,
  request_id     uuid        not null references privacy.request (request_id),
  since          timestamptz not null,
  lifted_at      timestamptz
);
comment on table privacy.restriction is 'personal data by reference: what the city may not do with a person''s data until lifted';
-- asked at every use of consent
create index restriction_person on privacy.restriction (person_id) where lifted_at is null;

create table privacy.consent (
  consent_id   uuid        not null primary key,
  person_id    uuid        not null,
  purpose      text        not null,
  client       text        not null,
  claims       text[]      not null check (cardinality(claims) >= 1),
  text_version text        not null,
  lang         text        not null check (lang in ('vi', 'en')),
  -- a child's story needs the word of both
  part         text        not null check (part in ('self', 'representative')),
  given_by     uuid        not null,
  given_at     timestamptz not null,
  expires_at   timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  -- how it was given: SHA-256 of the text shown, the way, the mandate of a representative
  evidence     jsonb       not null check (pg_column_size(evidence) <= 4000),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (part = 'self' or given_by <> person_id)
);
comment on table privacy.consent is 'the ledger: what a person agreed to, in which words, until when; rows change only by withdrawal';
-- one living consent for a purpose and part
create unique index consent_living on privacy.consent (person_id, purpose, client, part) where withdrawn_at is null;

create table privacy.breach (
  breach_id     uuid        not null primary key,
  state         text        not null check (state in ('open', 'reported', 'closed')),
  title         text        not null check (length(title) between 3 and 200),
  detected_at   timestamptz not null,
  due_at        timestamptz not null check (due_at > detected_at),
  rule          text        not null,
  -- the fields of the notice
  what_happened text        not null check (length(what_happened) between 3 and 8000),
  kinds_of_data text        not null check (length(kinds_of_data) between 3 and 2000),
  persons_n     integer     check (persons_n >= 0),
  consequences  text        check (length(consequences) <= 4000),
  measures      text        check (length(measures) <= 4000),
  contact       text        not null check (length(contact) between 3 and 300),
  -- whether the people concerned must be told, and what they are told
  tell_words    text        check (length(tell_words) between 10 and 2000),
  told_at       timestamptz,
  reported_at   timestamptz,
  reference     text        check (length(reference) <= 200),
  late_reason   text        check (length(late_reason) <= 2000),
  closed_at     timestamptz,
  recorded_at   timestamptz not null,
  version       integer     not null check (version >= 1),
  check ((state = 'closed') = (closed_at is not null)),
  check (state = 'open' or reported_at is not null),
  check (reported_at is null or reported_at <= due_at or late_reason is not null)
);
comment on table privacy.breach is 'the register of breaches of personal data: no names of people concerned';
-- the sweep of warnings
create index breach_open on privacy.breach (due_at) where reported_at is null;

create table privacy.breach_event (
  breach_id uuid        not null references privacy.breach (breach_id),
  seq       integer     not null check (seq >= 1),
  at        timestamptz not null,
  title     text,
  action    text        not null check (action in ('open', 'amend', 'warn', 'report', 'name_people', 'tell', 'close')),
  detail    jsonb,
  primary key (breach_id, seq)
);
comment on table privacy.breach_event is 'append-only: what was done about a breach, when and by which post';

create table privacy.breach_person (
  breach_id uuid        not null references privacy.breach (breach_id),
  person_id uuid        not null,
  told_at   timestamptz,
  primary key (breach_id, person_id)
);
comment on table privacy.breach_person is 'personal data by reference: whom a breach concerns';
-- a person's erasure and access
create index breach_person_of on privacy.breach_person (person_id);

create table privacy.office_post (
  post_id    uuid        not null primary key,
  body_code  text        not null,
  role       text        not null,
  valid_from date        not null,
  valid_to   date,
  heard_at   timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table privacy.office_post is 'own projection of identity.post.kept: that a post exists and what it is for, never who holds it';

alter table privacy.request       enable row level security;
alter table privacy.request_event enable row level security;
alter table privacy.export        enable row level security;
alter table privacy.erased_part   enable row level security;
alter table privacy.restriction   enable row level security;
alter table privacy.consent       enable row level security;
alter table privacy.breach        enable row level security;
alter table privacy.breach_event  enable row level security;
alter table privacy.breach_person enable row level security;

create policy request_own on privacy.request using (person_id = (select privacy.acting_person()));
create policy request_office on privacy.request using ((select privacy.acting_office()));
-- What hangs on a request is seen by whoever sees the request.
create policy event_written on privacy.request_event for insert with check (true);
create policy event_seen on privacy.request_event for select
  using (exists (select 1 from privacy.request r where r.request_id = request_event.request_id));
-- What was put together for a person is for that person: no officer opens it.
create policy export_own on privacy.export for select
  using (exists (select 1 from privacy.request r where r.request_id = export.request_id and r.person_id = (select privacy.acting_person())));
create policy export_system on privacy.export
  using (coalesce(current_setting('city.actor_kind', true) = 'system', false));
create policy erased_part_office on privacy.erased_part using ((select privacy.acting_office()));
create policy restriction_own on privacy.restriction for select using (person_id = (select privacy.acting_person()));
-- people lift what they had stopped
create policy restriction_lift on privacy.restriction for update
  using (person_id = (select privacy.acting_person())) with check (person_id = (select privacy.acting_person()));
create policy restriction_office on privacy.restriction using ((select privacy.acting_office()));
create policy consent_own on privacy.consent using (person_id = (select privacy.acting_person()) or given_by = (select privacy.acting_person()));
create policy consent_system on privacy.consent
  using (coalesce(current_setting('city.actor_kind', true) = 'system', false));
create policy breach_office on privacy.breach using ((select privacy.acting_office()));
create policy breach_event_office on privacy.breach_event using ((select privacy.acting_office()));
create policy breach_person_office on privacy.breach_person using ((select privacy.acting_office()));
