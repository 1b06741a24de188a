-- What a mandate carried before each time it was narrowed, so that both sides can look back at it.

create table identity.narrowing (
  id           uuid        primary key,
  mandate_id   uuid        not null references identity.mandate (id),
  at           timestamptz not null,
  by           text        not null,
  -- codes of the powers that went, and the end it had before where that came nearer
  powers_gone  text[]      not null,
  until_before timestamptz,
  until_after  timestamptz
);
comment on table identity.narrowing is 'append-only: what each narrowing took from a mandate; it lives as long as the mandate';
-- the history of one mandate
create index narrowing_mandate on identity.narrowing (mandate_id, at);

alter table identity.narrowing enable row level security;
alter table identity.narrowing force row level security;
-- Whoever may see the mandate may see this: the policies of the mandate decide, since the subquery runs as the reader.
create policy with_the_mandate on identity.narrowing for select
  using (exists (select 1 from identity.mandate m where m.id = mandate_id));
create policy whoever_narrows on identity.narrowing for insert with check (
  by = (select identity.acting_person())::text
  and exists (select 1 from identity.mandate m where m.id = mandate_id and m.ended_at is null));
create policy system_all on identity.narrowing using ((select identity.acting_system()));
