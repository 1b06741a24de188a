-- A desk's numbers, each by an index of its own.

-- everything a body has ever held: its list, newest first, and its count
create index report_body_filed on feedback.report (body_code, filed_at desc, report_id desc);
-- what a body has answered and waits to be closed
create index report_body_waiting on feedback.report (body_code) where state = 'resolved';
-- a body's share of answers on time in the last thirty days
create index report_body_resolved on feedback.report (body_code, resolved_at) include (first_due_at) where resolved_at is not null;
