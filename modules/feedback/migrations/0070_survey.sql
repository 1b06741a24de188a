-- Weeks after a report was closed its reporter is asked once whether the matter was really fixed. Bad news goes to a leader.

alter table feedback.report
  -- answers to the survey: of the reporter, and of those whose reports follow this one
  add column survey_n       integer not null default 0 check (survey_n >= 0),
  add column survey_fixed_n integer not null default 0,
  add column survey_scores  integer not null default 0,
  add constraint report_survey check (survey_fixed_n between 0 and survey_n and survey_scores between survey_n and 5 * survey_n);

-- the job that invites: what was closed in a span of days
create index report_closed on feedback.report (closed_at, report_id) where state = 'closed';

create table feedback.survey_round (
  report_id  uuid        not null primary key references feedback.report (report_id),
  body_code  text        not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  -- the last follower that was invited; null when all were
  after      uuid,
  check (expires_at > invited_at)
);
comment on table feedback.survey_round is 'one row a closed report whose people were asked: nobody is asked about a matter twice';
-- rounds that a stopped process left unfinished
create index survey_round_open on feedback.survey_round (report_id) where after is not null;

create table feedback.survey (
  -- the matter; for followers the report that they follow
  about_id    uuid        not null references feedback.survey_round (report_id),
  -- the report of whoever is asked
  report_id   uuid        not null,
  -- keyed hash of the account or address: one person is asked once, however many of their reports follow the matter
  recipient   bytea       not null check (octet_length(recipient) = 32),
  invited_at  timestamptz not null,
  answered_at timestamptz,
  fixed       text        check (fixed in ('yes', 'partly', 'no')),
  score       smallint    check (score between 1 and 5),
  -- personal data of others masked before it is kept
  words       text        check (length(words) <= 2000),
  -- an unsatisfied answer waits for a leader until then
  review      text        check (review in ('open', 'fixed_since', 'will_fix', 'stands')),
  reviewed_at timestamptz,
  reviewed_by text,
  reviewed_title text,
  reviewed_words text,
  primary key (about_id, report_id),
  unique (about_id, recipient),
  check ((answered_at is null) = (score is null) and (score is null) = (fixed is null)),
  check (review is null or answered_at is not null),
  check ((reviewed_at is null) = (review is null or review = 'open')),
  check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (reviewed_words is null))
);
comment on table feedback.survey is 'who was asked and what they answered; the words are for the body and its leader alone';
-- from a report to its survey, for the link in the message
create index survey_report on feedback.survey (report_id);
-- unsatisfied answers that wait for a leader, oldest first
create index survey_review on feedback.survey (answered_at) where review = 'open';
