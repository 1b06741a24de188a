-- Terrains, scenarios and their runs. No persons but the officers who made and ran them.

create table twin.terrain (
  terrain_id  uuid        primary key,
  name        text        not null check (length(name) between 1 and 200),
  source      text        not null check (length(source) between 1 and 500),
  -- drawn, not measured
  schematic   boolean     not null,
  west        float8      not null check (west between 100 and 115),
  north       float8      not null check (north between 5 and 25),
  -- side of a cell in degrees of WGS 84
  degrees     float8      not null check (degrees > 0 and degrees <= 0.5),
  columns     integer     not null check (columns between 1 and 20000),
  grid_rows   integer     not null check (grid_rows between 1 and 20000),
  -- float32, little endian, rows from north to south, NaN where nothing is known; compressed with gzip
  heights     bytea       not null check (length(heights) <= 200000000),
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null,
  imported_by text        not null
);
comment on table twin.terrain is 'grids of heights; the newest is used unless a scenario names another';
-- the newest terrain
create index terrain_newest on twin.terrain (imported_at desc, terrain_id desc);

create table twin.scenario (
  scenario_id uuid        primary key,
  title       text        not null check (length(title) between 1 and 200),
  kind        text        not null check (kind in ('flood', 'traffic', 'evacuation', 'plume', 'water')),
  -- the shape of scenarios/inputs.ts
  input       jsonb       not null check (jsonb_typeof(input) = 'object' and pg_column_size(input) <= 40000),
  made_at     timestamptz not null,
  made_by     text        not null,
  made_post   text        not null
);
comment on table twin.scenario is 'what may be tried, with its settings; a changed scenario is a new row';
-- the list, newest first
create index scenario_newest on twin.scenario (made_at desc, scenario_id desc);

create table twin.run (
  run_id       uuid        primary key,
  title        text        not null check (length(title) between 1 and 200),
  kind         text        not null check (kind in ('flood', 'traffic', 'evacuation', 'plume', 'water')),
  input        jsonb       not null check (jsonb_typeof(input) = 'object' and pg_column_size(input) <= 40000),
  -- with the input, the engine and the seed anyone comes to the same result
  seed         integer     not null check (seed >= 0),
  engine       text        not null check (length(engine) <= 200),
  -- the run that this one repeats
  repeats      uuid        references twin.run,
  asked_at     timestamptz not null,
  asked_by     text        not null,
  asked_post   text        not null,
  -- the day whose units count
  day          date        not null,
  state        text        not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  percent      integer     not null default 0 check (percent between 0 and 100),
  started_at   timestamptz,
  ended_at     timestamptz,
  input_hash   text        check (input_hash ~ '^[0-9a-f]{64}$'),
  result_hash  text        check (result_hash ~ '^[0-9a-f]{64}$'),
  schematic    boolean,
  result       jsonb       check (pg_column_size(result) <= 4000000),
  -- why there is no result: a code of the module's errors
  problem      text        check (length(problem) <= 64),
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'done') = (result_hash is not null)),
  check ((state = 'failed') = (problem is not null))
);
comment on table twin.run is 'runs of scenarios with seed, engine, hashes of input and result; kept as they were';
-- the list, newest first
create index run_newest on twin.run (asked_at desc, run_id desc);
-- how many runs somebody still waits for
create index run_open on twin.run (asked_by) where state in ('queued', 'running');
