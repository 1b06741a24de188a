-- The second wall around every table of this module that says something of a person: even the module's own role sees a row
-- only as the city's own hand, as an office that has to do with the report, or with a key that opens this row (kernel/database/hold.ts).

create function feedback.acting_system() returns boolean
language sql stable
return coalesce(current_setting('city.actor_kind', true) = 'system', false);

-- The role of the post that is acted from; null for everybody without a post.
create function feedback.acting_role() returns text
language sql stable
return case when current_setting('city.actor_kind', true) = 'officer' then nullif(current_setting('city.actor_role', true), '') end;

create function feedback.acting_body() returns text
language sql stable
return case when current_setting('city.actor_kind', true) = 'officer' then nullif(current_setting('city.actor_body', true), '') end;

-- Whether the post is one of those that work for the whole city.
create function feedback.acting_for_all() returns boolean
language sql stable
return coalesce(current_setting('city.actor_kind', true) = 'officer'
  and current_setting('city.actor_role', true) in ('coordinator', 'operator', 'moderator', 'inspector', 'administrator'), false);

-- Notes between officers, answers of reporters as they came: the body that holds the report, posts of the whole city.
create policy note_written on feedback.note for insert with check (true);
create policy note_system on feedback.note using ((select feedback.acting_system()));
create policy note_office on feedback.note for select using (
  (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = note.report_id and r.body_code = (select feedback.acting_body())));

-- Surveys: who was asked (behind the key of the link), the body's leader, the coordinator.
create policy survey_system on feedback.survey using ((select feedback.acting_system()));
create policy survey_asked on feedback.survey using (report_id::text = any ((select kernel.held_keys())::text[]));
create policy survey_leader on feedback.survey using (
  (select feedback.acting_role()) = 'coordinator'
  or ((select feedback.acting_role()) = 'leader' and exists (
        select 1 from feedback.survey_round r where r.report_id = survey.about_id and r.body_code = (select feedback.acting_body()))));

-- Flags: anyone raises one; moderators read and decide. How much they weigh is a number, and says nothing of anyone.
create policy flag_raised on feedback.flag for insert with check (true);
create policy flag_system on feedback.flag using ((select feedback.acting_system()));
create policy flag_moderator on feedback.flag using ((select feedback.acting_role()) = 'moderator');
create policy flag_weighed on feedback.flag for select to current_user using (true);
create function feedback.weight_of_flags(about uuid, per_address integer) returns integer
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(sum(least(flaggers, per_address)), 0)::int
    from (select count(distinct flagger) as flaggers from feedback.flag
           where report_id = about and decided_at is null group by address) f
$$;
revoke all on function feedback.weight_of_flags(uuid, integer) from public;

-- Senders and bans: whoever shows the key, moderators.
create policy sender_filed on feedback.sender for insert with check (true);
create policy sender_system on feedback.sender using ((select feedback.acting_system()));
create policy sender_moderator on feedback.sender for select using ((select feedback.acting_role()) = 'moderator');
create policy sender_held on feedback.sender for select using (
  encode(person, 'hex') = any ((select kernel.held_keys())::text[]) or encode(device, 'hex') = any ((select kernel.held_keys())::text[])
  or encode(phone, 'hex') = any ((select kernel.held_keys())::text[]) or encode(address, 'hex') = any ((select kernel.held_keys())::text[])
  or encode(question, 'hex') = any ((select kernel.held_keys())::text[]));
create policy ban_system on feedback.ban using ((select feedback.acting_system()));
create policy ban_moderator on feedback.ban using ((select feedback.acting_role()) = 'moderator');
create policy ban_held on feedback.ban for select using (encode(key, 'hex') = any ((select kernel.held_keys())::text[]));

-- What a partner sent: listed back to its key; the body that holds the report.
create policy gopy_sent on feedback.gopy for insert with check (true);
create policy gopy_system on feedback.gopy using ((select feedback.acting_system()));
create policy gopy_partner on feedback.gopy for select using (key_id::text = any ((select kernel.held_keys())::text[]));
create policy gopy_office on feedback.gopy for select using (
  (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = gopy.report_id and r.body_code = (select feedback.acting_body())));

-- Forms and pictures on their way: the token's or the picture's holder.
create policy draft_system on feedback.draft using ((select feedback.acting_system()));
create policy draft_begun on feedback.draft for insert with check (true);
create policy draft_held on feedback.draft using (encode(token_hash, 'hex') = any ((select kernel.held_keys())::text[]));
create policy loose_photo_system on feedback.loose_photo using ((select feedback.acting_system()));
create policy loose_photo_sent on feedback.loose_photo for insert with check (true);
create policy loose_photo_held on feedback.loose_photo using (file_id = any ((select kernel.held_keys())::text[]));

-- Decisions of moderators and doubts about a place were open to every office: now to those who have to do with the report.
drop policy moderation_office on feedback.moderation;
drop policy moderation_hidden on feedback.moderation;
create policy moderation_office on feedback.moderation for select using (
  (select feedback.acting_system()) or (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = moderation.report_id and r.body_code = (select feedback.acting_body())));
-- Why a report was hidden is told to the one who sent it: by the account, or behind the key of the report.
create policy moderation_told on feedback.moderation for select using (
  action in ('hide', 'show') and (
    report_id::text = any ((select kernel.held_keys())::text[])
    or exists (select 1 from feedback.person_report p
                where p.report_id = moderation.report_id and p.person_id::text = (select current_setting('city.actor_id', true)))));
drop policy place_doubt_office on feedback.place_doubt;
create policy place_doubt_office on feedback.place_doubt for select using (
  (select feedback.acting_system()) or (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = place_doubt.report_id and r.body_code = (select feedback.acting_body())));

-- The hand that erases a person (feedback.forget_person) runs as the owner, which a forced wall binds, too.
create policy reporter_forgotten on feedback.reporter for delete to current_user using ((select feedback.acting_system()));
create policy person_report_forgotten on feedback.person_report for delete to current_user using ((select feedback.acting_system()));
create policy place_doubt_forgotten on feedback.place_doubt for delete to current_user using ((select feedback.acting_system()));

do $$
declare
  name text;
begin
  foreach name in array array['reporter', 'person_report', 'note', 'survey', 'flag', 'sender', 'ban', 'gopy', 'draft', 'loose_photo',
                              'moderation', 'place_doubt', 'message_in', 'conversation'] loop
    execute format('alter table feedback.%I enable row level security', name);
    execute format('alter table feedback.%I force row level security', name);
  end loop;
end $$;
