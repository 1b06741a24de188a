-- Windows of a series that were stranger than nearly all that came before.
create table sensing.anomaly (
  series_id integer     not null,
  ts        timestamptz not null,
  score     float8      not null check (score between 0 and 1),
  value     float8      not null,
  baseline  float8      not null,
  method    text        not null,
  primary key (series_id, ts)
);
comment on table sensing.anomaly is 'Strange windows as the detector told them, with its method and what was usual.';
-- "what was strange lately"
create index anomaly_newest on sensing.anomaly (ts desc);
