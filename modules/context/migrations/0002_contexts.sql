-- JSON-LD contexts that are hosted here or were read once.
create table context.ld_context (
  id         text        primary key check (length(id) <= 2000),
  kind       text        not null check (kind in ('Hosted', 'Cached', 'ImplicitlyCreated')),
  -- whose it is; copies of published documents are everybody's
  tenant     text        check ((tenant is null) = (kind = 'Cached')),
  body       jsonb       not null,
  created_at timestamptz not null,
  last_usage timestamptz,
  hits       bigint      not null default 0
);
comment on table context.ld_context is 'Contexts by id; that of a cached one is its address.';
