-- Which working calendar open terms follow; another one has their due days computed anew, and the step says so.

create table complaints.calendar_used (
  -- one row
  id         smallint    not null primary key check (id = 1),
  version    text        not null,
  applied_at timestamptz not null,
  moved_n    integer     not null default 0 check (moved_n >= 0)
);
comment on table complaints.calendar_used is 'which working calendar the due days of open matters follow; another one has them computed anew';

alter table complaints.event drop constraint event_transition;
alter table complaints.event
  -- the state machine of cases/states.ts, compared with it by a test
  add constraint event_transition check ((from_state, action, to_state) in (
    ('none', 'file', 'received'),
    ('none', 'inform', 'information'),
    ('none', 'take_over', 'received'),
    ('received', 'assign', 'received'),
    ('received', 'refuse', 'refused'),
    ('received', 'guide', 'guided'),
    ('received', 'withdraw', 'withdrawn'),
    ('received', 'ask', 'waiting'),
    ('received', 'accept', 'accepted'),
    ('received', 'extend', 'received'),
    ('waiting', 'assign', 'waiting'),
    ('waiting', 'refuse', 'refused'),
    ('waiting', 'guide', 'guided'),
    ('waiting', 'withdraw', 'withdrawn'),
    ('waiting', 'supplement', 'received'),
    ('accepted', 'verify', 'verifying'),
    ('accepted', 'assign', 'accepted'),
    ('accepted', 'extend', 'accepted'),
    ('accepted', 'suspend', 'suspended'),
    ('accepted', 'withdraw', 'withdrawn'),
    ('accepted', 'ask_withdrawal', 'accepted'),
    ('accepted', 'drop', 'withdrawn'),
    ('verifying', 'invite', 'dialogue'),
    ('verifying', 'decide', 'decided'),
    ('verifying', 'assign', 'verifying'),
    ('verifying', 'extend', 'verifying'),
    ('verifying', 'suspend', 'suspended'),
    ('verifying', 'withdraw', 'withdrawn'),
    ('verifying', 'ask_withdrawal', 'verifying'),
    ('verifying', 'drop', 'withdrawn'),
    ('dialogue', 'hear', 'verifying'),
    ('dialogue', 'assign', 'dialogue'),
    ('dialogue', 'extend', 'dialogue'),
    ('dialogue', 'suspend', 'suspended'),
    ('dialogue', 'withdraw', 'withdrawn'),
    ('dialogue', 'ask_withdrawal', 'dialogue'),
    ('dialogue', 'drop', 'withdrawn'),
    ('suspended', 'resume', 'accepted'),
    ('suspended', 'resume', 'verifying'),
    ('suspended', 'resume', 'dialogue'),
    ('decided', 'take_effect', 'in_force'),
    ('decided', 'close', 'closed'),
    ('in_force', 'close', 'closed'),
    ('information', 'assign', 'information'),
    ('information', 'close', 'closed'),
    ('received', 'reschedule', 'received'),
    ('accepted', 'reschedule', 'accepted'),
    ('verifying', 'reschedule', 'verifying'),
    ('dialogue', 'reschedule', 'dialogue'),
    ('decided', 'reschedule', 'decided')
  )) not valid;
alter table complaints.event validate constraint event_transition;
