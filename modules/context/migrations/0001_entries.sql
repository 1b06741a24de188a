-- The entries of context.
create table context.entry (
  id       uuid        primary key,
  name     text        not null check (length(name) between 1 and 200),
  added_by uuid        not null,
  added_at timestamptz not null
);
comment on table context.entry is 'One row an entry, with who added it.';
-- "the list, newest first"
create index entry_newest on context.entry (added_at desc, id desc);
