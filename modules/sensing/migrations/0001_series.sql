-- Devices, their series, and what they measured: raw by day, rolled up in three steps, packed when cold.
drop table if exists sensing.entry;

create table sensing.device (
  id             uuid        primary key,
  code           text        not null unique check (code ~ '^[a-z0-9][a-z0-9_-]{1,63}$'),
  kind           text        not null check (length(kind) between 1 and 32),
  title          text        not null check (length(title) between 1 and 200),
  lat            float8      check (lat between -90 and 90),
  lon            float8      check (lon between -180 and 180),
  unit_code      text,
  via            text,
  address        text        check (length(address) <= 200),
  codec          text,
  period_seconds integer     not null check (period_seconds between 1 and 604800),
  is_public      boolean     not null default false,
  is_active      boolean     not null default true,
  added_at       timestamptz not null,
  seen_at        timestamptz
);
comment on table sensing.device is 'One row a device: where it stands, how often it speaks, through which gateway.';
-- "which device has this LoRaWAN or Sparkplug address behind this gateway"
create unique index device_address on sensing.device (via, address) where via is not null;

create table sensing.credential (
  id        uuid        primary key,
  device_id uuid        not null references sensing.device (id),
  hash      bytea       not null unique check (length(hash) = 32),
  made_at   timestamptz not null,
  made_by   text        not null,
  ended_at  timestamptz
);
comment on table sensing.credential is 'Keys of devices, by the hash of a random token; an ended key opens nothing.';
create index credential_device on sensing.credential (device_id);

create table sensing.codec (
  code     text        primary key check (code ~ '^[a-z0-9][a-z0-9_-]{1,63}$'),
  script   text        not null check (length(script) <= 65536),
  saved_at timestamptz not null,
  saved_by text        not null
);
comment on table sensing.codec is 'Scripts that turn the bytes of a device into named values; they run in a sandbox.';

create table sensing.series (
  id         integer generated always as identity primary key,
  device_id  uuid        not null references sensing.device (id),
  metric     text        not null check (metric ~ '^[A-Za-z0-9][A-Za-z0-9_./-]{0,63}$'),
  unit       text,
  low        float8,
  high       float8,
  frozen_seconds integer,
  added_at   timestamptz not null,
  unique (device_id, metric)
);
comment on table sensing.series is 'One row a measured quantity of a device, with the range a sane value lies in.';

create table sensing.obs (
  ts        timestamptz not null,
  v         float8      not null,
  series_id integer     not null,
  q         smallint    not null,
  primary key (series_id, ts)
) partition by range (ts);
comment on table sensing.obs is 'What was measured, one row a value; a partition a day (UTC), made when its first value comes.';
create table sensing.obs_rest partition of sensing.obs default;
comment on table sensing.obs_rest is 'Empty: days are made before their values come.';

create table sensing.latest (
  series_id integer     primary key,
  ts        timestamptz not null,
  v         float8      not null,
  q         smallint    not null,
  is_stale  boolean     not null default false
) with (fillfactor = 70);
comment on table sensing.latest is 'The newest sane value of each series.';

create table sensing.obs_5m (
  series_id integer not null, ts timestamptz not null,
  n integer not null, bad integer not null, sum float8 not null, sumsq float8 not null,
  min float8, max float8, first float8, last float8,
  primary key (series_id, ts)
);
comment on table sensing.obs_5m is 'Five minutes of a series in one row; sums in the order of time.';
create table sensing.obs_1h (like sensing.obs_5m including all);
comment on table sensing.obs_1h is 'An hour of a series in one row, from its five-minute rows.';
create table sensing.obs_1d (like sensing.obs_5m including all);
comment on table sensing.obs_1d is 'A day of Hải Phòng (UTC+7) of a series in one row, from its hours.';

create table sensing.dirty (
  series_id integer     not null,
  ts        timestamptz not null,
  primary key (series_id, ts)
);
comment on table sensing.dirty is 'Five-minute buckets that values have come into since their roll-up was last taken up.';
create table sensing.due (
  series_id integer     not null,
  ts        timestamptz not null,
  primary key (series_id, ts)
);
comment on table sensing.due is 'Five-minute buckets whose roll-up is to be computed now.';
create table sensing.roll_epoch (one boolean primary key default true check (one), epoch bigint not null);
comment on table sensing.roll_epoch is 'One row: how often dirty buckets were taken up, so that writers know when to mark them again.';
insert into sensing.roll_epoch (epoch) values (0);

