-- Who acted and for whom: an entry keeps both, and the principal may ask what was done in their name.
alter table trail.entry add column on_behalf_of uuid, add column mandate uuid;
comment on column trail.entry.on_behalf_of is 'the person or organisation in whose name the actor acted';
comment on column trail.entry.mandate is 'the mandate by which they acted';
alter table trail.entry add constraint entry_representation check ((on_behalf_of is null) = (mandate is null));
-- "what was done in my name"
create index entry_on_behalf on trail.entry (on_behalf_of, entry_id) where on_behalf_of is not null;

-- What was done in the name of the one who asks, the newest first: no more than that, whoever calls.
create function trail.done_for_me(most integer) returns table (
  entry_id uuid, at timestamptz, actor_id text, mandate uuid, module text, action text, object_type text, object_id text, outcome text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select e.entry_id, e.at, e.actor_id, e.mandate, e.module, e.action, e.object_type, e.object_id, e.outcome
    from trail.entry e
   where current_setting('city.actor_kind', true) in ('citizen', 'officer')
     and e.on_behalf_of = nullif(current_setting('city.actor_id', true), '')::uuid
   order by e.entry_id desc limit least(most, 200)
$$;
revoke all on function trail.done_for_me(integer) from public;
grant execute on function trail.done_for_me(integer) to city_module;
