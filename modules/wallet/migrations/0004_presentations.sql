-- Checks of credentials: who asked for what and why, and for a few minutes what was shown.

create table wallet.presentation (
  id            uuid        primary key,
  asked_by      uuid        not null,
  body          text,
  purpose       text        not null,
  client_id     text        not null,
  mode          text        not null check (mode in ('direct_post', 'direct_post.jwt')),
  same_device   boolean     not null,
  nonce         text        not null,
  state         text        not null unique,
  enc_key       bytea,
  session_hash  bytea       check (octet_length(session_hash) = 32),
  made_at       timestamptz not null,
  expires_at    timestamptz not null,
  fetched_at    timestamptz,
  answered_at   timestamptz,
  outcome       text        check (outcome in ('verified', 'refused', 'declined')),
  reason        text        check (length(reason) between 1 and 300),
  answer        bytea,
  response_hash bytea       check (octet_length(response_hash) = 32),
  returned_at   timestamptz,
  check ((answered_at is null) = (outcome is null)),
  check (not same_device or session_hash is not null)
);
comment on table wallet.presentation is 'Personal data. Requests of verifiers and how they ended. What was shown lies sealed for minutes only, then it is forgotten.';
-- "my checks"; what is to be forgotten
create index presentation_asker on wallet.presentation (asked_by, made_at desc);
create index presentation_answered on wallet.presentation (answered_at) where answer is not null or enc_key is not null;

alter table wallet.presentation enable row level security;
alter table wallet.presentation force row level security;
create policy system_all on wallet.presentation using ((select wallet.acting_system()));
create policy own_checks on wallet.presentation using (asked_by = (select wallet.acting_person()));
