-- The wall of reports for another holds for the owner of the table too.
alter table feedback.behalf force row level security;
