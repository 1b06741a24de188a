-- Clients that developers register themselves: asked into production, stopped at once, and their tokens found by the client.

-- Besides the city's own profile and FAPI 2.0: confidential software that cannot do PKCE, as OpenID Connect's basic profile has it.
alter table identity.oidc_client drop constraint oidc_client_profile_check;
alter table identity.oidc_client add constraint oidc_client_profile_check check (profile in ('city', 'fapi2', 'basic'));

-- Keys of two kinds: ES256 signs, RS256 only for clients of the basic profile that registered it (OpenID Connect Core 15.1).
alter table identity.oidc_key add column alg text not null default 'ES256' check (alg in ('ES256', 'RS256'));

-- everything that a client holds, when it is stopped
create index oidc_brief_client   on identity.oidc_brief   ((payload ->> 'clientId')) where payload ? 'clientId';
create index oidc_lasting_client on identity.oidc_lasting ((payload ->> 'clientId')) where payload ? 'clientId';

-- From when to when a client was stopped, by whom and why. Rows stay.
create table identity.oidc_client_stop (
  client_id   text        not null,
  id          uuid        not null,
  stopped_at  timestamptz not null,
  stopped_by  uuid        not null,
  reason      text        not null check (length(reason) between 10 and 1000),
  lifted_at   timestamptz check (lifted_at >= stopped_at),
  lifted_by   uuid,
  lift_reason text        check (length(lift_reason) between 10 and 1000),
  primary key (client_id, id),
  check ((lifted_at is null) = (lifted_by is null))
);
comment on table identity.oidc_client_stop is 'Stops of clients: while one is open the client gets nothing and nobody gets in through it.';
-- a client is stopped once at a time; asked at every look at a client
create unique index oidc_client_stop_open on identity.oidc_client_stop (client_id) where lifted_at is null;

-- What a developer asks for when a sandbox client is to serve everybody, and what was decided.
create table identity.oidc_client_wish (
  client_id   text        not null,
  id          uuid        not null,
  asked_by    uuid        not null,
  asked_at    timestamptz not null,
  owner       text        not null check (length(owner) between 3 and 200),
  purposes    text[]      not null default '{}',
  reason      text        not null check (length(reason) between 20 and 2000),
  decided_at  timestamptz check (decided_at >= asked_at),
  decided_by  uuid,
  is_granted  boolean,
  answer      text        check (length(answer) between 10 and 1000),
  primary key (client_id, id),
  -- nobody approves what they asked for
  check (decided_by is null or decided_by <> asked_by),
  check ((decided_at is null) = (is_granted is null)),
  check ((decided_at is null) = (decided_by is null))
);
comment on table identity.oidc_client_wish is 'Sandbox clients asked into production: for which purposes and why, who decided and how.';
-- what waits for an administrator, oldest first; one wish a client at a time
create unique index oidc_client_wish_open on identity.oidc_client_wish (client_id) where decided_at is null;
create index oidc_client_wish_waiting on identity.oidc_client_wish (asked_at) where decided_at is null;
