-- The second wall binds the owner of the tables, too.
alter table looks.question force row level security;
