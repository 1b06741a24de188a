-- The log of decisions, the systems that may ask, and the posts as this module knows them.

create table access.decision (
  decision_id   uuid        not null primary key,
  -- the first of the times it was decided so
  at            timestamptz not null,
  times         int         not null check (times > 0),
  allowed       boolean     not null,
  permission    text        not null check (length(permission) <= 300),
  reason        text        not null check (length(reason) <= 1000),
  actor_kind    text        not null check (actor_kind in ('anonymous', 'citizen', 'officer', 'system')),
  actor_id      text,
  post_id       text,
  body          text,
  role          text,
  level         smallint,
  purpose       text        check (length(purpose) <= 500),
  resource_type text,
  resource_id   text,
  route         text,
  request_id    text,
  -- the system that asked for the decision; null when the city's own door decided
  asked_by      text
);
comment on table access.decision is 'personal data: refusals, and what was allowed over personal data. Equal decisions of one second are one row; forgotten by access.forget_decisions';
-- the inspector's list, newest first; and what is forgotten
create index decision_at on access.decision (at desc, decision_id desc);
-- what one person or one post was refused
create index decision_actor on access.decision (actor_id, at desc) where actor_id is not null;
-- who knocked at one door
create index decision_permission on access.decision (permission, at desc);

create table access.client (
  client_id  uuid        primary key,
  name       text        not null check (length(name) between 1 and 100),
  token_hash bytea       not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  ended_at   timestamptz
);
comment on table access.client is 'Systems that may ask for decisions, by the SHA-256 of their token: who reads this table cannot ask in their name.';

create table access.post (
  post_id    uuid primary key,
  code       text not null,
  body       text not null,
  unit       text,
  role       text not null,
  title_vi   text not null,
  title_en   text not null,
  valid_from date not null,
  valid_to   date
);
comment on table access.post is 'own projection of identity.post.kept: that a post exists and what it is for, never who holds it';
-- posts by code, for the desk and the search of subjects
create index post_code on access.post (code, valid_from);

alter table access.decision enable row level security;
alter table access.client   enable row level security;

-- Only the city's own hand writes and forgets; inspectors and administrators read, for a stated purpose.
create policy decision_system on access.decision
  using (current_setting('city.actor_kind', true) = 'system')
  with check (current_setting('city.actor_kind', true) = 'system');
create policy decision_read on access.decision for select using (
  current_setting('city.actor_kind', true) = 'officer'
  and current_setting('city.actor_role', true) in ('inspector', 'administrator')
  and coalesce(current_setting('city.purpose', true), '') <> '');
create policy client_system on access.client
  using (current_setting('city.actor_kind', true) = 'system')
  with check (current_setting('city.actor_kind', true) = 'system');
