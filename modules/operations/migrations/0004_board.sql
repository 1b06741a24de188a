-- The board of figures: each value as it was recorded, chained by hashes, so that nobody rewrites what was published.

create table operations.board_value (
  figure      text        not null,
  seq         integer     not null check (seq >= 1),
  value       double precision,
  -- when the value was true
  as_of       timestamptz not null,
  recorded_at timestamptz not null,
  previous    text        not null check (previous ~ '^[0-9a-f]{64}$'),
  hash        text        not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (figure, seq)
);
comment on table operations.board_value is 'append-only: figures of the board, each with the hash of the one before it';
