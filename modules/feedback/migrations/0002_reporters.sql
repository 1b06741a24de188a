-- Who reported: the only personal data of this module, behind row-level security even from the module's own role.

create table feedback.reporter (
  report_id uuid        not null primary key references feedback.report (report_id),
  person_id uuid,
  name      text        check (length(name) <= 200),
  phone     text        check (phone ~ '^\+[0-9]{8,15}$'),
  email     text        check (length(email) <= 254),
  lang      text        not null check (lang in ('vi', 'en')),
  added_at  timestamptz not null,
  check (person_id is not null or phone is not null or email is not null or name is not null)
);
comment on table feedback.reporter is 'append-only: personal data. Read only by cases/reporter.access.ts, with purpose and trail';

create table feedback.person_report (
  person_id uuid        not null,
  filed_at  timestamptz not null,
  report_id uuid        not null,
  primary key (person_id, report_id)
);
comment on table feedback.person_report is 'append-only: personal data. Which reports a signed-in person has filed, for "my reports"';
-- "my reports", newest first
create index person_report_filed on feedback.person_report (person_id, filed_at desc);

alter table feedback.reporter enable row level security;
alter table feedback.person_report enable row level security;

-- Filing writes; nobody changes or deletes.
create policy reporter_filed on feedback.reporter for insert with check (true);
create policy person_report_filed on feedback.person_report for insert with check (true);

-- A contact is read by the reporter; by an officer or coordinator of the body that holds the report, for a stated purpose;
-- and by the city's own services for a stated purpose (telling the reporter what happened).
create policy reporter_own on feedback.reporter for select
  using (person_id is not null and person_id::text = current_setting('city.actor_id', true));
create policy reporter_office on feedback.reporter for select
  using (
    current_setting('city.actor_kind', true) = 'officer'
    and coalesce(current_setting('city.purpose', true), '') <> ''
    and exists (
      select 1 from feedback.report r
       where r.report_id = reporter.report_id
         and (r.body_code = current_setting('city.actor_body', true) or current_setting('city.actor_role', true) = 'coordinator')
    )
  );
create policy reporter_system on feedback.reporter for select
  using (current_setting('city.actor_kind', true) = 'system' and coalesce(current_setting('city.purpose', true), '') <> '');

create policy person_report_own on feedback.person_report for select
  using (person_id::text = current_setting('city.actor_id', true));
create policy person_report_system on feedback.person_report for select
  using (current_setting('city.actor_kind', true) = 'system');
