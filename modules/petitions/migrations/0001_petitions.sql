-- Petitions and what happened to them. Every table carries petition_id as its distribution key; no triggers, no sequences.

create table petitions.petition (
  petition_id     uuid        not null primary key,
  code            text        not null,
  -- what is asked, with personal data masked before it is kept
  title           text        not null check (length(title) <= 200),
  words           text        not null check (length(words) <= 8000),
  ask             text        not null check (length(ask) <= 2000),
  topic           text        not null,
  terms           tsvector    not null,
  -- null: the whole city
  unit_code       text,
  unit_valid_from date,
  body_code       text        not null,
  body_rule       text,
  -- where it stands
  state           text        not null check (state in ('draft', 'seeking', 'moderation', 'refused', 'appealed', 'open', 'owed', 'review', 'answered', 'finished', 'closed', 'lapsed', 'withdrawn')),
  signature_n     integer     not null default 0 check (signature_n >= 0),
  supporters      integer     not null check (supporters > 0),
  threshold       integer     not null check (threshold > 0),
  people          integer     not null check (people > 0),
  rule            text        not null,
  created_at      timestamptz not null,
  proposed_at     timestamptz,
  gathered_at     timestamptz,
  published_at    timestamptz,
  -- signing ends: of the search for supporters, then of the public term
  sign_until      timestamptz,
  reached_at      timestamptz,
  -- what is due next of the city: the moderator's look, then the answer
  due_at          timestamptz,
  first_due_at    timestamptz,
  escalation      smallint    not null default 0 check (escalation >= 0),
  escalate_at     timestamptz,
  answered_at     timestamptz,
  ended_at        timestamptz,
  refusal         text,
  -- who refused: an appeal goes to somebody else
  refused_by      text,
  appeal_until    timestamptz,
  appealed_n      smallint    not null default 0 check (appealed_n between 0 and 1),
  changed_at      timestamptz not null,
  -- number of the last step in petition_event; the ETag
  version         integer     not null check (version >= 1),

  check ((unit_code is null) = (unit_valid_from is null)),
  check (state not in ('owed', 'review', 'answered', 'finished') or (reached_at is not null and published_at is not null)),
  check (state not in ('owed', 'review') or (due_at is not null and first_due_at is not null)),
  check (state not in ('open', 'seeking') or sign_until is not null),
  check ((state in ('answered', 'finished')) = (answered_at is not null)),
  check (state <> 'refused' or (refusal is not null and refused_by is not null)),
  -- the obligation exists from the threshold on, never before; taking back later does not undo it
  check (state <> 'open' or reached_at is null)
);
comment on table petitions.petition is 'one row a petition; who began and who signed it stands elsewhere';

-- the public list, newest first, of a unit and of all
create index petition_published on petitions.petition (published_at desc, petition_id desc) where published_at is not null;
create index petition_unit on petitions.petition (unit_code, published_at desc) where published_at is not null;
-- what a body owes, by due time
create index petition_body_owed on petitions.petition (body_code, due_at) where state in ('owed', 'review');
-- what waits for a moderator, oldest first
create index petition_moderation on petitions.petition (due_at) where state in ('moderation', 'appealed');
-- the sweep: terms of signing that end
create index petition_sign_until on petitions.petition (sign_until) where state in ('seeking', 'open');
-- the sweep: rungs that are due
create index petition_escalate on petitions.petition (escalate_at) where escalate_at is not null;
-- petitions alike, and the search
create index petition_terms on petitions.petition using gin (terms);
-- the job that forgets who signed
create index petition_ended on petitions.petition (ended_at) where ended_at is not null;

create table petitions.code (
  code        text not null primary key,
  petition_id uuid not null
);
comment on table petitions.code is 'append-only: from the code in an address to the petition; its own table so that both are found on one shard';

create table petitions.petition_event (
  petition_id uuid        not null references petitions.petition (petition_id),
  seq         integer     not null check (seq >= 1),
  at          timestamptz not null,
  actor_kind  text        not null check (actor_kind in ('starter', 'moderator', 'office', 'system')),
  body_code   text,
  action      text        not null,
  from_state  text        not null,
  to_state    text        not null,
  -- said to the public
  words       text,
  reason      text,
  due_at      timestamptz,
  -- public facts that others can compute with
  detail      jsonb,
  primary key (petition_id, seq),
  -- the state machine of cases/states.ts, compared with it by a test
  constraint petition_event_transition check ((from_state, action, to_state) in (
    ('none', 'start', 'draft'),
    ('draft', 'edit', 'draft'),
    ('draft', 'propose', 'seeking'),
    ('draft', 'withdraw', 'withdrawn'),
    ('seeking', 'gather', 'moderation'),
    ('seeking', 'lapse', 'lapsed'),
    ('seeking', 'withdraw', 'withdrawn'),
    ('moderation', 'publish', 'open'),
    ('moderation', 'refuse', 'refused'),
    ('moderation', 'escalate', 'moderation'),
    ('moderation', 'withdraw', 'withdrawn'),
    ('refused', 'appeal', 'appealed'),
    ('appealed', 'publish', 'open'),
    ('appealed', 'refuse', 'refused'),
    ('appealed', 'escalate', 'appealed'),
    ('open', 'reach', 'owed'),
    ('open', 'close', 'closed'),
    ('open', 'hand_over', 'open'),
    ('open', 'withdraw', 'withdrawn'),
    ('owed', 'hand_over', 'owed'),
    ('owed', 'submit', 'review'),
    ('owed', 'escalate', 'owed'),
    ('review', 'send_back', 'owed'),
    ('review', 'approve', 'answered'),
    ('review', 'escalate', 'review'),
    ('answered', 'progress', 'answered'),
    ('answered', 'finish', 'finished')
  )),
  check (action <> 'refuse' or (reason is not null and words is not null)),
  check (action not in ('appeal', 'hand_over', 'approve') or words is not null)
);
comment on table petitions.petition_event is 'append-only: every step of a petition, without personal data';
-- a petition is asked for an answer once
create unique index petition_event_reach on petitions.petition_event (petition_id) where action = 'reach';


