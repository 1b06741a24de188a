-- The second wall around what the first did not have: forms under way open with their token, the proof of who filed with the code on
-- paper (kernel/database/hold.ts). And no wall lets the tables' owner through any more.
create function complaints.acting_system() returns boolean
language sql stable
return coalesce(current_setting('city.actor_kind', true) = 'system', false);

create policy draft_system on complaints.draft using ((select complaints.acting_system()));
create policy draft_held on complaints.draft using (encode(token_hash, 'hex') = any ((select kernel.held_keys())::text[]));
create policy draft_document_system on complaints.draft_document using ((select complaints.acting_system()));
create policy draft_document_held on complaints.draft_document using (encode(token_hash, 'hex') = any ((select kernel.held_keys())::text[]));
create policy receipt_system on complaints.receipt using ((select complaints.acting_system()));
create policy receipt_given on complaints.receipt for insert with check (true);
create policy receipt_held on complaints.receipt for select using (encode(code_hash, 'hex') = any ((select kernel.held_keys())::text[]));
create policy follow_key_system on complaints.follow_key using ((select complaints.acting_system()));
create policy follow_key_given on complaints.follow_key for insert with check (true);
create policy follow_key_held on complaints.follow_key for all
  using (matter_id = any (array (select r.matter_id from complaints.receipt r
                                  where r.code_hash = any (array (select decode(k, 'hex') from unnest(kernel.held_keys()) as k
                                                                   where k ~ '^[0-9a-f]{64}$')))));

do $$
declare
  name text;
begin
  foreach name in array array['matter', 'person_matter', 'identity', 'identity_read', 'event', 'evidence', 'document', 'draft',
                              'draft_document', 'receipt', 'follow_key'] loop
    execute format('alter table complaints.%I enable row level security', name);
    execute format('alter table complaints.%I force row level security', name);
  end loop;
end $$;
