-- Complaints and denunciations. Nothing here is ever public: row policies ask again who looks, and words and persons are sealed.
-- Every table carries matter_id as its distribution key; no triggers, no sequences.

create table complaints.matter (
  matter_id           uuid        not null primary key,
  -- what the person holds on paper; 60 random bits and a check symbol
  code                text        not null,
  -- complaint about a decision or act, or denunciation of a breach of law
  kind                text        not null check (kind in ('khieu_nai', 'to_cao')),
  round               smallint    not null check (round in (1, 2)),
  -- the body that receives and handles it
  body_code           text        not null,
  -- the body that the matter is about
  about_body          text        not null,
  remote              boolean     not null,
  is_anonymous        boolean     not null,
  -- sealed: what was written
  content             bytea       not null check (octet_length(content) <= 200000),
  evidence_n          smallint    not null default 0 check (evidence_n >= 0),
  -- a report that was sent away as a complaint, and came here
  source_report       uuid,
  state               text        not null check (state in ('received', 'waiting', 'accepted', 'verifying', 'dialogue', 'suspended',
                                  'decided', 'in_force', 'closed', 'refused', 'guided', 'withdrawn', 'information')),
  before_state        text        check (before_state in ('accepted', 'verifying', 'dialogue')),
  handler_id          text,
  handler_title       text,
  filed_at            timestamptz not null,
  -- the running clock: when it began, its term with the article, extensions and pauses
  clock               jsonb,
  -- null while the clock stands still or none runs
  due_at              timestamptz,
  -- the first promises; they never move
  first_accept_due_at timestamptz,
  first_due_at        timestamptz,
  accepted_at         timestamptz,
  decided_at          timestamptz,
  -- when a decision takes effect
  effect_at           timestamptz,
  closed_at           timestamptz,
  is_heard            boolean     not null default false,
  withdrawal_asked    boolean     not null default false,
  changed_at          timestamptz not null,
  -- number of the last step in complaints.event
  version             integer     not null check (version >= 1),

  check ((state in ('closed', 'refused', 'guided', 'withdrawn')) = (closed_at is not null)),
  check ((state = 'suspended') = (before_state is not null)),
  check (state not in ('accepted', 'verifying', 'dialogue', 'suspended', 'decided', 'in_force') or accepted_at is not null),
  check ((state in ('decided', 'in_force')) <= (decided_at is not null)),
  check (state not in ('waiting', 'suspended') or due_at is null),
  check (first_due_at is null or accepted_at is not null),
  check (kind = 'khieu_nai' or round = 1),
  -- a denunciation without a name is information and nothing else (Law on Denunciations, Art. 25)
  check ((kind = 'to_cao' and is_anonymous) = (state = 'information' or (is_anonymous and kind = 'to_cao' and state = 'closed')))
);
comment on table complaints.matter is 'one row a complaint or denunciation; personal data, sealed, behind row-level security; never public';
-- the desk's list of one body by due time
create index matter_body_due on complaints.matter (body_code, due_at, matter_id);
-- the sweeper of decisions that take effect
create index matter_effect on complaints.matter (effect_at) where state = 'decided';
-- a report comes over once
create unique index matter_source on complaints.matter (source_report) where source_report is not null;

create table complaints.receipt (
  -- SHA-256 of the code: the table alone opens nothing
  code_hash bytea not null primary key check (octet_length(code_hash) = 32),
  matter_id uuid  not null
);
comment on table complaints.receipt is 'append-only: from the code on paper to the matter';

create table complaints.follow_key (
  matter_id  uuid     not null primary key references complaints.matter (matter_id),
  -- keyed hash of the last four digits of the telephone; null when none was given
  phone_mark bytea    check (octet_length(phone_mark) = 32),
  -- wrong digits in a row: after too many the matter opens by its own link or account only, until the hour is over
  wrong_n    smallint not null default 0 check (wrong_n >= 0),
  wrong_at   timestamptz
);
comment on table complaints.follow_key is 'personal data: how a person without an account proves to be the one who filed; only keyed hashes';

