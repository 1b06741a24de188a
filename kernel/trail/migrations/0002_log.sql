-- The log over the trail: a Merkle tree of salted commitments, written behind the entries by one sequencer, in the order of their commits.
alter table trail.entry
  add column xid xid8   not null default pg_current_xact_id(),
  add column seq bigint not null generated always as identity;
-- the sequencer's and the verifier's walk, in the order of the commits
create index entry_order on trail.entry (xid, seq);
-- "which persons did this officer read, in these days": inspectors
create index entry_actor on trail.entry (actor_id, at) where actor_kind = 'officer';

-- One row: how far the log has come, and who may write it. Its lock orders the writers, its epoch fences them.
create table trail.log (
  only_one    boolean     not null default true check (only_one),
  size        bigint      not null default 0 check (size >= 0),
  xid         xid8        not null default '0',
  seq         bigint      not null default 0,
  epoch       bigint      not null default 0,
  holder      text,
  lease_until timestamptz not null default '-infinity',
  primary key (only_one)
);
comment on table trail.log is 'how far the log has come and which process writes it';
insert into trail.log default values;

create table trail.leaf (
  leaf_index bigint not null check (leaf_index >= 0),
  entry_id   uuid   not null,
  commitment bytea  not null check (length(commitment) = 32),
  primary key (leaf_index)
);
comment on table trail.leaf is 'append-only: the salted commitment of each entry, by its place in the log';
-- the proof of an entry, and the search for entries that are in no leaf
create unique index leaf_entry on trail.leaf (entry_id);

create table trail.salt (
  entry_id uuid  not null,
  salt     bytea not null check (length(salt) = 32),
  primary key (entry_id)
);
comment on table trail.salt is 'what binds an entry to its commitment; without it the commitment says nothing about anybody';

create table trail.tile (
  level int    not null check (level between 0 and 63),
  index bigint not null check (index >= 0),
  width int    not null check (width between 1 and 256),
  data  bytea  not null check (length(data) = width * 32),
  primary key (level, index)
);
comment on table trail.tile is 'the hashes of the tree, 256 of every eighth level a row (C2SP tlog-tiles)';

create table trail.checkpoint (
  size      bigint      not null,
  root      bytea       not null check (length(root) = 32),
  note      text        not null,
  epoch     bigint      not null,
  signed_at timestamptz not null,
  primary key (size)
);
comment on table trail.checkpoint is 'append-only: what the log has signed about itself';

create table trail.cosignature (
  size        bigint      not null,
  witness     text        not null,
  line        text        not null,
  cosigned_at timestamptz not null,
  primary key (size, witness)
);
comment on table trail.cosignature is 'append-only: which witness has seen which checkpoint';

create table trail.alarm (
  alarm_id uuid        not null,
  at       timestamptz not null,
  witness  text        not null,
  what     text        not null check (what in ('rolled_back', 'forked')),
  size     bigint      not null,
  seen     bigint      not null,
  primary key (alarm_id)
);
comment on table trail.alarm is 'append-only: a witness has seen another log than ours';
create unique index alarm_once on trail.alarm (witness, what, size, seen);

-- Second wall: a person reads the entries about themselves; the kernel, which proves them, reads all.
alter table trail.entry enable row level security;
alter table trail.salt enable row level security;
create policy entry_written on trail.entry for insert to city_module with check (true);
create policy entry_kernel on trail.entry to mod_kernel using (true);
create policy entry_subject on trail.entry for select to city_module using (
  subject_id = (select case when current_setting('city.actor_kind', true) in ('citizen', 'officer')
                            then nullif(current_setting('city.actor_id', true), '')::uuid end)
);
create policy salt_kernel on trail.salt to mod_kernel using (true) with check (true);
create policy salt_subject on trail.salt for select to city_module using (
  exists (select 1 from trail.entry e where e.entry_id = salt.entry_id)
);
