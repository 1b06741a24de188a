-- Acting for another: organisations as their register knows them, mandates between a principal and an agent, and for whom a session acts.

create table identity.organisation (
  id              uuid        primary key,
  tax_code        text        not null unique check (tax_code ~ '^\d{10}(-\d{3})?$'),
  name            text        not null check (length(name) between 1 and 300),
  status          text        not null check (status in ('working', 'suspended', 'dissolved')),
  -- the charter or the register says that it acts by two
  two_persons     boolean     not null,
  -- the legal representatives of today, for the wall around its mandates
  representatives uuid[]      not null,
  register        text        not null,
  synced_at       timestamptz not null
);
comment on table identity.organisation is 'facts of the enterprise register: who legally represents which organisation';

create table identity.mandate (
  id             uuid        primary key,
  kind           text        not null check (kind in ('guardian', 'attorney', 'organisation', 'staff')),
  basis          text        check (basis in ('parent', 'guardian', 'ward')),
  principal_kind text        not null check (principal_kind in ('person', 'organisation')),
  principal_id   uuid        not null,
  -- names as they stand in the document: one party may not read the other's row
  principal_name text        not null check (length(principal_name) between 1 and 300),
  principal_birth_date date,
  agent_id       uuid        not null,
  agent_name     text        not null check (length(agent_name) between 1 and 200),
  powers         text[]      not null check (cardinality(powers) between 1 and 50),
  valid_from     timestamptz not null,
  valid_until    timestamptz,
  status         text        not null check (status in ('offered', 'unconfirmed', 'active', 'declined', 'revoked', 'expired', 'handed_over')),
  depth          smallint    not null check (depth between 0 and 3),
  parent_id      uuid        references identity.mandate (id),
  -- number of the document it rests on: civil status act, charter, register entry
  evidence       text        not null check (length(evidence) between 1 and 200),
  -- the office that recorded it, where one did
  body           text,
  made_by        text        not null,
  made_at        timestamptz not null,
  -- the organisation acts by two: somebody else must confirm before it is offered
  needs_second   boolean     not null default false,
  second_person  uuid,
  accepted_at    timestamptz,
  ended_at       timestamptz,
  ended_by       text,
  ended_why      text        check (length(ended_why) <= 300),
  -- when the next birthday or the end is due
  next_at        timestamptz,
  check (valid_until is null or valid_until > valid_from),
  check ((kind = 'guardian') = (basis is not null)),
  check (kind <> 'guardian' or (principal_kind = 'person' and body is not null)),
  check (basis is null or basis = 'ward' or principal_birth_date is not null),
  check ((kind in ('organisation', 'staff')) = (principal_kind = 'organisation')),
  check (agent_id <> principal_id),
  check ((ended_at is null) = (status in ('offered', 'unconfirmed', 'active'))),
  check (status <> 'active' or accepted_at is not null),
  check (not needs_second or second_person is not null or status in ('unconfirmed', 'revoked', 'expired')),
  check (second_person is null or (second_person <> agent_id and second_person::text <> made_by))
);
comment on table identity.mandate is 'who may act for whom, with which powers, from when to when, on which document; rows end, they are never deleted';
-- two living mandates of one kind never overlap between the same two; one that was passed on stands beside one given directly
create unique index mandate_living on identity.mandate (principal_id, agent_id, kind, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where ended_at is null;
-- for whom somebody may act: the chooser, the family, the offers
create index mandate_agent on identity.mandate (agent_id, made_at);
-- who may act for me, for my organisation
create index mandate_principal on identity.mandate (principal_id, made_at);
-- what was passed on, when its source ends
create index mandate_parent on identity.mandate (parent_id) where parent_id is not null;
-- the sweeper: birthdays and ends that are due
create index mandate_due on identity.mandate (next_at) where ended_at is null and next_at is not null;

alter table identity.session add column acting_for uuid;
comment on column identity.session.acting_for is 'the mandate by which its holder acts for another; it counts only while it gives powers';
-- Whoever acts from a post acts for nobody else: two hats are never worn at once.
alter table identity.session add constraint session_one_hat check (acting_for is null or post_id is null);
-- open sessions of a mandate, when it ends
create index session_acting on identity.session (acting_for) where acting_for is not null and ended_at is null;

-- The civil-status officers of a body record and end guardianships.
create function identity.acting_registrar() returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_setting('city.actor_kind', true) = 'officer' and current_setting('city.actor_role', true) = 'civil_status'
    then nullif(current_setting('city.actor_body', true), '')
  end
$$;

alter table identity.organisation enable row level security;
alter table identity.organisation force row level security;
alter table identity.mandate      enable row level security;
alter table identity.mandate      force row level security;

-- The register's facts are public; only its synchronisation writes them.
create policy anyone_reads on identity.organisation for select using (true);
create policy system_all   on identity.organisation using ((select identity.acting_system()));

create policy system_all on identity.mandate using ((select identity.acting_system()));
-- Both parties see it, and who may speak for the organisation.
create policy parties_read on identity.mandate for select using (
  agent_id = (select identity.acting_person())
  or (kind in ('attorney', 'staff') and made_by = (select identity.acting_person())::text)
  or (principal_kind = 'person' and principal_id = (select identity.acting_person()))
  or (principal_kind = 'organisation' and principal_id in
        (select o.id from identity.organisation o where (select identity.acting_person()) = any (o.representatives))));
create policy registrar_reads on identity.mandate for select using (kind = 'guardian' and body = (select identity.acting_registrar()));

-- Whether the one who acts holds a mandate that may be passed on. In plpgsql, so that the policies of the table may ask it.
create function identity.passes_on(mandate_id uuid, to_depth smallint, to_principal uuid) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select 1 from identity.mandate m
     where m.id = mandate_id and m.agent_id = identity.acting_person() and m.status = 'active'
       and m.principal_id = to_principal and m.depth > to_depth);