create table complaints.person_matter (
  -- keyed hash of the person: the table alone says nothing about anyone
  person_mark bytea       not null check (octet_length(person_mark) = 32),
  matter_id   uuid        not null,
  filed_at    timestamptz not null,
  primary key (person_mark, matter_id)
);
comment on table complaints.person_matter is 'append-only: personal data. Which matters a signed-in person has filed';

create table complaints.identity (
  matter_id uuid        not null primary key references complaints.matter (matter_id),
  -- sealed: name, address, telephone, identity paper
  sealed    bytea       not null check (octet_length(sealed) <= 20000),
  added_at  timestamptz not null
);
comment on table complaints.identity is 'append-only: personal data. Who filed; read only by cases/identity.access.ts, with purpose and trail';

create table complaints.identity_read (
  matter_id uuid        not null references complaints.matter (matter_id),
  read_id   uuid        not null,
  at        timestamptz not null,
  body_code text        not null,
  title     text        not null,
  purpose   text        not null check (length(purpose) between 3 and 200),
  primary key (matter_id, read_id)
);
comment on table complaints.identity_read is 'append-only: who looked at the identity and why, shown to the person who filed';

create table complaints.event (
  matter_id  uuid        not null references complaints.matter (matter_id),
  seq        integer     not null check (seq >= 1),
  at         timestamptz not null,
  actor_kind text        not null check (actor_kind in ('person', 'office', 'system')),
  title      text,
  action     text        not null,
  from_state text        not null,
  to_state   text        not null,
  -- sealed: what was said to the person, or by the person
  words      bytea       check (octet_length(words) <= 60000),
  due_at     timestamptz,
  -- facts to compute with: the days of an extension, the document that a term follows
  detail     jsonb       check (pg_column_size(detail) <= 4000),
  primary key (matter_id, seq),
  -- the state machine of cases/states.ts, compared with it by a test
  constraint event_transition check ((from_state, action, to_state) in (
    ('none', 'file', 'received'),
    ('none', 'inform', 'information'),
    ('none', 'take_over', 'received'),
    ('received', 'assign', 'received'),
    ('received', 'refuse', 'refused'),
    ('received', 'guide', 'guided'),
    ('received', 'withdraw', 'withdrawn'),
    ('received', 'ask', 'waiting'),
    ('received', 'accept', 'accepted'),
    ('received', 'extend', 'received'),
    ('waiting', 'assign', 'waiting'),
    ('waiting', 'refuse', 'refused'),
    ('waiting', 'guide', 'guided'),
    ('waiting', 'withdraw', 'withdrawn'),
    ('waiting', 'supplement', 'received'),
    ('accepted', 'verify', 'verifying'),
    ('accepted', 'assign', 'accepted'),
    ('accepted', 'extend', 'accepted'),
    ('accepted', 'suspend', 'suspended'),
    ('accepted', 'withdraw', 'withdrawn'),
    ('accepted', 'ask_withdrawal', 'accepted'),
    ('accepted', 'drop', 'withdrawn'),
    ('verifying', 'invite', 'dialogue'),
    ('verifying', 'decide', 'decided'),
    ('verifying', 'assign', 'verifying'),
    ('verifying', 'extend', 'verifying'),
    ('verifying', 'suspend', 'suspended'),
    ('verifying', 'withdraw', 'withdrawn'),
    ('verifying', 'ask_withdrawal', 'verifying'),
    ('verifying', 'drop', 'withdrawn'),
    ('dialogue', 'hear', 'verifying'),
    ('dialogue', 'assign', 'dialogue'),
    ('dialogue', 'extend', 'dialogue'),
    ('dialogue', 'suspend', 'suspended'),
    ('dialogue', 'withdraw', 'withdrawn'),
    ('dialogue', 'ask_withdrawal', 'dialogue'),
    ('dialogue', 'drop', 'withdrawn'),
    ('suspended', 'resume', 'accepted'),
    ('suspended', 'resume', 'verifying'),
    ('suspended', 'resume', 'dialogue'),
    ('decided', 'take_effect', 'in_force'),
    ('decided', 'close', 'closed'),
    ('in_force', 'close', 'closed'),
    ('information', 'assign', 'information'),
    ('information', 'close', 'closed')
  )),
  check (action not in ('ask', 'supplement', 'refuse', 'guide', 'invite', 'hear', 'extend', 'suspend', 'decide', 'drop', 'ask_withdrawal') or words is not null)
);
comment on table complaints.event is 'append-only: every step of a matter; its words are sealed';

