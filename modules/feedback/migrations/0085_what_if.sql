-- What leaders have asked about an office that could be, and what the simulation answered.

create table feedback.what_if (
  run_id       uuid        not null primary key,
  asked_at     timestamptz not null,
  asked_by     text        not null,
  asked_title  text        not null,
  -- the body that is asked about, and the one that may be joined with it
  body_code    text        not null,
  other_body   text        check (other_body <> body_code),
  -- officers now, and the scenario: the shape of whatif/what-if-schemas.ts
  request      jsonb       not null check (pg_column_size(request) <= 8000),
  -- with the seed and the input of this hash anyone gets the same answer
  seed         integer     not null,
  input_hash   text        check (input_hash ~ '^[0-9a-f]{64}$'),
  -- futures run so far
  done_n       integer     not null default 0 check (done_n >= 0),
  finished_at  timestamptz,
  answer       jsonb       check (pg_column_size(answer) <= 200000),
  -- why there is no answer: a code of the module's errors
  problem      text        check (length(problem) <= 64),

  check ((finished_at is null) = (answer is null and problem is null)),
  check (answer is null or (problem is null and input_hash is not null))
);
comment on table feedback.what_if is 'questions of leaders to the simulation of an office, with seed, hash of the input and answer; no reports, no persons reported on';
-- whether somebody still waits for an answer: one question at a time
create index what_if_waiting on feedback.what_if (asked_by, asked_at) where finished_at is null;
