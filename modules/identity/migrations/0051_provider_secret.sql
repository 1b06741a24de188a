-- What signs the provider's cookies and nonces, kept apart from the data keys: changing those signs nobody out in the middle of something.
create table identity.oidc_secret (
  name    text        primary key check (name ~ '^[a-z]{1,20}$'),
  -- 32 random bytes under a data key of the settings, whose version stands first
  sealed  bytea       not null,
  made_at timestamptz not null
);
comment on table identity.oidc_secret is 'Secret from which the keys of the provider''s cookies and nonces are derived, sealed under the data keys of the settings.';
alter table identity.oidc_secret enable row level security;
alter table identity.oidc_secret force row level security;
create policy system_all on identity.oidc_secret using ((select identity.acting_system()));
