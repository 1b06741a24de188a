-- The city's own OpenID provider: what it remembers between two steps of its protocols, its clients, consents, and keys.

-- Artifacts that live for minutes: codes, access tokens, interactions, pushed requests. Partitions by the day on which they expire.
create table identity.oidc_brief (
  bucket      date        not null,
  id_hash     bytea       not null check (octet_length(id_hash) = 32),
  kind        text        not null check (length(kind) between 1 and 40),
  grant_hash  bytea       check (octet_length(grant_hash) = 32),
  uid_hash    bytea       check (octet_length(uid_hash) = 32),
  code_hash   bytea       check (octet_length(code_hash) = 32),
  person_id   uuid,
  payload     jsonb       not null,
  sealed      bytea,
  expires_at  timestamptz not null,
  consumed_at timestamptz,
  primary key (id_hash, bucket)
) partition by range (bucket);
comment on table identity.oidc_brief is 'Codes, access tokens, interactions and pushed requests of the provider, by the SHA-256 of their value: who reads this table cannot use one. Dropped by the day.';
comment on column identity.oidc_brief.sealed is 'values that the provider needs back and that would be usable by whoever reads them (AES-256-GCM)';
-- everything that hangs on a grant, when it is revoked
create index oidc_brief_grant on identity.oidc_brief (grant_hash) where grant_hash is not null;
-- a device's code by what the person types
create index oidc_brief_code on identity.oidc_brief (code_hash) where code_hash is not null;

-- Artifacts that live for days: sessions at the provider, grants, refresh tokens. Partitions by the Monday after they expire.
create table identity.oidc_lasting (like identity.oidc_brief including defaults including constraints, primary key (id_hash, bucket))
  partition by range (bucket);
comment on table identity.oidc_lasting is 'Sessions, grants and refresh tokens of the provider, by the SHA-256 of their value. Dropped by the week.';
create index oidc_lasting_grant on identity.oidc_lasting (grant_hash) where grant_hash is not null;
-- a session by its number, on every use of a token that ends with it
create index oidc_lasting_uid on identity.oidc_lasting (uid_hash) where uid_hash is not null;
-- what a person has granted, for the list and for ending everything
create index oidc_lasting_person on identity.oidc_lasting (person_id) where person_id is not null;

-- Partitions that no job made in time: nothing is lost, it is only swept row by row.
create table identity.oidc_brief_rest   partition of identity.oidc_brief default;
create table identity.oidc_lasting_rest partition of identity.oidc_lasting default;

-- Makes the partitions of the coming days and weeks, drops those that are past. Answers how many were made and dropped.
create function identity.oidc_partitions(today date, out made integer, out dropped integer)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  first date;
  kept  record;
begin
  made := 0;
  dropped := 0;
  if today < date '2020-01-01' or today > date '2200-01-01' then
    raise exception 'not a day to make partitions for: %', today;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('identity.oidc_partitions', 0));
  for kept in
    select day::date as day, 'oidc_brief' as parent, 1 as days
      from generate_series(today, today + 7, interval '1 day') as day
    union all
    select day::date, 'oidc_lasting', 7
      from generate_series(date_trunc('week', today), today + 42, interval '7 days') as day
  loop
    first := kept.day;
    continue when to_regclass(format('identity.%I', kept.parent || '_' || to_char(first, 'YYYYMMDD'))) is not null;
    begin
      execute format('create table identity.%I partition of identity.%I for values from (%L) to (%L)',
        kept.parent || '_' || to_char(first, 'YYYYMMDD'), kept.parent, first, first + kept.days);
      execute format('alter table identity.%I enable row level security',
        kept.parent || '_' || to_char(first, 'YYYYMMDD'));
      made := made + 1;
    exception when check_violation then
      -- rows of these days are in the rest already; they stay there until they are swept
      null;
    end;
  end loop;
  for kept in
    select c.relname as name
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('identity.oidc_brief'::regclass, 'identity.oidc_lasting'::regclass)
       and c.relname ~ '_[0-9]{8}$'
       and to_date(right(c.relname, 8), 'YYYYMMDD')
           + case when c.relname like 'oidc_lasting%' then 7 else 1 end < today
  loop
    execute format('drop table identity.%I', kept.name);
    dropped := dropped + 1;
  end loop;
  delete from identity.oidc_brief_rest   where bucket < today - 1;
  delete from identity.oidc_lasting_rest where bucket < today - 1;
