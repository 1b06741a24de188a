-- Free words of officers and reporters, in notes and beside marks, sealed under a data key of each row like contacts are. Rows from before
-- are taken over by seal-contacts.sweep.ts.

alter table feedback.note
  add column data_key bytea,
  add column sealed   bytea check (octet_length(sealed) <= 60000),
  alter column words drop not null;
-- Nothing new in clear; a dash stands where a person was erased.
alter table feedback.note add constraint note_sealed
  check ((words is null and sealed is not null) or (words = '—' and sealed is null)) not valid;
-- the sweep: rows still in clear
create index note_in_clear on feedback.note (report_id, note_id) where words is not null and words <> '—';

alter table feedback.rating
  add column data_key bytea,
  add column sealed   bytea check (octet_length(sealed) <= 20000);
alter table feedback.rating add constraint rating_sealed check (words is null) not valid;
comment on table feedback.rating is 'append-only: personal data. How satisfied the reporter was with each answer, and in which words: sealed';
create index rating_in_clear on feedback.rating (report_id, round) where words is not null;

-- The marks are figures; whoever rates writes one, the words are for the city's own hand and for the office that holds the report.
create policy rating_written on feedback.rating for insert with check (true);
create policy rating_system on feedback.rating using ((select feedback.acting_system()));
create policy rating_office on feedback.rating for select using (
  (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = rating.report_id and r.body_code = (select feedback.acting_body())));
alter table feedback.rating enable row level security;
alter table feedback.rating force row level security;

-- Sealing what stood in clear: both tables are append-only for the module, and these functions change nothing else.
create function feedback.seal_note(which_report uuid, which uuid, new_key bytea, new_sealed bytea) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  update feedback.note set data_key = new_key, sealed = new_sealed, words = null
   where report_id = which_report and note_id = which and sealed is null and words <> '—' and (select feedback.acting_system())
$$;
create function feedback.seal_rating(which_report uuid, which smallint, new_key bytea, new_sealed bytea) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  update feedback.rating set data_key = new_key, sealed = new_sealed, words = null
   where report_id = which_report and round = which and sealed is null and (select feedback.acting_system())
$$;
revoke all on function feedback.seal_note(uuid, uuid, bytea, bytea) from public;
revoke all on function feedback.seal_rating(uuid, smallint, bytea, bytea) from public;

-- Erasure takes the sealed words along.
create or replace function feedback.forget_person(who uuid, sender_key bytea)
returns table (table_name text, n bigint)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  own      uuid[];
  senders  bytea[];
begin
  if coalesce(current_setting('city.actor_kind', true), '') <> 'system'
     or coalesce(current_setting('city.purpose', true), '') = '' then
    raise exception 'only the city''s own hand erases, for a purpose' using errcode = '42501';
  end if;
  select coalesce(array_agg(report_id), '{}') into own from (
    select report_id from feedback.person_report where person_id = who
    union select report_id from feedback.reporter where person_id = who) as filed;
  select coalesce(array_agg(mark), '{}') into senders from (
    select phone_mark as mark from feedback.reporter where person_id = who and phone_mark is not null
    union select email_mark from feedback.reporter where person_id = who and email_mark is not null) as reached;

  return query with gone as (
    delete from feedback.message_in where report_id = any(own) or sender_mark = any(senders) returning 1)
    select 'feedback.message_in'::text, count(*) from gone;
  return query with gone as (
    delete from feedback.conversation where sender in (select encode(mark, 'hex') from unnest(senders) as mark) returning 1)
    select 'feedback.conversation'::text, count(*) from gone;
  return query with changed as (
    update feedback.note set words = '—', data_key = null, sealed = null, author_id = null, author_title = null
     where report_id = any(own) and origin = 'reporter' and words is distinct from '—' returning 1)
    select 'feedback.note'::text, count(*) from changed;
  return query with changed as (
    update feedback.rating set words = null, data_key = null, sealed = null
     where report_id = any(own) and (words is not null or sealed is not null) returning 1)
    select 'feedback.rating'::text, count(*) from changed;
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
