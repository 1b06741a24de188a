-- The trail: append-only, readable by the person it is about. Rows are never changed; no role but the owner could.
create table trail.entry (
  entry_id    uuid        not null,
  at          timestamptz not null,
  actor_kind  text        not null check (actor_kind in ('anonymous', 'citizen', 'officer', 'system')),
  actor_id    text,
  actor_post  text,
  actor_body  text,
  module      text        not null,
  action      text        not null,
  object_type text,
  object_id   text,
  subject_id  uuid,
  purpose     text,
  outcome     text        not null check (outcome in ('allowed', 'refused', 'failed')),
  reason      text,
  detail      jsonb,
  primary key (entry_id)
);
comment on table trail.entry is 'append-only: reads of personal data and decisions about people';

-- "who looked at mine": the citizen's page
create index entry_subject on trail.entry (subject_id, entry_id) where subject_id is not null;
-- "what happened to this": inspectors, and the proof that each report has its entry
create index entry_object on trail.entry (module, object_type, object_id);

grant usage on schema trail to city_module;
grant insert on trail.entry to city_module;
