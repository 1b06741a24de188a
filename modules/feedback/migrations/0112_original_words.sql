-- Where people wrote a telephone or a name into a report, the report keeps the masked words alone; what they wrote is sealed here, for the
-- office that handles it. Rows from before are taken over by seal-contacts.sweep.ts.
create table feedback.original_words (
  report_id uuid        not null primary key references feedback.report (report_id),
  data_key  bytea       not null,
  sealed    bytea       not null check (octet_length(sealed) <= 60000),
  added_at  timestamptz not null
);
comment on table feedback.original_words is 'append-only: personal data. Words of a report as they came, sealed, where something in them was masked';
-- the sweep: reports that still hold words in clear which the public does not see
create index report_words_in_clear on feedback.report (report_id) where words <> words_public;

create policy original_words_filed on feedback.original_words for insert with check (true);
create policy original_words_system on feedback.original_words for select using ((select feedback.acting_system()));
create policy original_words_office on feedback.original_words for select using (
  (select feedback.acting_for_all())
  or exists (select 1 from feedback.report r where r.report_id = original_words.report_id and r.body_code = (select feedback.acting_body())));
create policy original_words_forgotten on feedback.original_words for delete to current_user using ((select feedback.acting_system()));
alter table feedback.original_words enable row level security;
alter table feedback.original_words force row level security;

-- Erasure takes them along.
create function feedback.forget_words(who uuid) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  gone bigint;
begin
  if coalesce(current_setting('city.actor_kind', true), '') <> 'system'
     or coalesce(current_setting('city.purpose', true), '') = '' then
    raise exception 'only the city''s own hand erases, for a purpose' using errcode = '42501';
  end if;
  delete from feedback.original_words where report_id in (select report_id from feedback.person_report where person_id = who);
  get diagnostics gone = row_count;
  return gone;
end
$$;
revoke all on function feedback.forget_words(uuid) from public;
