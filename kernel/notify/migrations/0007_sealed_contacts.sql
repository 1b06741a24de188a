-- Where people are reached, sealed under a data key of each row (kernel/seals). What stood in clear is sealed by the sweep of
-- kernel/notify/deliver.ts; addresses of single messages are sealed inside their column.
alter table notify.contact
  add column data_key bytea,
  add column sealed   bytea check (octet_length(sealed) <= 4000);
alter table notify.contact add constraint contact_sealed check (email is null and phone is null) not valid;
-- the sweep: contacts still in clear
create index contact_in_clear on notify.contact (recipient) where email is not null or phone is not null;

drop function notify.save_contact(text, text, text, text, text[], timestamptz);
create function notify.save_contact(who text, new_lang text, new_key bytea, new_sealed bytea, new_muted text[], at timestamptz)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into notify.contact (recipient, lang, data_key, sealed, muted, updated_at)
  values (who, new_lang, new_key, new_sealed, new_muted, at)
  on conflict (recipient) do update
    set lang = excluded.lang, data_key = excluded.data_key, sealed = excluded.sealed, email = null, phone = null,
        muted = excluded.muted, updated_at = excluded.updated_at
    where notify.contact.updated_at <= excluded.updated_at;
$$;
revoke all on function notify.save_contact(text, text, bytea, bytea, text[], timestamptz) from public;
grant execute on function notify.save_contact(text, text, bytea, bytea, text[], timestamptz) to city_module;
