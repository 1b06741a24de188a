-- A map near the ground is answered from its index alone: what a point tells stands in it, so that thousands of rows are not fetched.
drop index feedback.report_open_place;
-- maps: open points in a box
create index report_open_place on feedback.report using gist (place) include (filed_at, report_id, service, state, tracking_code)
  where visibility = 'public' and state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval');
