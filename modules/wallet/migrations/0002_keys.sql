-- The city's own authority for credentials: its anchor, and the keys that sign in its name.

create table wallet.key (
  id          uuid        primary key,
  use         text        not null check (use in ('anchor', 'issuing', 'verifying')),
  anchor_id   uuid        references wallet.key,
  certificate bytea       not null,
  sealed_key  bytea       not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null,
  made_at     timestamptz not null,
  check (valid_to > valid_from),
  check ((use = 'anchor') = (anchor_id is null))
);
comment on table wallet.key is 'append-only: certificates (DER) and private keys (PKCS #8) sealed with CITY_WALLET_KEY. The private key of an anchor is opened only to certify the next key.';
-- the newest key of a use
create index key_newest on wallet.key (use, valid_from desc);
