-- Editions are written once: the module's own role may add them, never change or drop one.
comment on table plan.publication is 'append-only: what was published of an index and a period, edition by edition';
