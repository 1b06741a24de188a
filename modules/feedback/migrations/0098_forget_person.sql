-- Erasure of a person from the tables that hold who reported. Those tables are append-only for the module; this function is
-- the one way to empty them, for the city's own hand and a stated purpose.

create function feedback.forget_person(who uuid, sender_key bytea)
returns table (table_name text, n bigint)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  own      uuid[];
  senders  text[];
begin
  if coalesce(current_setting('city.actor_kind', true), '') <> 'system'
     or coalesce(current_setting('city.purpose', true), '') = '' then
    raise exception 'only the city''s own hand erases, for a purpose' using errcode = '42501';
  end if;
  select coalesce(array_agg(report_id), '{}') into own from (
    select report_id from feedback.person_report where person_id = who
    union select report_id from feedback.reporter where person_id = who) as filed;
  select coalesce(array_agg(sender), '{}') into senders from (
    select phone as sender from feedback.reporter where person_id = who and phone is not null
    union select lower(email) from feedback.reporter where person_id = who and email is not null) as reached;

  return query with gone as (
    delete from feedback.message_in where report_id = any(own) or sender = any(senders) returning 1)
    select 'feedback.message_in'::text, count(*) from gone;
  return query with gone as (delete from feedback.conversation where sender = any(senders) returning 1)
    select 'feedback.conversation'::text, count(*) from gone;
  return query with changed as (
    update feedback.note set words = '—', author_id = null, author_title = null
     where report_id = any(own) and origin = 'reporter' and words <> '—' returning 1)
    select 'feedback.note'::text, count(*) from changed;
  return query with changed as (
    update feedback.survey set words = null where report_id = any(own) and words is not null returning 1)
    select 'feedback.survey'::text, count(*) from changed;
  return query with gone as (delete from feedback.place_doubt where report_id = any(own) returning 1)
    select 'feedback.place_doubt'::text, count(*) from gone;
  return query with changed as (
    update feedback.gopy set user_id = null, origin = null, attached = '[]'
     where report_id = any(own) and (user_id is not null or origin is not null or attached <> '[]') returning 1)
    select 'feedback.gopy'::text, count(*) from changed;
  return query with gone as (
    delete from feedback.sender where report_id = any(own) or person = sender_key returning 1)
    select 'feedback.sender'::text, count(*) from gone;
  return query with gone as (delete from feedback.reporter where person_id = who returning 1)
    select 'feedback.reporter'::text, count(*) from gone;
  return query with gone as (delete from feedback.person_report where person_id = who returning 1)
    select 'feedback.person_report'::text, count(*) from gone;
end
$$;
revoke all on function feedback.forget_person(uuid, bytea) from public;
