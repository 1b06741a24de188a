-- Persons, their link to the national identity provider, posts of officials, and sessions.

-- The person who acts, for row-level security; null for the city's own services and for anonymous callers.
create function identity.acting_person() returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_setting('city.actor_kind', true) in ('citizen', 'officer')
    then nullif(current_setting('city.actor_id', true), '')::uuid
  end
$$;

create function identity.acting_system() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select coalesce(current_setting('city.actor_kind', true) = 'system', false) $$;

create table identity.person (
  id              uuid        primary key,
  name            text        not null check (length(name) between 1 and 200),
  birth_date      date,
  identity_level  smallint    not null check (identity_level between 0 and 2),
  proofed_at      timestamptz,
  data_key        bytea,
  personal_number bytea,
  phone           bytea,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  check (data_key is not null or (personal_number is null and phone is null))
);
comment on table identity.person is 'One row a person. Number and phone are sealed with the person''s own data key; without that key they are gone.';
comment on column identity.person.identity_level is 'NĐ 69/2024 Art. 7: level of the national account as last asserted; 0 self-asserted';
comment on column identity.person.data_key is 'AES-256 key of this row, wrapped by a key from the settings; setting it to null erases the person';

create table identity.person_number (
  number_index bytea primary key check (octet_length(number_index) = 32),
  person_id    uuid  not null
);
comment on table identity.person_number is 'Whose a personal number is, by blind index (HMAC with a key outside the database); the number itself is nowhere in clear.';
-- a person's own entry, when the number is corrected or the person erased
create index person_number_person on identity.person_number (person_id);

create table identity.upstream_identity (
  subject   text        not null,
  issuer    text        not null,
  person_id uuid        not null,
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  primary key (subject, issuer)
);
comment on table identity.upstream_identity is 'Which subject of the identity provider is which person; the provider may give a person several.';
-- a person's links, for erasure
create index upstream_identity_person on identity.upstream_identity (person_id);

create table identity.post (
  id           uuid primary key,
  code         text not null,
  body         text not null,
  unit         text,
  role         text not null check (role ~ '^[a-z][a-z_]{1,30}$'),
  title_vi     text not null,
  title_en     text not null,
  holder_index bytea check (octet_length(holder_index) = 32),
  person_id    uuid,
  valid_from   date not null,
  valid_to     date,
  document     text not null,
  unique (code, valid_from),
  check (valid_to is null or valid_to >= valid_from),
  check (holder_index is not null or person_id is not null)
);
comment on table identity.post is 'Posts of officials, dated, both days included. The holder is named by the blind index of the personal number until the first sign-in binds the person.';
-- posts of whoever signs in, on every authentication
create index post_person on identity.post (person_id) where person_id is not null;
-- posts waiting for their holder's first sign-in
create index post_holder on identity.post (holder_index) where person_id is null;

create table identity.session (
  token_hash           bytea       primary key check (octet_length(token_hash) = 32),
  id                   uuid        not null,
  person_id            uuid        not null,
  issuer               text        not null,
  identity_level       smallint    not null check (identity_level between 0 and 2),
  authentication_level smallint    not null check (authentication_level between 1 and 4),
  authenticated_at     timestamptz not null,
  post_id              uuid,
  created_at           timestamptz not null,
  seen_at              timestamptz not null,
  ended_at             timestamptz,
  ended_why            text check (ended_why in ('signed_out', 'signed_out_everywhere', 'replaced', 'revoked')),
  check ((ended_at is null) = (ended_why is null)),
  check (seen_at >= created_at)
);
comment on table identity.session is 'Sessions by the SHA-256 of their token: who reads this table cannot take one over. Expiry is computed from created_at and seen_at by the rules of the day.';
-- a person's sessions: the list on the page "me", sign-out everywhere
create index session_person on identity.session (person_id, created_at);
-- the sweeper that forgets old sessions
create index session_seen on identity.session (seen_at);

alter table identity.person            enable row level security;
alter table identity.person            force row level security;
alter table identity.person_number     enable row level security;
alter table identity.person_number     force row level security;
alter table identity.upstream_identity enable row level security;
alter table identity.upstream_identity force row level security;
alter table identity.session           enable row level security;
alter table identity.session           force row level security;

create policy system_all on identity.person            using ((select identity.acting_system()));
create policy system_all on identity.person_number     using ((select identity.acting_system()));
create policy system_all on identity.upstream_identity using ((select identity.acting_system()));
create policy system_all on identity.session           using ((select identity.acting_system()));

-- People read their own row; only the sign-in (the system) writes it.
create policy own_read on identity.person  for select using (id = (select identity.acting_person()));
create policy own_read on identity.session for select using (person_id = (select identity.acting_person()));
-- People end their sessions and change posts themselves.
create policy own_change on identity.session for update
  using (person_id = (select identity.acting_person())) with check (person_id = (select identity.acting_person()));
