-- Rotations of signing keys: one administrator asks, another confirms, a job carries it out.

create table access.key_rotation (
  rotation_id uuid        primary key,
  -- whose keys: the module that keeps them, and the name of the ring within it
  module      text        not null check (length(module) between 1 and 60),
  ring        text        not null check (length(ring) between 1 and 60),
  reason      text        not null check (length(reason) between 5 and 500),
  state       text        not null check (state in ('asked', 'confirmed', 'done', 'refused', 'withdrawn', 'lapsed')),
  asked_by    text        not null,
  asked_post  text        not null,
  asked_at    timestamptz not null,
  -- unconfirmed until then, it lapses
  until       timestamptz not null check (until > asked_at),
  ended_by    text,
  ended_post  text,
  ended_at    timestamptz,
  -- what the keeper of the keys answered: the new key, or that one was on its way already
  outcome     text        check (length(outcome) <= 500),
  done_at     timestamptz,
  check ((state = 'asked') = (ended_at is null)),
  check (state not in ('confirmed', 'done', 'refused') or (ended_by is not null and ended_by <> asked_by)),
  check (state <> 'withdrawn' or ended_by = asked_by),
  check ((state = 'done') = (done_at is not null))
);
comment on table access.key_rotation is 'who asked for another signing key, who confirmed it, what came of it; rows end, they are never deleted';
-- one at a time for the keys of one purpose
create unique index key_rotation_open on access.key_rotation (module, ring) where state in ('asked', 'confirmed');
-- the list of the desk, newest first
create index key_rotation_at on access.key_rotation (asked_at desc);

alter table access.key_rotation enable row level security;
alter table access.key_rotation force row level security;
create policy rotation_system on access.key_rotation
  using (current_setting('city.actor_kind', true) = 'system')
  with check (current_setting('city.actor_kind', true) = 'system');
create policy rotation_read on access.key_rotation for select using (
  current_setting('city.actor_kind', true) = 'officer'
  and current_setting('city.actor_role', true) in ('inspector', 'administrator'));
create policy rotation_ask on access.key_rotation for insert with check (
  state = 'asked'
  and current_setting('city.actor_kind', true) = 'officer' and current_setting('city.actor_role', true) = 'administrator'
  and asked_by = current_setting('city.actor_id', true));
create policy rotation_end on access.key_rotation for update
  using (
    state = 'asked'
    and current_setting('city.actor_kind', true) = 'officer' and current_setting('city.actor_role', true) = 'administrator')
  with check (
    state in ('confirmed', 'refused', 'withdrawn', 'lapsed')
    and (state = 'lapsed' or ended_by = current_setting('city.actor_id', true)));