end $$;

-- Whether a row as it shall be gives no more than it gave. A stable function sees the row as it was before the statement.
create function identity.gives_no_more(new_row identity.mandate) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select 1 from identity.mandate m
     where m.id = new_row.id and m.ended_at is null
       and (m.kind, m.principal_kind, m.principal_id, m.agent_id, m.made_by, m.evidence, m.needs_second)
         = (new_row.kind, new_row.principal_kind, new_row.principal_id, new_row.agent_id, new_row.made_by, new_row.evidence, new_row.needs_second)
       and m.parent_id is not distinct from new_row.parent_id and m.basis is not distinct from new_row.basis
       and new_row.powers <@ m.powers and new_row.depth <= m.depth and new_row.valid_from >= m.valid_from
       and (m.valid_until is null or new_row.valid_until <= m.valid_until));
end $$;

-- People give powers over themselves, representatives over their organisation; whoever passes on holds what they pass on.
-- None begins active.
create policy principal_gives on identity.mandate for insert with check (
  status in ('offered', 'unconfirmed') and made_by = (select identity.acting_person())::text
  and (
    (kind = 'attorney' and parent_id is null and principal_id = (select identity.acting_person()))
    or (kind = 'staff' and parent_id is null and principal_id in
          (select o.id from identity.organisation o where (select identity.acting_person()) = any (o.representatives)))
    or (kind in ('attorney', 'staff') and parent_id is not null and identity.passes_on(parent_id, depth, principal_id))));
create policy registrar_records on identity.mandate for insert with check (
  kind = 'guardian' and body = (select identity.acting_registrar()) and status = 'active'
  and made_by = (select identity.acting_person())::text
  -- nobody records for themselves
  and (select identity.acting_person()) not in (agent_id, principal_id));

-- Either party and the recording office may change it, and only to less; the steps that each may take stand in mandate.ts.
create policy parties_change on identity.mandate for update
  using (
    ended_at is null and (
      agent_id = (select identity.acting_person())
      or (kind in ('attorney', 'staff') and made_by = (select identity.acting_person())::text)
      or (kind = 'attorney' and principal_id = (select identity.acting_person()))
      or (kind = 'staff' and principal_id in
            (select o.id from identity.organisation o where (select identity.acting_person()) = any (o.representatives)))))
  with check (kind <> 'guardian' or status = 'revoked');
create policy registrar_ends on identity.mandate for update
  using (ended_at is null and kind = 'guardian' and body = (select identity.acting_registrar()))
  with check (status = 'revoked');
create policy only_less on identity.mandate as restrictive for update
  using (true) with check ((select identity.acting_system()) or identity.gives_no_more(mandate));
