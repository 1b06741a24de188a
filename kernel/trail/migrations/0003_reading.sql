-- Reading the trail beyond one's own, and erasing a person from it: functions that the second wall does not bind, each with its own guard.

-- Who may look into everybody's trail: the post of an inspector, for a written purpose. Each call is put onto the trail by the caller.
create function trail.must_inspect() returns void language plpgsql stable set search_path = pg_catalog as $$
begin
  if current_setting('city.actor_kind', true) is distinct from 'officer'
     or current_setting('city.actor_role', true) is distinct from 'inspector'
     or length(btrim(coalesce(current_setting('city.purpose', true), ''))) < 10 then
    raise insufficient_privilege using message = 'reading the trail of others needs an inspector''s post and a purpose';
  end if;
end $$;

-- Readings of personal data by officer, post and day; with how many of them in each half hour of the day, in the city's own time.
create function trail.readings(since timestamptz, until timestamptz, modules text[], actions text[], in_body text, by_officer text)
returns table (actor_id text, actor_post text, actor_body text, day date, reads bigint, persons bigint, unexplained bigint, half_hours jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select d.actor_id, d.actor_post, d.actor_body, d.day, sum(d.n)::bigint, max(p.persons), sum(d.unexplained)::bigint, jsonb_object_agg(d.half_hour, d.n)
    from (
      select e.actor_id, e.actor_post, e.actor_body,
             (e.at at time zone 'Asia/Ho_Chi_Minh')::date as day,
             floor(extract(epoch from (e.at at time zone 'Asia/Ho_Chi_Minh')::time) / 1800)::int as half_hour,
             count(*) as n, count(*) filter (where coalesce(btrim(e.purpose), '') = '') as unexplained
        from trail.entry e, trail.must_inspect()
       where e.actor_kind = 'officer' and e.outcome = 'allowed' and e.at >= since and e.at < until
         and (in_body is null or e.actor_body = in_body) and (by_officer is null or e.actor_id = by_officer)
         and exists (select 1 from unnest(modules, actions) as w(m, a) where e.module = w.m and e.action like w.a)
         and e.actor_id is distinct from e.subject_id::text
       group by 1, 2, 3, 4, 5
    ) d
    join (
      select e.actor_id, e.actor_post, (e.at at time zone 'Asia/Ho_Chi_Minh')::date as day,
             count(distinct coalesce(e.subject_id::text, e.object_type || '/' || e.object_id)) as persons
        from trail.entry e
       where e.actor_kind = 'officer' and e.outcome = 'allowed' and e.at >= since and e.at < until
         and exists (select 1 from unnest(modules, actions) as w(m, a) where e.module = w.m and e.action like w.a)
         and e.actor_id is distinct from e.subject_id::text
       group by 1, 2, 3
    ) p on p.actor_id = d.actor_id and p.actor_post is not distinct from d.actor_post and p.day = d.day
   group by 1, 2, 3, 4
$$;

-- The single readings of one officer, newest first, without the persons they were about.
create function trail.readings_of(officer text, since timestamptz, until timestamptz, modules text[], actions text[], most int)
returns table (entry_id uuid, at timestamptz, actor_post text, actor_body text, module text, action text, object_type text, object_id text, purpose text)
language sql stable security definer set search_path = pg_catalog as $$
  select e.entry_id, e.at, e.actor_post, e.actor_body, e.module, e.action, e.object_type, e.object_id, e.purpose
    from trail.entry e, trail.must_inspect()
   where e.actor_kind = 'officer' and e.outcome = 'allowed' and e.actor_id = officer and e.at >= since and e.at < until
     and exists (select 1 from unnest(modules, actions) as w(m, a) where e.module = w.m and e.action like w.a)
     and e.actor_id is distinct from e.subject_id::text
   order by e.at desc limit most
$$;

-- Erases what the trail says about a person: entries and salts go, the leaves of the log stay and say nothing any more.
-- The caller puts the places of the leaves onto the trail, so that the check can account for what is missing.
create function trail.erase(person uuid) returns bigint[] language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint[];
begin
  if current_setting('city.actor_kind', true) is distinct from 'system' then
    raise insufficient_privilege using message = 'only the city''s own hand erases from the trail';
  end if;
  with erased as (
    delete from trail.entry e using trail.leaf l where l.entry_id = e.entry_id and e.subject_id = person
    returning l.leaf_index, l.entry_id
  ), salts as (
    delete from trail.salt s using erased where s.entry_id = erased.entry_id
  )
  select coalesce(array_agg(leaf_index order by leaf_index), '{}') into gone from erased;
  return gone;
end $$;

revoke execute on function trail.must_inspect(), trail.readings(timestamptz, timestamptz, text[], text[], text, text),
  trail.readings_of(text, timestamptz, timestamptz, text[], text[], int), trail.erase(uuid) from public;