end
$$;
revoke execute on function identity.oidc_partitions(date) from public;

-- A token that ends with its session asks for the session by its number.
create unique index session_id on identity.session (id);

-- Programs that may ask the city who somebody is. Rows are dated: what a client may do on a day is the row valid on that day.
create table identity.oidc_client (
  client_id   text        not null check (client_id ~ '^[a-z0-9][a-z0-9_-]{2,62}$'),
  valid_from  date        not null,
  valid_to    date        check (valid_to >= valid_from),
  name_vi     text        not null check (length(name_vi) between 1 and 200),
  name_en     text        not null check (length(name_en) between 1 and 200),
  -- whose service it is, for the person who is asked
  owner_vi    text        not null,
  owner_en    text        not null,
  -- clients of one sector know a person by the same name
  sector      text        not null check (length(sector) between 1 and 200),
  first_party boolean     not null default false,
  sandbox     boolean     not null default false,
  profile     text        not null default 'city' check (profile in ('city', 'fapi2')),
  -- purposes registered for this client; a personal number goes only to one that names it
  purposes    text[]      not null default '{}',
  -- authentication level (NĐ 69/2024) below which this client lets nobody in
  required_level smallint not null default 1 check (required_level between 1 and 4),
  representation_supported boolean not null default false,
  -- the rest of RFC 7591: redirect_uris, jwks, grant_types …
  metadata    jsonb       not null,
  document    text        not null,
  made_by     uuid,
  made_at     timestamptz not null,
  primary key (client_id, valid_from)
);
comment on table identity.oidc_client is 'Clients of the city''s OpenID provider, dated, with names in two languages and what they are registered for.';
-- the sandbox clients of a developer
create index oidc_client_made_by on identity.oidc_client (made_by) where made_by is not null;

-- What a person allowed a client to know; withdrawn rows stay as evidence.
create table identity.oidc_consent (
  person_id    uuid        not null,
  id           uuid        not null,
  client_id    text        not null,
  scopes       text[]      not null,
  claims       text[]      not null,
  text_version text        not null,
  lang         text        not null check (lang in ('vi', 'en')),
  given_at     timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at),
  primary key (person_id, id)
);
comment on table identity.oidc_consent is 'What a person allowed which client to know, in which words, from when to when.';
-- the consent in force, on every authorization
create index oidc_consent_now on identity.oidc_consent (person_id, client_id) where withdrawn_at is null;

-- Signing keys. The private half is sealed under the data keys of the settings.
create table identity.oidc_key (
  kid        text        primary key,
  public_jwk jsonb       not null,
  sealed     bytea       not null,
  made_at    timestamptz not null,
  -- published from made_at on, signs from here on, published until here
  signs_from timestamptz not null,
  retired_at timestamptz,
  gone_at    timestamptz,
  check (signs_from >= made_at),
  check (gone_at is null or gone_at >= retired_at)
);
comment on table identity.oidc_key is 'Signing keys of the provider: published before they sign, and after they signed until the last token is over.';

alter table identity.oidc_brief   enable row level security;
alter table identity.oidc_brief   force row level security;
alter table identity.oidc_lasting enable row level security;
alter table identity.oidc_lasting force row level security;
alter table identity.oidc_consent enable row level security;
alter table identity.oidc_consent force row level security;
alter table identity.oidc_key     enable row level security;
alter table identity.oidc_key     force row level security;
alter table identity.oidc_brief_rest   enable row level security;
alter table identity.oidc_lasting_rest enable row level security;
create policy system_all on identity.oidc_brief   using ((select identity.acting_system()));
create policy system_all on identity.oidc_lasting using ((select identity.acting_system()));
create policy system_all on identity.oidc_consent using ((select identity.acting_system()));
create policy system_all on identity.oidc_key     using ((select identity.acting_system()));
-- People read what they allowed, and withdraw it.
create policy own_read on identity.oidc_consent for select using (person_id = (select identity.acting_person()));
create policy own_change on identity.oidc_consent for update
  using (person_id = (select identity.acting_person())) with check (person_id = (select identity.acting_person()));
