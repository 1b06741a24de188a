-- Reports brought in from another system's file: how far a run has come, what was refused and why, and what the file itself said.

create table feedback.import_run (
  source      text        not null primary key,
  file_hash   text        not null,
  rows_done   integer     not null check (rows_done >= 0),
  accepted    integer     not null check (accepted >= 0),
  rejected    integer     not null check (rejected >= 0),
  started_at  timestamptz not null,
  finished_at timestamptz,
  check (accepted + rejected = rows_done)
);
comment on table feedback.import_run is 'one row a source: where an interrupted import goes on';

create table feedback.import_reject (
  source    text    not null,
  line      integer not null check (line >= 1),
  reference text,
  field     text    not null,
  reason    text    not null,
  primary key (source, line)
);
comment on table feedback.import_reject is 'append-only: rows of a file that became no report, with line and reason';

create table feedback.import_row (
  source       text        not null,
  source_ref   text        not null,
  line         integer     not null check (line >= 1),
  report_id    uuid        not null,
  department   text,
  filed_at     timestamptz not null,
  due_at       timestamptz,
  closed_at    timestamptz,
  -- the file's own verdict; null where it has none
  said_on_time boolean,
  -- ours, from the same rule that judges every report
  verdict      text        not null check (verdict in ('on-time', 'late', 'open', 'overdue')),
  primary key (source, source_ref)
);
comment on table feedback.import_row is 'append-only: what the file said of each imported report, for comparing its verdicts with ours';
-- on-time figures per department of one source, and pages of a replay
create index import_row_department on feedback.import_row (source, department);
