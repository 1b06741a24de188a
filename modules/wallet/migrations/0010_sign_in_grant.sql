-- Fetching by signing in (authorization code): an offer can also be taken up there; what is not ready yet is fetched later.

alter table wallet.offer
  add column state_hash bytea unique check (octet_length(state_hash) = 32),
  add column taken_at   timestamptz;
comment on column wallet.offer.state_hash is 'SHA-256 of the issuer_state in the offer, by which a sign-in leads back to it';
comment on column wallet.offer.taken_at is 'The person signed in with it; the code in the same offer counts no longer.';
-- which of several things somebody wanted, when their wallet asks by the name of the type only
create index offer_taken on wallet.offer (person_id, type, taken_at desc) where taken_at is not null;

create table wallet.deferred (
  id               uuid        primary key,
  transaction_hash bytea       not null unique check (octet_length(transaction_hash) = 32),
  person_id        uuid        not null,
  client_id        text        not null,
  type             text        not null,
  identifier       text,
  holders          jsonb       not null,
  made_at          timestamptz not null,
  expires_at       timestamptz not null
);
comment on table wallet.deferred is 'Personal data. Credentials that could not be made at once: for whom, of which type, for which keys of their wallet. Gone once fetched or run out.';
create index deferred_expiry on wallet.deferred (expires_at);
create index deferred_person on wallet.deferred (person_id, made_at desc);

alter table wallet.deferred enable row level security;
alter table wallet.deferred force row level security;
create policy system_all on wallet.deferred using ((select wallet.acting_system()));
create policy own_read   on wallet.deferred for select using (person_id = (select wallet.acting_person()));
