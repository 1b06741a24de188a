-- Accounts that an administrator disabled: nobody signs in, and everything from before ended in the transaction that says why.
create table identity.account_block (
  person_id   uuid        not null,
  id          uuid        not null,
  blocked_at  timestamptz not null,
  blocked_by  uuid        not null,
  post_id     text        not null,
  reason      text        not null check (length(reason) between 10 and 1000),
  document    text        check (length(document) <= 200),
  lifted_at   timestamptz check (lifted_at >= blocked_at),
  lifted_by   uuid,
  lift_reason text        check (length(lift_reason) between 10 and 1000),
  primary key (person_id, id),
  check ((lifted_at is null) = (lifted_by is null)),
  -- whoever disabled an account does not enable it: a second officer does
  check (lifted_by is null or lifted_by <> blocked_by),
  -- nobody disables their own
  check (blocked_by <> person_id)
);
comment on table identity.account_block is 'personal data: accounts disabled by an administrator, why, and who enabled them again';
-- an account is disabled once at a time; asked at every sign-in
create unique index account_block_open on identity.account_block (person_id) where lifted_at is null;
-- the desk's list, newest first
create index account_block_newest on identity.account_block (blocked_at desc);

alter table identity.account_block enable row level security;
alter table identity.account_block force row level security;
create function identity.acting_administrator() returns boolean
language sql stable
as $$
  select current_setting('city.actor_kind', true) = 'officer'
     and coalesce(current_setting('city.actor_role', true) = 'administrator', false)
$$;
create policy system_all on identity.account_block using ((select identity.acting_system()));
create policy administrators on identity.account_block
  using ((select identity.acting_administrator())) with check ((select identity.acting_administrator()));
create policy own_read on identity.account_block for select using (person_id = (select identity.acting_person()));

-- Ends everything of somebody whose account is disabled, in the administrator's own transaction; answers the sessions that ended.
-- Administrators see neither sessions nor tokens: this does one thing, and only while a block stands.
create function identity.end_blocked(blocked uuid, ended timestamptz) returns setof uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was text := current_setting('city.actor_kind', true);
begin
  if not identity.acting_administrator() then
    raise exception 'not an administrator' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from identity.account_block b where b.person_id = blocked and b.lifted_at is null) then
    raise exception 'the account is not disabled';
  end if;
  perform set_config('city.actor_kind', 'system', true);
  delete from identity.oidc_brief where person_id = blocked;
  delete from identity.oidc_lasting where person_id = blocked and kind <> 'Session';
  return query
    update identity.session s set ended_at = ended, ended_why = 'revoked'
     where s.person_id = blocked and s.ended_at is null returning s.id;
  perform set_config('city.actor_kind', was, true);
end
$$;
revoke execute on function identity.end_blocked(uuid, timestamptz) from public;
