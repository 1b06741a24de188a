-- The open reports of one unit, newest first: among years of closed ones they would have to be looked for.
create index report_unit_open on feedback.report (unit_code, filed_at desc, report_id desc)
  where visibility = 'public' and state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
