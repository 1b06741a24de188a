-- Deputies: the holder of a post names another post of the same body that acts for it on certain days, within a scope.

create table identity.deputy (
  id          uuid        primary key,
  -- the post that is stood in for, and the post whose holder stands in
  post_id     uuid        not null,
  deputy_post uuid        not null check (deputy_post <> post_id),
  -- both days included
  from_day    date        not null,
  to_day      date        not null,
  scope       text[]      not null check (cardinality(scope) between 1 and 10),
  reason      text        not null check (length(reason) between 3 and 300),
  made_at     timestamptz not null,
  made_by     uuid        not null,
  ended_at    timestamptz,
  check (to_day >= from_day)
);
comment on table identity.deputy is 'who stands in for which post on which days, for what; never changed but for its end';
-- for whom a person stands in, on every authentication
create index deputy_stands_in on identity.deputy (deputy_post, to_day) where ended_at is null;
-- the deputies of a post, for its holder
create index deputy_of on identity.deputy (post_id, to_day);

-- Posts are told to the other modules as they are; null until that has happened.
alter table identity.post add column told_at timestamptz;
comment on column identity.post.told_at is 'when the event identity.post.kept was last sent';
