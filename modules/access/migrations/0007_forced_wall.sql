-- The second wall binds the owner of the tables, too.
alter table access.decision force row level security;
alter table access.client force row level security;
