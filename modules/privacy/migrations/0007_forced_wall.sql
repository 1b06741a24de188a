-- The second wall binds the owner of the tables, too.
alter table privacy.request force row level security;
alter table privacy.request_event force row level security;
alter table privacy.export force row level security;
alter table privacy.erased_part force row level security;
alter table privacy.restriction force row level security;
alter table privacy.consent force row level security;
alter table privacy.breach force row level security;
alter table privacy.breach_event force row level security;
alter table privacy.breach_person force row level security;
