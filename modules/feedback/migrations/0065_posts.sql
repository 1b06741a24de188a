-- Posts of offices as this module has heard of them: who is told when a promise is nearly or already missed.

create table feedback.office_post (
  post_id    uuid        not null primary key,
  body_code  text        not null,
  role       text        not null,
  title_vi   text        not null,
  title_en   text        not null,
  valid_from date        not null,
  valid_to   date,
  heard_at   timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table feedback.office_post is 'own projection of identity.post.kept: that a post exists and what it is for, never who holds it';
-- the posts of a body with a role, on each rung of the ladder
create index office_post_body on feedback.office_post (body_code, role);
