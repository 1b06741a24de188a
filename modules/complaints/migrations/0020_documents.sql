-- Documents other than pictures (PDF): kept under seal, never shown in a page, handed out as a download to the receiving body alone.

create table complaints.document (
  matter_id   uuid        not null references complaints.matter (matter_id),
  document_id uuid        not null,
  -- size as it was sent
  bytes       integer     not null check (bytes > 0),
  sealed      bytea       not null check (octet_length(sealed) <= 8010000),
  added_at    timestamptz not null,
  primary key (matter_id, document_id)
);
comment on table complaints.document is 'append-only: personal data. PDF documents of a matter, sealed; never public, downloaded by the receiving body only';
-- What is encrypted does not compress.
alter table complaints.document alter column sealed set storage external;

create table complaints.draft_document (
  token_hash  bytea   not null references complaints.draft (token_hash) on delete cascade,
  document_id uuid    not null,
  bytes       integer not null check (bytes > 0),
  sealed      bytea   not null check (octet_length(sealed) <= 8010000),
  primary key (token_hash, document_id)
);
comment on table complaints.draft_document is 'personal data: documents of a form between two steps, sealed, forgotten with it';
alter table complaints.draft_document alter column sealed set storage external;

alter table complaints.document enable row level security;
create policy document_written on complaints.document for insert with check (true);
create policy document_seen on complaints.document for select
  using (exists (select 1 from complaints.matter m where m.matter_id = document.matter_id));
