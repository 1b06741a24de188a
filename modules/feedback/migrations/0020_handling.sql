-- How offices handle a report beyond the straight way: kinds of matter, waiting for the reporter, extensions, drafts that a leader
-- approves, masters of duplicates, the ladder of escalation. The clock that stands still has no due time until it runs again.

alter table feedback.report
  -- phản ánh, kiến nghị, hỏi đáp: each has its own terms; complaints and denunciations never stand here
  add column kind         text        not null default 'phan_anh' check (kind in ('phan_anh', 'kien_nghi', 'hoi_dap')),
  -- the state from which a side state was entered, and to which it leads back
  add column before_state text        check (before_state in ('new', 'returned', 'accepted', 'in_progress')),
  -- since when the clock stands still, and until when an answer of the reporter is waited for
  add column paused_at    timestamptz,
  add column wait_until   timestamptz,
  add column extended_n   smallint    not null default 0 check (extended_n >= 0),
  -- rung of the ladder reached, and when the next one is due
  add column escalation   smallint    not null default 0 check (escalation >= 0),
  add column escalate_at  timestamptz,
  -- the report that this one repeats, and how many repeat this one
  add column master_id    uuid,
  add column merged_n     integer     not null default 0 check (merged_n >= 0);

alter table feedback.report drop constraint report_state_check;
alter table feedback.report add constraint report_state_check check (state in (
  'new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval',
  'resolved', 'closed', 'rejected', 'merged', 'transferred'));

-- (state in ('closed', 'rejected')) = (closed_at is not null)
alter table feedback.report drop constraint report_check;
alter table feedback.report add constraint report_ended_at check ((state in ('closed', 'rejected', 'transferred')) = (closed_at is not null));
-- (due_at is null) = (first_due_at is null)
alter table feedback.report drop constraint report_check4;
alter table feedback.report add constraint report_due check ((due_at is null) = (first_due_at is null or paused_at is not null));
alter table feedback.report add constraint report_side_state check (
  (state in ('waiting_citizen', 'resolved_pending_approval', 'merged')) = (before_state is not null));
alter table feedback.report add constraint report_pause check ((state = 'waiting_citizen') = (paused_at is not null));
alter table feedback.report add constraint report_wait check (wait_until is null or paused_at is not null);
alter table feedback.report add constraint report_master check ((state = 'merged') = (master_id is not null) and master_id is distinct from report_id);

drop index feedback.report_body_open;
drop index feedback.report_open;
drop index feedback.report_handler;
-- a desk's queues by due time, and the counts of what a body holds
create index report_body_open on feedback.report (body_code, due_at, report_id)
  where state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
-- open reports per unit on the wall, and the whole city's overdue ones
create index report_open on feedback.report (due_at, unit_code, service)
  where state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
-- "my work" of one officer
create index report_handler on feedback.report (handler_id, due_at)
  where handler_id is not null and state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
-- the sweeper of the ladder: whose next rung is due
create index report_rung on feedback.report (escalate_at, report_id) where escalate_at is not null;
-- the sweeper of questions that nobody answered
create index report_wait_over on feedback.report (wait_until, report_id) where wait_until is not null;
-- the reports that follow a master
create index report_merged on feedback.report (master_id) where master_id is not null;

