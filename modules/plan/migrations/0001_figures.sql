-- Figures of the plan's indices with where they come from, and what was published of them. No persons but the officers who entered and decided.

create table plan.figure (
  unit_code     text        not null check (unit_code = 'city' or unit_code ~ '^\d{5}$'),
  version       text        not null,
  period        text        not null check (period ~ '^\d{4}$'),
  -- code of the component, or of the main indicator without components
  leaf          text        not null,
  revision      integer     not null check (revision >= 1),
  -- decimal numbers as text: exactly what was entered
  a             text        not null check (a ~ '^\d{1,20}(\.\d{1,12})?$'),
  b             text        check (b ~ '^\d{1,20}(\.\d{1,12})?$'),
  source        text        not null check (length(source) between 1 and 500),
  evidence      text        check (length(evidence) <= 500),
  as_of         date        not null,
  -- why an earlier figure is replaced
  reason        text        check (length(reason) <= 1000),
  body          text        not null,
  entered_at    timestamptz not null,
  entered_by    text        not null,
  entered_post  text        not null,
  state         text        not null check (state in ('draft', 'approved', 'refused')),
  decided_at    timestamptz,
  decided_by    text,
  decided_post  text,
  decided_words text        check (length(decided_words) <= 1000),
  primary key (unit_code, version, period, leaf, revision),
  check ((state = 'draft') = (decided_at is null and decided_by is null)),
  -- nobody approves what they entered
  check (state <> 'approved' or decided_by <> entered_by),
  check (revision = 1 or reason is not null)
);
comment on table plan.figure is 'raw figures of indices, every revision kept: a correction is a new row';
-- one figure before a leader at a time
create unique index figure_open on plan.figure (unit_code, version, period, leaf) where state = 'draft';
-- what is approved of a whole period, newest revision last: scores, ranks, publication
create index figure_period on plan.figure (version, period, unit_code, leaf, revision) where state = 'approved';

create table plan.publication (
  version        text        not null,
  period         text        not null check (period ~ '^\d{4}$'),
  edition        integer     not null check (edition >= 1),
  published_at   timestamptz not null,
  published_by   text        not null,
  published_post text        not null,
  -- the definition as it was, and every figure: what anybody needs to recompute the scores
  content        jsonb       not null check (jsonb_typeof(content) = 'object'),
  primary key (version, period, edition)
);
comment on table plan.publication is 'what was published of an index and a period, edition by edition; never changed';
