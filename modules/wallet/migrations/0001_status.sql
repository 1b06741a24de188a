-- Token status lists: which index of which list belongs to which credential, and every change of its status.

create table wallet.status_list (
  id        uuid        primary key,
  bits      smallint    not null check (bits in (1, 2, 4, 8)),
  size      integer     not null check (size between 8 and 16777216 and size * bits % 8 = 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  check (closed_at >= opened_at)
);
comment on table wallet.status_list is 'Lists of statuses (Token Status List). Indexes are drawn at random; a list is closed once draws meet taken ones too often.';
-- the open list of a width, whenever a credential is issued
create unique index status_list_open on wallet.status_list (bits) where closed_at is null;

create table wallet.status_entry (
  list_id       uuid        not null references wallet.status_list,
  idx           integer     not null check (idx >= 0),
  credential_id uuid        not null,
  taken_at      timestamptz not null,
  primary key (list_id, idx)
);
comment on table wallet.status_entry is 'append-only: taken indexes, never given twice, not even after the credential has expired.';

create table wallet.status_change (
  id      uuid        primary key,
  list_id uuid        not null,
  idx     integer     not null,
  value   smallint    not null check (value between 0 and 255),
  at      timestamptz not null,
  reason  text        not null check (length(reason) between 1 and 300),
  foreign key (list_id, idx) references wallet.status_entry
);
comment on table wallet.status_change is 'append-only: the list at any time is the last change of each index before it; no change means valid.';
-- whether a token made earlier is still true
create index status_change_last on wallet.status_change (list_id, id desc);
-- the list as it is or was: last change of each index
create index status_change_list on wallet.status_change (list_id, idx, at desc, id desc);

