-- Own ways to sign in beside VNeID: passkeys, one-time codes, TOTP, passwords, recovery codes; and what proves a session.

create table identity.authenticator (
  person_id     uuid        not null,
  id            uuid        not null,
  kind          text        not null check (kind in ('passkey', 'totp', 'otp_phone', 'otp_email', 'recovery', 'password')),
  name          text        not null check (length(name) between 1 and 60),
  credential_id bytea       check (octet_length(credential_id) between 1 and 1023),
  public_key    bytea,
  sign_count    bigint      not null default 0 check (sign_count >= 0),
  transports    text[]      not null default '{}',
  is_backed_up  boolean     not null default false,
  secret        bytea,
  last_step     bigint,
  highest_level smallint    not null default 1 check (highest_level between 1 and 2),
  added_how     text        not null check (added_how in ('self', 'assisted', 'sign_in')),
  added_at      timestamptz not null,
  last_used_at  timestamptz,
  removed_at    timestamptz,
  primary key (person_id, id),
  check ((kind = 'passkey') = (public_key is not null)),
  check ((kind = 'passkey') = (credential_id is not null)),
  check (removed_at is not null or kind in ('passkey', 'recovery') or secret is not null)
);
comment on table identity.authenticator is 'A means by which somebody signs in. Secrets, numbers and addresses are sealed with the person''s data key; public keys stand in clear.';
comment on column identity.authenticator.secret is 'totp: its secret; otp_phone, otp_email: the number or address; password: its argon2id hash. Sealed; gone when removed.';
comment on column identity.authenticator.last_step is 'totp: the last time step that was used, so that a code works once (RFC 6238, 5.2)';
comment on column identity.authenticator.highest_level is 'It never proves more than the session proved that added it, until its owner confirms it from a stronger one';
-- one password, one authenticator app, one set of recovery codes a person
create unique index authenticator_single on identity.authenticator (person_id, kind)
  where removed_at is null and kind in ('password', 'totp', 'recovery');

create table identity.authenticator_index (
  handle           bytea not null check (octet_length(handle) = 32),
  person_id        uuid  not null,
  authenticator_id uuid  not null,
  primary key (handle, person_id, authenticator_id)
);
comment on table identity.authenticator_index is 'Whose a credential, number or address is: SHA-256 of a credential id, blind index (HMAC) of the others. Families share numbers, so one may lead to several.';
-- removing an authenticator, erasing a person
create index authenticator_index_person on identity.authenticator_index (person_id);

create table identity.passkey_user (
  person_id uuid  primary key,
  handle    bytea not null unique check (octet_length(handle) = 64)
);
comment on table identity.passkey_user is 'WebAuthn user.id: 64 random bytes that say nothing of the person.';

create table identity.recovery_code (
  person_id        uuid        not null,
  authenticator_id uuid        not null,
  slot             smallint    not null check (slot between 0 and 31),
  code_hash        text        not null check (code_hash like '$argon2id$%'),
  used_at          timestamptz,
  primary key (person_id, authenticator_id, slot)
);
comment on table identity.recovery_code is 'Recovery codes, hashed like passwords; each works once. The slot is the code''s first sign.';

create table identity.recovery (
  person_id    uuid        not null,
  id           uuid        not null,
  asked_at     timestamptz not null,
  ready_at     timestamptz not null,
  until        timestamptz not null,
  cancelled_at timestamptz,
  primary key (person_id, id),
  check (ready_at > asked_at and until > ready_at)
);
comment on table identity.recovery is 'Somebody who can show only weak means asked to change the others: told everywhere at once, possible after a wait, cancelled by any session of the person.';
-- one open request a person
create unique index recovery_open on identity.recovery (person_id) where cancelled_at is null;

create table identity.proof (
  handle        bytea       primary key check (octet_length(handle) = 32),
  purpose       text        not null check (purpose in ('sign_in', 'add', 'recover')),
  person_id     uuid,
  proved        text[]      not null default '{}',
  authenticators uuid[]     not null default '{}',
  candidates    uuid[]      not null default '{}',
  challenge     bytea,
  destination   bytea,
  destination_index bytea   check (octet_length(destination_index) = 32),
  channel       text        check (channel in ('sms', 'email')),
  code_hash     bytea       check (octet_length(code_hash) = 32),
  code_until    timestamptz,
  code_sent_at  timestamptz,
  tries         smallint    not null default 0 check (tries between 0 and 20),
  return_to     text        not null check (length(return_to) <= 512),
  level         smallint    not null check (level between 1 and 4),
  lang          text        not null check (lang in ('vi', 'en')),
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  used_at       timestamptz
);
comment on table identity.proof is 'Proofs under way, by the SHA-256 of the browser''s cookie: a challenge or a code belongs to one browser and one attempt and works once.';
-- the nightly sweep
create index proof_expires on identity.proof (expires_at);

create unlogged table identity.attempt_count (
  key        bytea       not null check (octet_length(key) = 32),
  window_at  timestamptz not null,
  until      timestamptz not null,
  count      integer     not null check (count > 0),
  primary key (key, window_at)
);
comment on table identity.attempt_count is 'How often something was tried in a window of time, by blind index of the account, number, prefix or address of the caller. Lost at a crash, which only forgives.';
-- the nightly sweep
create index attempt_count_until on identity.attempt_count (until);

create table identity.security_event (
  person_id uuid        not null,
  id        uuid        not null,
  at        timestamptz not null,
  kind      text        not null check (kind ~ '^[a-z][a-z_]{2,40}$'),
  detail    jsonb       not null default '{}',
  primary key (person_id, id)
);
comment on table identity.security_event is 'What happened to somebody''s account, for that person to read in plain words. No secret, number or address in detail.';

alter table identity.session add column amr text[] not null default '{}';
alter table identity.session add column authenticator_id uuid;
alter table identity.session add column device text check (length(device) <= 80);
comment on column identity.session.amr is 'What proved this session: vneid, or kinds of authenticators';
comment on column identity.session.device is 'Browser and system in plain words, from User-Agent; for the person to know the session again';

do $$
declare name text;
begin
  foreach name in array array['authenticator', 'authenticator_index', 'passkey_user', 'recovery_code', 'recovery', 'proof', 'security_event', 'attempt_count'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy system_all on identity.%I using ((select identity.acting_system()))', name);
  end loop;
  -- People see and change their own; counters are the system's alone.
  foreach name in array array['authenticator', 'authenticator_index', 'passkey_user', 'recovery_code', 'recovery', 'proof', 'security_event'] loop
    execute format('create policy own_all on identity.%I using (person_id = (select identity.acting_person())) with check (person_id = (select identity.acting_person()))', name);
  end loop;
end $$;

-- Whether VNeID is among one's ways in.
create policy own_read on identity.upstream_identity for select using (person_id = (select identity.acting_person()));
