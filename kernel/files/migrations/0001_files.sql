-- Pictures: what each one is, and where the bytes of its copies and of its sealed original lie.
-- A module sees and changes the rows it made itself; the kernel sees all.
create table files.file (
  file_id      uuid        not null,
  module       text        not null default substr(current_user::text, 5),
  format       text        not null check (format in ('jpeg', 'png', 'webp')),
  width        int         not null check (width > 0),
  height       int         not null check (height > 0),
  phash        bit(64)     not null,
  is_public    boolean     not null default false,
  created_at   timestamptz not null,
  primary key (file_id)
);
comment on table files.file is 'A picture somebody sent. is_public: anyone who has the address may see the re-encoded copies. Kept as long as the module keeps what it belongs to.';

create table files.variant (
  file_id      uuid        not null references files.file on delete cascade,
  variant      text        not null check (variant in ('full', 'medium', 'thumb', 'original')),
  module       text        not null default substr(current_user::text, 5),
  blob         text        not null check (blob ~ '^[a-z][a-z0-9-]*/[0-9a-f]{64}$'),
  bytes        int         not null check (bytes > 0),
  content_type text        not null,
  width        int,
  height       int,
  primary key (file_id, variant),
  check ((variant = 'original') = (width is null) and (width is null) = (height is null))
);
comment on table files.variant is 'The stored copies of a picture: three re-encoded ones without metadata, and the original, encrypted (personal data: place and time of the photograph).';
-- "does any row still name this blob": the collector of orphans
create index variant_blob on files.variant (blob);

alter table files.file enable row level security;
alter table files.variant enable row level security;
create policy own on files.file to city_module
  using (module = substr(current_user::text, 5)) with check (module = substr(current_user::text, 5));
create policy own on files.variant to city_module
  using (module = substr(current_user::text, 5)) with check (module = substr(current_user::text, 5));
create policy kernel on files.file to mod_kernel using (true) with check (true);
create policy kernel on files.variant to mod_kernel using (true) with check (true);

grant usage on schema files to city_module;
grant select, insert, delete on files.file to city_module;
grant update (is_public) on files.file to city_module;
grant select, insert, delete on files.variant to city_module;
