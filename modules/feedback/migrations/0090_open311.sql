-- Open311: keys of other systems, answers to the questions of a service, and updates that partners have sent.

alter table feedback.report drop constraint report_channel_check;
alter table feedback.report add constraint report_channel_check check (channel in (
  'web', 'app', 'api', 'open311', 'gopy', 'desk', 'hotline', 'email', 'sms', 'import', 'seed'));

create table feedback.open311_key (
  key_id     uuid        not null primary key,
  -- SHA-256 of the key: the table alone opens nothing
  key_hash   bytea       not null unique check (octet_length(key_hash) = 32),
  name       text        not null check (length(name) between 1 and 200),
  -- the body on whose behalf its holder sends updates; null for those who only report
  body_code  text,
  created_at timestamptz not null,
  revoked_at timestamptz
);
comment on table feedback.open311_key is 'keys of other systems that write through Open311';

create table feedback.attribute (
  report_id uuid   not null references feedback.report (report_id),
  code      text   not null check (length(code) <= 64),
  -- one value, or several of a multivaluelist
  given     text[] not null check (cardinality(given) between 1 and 50),
  primary key (report_id, code)
);
comment on table feedback.attribute is 'append-only: answers to the questions that a service asks';

create table feedback.open311_update (
  key_id    uuid        not null references feedback.open311_key (key_id),
  -- the partner's own number of the update
  update_id text        not null check (length(update_id) between 1 and 200),
  report_id uuid        not null,
  at        timestamptz not null,
  applied   boolean     not null,
  primary key (key_id, update_id)
);
comment on table feedback.open311_update is 'append-only: updates of partners, each taken once';

-- updates as others poll them: steps in a span of time
create index report_event_at on feedback.report_event (at, report_id, seq);
