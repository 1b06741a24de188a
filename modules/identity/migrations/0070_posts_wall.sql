-- The second wall around posts and deputies: people see the posts they hold, officers those of their own body; who holds a post
-- is written by the city's own hand alone.
create function identity.acting_body() returns text
language sql stable
return case when current_setting('city.actor_kind', true) = 'officer' then nullif(current_setting('city.actor_body', true), '') end;

create policy system_all on identity.post using ((select identity.acting_system()));
create policy own_read on identity.post for select using (person_id = (select identity.acting_person()));
create policy body_read on identity.post for select using (body = (select identity.acting_body()));
-- Naming a deputy holds the post's row.
create policy own_held on identity.post for update
  using (person_id = (select identity.acting_person())) with check (false);

create policy system_all on identity.deputy using ((select identity.acting_system()));
create policy body_read on identity.deputy for select using (
  exists (select 1 from identity.post p where p.id in (deputy.post_id, deputy.deputy_post) and p.body = (select identity.acting_body())));
create policy holder_names on identity.deputy for insert with check (
  made_by = (select identity.acting_person())
  and exists (select 1 from identity.post p where p.id = post_id and p.person_id = (select identity.acting_person())));
create policy holder_ends on identity.deputy for update
  using (exists (select 1 from identity.post p where p.id = post_id and p.person_id = (select identity.acting_person())));

alter table identity.post   enable row level security;
alter table identity.post   force row level security;
alter table identity.deputy enable row level security;
alter table identity.deputy force row level security;
