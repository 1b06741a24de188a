-- Ways in beside the web: other systems through the góp ý interface, the hotline, e-mail and text messages.

alter table feedback.report drop constraint report_channel_check;
alter table feedback.report add constraint report_channel_check check (channel in (
  'web', 'app', 'api', 'open311', 'gopy', 'desk', 'hotline', 'email', 'sms', 'import', 'seed'));

create table feedback.gopy (
  report_id  uuid        not null primary key references feedback.report (report_id),
  -- the key of the partner that sent it (open311_key, which the next migrations make)
  key_id     uuid        not null,
  -- the partner's own user, and where it says the words come from: kept as sent, known to us or not
  user_id    text        check (length(user_id) <= 200),
  origin     text        check (length(origin) <= 200),
  -- what is no picture and no field of ours: films, sound, documents, by address; offices read them, nothing is fetched
  attached   jsonb       not null default '[]' check (pg_column_size(attached) <= 20000),
  taken_at   timestamptz not null
);
comment on table feedback.gopy is 'append-only: what a partner sent through the góp ý interface beyond the fields of a report';
-- what one partner has sent, newest first
create index gopy_key on feedback.gopy (key_id, taken_at desc);
