-- Alarms, every step of them, floods and the load of the operator positions. No persons: officers appear by their post; no triggers, no sequences.

create table operations.alarm (
  alarm_id      uuid        not null primary key,
  -- the condition at its source: one row for its whole life
  source        text        not null check (length(source) <= 40),
  condition     text        not null check (length(condition) <= 200),
  -- city/…/operations/alarms.json, in force when it occurred
  definition    text        not null,
  position      text        not null,
  priority      smallint    not null check (priority between 1 and 4),
  -- of the source: 1 minor … 4 extreme
  severity      smallint    not null check (severity between 1 and 4),
  is_latching   boolean     not null,
  state         text        not null check (state in ('NORM', 'UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR', 'OOSRV')),
  -- the condition holds at its source
  is_active     boolean     not null,
  value         double precision,
  unit_code     text,
  series        text,
  lat           double precision,
  lon           double precision,
  ward          text,
  occurred_at   timestamptz not null,
  -- it called for the last time
  called_at     timestamptz,
  cleared_at    timestamptz,
  acked_at      timestamptz,
  acked_by      uuid,
  acked_title   text,
  shelved_at    timestamptz,
  shelved_until timestamptz,
  shelved_by    uuid,
  hidden_title  text,
  hidden_reason text,
  -- a shelf of priority 1 waits for a second person
  asked         jsonb,
  incident_id   uuid,
  changed_at    timestamptz not null,
  -- number of the last step in alarm_event; the ETag
  version       integer     not null check (version >= 1),

  unique (source, condition),
  check ((state = 'SHLVD') = (shelved_until is not null)),
  check (state <> 'SHLVD' or (shelved_by is not null and hidden_reason is not null)),
  check (state not in ('UNACK') or called_at is not null),
  check ((lat is null) = (lon is null))
);
comment on table operations.alarm is 'one row a condition of a source; the present state of its alarm';

-- the list of a position, the most urgent first
create index alarm_shown on operations.alarm (position, priority, called_at desc) where state <> 'NORM';
-- the sweep: shelves whose time is over
create index alarm_shelf on operations.alarm (shelved_until) where shelved_until is not null;
-- what an active alarm suppresses by design in its unit
create index alarm_definition on operations.alarm (definition, ward) where state <> 'NORM';
create index alarm_incident on operations.alarm (incident_id) where incident_id is not null;

create table operations.alarm_event (
  alarm_id    uuid        not null references operations.alarm (alarm_id),
  seq         integer     not null check (seq >= 1),
  at          timestamptz not null,
  action      text        not null,
  from_state  text        not null,
  to_state    text        not null,
  -- it called the operator: what every figure of load counts
  is_call     boolean     not null,
  definition  text        not null,
  position    text        not null,
  priority    smallint    not null,
  severity    smallint    not null,
  value       double precision,
  actor_kind  text        not null check (actor_kind in ('source', 'operator', 'clock', 'design')),
  post        text,
  words       text        check (length(words) <= 1000),
  detail      jsonb,
  primary key (alarm_id, seq),
  -- the state machine of alarms/alarm-states.ts, compared with it by a test; words alone change nothing
  constraint alarm_event_transition check (action = 'note' and from_state = to_state or (from_state, action, to_state) in (
    ('none', 'occur', 'UNACK'),
    ('none', 'suppress', 'DSUPR'),
    ('NORM', 'occur', 'UNACK'),
    ('RTNUN', 'occur', 'UNACK'),
    ('ACKED', 'occur', 'UNACK'),
    ('UNACK', 'change', 'UNACK'),
    ('ACKED', 'change', 'ACKED'),
    ('UNACK', 'rise', 'UNACK'),
    ('ACKED', 'rise', 'UNACK'),
    ('UNACK', 'clear', 'RTNUN'),
    ('ACKED', 'clear', 'ACKED'),
    ('ACKED', 'clear', 'NORM'),
    ('UNACK', 'ack', 'ACKED'),
    ('RTNUN', 'ack', 'ACKED'),
    ('RTNUN', 'ack', 'NORM'),
    ('ACKED', 'unack', 'UNACK'),
    ('ACKED', 'reset', 'NORM'),
    ('NORM', 'shelve', 'SHLVD'),
    ('NORM', 'suppress', 'DSUPR'),
    ('NORM', 'remove', 'OOSRV'),
    ('UNACK', 'shelve', 'SHLVD'),
    ('UNACK', 'suppress', 'DSUPR'),
    ('UNACK', 'remove', 'OOSRV'),
    ('ACKED', 'shelve', 'SHLVD'),
    ('ACKED', 'suppress', 'DSUPR'),
    ('ACKED', 'remove', 'OOSRV'),
    ('RTNUN', 'shelve', 'SHLVD'),
    ('RTNUN', 'suppress', 'DSUPR'),
    ('RTNUN', 'remove', 'OOSRV'),
    ('SHLVD', 'remove', 'OOSRV'),
    ('DSUPR', 'remove', 'OOSRV'),
    ('SHLVD', 'occur', 'SHLVD'),
    ('SHLVD', 'change', 'SHLVD'),
    ('SHLVD', 'rise', 'SHLVD'),
    ('SHLVD', 'clear', 'SHLVD'),
    ('DSUPR', 'occur', 'DSUPR'),
    ('DSUPR', 'change', 'DSUPR'),
    ('DSUPR', 'rise', 'DSUPR'),
    ('DSUPR', 'clear', 'DSUPR'),
    ('OOSRV', 'occur', 'OOSRV'),
    ('OOSRV', 'change', 'OOSRV'),
    ('OOSRV', 'rise', 'OOSRV'),
    ('OOSRV', 'clear', 'OOSRV'),
    ('SHLVD', 'unshelve', 'ACKED'),
    ('SHLVD', 'unshelve', 'NORM'),
    ('SHLVD', 'expire', 'UNACK'),
    ('SHLVD', 'expire', 'NORM'),
    ('DSUPR', 'unsuppress', 'UNACK'),
    ('DSUPR', 'unsuppress', 'NORM'),
    ('OOSRV', 'restore', 'UNACK'),
    ('OOSRV', 'restore', 'NORM')
  )),
  check (action not in ('shelve', 'remove', 'unack') or words is not null)
);
comment on table operations.alarm_event is 'append-only: every step of every alarm';
-- the load of a position over a time, and the flood
create index alarm_event_calls on operations.alarm_event (position, at) where is_call;
-- the time an alarm has spent on a shelf today
create index alarm_event_at on operations.alarm_event (at);

create table operations.flood (
  flood_id   uuid        not null primary key,
  position   text        not null,
  started_at timestamptz not null,
  ended_at   timestamptz,
  calls      integer     not null check (calls >= 0),
  -- most calls within one window
  peak       integer     not null check (peak >= 0),
  check (ended_at is null or ended_at >= started_at)
);
comment on table operations.flood is 'when more called than a person can answer, one row a flood';
-- one at a time at a position
create unique index flood_open on operations.flood (position) where ended_at is null;
create index flood_time on operations.flood (position, started_at desc);
