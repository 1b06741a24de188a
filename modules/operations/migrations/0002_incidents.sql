-- Citizens' reports as the centre sees them, incidents with their timeline and tasks, hand-overs of shifts, the stage of the city.

create table operations.report (
  tracking_code text        not null primary key,
  service       text        not null,
  lat           double precision not null,
  lon           double precision not null,
  ward          text        not null,
  filed_at      timestamptz not null,
  is_open       boolean     not null,
  alarm_id      uuid,
  changed_at    timestamptz not null
);
comment on table operations.report is 'public facts of citizens’ reports, an own projection: clusters of them become alarms';
-- the neighbours of a new report
create index report_open on operations.report (service, filed_at) where is_open;
create index report_alarm on operations.report (alarm_id) where alarm_id is not null;

create table operations.counter (
  name text    not null primary key,
  last integer not null check (last >= 0)
);
comment on table operations.counter is 'gapless numbers: of incidents in a year, of warnings';

create table operations.incident (
  incident_id  uuid        not null primary key,
  -- SC-2026-0001
  number       text        not null unique,
  type         text        not null,
  -- 1 grave … 4 small
  severity     smallint    not null check (severity between 1 and 4),
  title        text        not null check (length(title) between 1 and 160),
  state        text        not null check (state in ('open', 'under_way', 'contained', 'closed', 'merged')),
  lead_body    text        not null,
  lat          double precision,
  lon          double precision,
  ward         text,
  opened_at    timestamptz not null,
  -- by when somebody has to be on it
  due_at       timestamptz not null,
  under_way_at timestamptz,
  contained_at timestamptz,
  closed_at    timestamptz,
  merged_into  uuid references operations.incident (incident_id),
  changed_at   timestamptz not null,
  version      integer     not null check (version >= 1),
  check ((lat is null) = (lon is null)),
  check ((state = 'merged') = (merged_into is not null)),
  check (merged_into is distinct from incident_id),
  check (state not in ('closed', 'merged') or closed_at is not null)
);
comment on table operations.incident is 'one row an incident; what happened stands in incident_entry';
-- the board, the most urgent first
create index incident_board on operations.incident (severity, due_at) where state in ('open', 'under_way', 'contained');
create index incident_newest on operations.incident (opened_at desc);

create table operations.incident_entry (
  incident_id uuid        not null references operations.incident (incident_id),
  seq         integer     not null check (seq >= 1),
  at          timestamptz not null,
  kind        text        not null check (kind in ('opened', 'note', 'state', 'severity', 'task', 'alarm', 'report', 'merged', 'review', 'warning')),
  post        text,
  words       text        not null check (length(words) <= 4000),
  detail      jsonb,
  primary key (incident_id, seq)
);
comment on table operations.incident_entry is 'append-only: the timeline of an incident, and its after-action report';

create table operations.task (
  task_id      uuid        not null primary key,
  incident_id  uuid        not null references operations.incident (incident_id),
  body_code    text        not null,
  title        text        not null check (length(title) between 1 and 160),
  state        text        not null check (state in ('sent', 'accepted', 'done', 'cancelled')),
  sent_at      timestamptz not null,
  due_at       timestamptz not null,
  accepted_at  timestamptz,
  ended_at     timestamptz,
  result       text        check (length(result) <= 1000),
  check ((state in ('done', 'cancelled')) = (ended_at is not null)),
  check (state <> 'cancelled' or result is not null)
);
comment on table operations.task is 'what a body was asked to do for an incident, and by when';
create index task_incident on operations.task (incident_id, sent_at);
-- what a body has to do, by its term
create index task_body on operations.task (body_code, due_at) where state in ('sent', 'accepted');

create table operations.handover (
  handover_id uuid        not null primary key,
  position    text        not null,
  note        text        not null check (length(note) between 1 and 4000),
  -- what was open at that moment: incidents, tasks, alarms, warnings
  items       jsonb       not null,
  given_at    timestamptz not null,
  given_by    uuid        not null,
  given_title text        not null,
  taken_at    timestamptz,
  taken_by    uuid,
  taken_title text,
  remark      text        check (length(remark) <= 1000),
  check ((taken_at is null) = (taken_by is null)),
  -- two persons sign
  check (taken_by is distinct from given_by)
);
comment on table operations.handover is 'a shift given and taken: note, open items, two signatures; never changed after the second';
-- one at a time waits at a position
create unique index handover_waiting on operations.handover (position) where taken_at is null;
create index handover_newest on operations.handover (position, given_at desc);

create table operations.stage (
  seq     integer     not null primary key check (seq >= 1),
  level   smallint    not null check (level between 1 and 5),
  reason  text        not null check (length(reason) between 5 and 1000),
  set_at  timestamptz not null,
  set_by  uuid        not null,
  post    text        not null
);
comment on table operations.stage is 'append-only: the operational stage of the city, why, and from which post it was set';
