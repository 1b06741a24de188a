-- Reports that somebody files for another: a parent for a child, an attorney, whoever speaks for an organisation. Both are kept.

create table feedback.behalf (
  report_id      uuid        not null primary key references feedback.report (report_id),
  principal_kind text        not null check (principal_kind in ('person', 'organisation')),
  principal_id   uuid        not null,
  principal_name text        not null check (length(principal_name) between 1 and 300),
  agent_id       uuid        not null,
  agent_name     text        check (length(agent_name) <= 200),
  -- the mandate by which it was done; also in the trail, which stays when this row is erased
  mandate        uuid        not null,
  filed_at       timestamptz not null,
  check (principal_id <> agent_id)
);
comment on table feedback.behalf is 'append-only: personal data. In whose name a report was filed, and by whom; read like the reporter';
-- what was done in somebody's name, and by somebody: handing out and erasing
create index behalf_principal on feedback.behalf (principal_id);
create index behalf_agent on feedback.behalf (agent_id);

alter table feedback.behalf enable row level security;
create policy behalf_filed on feedback.behalf for insert with check (
  current_setting('city.actor_kind', true) = 'system'
  or (agent_id::text = current_setting('city.actor_id', true)
      and principal_id::text = nullif(current_setting('city.on_behalf_of', true), '')));
-- The principal always; whoever acts for them only while they do.
create policy behalf_principal on feedback.behalf for select
  using (principal_id::text = current_setting('city.actor_id', true)
         or principal_id::text = nullif(current_setting('city.on_behalf_of', true), ''));
create policy behalf_office on feedback.behalf for select
  using (
    current_setting('city.actor_kind', true) = 'officer'
    and coalesce(current_setting('city.purpose', true), '') <> ''
    and exists (
      select 1 from feedback.report r
       where r.report_id = behalf.report_id
         and (r.body_code = current_setting('city.actor_body', true) or current_setting('city.actor_role', true) = 'coordinator')
    )
  );
create policy behalf_system on feedback.behalf for select
  using (current_setting('city.actor_kind', true) = 'system' and coalesce(current_setting('city.purpose', true), '') <> '');

-- A report filed for another is the other's: whoever acts for them reads it as long as the mandate gives the power.
create policy person_report_behalf on feedback.person_report for select
  using (person_id::text = nullif(current_setting('city.on_behalf_of', true), ''));

-- Erasure of either side; the trail keeps who did what in whose name, by ids.
create function feedback.forget_behalf(who uuid) returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  n bigint;
begin
  if coalesce(current_setting('city.actor_kind', true), '') <> 'system'
     or coalesce(current_setting('city.purpose', true), '') = '' then
    raise exception 'only the city''s own hand erases, for a purpose' using errcode = '42501';
  end if;
  delete from feedback.behalf where who in (principal_id, agent_id);
  get diagnostics n = row_count;
  return n;
end
$$;
revoke all on function feedback.forget_behalf(uuid) from public;
