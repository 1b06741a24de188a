-- A guardianship is recorded by two officers of one office: the first writes it down, the second confirms it, and only then it gives powers.

drop policy registrar_records on identity.mandate;
create policy registrar_writes on identity.mandate for insert with check (
  kind = 'guardian' and body = (select identity.acting_registrar()) and status = 'unconfirmed' and needs_second
  and made_by = (select identity.acting_person())::text
  -- nobody records for themselves
  and (select identity.acting_person()) not in (agent_id, principal_id));
create policy registrar_confirms on identity.mandate for update
  using (ended_at is null and kind = 'guardian' and status = 'unconfirmed' and body = (select identity.acting_registrar()))
  with check (
    kind = 'guardian' and status = 'active' and body = (select identity.acting_registrar())
    and second_person = (select identity.acting_person())
    and (select identity.acting_person()) not in (agent_id, principal_id));