-- facts of a step that others can compute with: the amount of an extension, the categories of a change, a master's code, a rung
alter table feedback.report_event add column detail jsonb;
alter table feedback.report_event drop constraint report_event_transition;
alter table feedback.report_event
  -- the state machine of cases/states.ts, compared with it by a test
  add constraint report_event_transition check ((from_state, action, to_state) in (
    ('none', 'file', 'new'),
    ('new', 'accept', 'accepted'),
    ('new', 'assign', 'new'),
    ('new', 'hand_over', 'new'),
    ('new', 'return', 'returned'),
    ('new', 'reject', 'rejected'),
    ('new', 'recategorise', 'new'),
    ('new', 'merge', 'merged'),
    ('new', 'transfer', 'transferred'),
    ('new', 'escalate', 'new'),
    ('new', 'reschedule', 'new'),
    ('returned', 'accept', 'accepted'),
    ('returned', 'hand_over', 'new'),
    ('returned', 'reject', 'rejected'),
    ('returned', 'recategorise', 'returned'),
    ('returned', 'merge', 'merged'),
    ('returned', 'transfer', 'transferred'),
    ('returned', 'escalate', 'returned'),
    ('returned', 'reschedule', 'returned'),
    ('accepted', 'start', 'in_progress'),
    ('accepted', 'assign', 'accepted'),
    ('accepted', 'hand_over', 'accepted'),
    ('accepted', 'return', 'returned'),
    ('accepted', 'ask', 'waiting_citizen'),
    ('accepted', 'extend', 'accepted'),
    ('accepted', 'submit', 'resolved_pending_approval'),
    ('accepted', 'resolve', 'resolved'),
    ('accepted', 'reject', 'rejected'),
    ('accepted', 'recategorise', 'accepted'),
    ('accepted', 'merge', 'merged'),
    ('accepted', 'transfer', 'transferred'),
    ('accepted', 'escalate', 'accepted'),
    ('accepted', 'reschedule', 'accepted'),
    ('in_progress', 'assign', 'in_progress'),
    ('in_progress', 'hand_over', 'accepted'),
    ('in_progress', 'return', 'returned'),
    ('in_progress', 'ask', 'waiting_citizen'),
    ('in_progress', 'extend', 'in_progress'),
    ('in_progress', 'submit', 'resolved_pending_approval'),
    ('in_progress', 'resolve', 'resolved'),
    ('in_progress', 'reject', 'rejected'),
    ('in_progress', 'recategorise', 'in_progress'),
    ('in_progress', 'merge', 'merged'),
    ('in_progress', 'transfer', 'transferred'),
    ('in_progress', 'escalate', 'in_progress'),
    ('in_progress', 'reschedule', 'in_progress'),
    ('waiting_citizen', 'answer', 'accepted'),
    ('waiting_citizen', 'answer', 'in_progress'),
    ('waiting_citizen', 'resume', 'accepted'),
    ('waiting_citizen', 'resume', 'in_progress'),
    ('waiting_citizen', 'assign', 'waiting_citizen'),
    ('waiting_citizen', 'reject', 'rejected'),
    ('resolved_pending_approval', 'resolve', 'resolved'),
    ('resolved_pending_approval', 'send_back', 'accepted'),
    ('resolved_pending_approval', 'send_back', 'in_progress'),
    ('resolved_pending_approval', 'withdraw', 'accepted'),
    ('resolved_pending_approval', 'withdraw', 'in_progress'),
    ('resolved_pending_approval', 'escalate', 'resolved_pending_approval'),
    ('resolved_pending_approval', 'reschedule', 'resolved_pending_approval'),
    ('resolved', 'rate', 'resolved'),
    ('resolved', 'close', 'closed'),
    ('resolved', 'reopen', 'accepted'),
    ('closed', 'rate', 'closed'),
    ('closed', 'reopen', 'accepted'),
    ('rejected', 'reopen', 'accepted'),
    ('merged', 'unmerge', 'new'),
    ('merged', 'unmerge', 'returned'),
    ('merged', 'unmerge', 'accepted'),
    ('merged', 'unmerge', 'in_progress')
  )) not valid;
alter table feedback.report_event validate constraint report_event_transition;
alter table feedback.report_event add constraint report_event_why check (
  action not in ('extend', 'recategorise', 'merge', 'unmerge', 'transfer') or reason is not null) not valid;
alter table feedback.report_event validate constraint report_event_why;
alter table feedback.report_event add constraint report_event_ask check (action <> 'ask' or words is not null) not valid;
alter table feedback.report_event validate constraint report_event_ask;

create table feedback.request (
  report_id     uuid        not null references feedback.report (report_id),
  request_no    smallint    not null check (request_no >= 1),
  kind          text        not null check (kind in ('extension', 'answer')),
  asked_at      timestamptz not null,
  asked_by      text        not null,
  asked_title   text        not null,
  body_code     text        not null,
  -- why an extension is asked for
  reason        text        check (length(reason) <= 2000),
  amount        integer     check (amount > 0),
  unit          text        check (unit in ('working-hours', 'working-days', 'calendar-days')),
  -- the draft of an answer and its pictures, which nobody sees before it is approved
  words         text        check (length(words) <= 8000),
  photos        jsonb       not null default '[]',
  decided_at    timestamptz,
  decision      text        check (decision in ('approved', 'refused', 'withdrawn')),
  decided_by    text,
  decided_title text,
  decided_words text        check (length(decided_words) <= 2000),
  primary key (report_id, request_no),
  check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by is null)),
  check (kind <> 'extension' or (reason is not null and amount is not null and unit is not null)),
  check (kind <> 'answer' or words is not null)
);
comment on table feedback.request is 'what an officer asks a leader for: more time, or a word on a draft answer; read by offices only';
-- one undecided request of a kind a report
create unique index request_open on feedback.request (report_id, kind) where decided_at is null;

create table feedback.note (
  report_id    uuid        not null references feedback.report (report_id),
  note_id      uuid        not null,
  at           timestamptz not null,
  -- what the reporter answers is kept as it came; the public story shows it masked
  origin       text        not null check (origin in ('office', 'reporter')),
  author_id    text,
  author_title text,
  body_code    text,
  words        text        not null check (length(words) between 1 and 8000),
  primary key (report_id, note_id)
);
comment on table feedback.note is 'append-only: personal data. Words between officers, and answers of reporters as they came; never published';

create table feedback.calendar_used (
  -- one row: the working calendar by which open promises were last computed
  id         smallint    not null primary key check (id = 1),
  version    text        not null,
  applied_at timestamptz not null,
  moved_n    integer     not null default 0 check (moved_n >= 0)
);
comment on table feedback.calendar_used is 'which working calendar the due times of open reports follow; another one has them computed anew';
