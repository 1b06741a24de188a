-- Storms: many people report the same within minutes. While one lasts, alike reports of its matter are merged by themselves.

create table feedback.storm (
  storm_id    uuid        not null primary key,
  -- the group of services that the storm is about
  group_code  text        not null,
  began_at    timestamptz not null,
  -- null when the city noticed it by itself
  began_by    text,
  began_title text,
  ended_at    timestamptz,
  ended_by    text,
  -- up to which filing the reports have been looked at
  seen_until  timestamptz not null,
  seen_id     uuid        not null,
  looked_n    integer     not null default 0 check (looked_n >= 0),
  merged_n    integer     not null default 0 check (merged_n >= 0),
  check (ended_at is null or ended_at >= began_at)
);
comment on table feedback.storm is 'times in which many report the same: while one lasts, alike reports are merged by themselves';
-- one storm of a group at a time
create unique index storm_lasting on feedback.storm (group_code) where ended_at is null;