create table complaints.evidence (
  matter_id uuid        not null references complaints.matter (matter_id),
  file_id   text        not null,
  width     integer     not null check (width > 0),
  height    integer     not null check (height > 0),
  added_at  timestamptz not null,
  primary key (matter_id, file_id)
);
comment on table complaints.evidence is 'append-only: pictures of documents that belong to a matter; never public';

create table complaints.draft (
  -- SHA-256 of the token in the form: the table alone opens no draft
  token_hash bytea       not null primary key check (octet_length(token_hash) = 32),
  -- sealed under the city's key
  sealed     bytea       not null check (octet_length(sealed) <= 200000),
  -- ids of pictures that wait for their matter
  files      text[]      not null default '{}' check (cardinality(files) <= 8),
  expires_at timestamptz not null
);
comment on table complaints.draft is 'personal data: a form between two steps, sealed, forgotten after a few hours';
-- the sweeper of expired drafts
create index draft_expires on complaints.draft (expires_at);

alter table complaints.matter enable row level security;
alter table complaints.person_matter enable row level security;
alter table complaints.identity enable row level security;
alter table complaints.identity_read enable row level security;
alter table complaints.event enable row level security;
alter table complaints.evidence enable row level security;

-- Filing writes; anyone may file.
create policy matter_filed on complaints.matter for insert with check (true);
-- A matter is seen by officers of the body that receives it, in the roles that handle complaints; by who proved to have filed it
-- (city.matter, set by cases/follow.access.ts after the proof); and by the city's own services.
create policy matter_seen on complaints.matter for select using (
  (current_setting('city.actor_kind', true) = 'officer'
    and body_code = current_setting('city.actor_body', true)
    and current_setting('city.actor_role', true) in ('complaints', 'leader'))
  or matter_id::text = current_setting('city.matter', true)
  or current_setting('city.actor_kind', true) = 'system');
create policy matter_stepped on complaints.matter for update using (
  (current_setting('city.actor_kind', true) = 'officer'
    and body_code = current_setting('city.actor_body', true)
    and current_setting('city.actor_role', true) in ('complaints', 'leader'))
  or matter_id::text = current_setting('city.matter', true)
  or current_setting('city.actor_kind', true) = 'system');

-- What hangs on a matter is seen by whoever sees the matter.
create policy event_written on complaints.event for insert with check (true);
create policy event_seen on complaints.event for select
  using (exists (select 1 from complaints.matter m where m.matter_id = event.matter_id));
create policy evidence_written on complaints.evidence for insert with check (true);
create policy evidence_seen on complaints.evidence for select
  using (exists (select 1 from complaints.matter m where m.matter_id = evidence.matter_id));
create policy identity_read_written on complaints.identity_read for insert with check (true);
create policy identity_read_seen on complaints.identity_read for select
  using (exists (select 1 from complaints.matter m where m.matter_id = identity_read.matter_id));

create policy person_matter_filed on complaints.person_matter for insert with check (true);
create policy person_matter_own on complaints.person_matter for select
  using (encode(person_mark, 'hex') = current_setting('city.person_mark', true));

-- An identity is read only for a stated purpose: by an officer who sees the matter, or by the city's own services.
create policy identity_filed on complaints.identity for insert with check (true);
create policy identity_office on complaints.identity for select using (
  current_setting('city.actor_kind', true) = 'officer'
  and coalesce(current_setting('city.purpose', true), '') <> ''
  and exists (
    select 1 from complaints.matter m
     where m.matter_id = identity.matter_id
       and m.body_code = current_setting('city.actor_body', true)
       and current_setting('city.actor_role', true) in ('complaints', 'leader')));
create policy identity_system on complaints.identity for select
  using (current_setting('city.actor_kind', true) = 'system' and coalesce(current_setting('city.purpose', true), '') <> '');
