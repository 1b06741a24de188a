-- The entries of sensing.
create table sensing.entry (
  id       uuid        primary key,
  name     text        not null check (length(name) between 1 and 200),
  added_by uuid        not null,
  added_at timestamptz not null
);
comment on table sensing.entry is 'One row an entry, with who added it.';
-- "the list, newest first"
create index entry_newest on sensing.entry (added_at desc, id desc);
