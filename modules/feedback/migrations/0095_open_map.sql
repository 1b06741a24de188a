-- Maps and public figures look at what is open and may be seen: among millions of closed reports these indexes stay small.
create index report_open_place on feedback.report using gist (place)
  where visibility = 'public' and state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
drop index feedback.report_open;
create index report_open on feedback.report (due_at, unit_code, service) include (lat, lon)
  where visibility = 'public' and state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
drop index feedback.report_resolved;
create index report_resolved on feedback.report (resolved_at) include (first_due_at)
  where resolved_at is not null and visibility = 'public';
