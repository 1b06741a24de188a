-- Reports and what happened to them. Every table carries report_id as its distribution key; no triggers, no sequences.

create table feedback.report (
  report_id       uuid             not null primary key,
  tracking_code   text             not null,
  -- what the reporter said: the columns of cases/report-fields.ts
  service         text             not null,
  words           text             not null check (length(words) <= 8000),
  lat             double precision not null check (lat between -90 and 90),
  lon             double precision not null check (lon between -180 and 180),
  address         text             check (length(address) <= 400),
  landmark        text             check (length(landmark) <= 400),
  occurred_at     timestamptz,
  -- what follows from it
  words_public    text             not null,
  terms           tsvector         not null,
  place           point            generated always as (point(lon, lat)) stored,
  unit_code       text             not null,
  unit_valid_from date             not null,
  district_code   text,
  body_code       text             not null,
  severity        text             not null check (severity in ('urgent', 'normal', 'complex')),
  priority        smallint         not null check (priority between 1 and 4),
  urgent_because  text[]           not null default '{}',
  routing_rule    text,
  deadline_policy text,
  -- where it stands
  state           text             not null check (state in ('new', 'returned', 'accepted', 'in_progress', 'resolved', 'closed', 'rejected')),
  visibility      text             not null default 'public' check (visibility in ('public', 'private', 'hidden')),
  handler_id      text,
  handler_title   text,
  filed_at        timestamptz      not null,
  accept_due_at   timestamptz,
  due_at          timestamptz,
  first_due_at    timestamptz,
  accepted_at     timestamptz,
  resolved_at     timestamptz,
  closed_at       timestamptz,
  reopen_until    timestamptz,
  changed_at      timestamptz      not null,
  returned_n      smallint         not null default 0 check (returned_n >= 0),
  reopened_n      smallint         not null default 0 check (reopened_n >= 0),
  rating          smallint         check (rating between 1 and 5),
  photo_n         smallint         not null default 0 check (photo_n >= 0),
  has_reporter    boolean          not null default false,
  channel         text             not null check (channel in ('web', 'api', 'desk', 'hotline', 'email', 'sms', 'import', 'seed')),
  source          text,
  source_ref      text,
  -- number of the last step in report_event; the ETag of the report
  version         integer          not null check (version >= 1),

  check ((state in ('closed', 'rejected')) = (closed_at is not null)),
  check (state not in ('accepted', 'in_progress') or accepted_at is not null),
  check (state <> 'resolved' or resolved_at is not null),
  check (state in ('resolved', 'closed', 'rejected') or resolved_at is null),
  check ((due_at is null) = (first_due_at is null)),
  check (accepted_at is null or accepted_at >= filed_at),
  check (resolved_at is null or resolved_at >= filed_at),
  check (closed_at is null or closed_at >= filed_at),
  check ((source is null) = (source_ref is null))
);
comment on table feedback.report is 'one row a report; what the public may not see of it stands in words and in feedback.reporter';

-- the public list, newest first, and everything filed in a span of time
create index report_filed on feedback.report (filed_at desc, report_id desc);
-- the public list of one unit, newest first
create index report_unit_filed on feedback.report (unit_code, filed_at desc, report_id desc);
-- the public list of one service, newest first
create index report_service_filed on feedback.report (service, filed_at desc, report_id desc);
-- a desk's queues by due time, and the counts of what a body holds
create index report_body_open on feedback.report (body_code, due_at, report_id) where state in ('new', 'returned', 'accepted', 'in_progress');
-- what a body has answered and waits to be closed; also the clock that closes when the window is over
create index report_waiting on feedback.report (reopen_until, report_id) where state = 'resolved';
-- open reports per unit on the wall, and the whole city's overdue ones
create index report_open on feedback.report (due_at, unit_code, service) where state in ('new', 'returned', 'accepted', 'in_progress');
-- the share of answers on time in the last thirty days
create index report_resolved on feedback.report (resolved_at) include (first_due_at) where resolved_at is not null;
-- points inside the map's window
create index report_place on feedback.report using gist (place);
-- search in words and addresses, with and without marks
create index report_terms on feedback.report using gin (terms);
-- "my work" of one officer
create index report_handler on feedback.report (handler_id, due_at) where handler_id is not null and state in ('new', 'returned', 'accepted', 'in_progress');
-- a report of another system arrives again: the importer's resume
create unique index report_source on feedback.report (source, source_ref) where source is not null;

