-- Who reported and how they are reached, messages as they came, forms that wait: sealed under a data key of each row
-- (kernel/seals), found again by keyed marks. What was kept in clear before is sealed by seal-contacts.sweep.ts, row by row.

alter table feedback.reporter
  add column data_key   bytea,
  -- name, phone and email as JSON; without data_key gone for good
  add column sealed     bytea,
  add column phone_mark bytea check (octet_length(phone_mark) = 32),
  add column email_mark bytea check (octet_length(email_mark) = 32);
alter table feedback.reporter drop constraint reporter_check;
alter table feedback.reporter add constraint reporter_somebody
  check (person_id is not null or sealed is not null or phone is not null or email is not null or name is not null);
-- Nothing new in clear; old rows are let be until they are sealed.
alter table feedback.reporter add constraint reporter_sealed check (name is null and phone is null and email is null) not valid;
drop index feedback.reporter_phone;
-- the hotline finds the earlier reports of a caller
create index reporter_phone_mark on feedback.reporter (phone_mark) where phone_mark is not null;
-- the sweep: rows still in clear
create index reporter_in_clear on feedback.reporter (report_id) where name is not null or phone is not null or email is not null;

alter table feedback.message_in
  add column sender_mark bytea check (octet_length(sender_mark) = 32),
  add column data_key    bytea,
  -- sender, words and hints as JSON
  add column sealed      bytea check (octet_length(sealed) <= 200000),
  alter column sender drop not null,
  alter column words drop not null;
alter table feedback.message_in add constraint message_in_sealed
  check (sender is null and words is null and hints = '{}' and sealed is not null and sender_mark is not null) not valid;
drop index feedback.message_in_sender;
-- how much one sender has sent lately
create index message_in_sender_mark on feedback.message_in (channel, sender_mark, received_at desc);
create index message_in_in_clear on feedback.message_in (message_id) where sender is not null;

-- From now on sender holds the keyed mark in hexadecimal.
alter table feedback.conversation
  add column data_key bytea,
  add column sealed   bytea check (octet_length(sealed) <= 100000),
  alter column pending drop not null;
alter table feedback.conversation add constraint conversation_sealed
  check (pending is null and sealed is not null and sender ~ '^[0-9a-f]{64}$') not valid;

alter table feedback.draft
  add column data_key bytea,
  add column sealed   bytea check (octet_length(sealed) <= 100000),
  alter column data drop not null;
alter table feedback.draft add constraint draft_sealed check (data is null and sealed is not null) not valid;

-- Sealing what stood in clear: the two tables are append-only for the module, and these functions change nothing else.
create function feedback.seal_reporter(who uuid, new_key bytea, new_sealed bytea, new_phone bytea, new_email bytea) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  update feedback.reporter
     set data_key = new_key, sealed = new_sealed, phone_mark = new_phone, email_mark = new_email, name = null, phone = null, email = null
   where report_id = who and sealed is null and (select feedback.acting_system())
$$;
create function feedback.seal_message(which uuid, new_mark bytea, new_key bytea, new_sealed bytea) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  update feedback.message_in
     set sender_mark = new_mark, data_key = new_key, sealed = new_sealed, sender = null, words = null, hints = '{}'
   where message_id = which and sealed is null and (select feedback.acting_system())
$$;
revoke all on function feedback.seal_reporter(uuid, bytea, bytea, bytea, bytea) from public;
revoke all on function feedback.seal_message(uuid, bytea, bytea, bytea) from public;
create policy reporter_sealing on feedback.reporter for update to current_user using ((select feedback.acting_system()));

-- Erasure again, by marks where telephones and addresses stood.
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