create table sensing.packed (
  series_id integer not null,
  day       date    not null,
  n         integer not null,
  body      bytea   not null,
  primary key (series_id, day)
);
comment on table sensing.packed is 'A cold day (UTC) of a series in one compressed row, without loss.';

create table sensing.spool_position (
  writer  uuid   primary key,
  segment bigint not null,
  at_byte bigint not null,
  moved_at timestamptz not null
);
comment on table sensing.spool_position is 'How far the spool of each writer has been taken into the tables.';

create table sensing.quarantine (
  series_id   integer     not null,
  ts          timestamptz not null,
  v           float8      not null,
  q           smallint    not null,
  received_at timestamptz not null,
  primary key (series_id, ts, received_at)
);
comment on table sensing.quarantine is 'Values with an impossible time; kept thirty days for the device engineer, never shown as measured.';

-- Partitions are made and dropped by the owner; the role of the module may only ask for a day.
create function sensing.make_day(day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  name text := 'obs_' || to_char(day, 'YYYYMMDD');
begin
  if day < date '2020-01-01' or day > date '2100-01-01' then raise exception 'no such day'; end if;
  if to_regclass('sensing.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(7160311);
  if to_regclass('sensing.' || name) is not null then return; end if;
  execute format('create table sensing.%I partition of sensing.obs for values from (%L) to (%L)', name,
    to_char(day, 'YYYY-MM-DD') || ' 00:00+00', to_char(day + 1, 'YYYY-MM-DD') || ' 00:00+00');
end $$;
create function sensing.drop_empty_day(day date) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  name text := 'obs_' || to_char(day, 'YYYYMMDD');
  is_empty boolean;
begin
  if to_regclass('sensing.' || name) is null then return false; end if;
  execute format('lock table sensing.%I in access exclusive mode', name);
  execute format('select not exists (select from sensing.%I)', name) into is_empty;
  if is_empty then execute format('drop table sensing.%I', name); end if;
  return is_empty;
end $$;
revoke all on function sensing.make_day(date), sensing.drop_empty_day(date) from public;

create table sensing.retained (
  topic   text        primary key check (length(topic) <= 1024),
  payload bytea       not null check (length(payload) <= 65536),
  qos     smallint    not null check (qos between 0 and 2),
  at      timestamptz not null
);
comment on table sensing.retained is 'The last message of topics that devices asked to keep (MQTT retained).';

create table sensing.uplink (
  device_id uuid        not null references sensing.device (id),
  dev_addr  text        not null check (length(dev_addr) <= 16),
  f_cnt     bigint      not null,
  at        timestamptz not null,
  primary key (device_id, dev_addr)
);
comment on table sensing.uplink is 'The highest frame counter heard in each session of a LoRaWAN device, against replays.';

create table sensing.rule (
  code       text        primary key,
  definition jsonb       not null,
  is_active  boolean     not null,
  saved_at   timestamptz not null,
  saved_by   text        not null
);
comment on table sensing.rule is 'Rules that an officer has made or changed; those of the city’s data stand in city/…/sensing/rules.json.';

create table sensing.condition (
  id          uuid        primary key,
  rule_code   text        not null,
  subject     text        not null,
  severity    smallint    not null check (severity between 1 and 4),
  value       float8,
  raised_at   timestamptz not null,
  noticed_at  timestamptz not null,
  cleared_at  timestamptz,
  cleared_value float8
);
comment on table sensing.condition is 'What rules found wrong, from when to when.';
-- "is this condition raised already"
create unique index condition_open on sensing.condition (rule_code, subject) where cleared_at is null;
-- "what was wrong lately"
create index condition_newest on sensing.condition (raised_at desc);

create table sensing.vessel (
  mmsi        integer     primary key check (mmsi between 1 and 999999999),
  name        text,
  callsign    text,
  imo         integer,
  ship_type   smallint,
  length_m    smallint,
  beam_m      smallint,
  draught_m   float8,
  destination text,
  lat         float8,
  lon         float8,
  speed_knots float8,
  course      float8,
  heading     smallint,
  nav_status  smallint,
  seen_at     timestamptz not null,
  placed_at   timestamptz
);
comment on table sensing.vessel is 'Ships as they announce themselves by AIS, each with its newest position; kept thirty days after the last word.';

create table sensing.vessel_track (
  mmsi        integer     not null,
  ts          timestamptz not null,
  lat         float8      not null,
  lon         float8      not null,
  speed_knots float8,
  primary key (mmsi, ts)
);
comment on table sensing.vessel_track is 'Where ships were, one place a minute at most; kept thirty days.';
