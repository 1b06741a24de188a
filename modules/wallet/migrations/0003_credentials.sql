-- Offers, the credentials made of them, and what keeps tokens and nonces from being used twice.

create function wallet.acting_person() returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_setting('city.actor_kind', true) in ('citizen', 'officer')
    then nullif(current_setting('city.actor_id', true), '')::uuid
  end
$$;

create function wallet.acting_system() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select coalesce(current_setting('city.actor_kind', true) = 'system', false) $$;

create table wallet.offer (
  id           uuid        primary key,
  person_id    uuid        not null,
  type         text        not null,
  reference    text        not null,
  sealed       bytea,
  code_hash    bytea       not null unique check (octet_length(code_hash) = 32),
  tx_code_hash bytea       check (octet_length(tx_code_hash) = 32),
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  redeemed_at  timestamptz,
  burned_at    timestamptz,
  check (redeemed_at is null or burned_at is null)
);
comment on table wallet.offer is 'Personal data. Offers to a person; the claims lie sealed in them until they are used or run out. A wrong transaction code burns the offer.';
-- offers of a person, for the wallet page; what has run out, for the sweep
create index offer_person on wallet.offer (person_id, made_at desc);
create index offer_expiry on wallet.offer (expires_at) where sealed is not null;

create table wallet.access (
  token_hash bytea       primary key check (octet_length(token_hash) = 32),
  offer_id   uuid        not null references wallet.offer,
  key_thumb  text        check (length(key_thumb) = 43),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
comment on table wallet.access is 'Personal data. Access tokens of the credential endpoint by their SHA-256, bound to the wallet''s DPoP key.';
create index access_expiry on wallet.access (expires_at);

create table wallet.used (
  hash       bytea       primary key check (octet_length(hash) = 32),
  expires_at timestamptz not null
);
comment on table wallet.used is 'Nonces and proofs that were used: each counts once. Forgotten when they would have run out anyway.';
create index used_expiry on wallet.used (expires_at);

create table wallet.batch (
  id                uuid        primary key,
  person_id         uuid        not null,
  type              text        not null,
  reference         text        not null,
  copies            smallint    not null check (copies between 1 and 50),
  notification_hash bytea       not null unique check (octet_length(notification_hash) = 32),
  issued_at         timestamptz not null,
  expires_at        timestamptz not null,
  event             text        check (event in ('credential_accepted', 'credential_failure', 'credential_deleted')),
  event_at          timestamptz,
  revoked_at        timestamptz,
  revoked_why       text        check (length(revoked_why) between 1 and 300),
  check ((event is null) = (event_at is null)),
  check ((revoked_at is null) = (revoked_why is null))
);
comment on table wallet.batch is 'Personal data. What was issued to whom on what ground, without the claims; the copies of one issue stand and fall together.';
-- "my credentials"; everything that stands on a ground which ends
create index batch_person on wallet.batch (person_id, issued_at desc);
create index batch_reference on wallet.batch (type, reference) where revoked_at is null;

create table wallet.credential (
  id       uuid    primary key,
  batch_id uuid    not null references wallet.batch,
  list_id  uuid    not null,
  idx      integer not null,
  foreign key (list_id, idx) references wallet.status_entry
);
comment on table wallet.credential is 'append-only: personal data. Which place of which status list belongs to which copy';
-- whose credential a verifier saw; the copies of a batch
create unique index credential_place on wallet.credential (list_id, idx);
create index credential_batch on wallet.credential (batch_id);

alter table wallet.offer      enable row level security;
alter table wallet.offer      force row level security;
alter table wallet.access     enable row level security;
alter table wallet.access     force row level security;
alter table wallet.batch      enable row level security;
alter table wallet.batch      force row level security;
alter table wallet.credential enable row level security;
alter table wallet.credential force row level security;

create policy system_all on wallet.offer      using ((select wallet.acting_system()));
create policy system_all on wallet.access     using ((select wallet.acting_system()));
create policy system_all on wallet.batch      using ((select wallet.acting_system()));
create policy system_all on wallet.credential using ((select wallet.acting_system()));

-- People see and make their own offers, see what they were issued, and give it back.
create policy own_offers  on wallet.offer using (person_id = (select wallet.acting_person()));
create policy own_read    on wallet.batch for select using (person_id = (select wallet.acting_person()));
create policy own_change  on wallet.batch for update
  using (person_id = (select wallet.acting_person())) with check (person_id = (select wallet.acting_person()));
create policy own_copies  on wallet.credential for select
  using (exists (select 1 from wallet.batch b where b.id = batch_id and b.person_id = (select wallet.acting_person())));
