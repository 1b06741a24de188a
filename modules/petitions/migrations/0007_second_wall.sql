-- The second wall around signatures: a row opens to who shows its key (kernel/database/hold.ts), and the names of those who
-- agreed to be named to everybody while the petition is public.
create policy signature_system on petitions.signature using (current_setting('city.actor_kind', true) = 'system');
create policy signature_given on petitions.signature for insert with check (true);
create policy signature_held on petitions.signature using (encode(signer_key, 'hex') = any ((select kernel.held_keys())::text[]));
create policy signature_named on petitions.signature for select using (
  name is not null and exists (
    select 1 from petitions.petition p where p.petition_id = signature.petition_id and p.published_at is not null));
alter table petitions.signature enable row level security;
alter table petitions.signature force row level security;
alter table petitions.person_petition force row level security;
