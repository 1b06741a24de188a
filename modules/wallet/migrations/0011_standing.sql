-- Whether what a credential says is still so: a keyed digest of its claims, and grounds that end on a day that is known.

alter table wallet.batch add column claims_mac bytea check (octet_length(claims_mac) = 32);
comment on column wallet.batch.claims_mac is 'HMAC-SHA-256 of the claims: tells that they changed, not what they are. Null for what was issued before.';
-- what is still out, for the nightly look and for one person
create index batch_standing on wallet.batch (person_id, expires_at) where revoked_at is null;

create table wallet.ending (
  type      text        not null,
  reference text        not null,
  ends_at   timestamptz not null,
  primary key (type, reference)
);
comment on table wallet.ending is 'Grounds of credentials that end on a known day, such as posts; what stands on them is revoked then.';
create index ending_due on wallet.ending (ends_at);
