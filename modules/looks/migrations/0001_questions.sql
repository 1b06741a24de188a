-- Questions of people about who read their data, and the posts they name.
create table looks.question (
  asker_id     uuid        not null,
  question_id  uuid        not null,
  entry_id     uuid        not null,
  -- what the entry says, so that the body can answer without reading the trail
  look_at      timestamptz not null,
  look_module  text        not null,
  look_action  text        not null,
  look_object  text,
  look_purpose text,
  reader_id    text        not null,
  reader_post  text,
  body         text        not null,
  words        text        not null check (length(words) between 1 and 2000),
  asked_at     timestamptz not null,
  due_at       timestamptz not null,
  term         text        not null,
  state        text        not null check (state in ('open', 'answered')),
  answer       text        check (length(answer) <= 4000),
  -- whether the body finds that the reading was right
  was_right    boolean,
  answered_at  timestamptz,
  answered_by  text,
  primary key (asker_id, question_id),
  unique (asker_id, entry_id),
  check ((state = 'answered') = (answer is not null and was_right is not null and answered_at is not null and answered_by is not null))
);
comment on table looks.question is 'a person asks why somebody read their data, and what the body answered';
-- what a body has to answer, by due time
create index question_body on looks.question (body, due_at) where state = 'open';

create table looks.post (
  post_id  text not null,
  body     text not null,
  title_vi text not null,
  title_en text not null,
  primary key (post_id)
);
comment on table looks.post is 'titles of posts as the identity module names them, without their holders';

-- Second wall: the person, and the posts of the body that is asked; inspectors see all.
alter table looks.question enable row level security;
create policy question_asker on looks.question to mod_looks
  using (asker_id = (select case when current_setting('city.actor_kind', true) in ('citizen', 'officer')
                                 then nullif(current_setting('city.actor_id', true), '')::uuid end))
  with check (asker_id = (select nullif(current_setting('city.actor_id', true), '')::uuid));
create policy question_body on looks.question to mod_looks
  using (current_setting('city.actor_kind', true) = 'officer' and body = current_setting('city.actor_body', true))
  with check (current_setting('city.actor_kind', true) = 'officer' and body = current_setting('city.actor_body', true));
create policy question_inspector on looks.question for select to mod_looks
  using (current_setting('city.actor_role', true) = 'inspector');
-- the city's own hand erases a person
create policy question_erased on looks.question for delete to mod_looks
  using (current_setting('city.actor_kind', true) = 'system');
create policy question_found on looks.question for select to mod_looks
  using (current_setting('city.actor_kind', true) = 'system');

-- What the kernel's trail lets this module read: by its second wall each person their own entries; by its functions inspectors, with a purpose.
grant select on trail.entry, trail.leaf, trail.salt, trail.tile, trail.checkpoint, trail.cosignature to mod_looks;
grant execute on function trail.must_inspect(), trail.readings(timestamptz, timestamptz, text[], text[], text, text),
  trail.readings_of(text, timestamptz, timestamptz, text[], text[], int), trail.erase(uuid) to mod_looks;