create table petitions.signature (
  petition_id  uuid        not null references petitions.petition (petition_id),
  -- HMAC of person and petition: the same person has another key on every petition
  signer_key   bytea       not null check (octet_length(signer_key) = 32),
  signed_at    timestamptz not null,
  -- only of those who agreed to be named
  name         text        check (length(name) <= 120),
  withdrawn_at timestamptz,
  primary key (petition_id, signer_key),
  check (withdrawn_at is null or (name is null and withdrawn_at >= signed_at))
);
comment on table petitions.signature is 'one row a person and petition, under a key that fits this petition alone';
-- names of those who agreed, newest first
create index signature_named on petitions.signature (petition_id, signed_at desc) where name is not null;

create table petitions.signature_day (
  petition_id uuid    not null references petitions.petition (petition_id),
  day         date    not null,
  signed_n    integer not null check (signed_n >= 0),
  primary key (petition_id, day)
);
comment on table petitions.signature_day is 'signatures that stand, by the day they were given: the curve, without counting thousands of rows';

create table petitions.person_petition (
  person_id   uuid        not null,
  petition_id uuid        not null,
  part        text        not null check (part in ('starter', 'signer')),
  at          timestamptz not null,
  primary key (person_id, petition_id, part)
);
comment on table petitions.person_petition is 'personal data: who began or signed which petition, for "mine" and to tell them the answer; forgotten after the term in rules.json';
-- telling the signers of one petition, in batches
create index person_petition_petition on petitions.person_petition (petition_id, part, person_id);

alter table petitions.person_petition enable row level security;
-- A signing or starting writes; people see and take back their own; the city's hand sees and forgets, for a purpose.
create policy person_petition_made on petitions.person_petition for insert with check (true);
create policy person_petition_own on petitions.person_petition for select
  using (person_id::text = current_setting('city.actor_id', true));
create policy person_petition_system on petitions.person_petition for select
  using (current_setting('city.actor_kind', true) = 'system' and coalesce(current_setting('city.purpose', true), '') <> '');
create policy person_petition_take_back on petitions.person_petition for delete
  using (person_id::text = current_setting('city.actor_id', true));
create policy person_petition_forget on petitions.person_petition for delete
  using (current_setting('city.actor_kind', true) = 'system' and coalesce(current_setting('city.purpose', true), '') <> '');

create table petitions.answer (
  petition_id   uuid        not null references petitions.petition (petition_id),
  answer_no     smallint    not null check (answer_no >= 1),
  body_code     text        not null,
  words         text        not null check (length(words) <= 16000),
  commitments   jsonb       not null check (jsonb_typeof(commitments) = 'array' and pg_column_size(commitments) <= 20000),
  drafted_at    timestamptz not null,
  drafted_by    text        not null,
  drafted_title text        not null,
  decided_at    timestamptz,
  decision      text        check (decision in ('approved', 'sent_back')),
  decided_by    text,
  decided_title text,
  decided_words text,
  primary key (petition_id, answer_no),
  check ((decided_at is null) = (decision is null) and (decision is null) = (decided_by is null)),
  -- nobody approves what they drafted
  check (decision is distinct from 'approved' or decided_by <> drafted_by)
);
comment on table petitions.answer is 'drafted answers and what a leader decided about each';
-- one draft before a leader at a time
create unique index answer_open on petitions.answer (petition_id) where decided_at is null;

create table petitions.commitment (
  petition_id   uuid        not null references petitions.petition (petition_id),
  commitment_no smallint    not null check (commitment_no >= 1),
  words         text        not null check (length(words) <= 1000),
  due_on        date        not null,
  progress      smallint    not null default 0 check (progress between 0 and 100),
  state         text        not null default 'open' check (state in ('open', 'done', 'dropped')),
  note          text        check (length(note) <= 1000),
  changed_at    timestamptz not null,
  primary key (petition_id, commitment_no),
  check ((state = 'done') = (progress = 100)),
  check (state <> 'dropped' or note is not null)
);
comment on table petitions.commitment is 'what a body has promised in its answer, by when, and how far it is; each change stands in petition_event, too';