create table feedback.tracking_code (
  code      text not null primary key,
  report_id uuid not null
);
comment on table feedback.tracking_code is 'append-only: from the code on paper to the report; its own table so that both are found on one shard';

create table feedback.report_event (
  report_id  uuid        not null references feedback.report (report_id),
  seq        integer     not null check (seq >= 1),
  at         timestamptz not null,
  actor_kind text        not null check (actor_kind in ('reporter', 'office', 'system')),
  -- the body that acted
  body_code  text,
  action     text        not null,
  from_state text        not null,
  to_state   text        not null,
  -- the body it was handed to
  to_body    text,
  -- said to the public
  words      text,
  reason     text,
  due_at     timestamptz,
  primary key (report_id, seq),
  -- the state machine of cases/states.ts, compared with it by a test
  constraint report_event_transition check ((from_state, action, to_state) in (
    ('none', 'file', 'new'),
    ('new', 'accept', 'accepted'),
    ('new', 'assign', 'new'),
    ('new', 'hand_over', 'new'),
    ('new', 'return', 'returned'),
    ('new', 'reject', 'rejected'),
    ('returned', 'accept', 'accepted'),
    ('returned', 'hand_over', 'new'),
    ('returned', 'reject', 'rejected'),
    ('accepted', 'assign', 'accepted'),
    ('accepted', 'hand_over', 'accepted'),
    ('accepted', 'return', 'returned'),
    ('accepted', 'start', 'in_progress'),
    ('accepted', 'resolve', 'resolved'),
    ('accepted', 'reject', 'rejected'),
    ('in_progress', 'assign', 'in_progress'),
    ('in_progress', 'hand_over', 'accepted'),
    ('in_progress', 'return', 'returned'),
    ('in_progress', 'resolve', 'resolved'),
    ('resolved', 'rate', 'resolved'),
    ('resolved', 'close', 'closed'),
    ('resolved', 'reopen', 'accepted'),
    ('closed', 'rate', 'closed'),
    ('closed', 'reopen', 'accepted'),
    ('rejected', 'reopen', 'accepted')
  )),
  check (action <> 'hand_over' or to_body is not null),
  check (action not in ('return', 'reject', 'reopen') or reason is not null),
  check (action <> 'resolve' or words is not null)
);
comment on table feedback.report_event is 'append-only: every step of a report, without personal data';
-- "elsewhere": what a body has handed to others, newest first
create index report_event_handed on feedback.report_event (body_code, at desc) where action in ('hand_over', 'return');

create table feedback.photo (
  report_id uuid        not null references feedback.report (report_id),
  file_id   text        not null,
  role      text        not null check (role in ('before', 'after')),
  place     smallint    not null,
  width     integer     not null check (width > 0),
  height    integer     not null check (height > 0),
  taken_at  timestamptz,
  added_at  timestamptz not null,
  primary key (report_id, file_id, role)
);
comment on table feedback.photo is 'append-only: which public pictures belong to a report';

create table feedback.rating (
  report_id uuid        not null references feedback.report (report_id),
  -- the answer that was rated: the first, or the one after so many reopenings
  round     smallint    not null check (round >= 0),
  score     smallint    not null check (score between 1 and 5),
  words     text,
  at        timestamptz not null,
  primary key (report_id, round)
);
comment on table feedback.rating is 'append-only: how satisfied the reporter was with each answer';

create table feedback.loose_photo (
  file_id  text        not null primary key,
  width    integer     not null check (width > 0),
  height   integer     not null check (height > 0),
  taken_at timestamptz,
  lat      double precision,
  lon      double precision,
  added_at timestamptz not null
);
comment on table feedback.loose_photo is 'pictures sent before their report, with the place and time of the camera; a report takes the row away, the sweeper what is left after a day';
-- the sweeper of pictures that no report took
create index loose_photo_added on feedback.loose_photo (added_at);

create table feedback.draft (
  -- SHA-256 of the token in the form: the table alone opens no draft
  token_hash bytea       not null primary key check (octet_length(token_hash) = 32),
  data       jsonb       not null check (pg_column_size(data) <= 60000),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table feedback.draft is 'a report form between two steps of a browser without JavaScript; forgotten after a day, holds no contact';
-- the sweeper of expired drafts
create index draft_expires on feedback.draft (expires_at);
